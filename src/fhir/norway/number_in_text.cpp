#include "fhir/norway/number_in_text.h"

#include "base/text.h"
#include "fhir/norway/national_number.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::norway {

namespace {

constexpr std::size_t digits_of_number = 11;

bool is_word(char c)
{
    return is_letter(c) || is_digit(c);
}

// Where the next number begins, at or after `from`; npos when there is none.
std::size_t find_number(std::string_view text, std::size_t from)
{
    for (auto at = from; at < text.size();) {
        if (!is_word(text[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < text.size() && is_word(text[end]))
            ++end;
        const auto word = text.substr(at, end - at);
        if (word.size() == digits_of_number && read_national_number(word, Pid2032::on))
            return at;
        at = end;
    }
    return std::string_view::npos;
}

// What stands behind "OID|", up to where a value of a query or a filter ends; for each place where the text has it.
template <typename Wanted>
bool any_behind(std::string_view text, std::string_view oid, Wanted wanted)
{
    for (auto at = text.find(oid); at != std::string_view::npos; at = text.find(oid, at + oid.size())) {
        const auto rest = text.substr(at + oid.size());
        if (rest.starts_with('|') && wanted(rest.substr(1, rest.find_first_of(" ,\"')]\t\r\n", 1) - 1)))
            return true;
    }
    return false;
}

bool is_there(std::string_view value)
{
    return !value.empty();
}

// "HNR|5001": the code of the type, and a value.
bool is_typed_value(std::string_view value)
{
    const auto sign = value.find('|');
    return sign != std::string_view::npos && sign + 1 < value.size();
}

}  // namespace

bool holds_number(std::string_view text)
{
    return find_number(text, 0) != std::string_view::npos;
}

std::string without_numbers(std::string_view text)
{
    std::string cleaned(text);
    for (auto at = find_number(text, 0); at != std::string_view::npos; at = find_number(text, at + digits_of_number))
        cleaned.replace(at, digits_of_number, digits_of_number, '*');
    return cleaned;
}

bool names_person_by_system(std::string_view text)
{
    constexpr std::array person_oids{"2.16.578.1.12.4.1.4.1", "2.16.578.1.12.4.1.4.2", "2.16.578.1.12.4.1.4.3"};
    constexpr std::string_view person_types = "2.16.578.1.12.4.1.1.8327";
    return any_behind(text, person_types, is_typed_value)
        || std::ranges::any_of(person_oids, [&](const char* oid) { return any_behind(text, oid, is_there); });
}

}  // namespace helselos::fhir::norway
