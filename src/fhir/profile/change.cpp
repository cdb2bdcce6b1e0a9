#include "fhir/profile/change.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/profile/shape.h"

#include <algorithm>
#include <optional>

namespace helselos::fhir::profile {

namespace {

struct Step {
    std::string_view name;
    std::optional<std::string_view> slice;  // Not known when only the path tells the way.
};

Step step_of(std::string_view part)
{
    const auto colon = part.find(':');
    if (colon == std::string_view::npos)
        return {part, std::string_view()};
    return {part.substr(0, colon), part.substr(colon + 1)};
}

// An id that is built as R4 demands tells the slices on the way; any other id is only a name.
bool id_follows_path(const std::vector<std::string_view>& id, const std::vector<std::string_view>& path)
{
    if (id.size() != path.size() || id.front() != path.front())
        return false;
    for (std::size_t at = 1; at < id.size(); ++at) {
        const auto name = step_of(id[at]).name;
        const bool is_choice = name.ends_with("[x]") && path[at].starts_with(name.substr(0, name.size() - 3));
        if (name != path[at] && !is_choice)
            return false;
    }
    return true;
}

std::vector<Step> way_to(json::Value element)
{
    const auto path = split(element["path"].text(), '.');
    const auto id = split(element["id"].text(), '.');
    std::vector<Step> way;
    if (id_follows_path(id, path)) {
        for (const auto part : id)
            way.push_back(step_of(part));
    } else {
        for (const auto part : path)
            way.push_back({part, std::nullopt});
        way.back().slice = std::string_view();
    }
    if (element["sliceName"].exists())
        way.back().slice = element["sliceName"].text();
    return way;
}

// Without an id, what follows a slice is inside that slice.
Change* latest(Change& parent, const Step& step)
{
    const auto found = std::find_if(parent.children.rbegin(), parent.children.rend(),
        [&](const Change& child) { return child.name == step.name && (!step.slice || child.slice == *step.slice); });
    return found == parent.children.rend() ? nullptr : &*found;
}

Change& child_at(Change& parent, const Step& step)
{
    if (auto* known = latest(parent, step))
        return *known;
    const auto slice = step.slice.value_or(std::string_view());
    auto id = parent.id + "." + std::string(step.name) + (slice.empty() ? "" : ":" + std::string(slice));
    parent.children.push_back({std::string(step.name), std::string(slice), std::move(id)});
    return parent.children.back();
}

Issue defect(std::string_view path, std::string text)
{
    return {Severity::warning, "structure", std::string(path), std::move(text)};
}

}  // namespace

Change changes_of(json::Value differential, std::string_view root_name, Issues& defects)
{
    Change root{std::string(root_name), "", std::string(root_name)};
    for (const auto element : differential["element"].elements()) {
        const auto path = element["path"].text();
        if (!has_shape(element)) {
            defects.push_back(defect(path, "what the differential holds here is no ElementDefinition; it is left out"));
            continue;
        }
        const auto way = way_to(element);
        if (path.empty() || way.front().name != root_name || way.size() > limits::profile_path_depth_max) {
            defects.push_back(defect(path, "an element of the differential is outside the type; it is left out"));
            continue;
        }
        auto* place = &root;
        for (auto step = way.begin() + 1; step != way.end(); ++step)
            place = &child_at(*place, *step);
        place->elements.push_back(element);
    }
    return root;
}

}  // namespace helselos::fhir::profile
