#include "fhir/search/reading_plan.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::search {

namespace {

bool has_text(Shape shape)
{
    return shape == Shape::codeable_concept || shape == Shape::coding || shape == Shape::identifier;
}

bool has_system(const ShapedWalk& end)
{
    if (end.shape == Shape::codeable_concept || end.shape == Shape::coding)
        return true;
    return end.shape == Shape::text && end.walk.codes != nullptr && end.walk.codes->is_complete;
}

bool may_refer_to(const Walk& walk, std::string_view target)
{
    for (const auto& step : walk.steps)
        if (step.demand == Step::Demand::refers_to && step.wanted != target)
            return false;
    if (walk.end == nullptr)
        return true;
    const auto reference = std::ranges::find(walk.end->types, std::string_view("Reference"), &TypeReference::code);
    if (reference == walk.end->types.end() || reference->target_profiles.empty())
        return true;
    return std::ranges::any_of(reference->target_profiles, [&](std::string_view profile) {
        const auto name = profile.substr(profile.rfind('/') + 1);
        return name == target || name == "Resource";
    });
}

Referring best_way(const std::vector<ShapedWalk>& walks, std::string_view target)
{
    auto best = Referring::not_at_all;
    for (const auto& each : walks) {
        if (each.shape == Shape::reference && may_refer_to(each.walk, target))
            return Referring::by_reference;
        if (each.shape == Shape::canonical || each.shape == Shape::uri)
            best = Referring::by_address;
    }
    return best;
}

}  // namespace

std::optional<std::vector<ShapedWalk>> shaped_walks(
    std::string_view expression, std::string_view type, const Definitions& definitions)
{
    auto walks = plain_walks(expression, type, definitions);
    if (!walks)
        return std::nullopt;
    std::vector<ShapedWalk> shaped;
    for (auto& walk : *walks)
        if (const auto shape = shape_of(walk.type, definitions); shape != Shape::nothing)
            shaped.push_back({std::move(walk), shape});
    return shaped;
}

TokenNature token_nature(std::string_view expression, std::string_view type, const Definitions& definitions)
{
    const auto ends = shaped_walks(expression, type, definitions);
    if (!ends || ends->empty())
        return {};
    const auto is_identifier = [](const ShapedWalk& end) { return end.shape == Shape::identifier; };
    const bool is_concept
        = std::ranges::any_of(*ends, [](const ShapedWalk& end) { return end.shape == Shape::codeable_concept; });
    return {.is_known = true,
        .is_single = !is_concept && is_single_valued(expression, type, definitions),
        .has_texts = std::ranges::any_of(*ends, has_text, &ShapedWalk::shape),
        .is_identifier = std::ranges::all_of(*ends, is_identifier),
        .has_systems = std::ranges::all_of(*ends, has_system)};
}

// The types of one choice are several walks to one element, and a resource goes one of them.
std::vector<Referring> referring_to(std::span<const std::string_view> targets, std::string_view expression,
    std::string_view type, const Definitions& definitions)
{
    const auto walks = shaped_walks(expression, type, definitions);
    std::vector<Referring> referring;
    for (const auto target : targets)
        referring.push_back(walks ? best_way(*walks, target) : Referring::by_reference);
    return referring;
}

bool is_single_valued(std::string_view expression, std::string_view type, const Definitions& definitions)
{
    const auto ends = shaped_walks(expression, type, definitions);
    if (!ends || ends->empty())
        return false;
    const auto& first = ends->front().walk;
    return std::ranges::all_of(*ends, [&](const ShapedWalk& one) {
        return !one.walk.repeats && one.walk.end == first.end && one.walk.steps.size() == first.steps.size();
    });
}

}  // namespace helselos::fhir::search
