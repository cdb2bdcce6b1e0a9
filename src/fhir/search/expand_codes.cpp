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

using terminology::Place;

// The code is not among them; one more than may be, when there are more.
std::vector<Place> narrower(const terminology::CodeIndex& system, Place from)
{
    std::vector<Place> taken;
    system.for_each_within(from, [&](Place place) {
        if (place != from && taken.size() <= limits::search_codes_max)
            taken.push_back(place);
    });
    std::ranges::sort(taken);
    return taken;
}

std::vector<Place> broader(const terminology::CodeIndex& system, Place from)
{
    std::vector<Place> taken;
    std::vector<Place> waiting{from};
    while (!waiting.empty() && taken.size() <= limits::search_codes_max) {
        const auto at = waiting.back();
        waiting.pop_back();
        for (const auto parent : system.parents(at))
            if (parent != from && std::ranges::find(taken, parent) == taken.end()) {
                taken.push_back(parent);
                waiting.push_back(parent);
            }
    }
    std::ranges::sort(taken);
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
    if (system == nullptr || !system->is_complete() || system->has_circle())
        return not_supported(asking.name, "the code system is not known here, or not wholly");
    std::vector<TokenValue> codes{from};
    const auto place = system->find(*from.code);
    if (!place)
        return codes;
    const auto taken = direction == Direction::below ? narrower(*system, *place) : broader(*system, *place);
    if (taken.size() >= limits::search_codes_max)
        return too_many_codes(asking);
    for (const auto other : taken)
        codes.push_back({*from.system, std::string(system->code(other))});
    return codes;
}

}  // namespace helselos::fhir::search
