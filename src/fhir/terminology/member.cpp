// Membership decided code by code: a set of four hundred thousand codes is never told for it.
#include "fhir/terminology/compose.h"
#include "fhir/terminology/filters.h"

#include <algorithm>

namespace helselos::fhir::terminology {

namespace {

Membership both(Membership left, Membership right)
{
    if (left == Membership::outside || right == Membership::outside)
        return Membership::outside;
    return left == Membership::unknown ? left : right;
}

Membership either(Membership left, Membership right)
{
    if (left == Membership::inside || right == Membership::inside)
        return Membership::inside;
    return left == Membership::unknown ? left : right;
}

Membership inverted(Membership is)
{
    if (is == Membership::unknown)
        return is;
    return is == Membership::inside ? Membership::outside : Membership::inside;
}

Membership is_listed(json::Value part, std::string_view code, const CodeIndex* known)
{
    const auto same = known == nullptr || known->is_case_sensitive() ? std::nullopt : known->find(code);
    for (const auto one : part["concept"].elements())
        if (one["code"].text() == code || (same && known->find(one["code"].text()) == same))
            return Membership::inside;
    return Membership::outside;
}

Membership passes(json::Value part, const CodeIndex& known, Place place)
{
    auto result = Membership::inside;
    for (const auto one : part["filter"].elements()) {
        const Filter filter(one);
        const auto is = filter.passes(known, place);
        auto passes = !is ? Membership::unknown : *is ? Membership::inside : Membership::outside;
        // A relation that is not in the part of the system that is here may be in the whole.
        const bool is_sure = known.is_complete() || (passes == Membership::inside) == filter.is_positive();
        result = both(result, is_sure ? passes : Membership::unknown);
    }
    return result;
}

Membership in_system(json::Value part, const Source& source, std::string_view system, std::string_view code)
{
    const auto url = part["system"].text();
    if (!system.empty() && system != url)
        return Membership::outside;
    const auto* known = source.code_system(url);
    if (part["concept"].exists())
        return is_listed(part, code, known);
    if (known == nullptr)
        return Membership::unknown;
    const auto place = known->find(code);
    if (!place)
        return known->is_complete() ? Membership::outside : Membership::unknown;
    return passes(part, *known, *place);
}

Membership imported(
    std::string_view url, const Source& source, std::string_view system, std::string_view code, Effort& effort)
{
    if (effort.depth_left == 0 || effort.includes_left == 0)
        return Membership::unknown;
    --effort.depth_left;
    --effort.includes_left;
    const auto is = source.member(url, system, code, effort);
    ++effort.depth_left;
    return is;
}

Membership in_part(
    json::Value part, const Source& source, std::string_view system, std::string_view code, Effort& effort)
{
    const bool has_system = part["system"].exists();
    if (!has_system && part["valueSet"].size() == 0)
        return Membership::outside;
    auto result = has_system ? in_system(part, source, system, code) : Membership::inside;
    for (const auto url : part["valueSet"].elements()) {
        if (result == Membership::outside)
            return result;
        result = both(result, imported(url.text(), source, system, code, effort));
    }
    return result;
}

Membership in_ready_made(
    json::Value value_set, const Source& source, std::string_view system, std::string_view code, Effort& effort)
{
    const auto expansion = expand(value_set, source, effort);
    for (const auto& one : expansion.codes)
        if (one.code == code && (system.empty() || one.system == system))
            return Membership::inside;
    return expansion.is_complete ? Membership::outside : Membership::unknown;
}

}  // namespace

Membership Source::member(std::string_view url, std::string_view system, std::string_view code, Effort& effort) const
{
    const auto expansion = value_set(url, effort);
    if (!expansion)
        return Membership::unknown;
    for (const auto& one : expansion->codes)
        if (one.code == code && (system.empty() || one.system == system))
            return Membership::inside;
    return expansion->is_complete ? Membership::outside : Membership::unknown;
}

Membership member(
    json::Value value_set, const Source& source, std::string_view system, std::string_view code, Effort& effort)
{
    const auto compose = value_set["compose"];
    if (!compose.exists())
        return in_ready_made(value_set, source, system, code, effort);
    auto result = Membership::outside;
    for (const auto part : compose["include"].elements()) {
        result = either(result, in_part(part, source, system, code, effort));
        if (result == Membership::inside)
            break;
    }
    for (const auto part : compose["exclude"].elements()) {
        if (result == Membership::outside)
            break;
        // Of a code without a system it is not known which one was included.
        const auto is = in_part(part, source, system, code, effort);
        result = both(result, system.empty() && is == Membership::inside ? Membership::unknown : inverted(is));
    }
    return result;
}

}  // namespace helselos::fhir::terminology
