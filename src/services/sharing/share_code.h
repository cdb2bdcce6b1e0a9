// The one-time code that is read out on the phone: eight letters and digits that
// are not taken for one another.
#pragma once

#include "base/random.h"

#include <optional>
#include <string>
#include <string_view>

namespace helselos::sharing {

// "ABCD2345": from 31 signs without 0, O, 1, I and L, so 8.5e11 codes.
std::string make_share_code(Random& random);

// As a person types it: small letters, blanks and dashes are forgiven. None when it cannot be a code.
std::optional<std::string> read_share_code(std::string_view typed);

// How a code is kept, with the key of this data folder. Codes of before there was a key were kept by their plain
// digest, and are redeemed until they end.
std::string kept_digest(std::string_view code, std::string_view key);
std::string plain_digest(std::string_view code);

// "ABCD-2345"
std::string to_shown(std::string_view code);

}  // namespace helselos::sharing
