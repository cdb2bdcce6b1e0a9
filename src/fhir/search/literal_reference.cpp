#include "fhir/search/literal_reference.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::fhir::search {

namespace {

constexpr std::size_t id_letters_max = 64;  // http://hl7.org/fhir/R4/datatypes.html#id

bool is_type_name(std::string_view text)
{
    return !text.empty() && is_upper(text.front()) && std::ranges::all_of(text, is_letter);
}

// Takes the last segment, and the slash before it, from `path`.
std::string_view take_last_segment(std::string_view& path)
{
    const auto slash = path.rfind('/');
    const auto segment = slash == std::string_view::npos ? path : path.substr(slash + 1);
    path = slash == std::string_view::npos ? std::string_view() : path.substr(0, slash);
    return segment;
}

struct Tail {
    std::string_view type;
    std::string_view id;
    std::string_view before;  // What stands in front of type and id, without the slash.
};

// Type and id at the end of the text, a version behind them left out; empty when they are not there.
Tail tail_of(std::string_view text)
{
    auto path = text;
    auto id = take_last_segment(path);
    if (path.ends_with("/_history")) {
        take_last_segment(path);
        id = take_last_segment(path);
    }
    const auto type = take_last_segment(path);
    if (!is_type_name(type) || !is_id(id))
        return {};
    return {type, id, path};
}

}  // namespace

bool is_id(std::string_view text)
{
    const auto fits = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; };
    return !text.empty() && text.size() <= id_letters_max && std::ranges::all_of(text, fits);
}

LiteralReference literal_reference(std::string_view text)
{
    if (text.empty())
        return {};
    if (text.front() == '#')
        return {.is_contained = true};
    const auto tail = tail_of(text);
    if (!tail.type.empty() && tail.before.empty() && text.front() != '/')
        return {.type = tail.type, .id = tail.id};
    return {.url = text};
}

std::string_view type_in_reference(std::string_view text)
{
    return tail_of(text).type;
}

}  // namespace helselos::fhir::search
