#include "access/reading.h"

namespace helselos::access {

std::string target_of(json::Value reference)
{
    auto text = reference["reference"].text();
    if (const auto version = text.find("/_history/"); version != std::string_view::npos)
        text = text.substr(0, version);
    const auto slash = text.find('/');
    const bool is_local = slash != std::string_view::npos && slash > 0 && slash + 1 < text.size()
        && text.find('/', slash + 1) == std::string_view::npos;
    return is_local ? std::string(text) : std::string();
}

bool is_reference_to(json::Value reference, std::string_view type)
{
    return target_of(reference).starts_with(std::string(type) + "/");
}

std::optional<store::Key> key_of(json::Value reference)
{
    const auto target = target_of(reference);
    const auto slash = target.find('/');
    if (slash == std::string::npos)
        return std::nullopt;
    return store::Key{target.substr(0, slash), target.substr(slash + 1)};
}

namespace {

bool is_coding(json::Value coding, std::string_view system, std::string_view code)
{
    return coding["system"].text() == system && coding["code"].text() == code;
}

bool is_coded(json::Value concept_or_coding, std::string_view system, std::string_view code)
{
    if (is_coding(concept_or_coding, system, code))
        return true;
    for (const auto coding : concept_or_coding["coding"].elements())
        if (is_coding(coding, system, code))
            return true;
    return false;
}

}  // namespace

bool has_code(json::Value coded, std::string_view system, std::string_view code)
{
    for (const auto each : coded.elements())
        if (is_coded(each, system, code))
            return true;
    return is_coded(coded, system, code);
}

bool has_label(json::Value resource, std::string_view system, std::string_view code)
{
    return has_code(resource["meta"]["security"], system, code);
}

}  // namespace helselos::access
