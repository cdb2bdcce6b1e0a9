#include "fhir/validation/literal_reference.h"

#include "fhir/validation/primitives.h"

namespace helselos::fhir::validation {

namespace {

std::string_view take_last(std::string_view& text)
{
    const auto slash = text.rfind('/');
    const auto last = text.substr(slash == std::string_view::npos ? 0 : slash + 1);
    text = text.substr(0, slash == std::string_view::npos ? 0 : slash);
    return last;
}

}  // namespace

LiteralReference parts_of_reference(std::string_view text)
{
    LiteralReference parts;
    auto last = take_last(text);
    auto rest = text;
    if (take_last(rest) == "_history") {
        parts.is_versioned = true;
        parts.version = last;
        text = rest;
        last = take_last(text);
    }
    parts.id = last;
    parts.type = take_last(text);
    parts.before = text;
    return parts;
}

bool LiteralReference::is_whole() const
{
    return matches(Primitive::id, id) && (!is_versioned || matches(Primitive::id, version));
}

bool has_scheme(std::string_view text)
{
    const auto end = text.find_first_of(":/?#");
    return end != std::string_view::npos && end > 0 && text[end] == ':';
}

std::string_view without_history(std::string_view reference)
{
    return reference.substr(0, reference.find("/_history/"));
}

}  // namespace helselos::fhir::validation
