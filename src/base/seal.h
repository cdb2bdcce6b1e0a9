// Text given into a caller's hands that the caller can neither read nor change: page cursors, criteria in a link.
// AES-SIV (RFC 5297): the same text in the same context gives the same seal, and there is no nonce to get wrong.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace helselos {

class Seal {
public:
    // Any secret; the keys are derived from it.
    explicit Seal(std::string_view secret);

    // Letters that stand in an address unescaped. It opens only in the same `context`, which is not in it.
    std::string close(std::string_view text, std::string_view context) const;
    // Nothing when it was not closed by this secret in this context, or was changed.
    std::optional<std::string> open(std::string_view sealed, std::string_view context) const;

private:
    std::string m_key;
};

}  // namespace helselos
