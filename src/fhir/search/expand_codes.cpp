#include "fhir/search/expand_codes.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

Error too_many_codes(const Asking& asking)
{
    return {Kind::too_large,
        fmt::format("search parameter {} stands for more than {} codes", asking.name, limits::search_codes_max)};
}

// Which concepts are the code or below it: the broader stand before the narrower.
std::vector<bool> narrower(const CodeSystem& system, std::string_view code)
{
    std::vector<bool> taken(system.concepts.size());
    for (std::size_t i = 0; i < taken.size(); ++i)
        taken[i] = system.concepts[i].code == code
            || std::ranges::any_of(system.concepts[i].parents, [&](auto parent) { return taken[parent]; });
    return taken;
}

std::vector<bool> broader(const CodeSystem& system, std::string_view code)
{
    std::vector<bool> taken(system.concepts.size());
    for (auto i = taken.size(); i-- > 0;) {
        if (system.concepts[i].code == code)
            taken[i] = true;
        if (taken[i])
            for (const auto parent : system.concepts[i].parents)
                taken[parent] = true;
    }
    return taken;
}

}  // namespace

Result<std::vector<TokenValue>> codes_in(const Asking& asking, std::string_view value_set)
{
    if (asking.grounds.terms == nullptr)
        return not_supported(asking.name, "there are no value sets here");
    terminology::Effort effort;
    const auto expansion = asking.grounds.terms->value_set(value_set, effort);
    if (!expansion)
        return not_supported(asking.name, "the value set is not known here");
    if (!expansion->is_complete || expansion->codes.empty())
        return not_supported(asking.name, "the value set cannot be told code by code here");
    if (expansion->codes.size() > limits::search_codes_max)
        return too_many_codes(asking);
    std::vector<TokenValue> codes;
    for (const auto& code : expansion->codes)
        codes.push_back({std::string(code.system), std::string(code.code)});
    return codes;
}

Result<std::vector<TokenValue>> codes_from(const Asking& asking, const TokenValue& from, Direction direction)
{
    if (asking.grounds.terms == nullptr)
        return not_supported(asking.name, "there are no code systems here");
    if (from.system.value_or("").empty() || !from.code)
        return Error{Kind::invalid, fmt::format("the value of search parameter {} is not system|code", asking.name)};
    const auto* system = asking.grounds.terms->code_system(*from.system);
    if (system == nullptr || !system->is_complete)
        return not_supported(asking.name, "the code system is not known here, or not wholly");
    const auto taken = direction == Direction::below ? narrower(*system, *from.code) : broader(*system, *from.code);
    if (static_cast<std::size_t>(std::ranges::count(taken, true)) > limits::search_codes_max)
        return too_many_codes(asking);
    std::vector<TokenValue> codes{from};
    for (std::size_t i = 0; i < taken.size(); ++i)
        if (taken[i] && system->concepts[i].code != *from.code)
            codes.push_back({*from.system, std::string(system->concepts[i].code)});
    return codes;
}

}  // namespace helselos::fhir::search
