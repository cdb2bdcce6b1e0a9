// Where the next page starts, in the hands of the caller: nothing is stored for it.
//
// A cursor is sealed with a key that stands in the store and is bound to its
// question, so one that was made elsewhere, changed, or belongs to another
// question is refused. Its place may be a value somebody sorts by, and a cursor
// stands in addresses, so it cannot be read either.
#pragma once

#include "base/result.h"
#include "base/seal.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::store::sqlite {

class CursorSeal {
public:
    explicit CursorSeal(std::string_view key) : m_seal(key) {}

    // `question` is anything that tells one search from another.
    std::string close(std::string_view place, std::string_view question) const;
    // The place; invalid when the cursor is not ours.
    Result<std::string> open(std::string_view cursor, std::string_view question) const;

    // A number as a name that tells nothing of it, the same each time, with the letters of a FHIR id.
    std::string disguise(std::int64_t number) const;
    // The number of such a name; none when it is not ours.
    std::optional<std::int64_t> recognise(std::string_view name) const;

private:
    Seal m_seal;
};

// Numbers and texts in a row of bytes.
void add_integer(std::string& bytes, std::int64_t number);
void add_text(std::string& bytes, std::string_view text);

class PlaceReader {
public:
    explicit PlaceReader(std::string_view bytes) : m_rest(bytes) {}
    Result<std::int64_t> integer();
    Result<std::string> text();

private:
    std::string_view m_rest;
};

}  // namespace helselos::store::sqlite
