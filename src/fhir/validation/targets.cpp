// What references lead to
// (http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.type.targetProfile).
#include "fhir/path/reference.h"
#include "fhir/validation/profile_walk.h"
#include "fhir/validation/target.h"

#include <algorithm>

namespace helselos::fhir::validation {

// The resource, with the references inside it leading where they lead from there.
ProfileWalk::Target& ProfileWalk::target(json::Value resource, const TypeRule& rule, const Around& outer)
{
    auto& made = m_targets[resource.identity()];
    if (made)
        return *made;
    made = std::make_unique<Target>();
    auto& around = made->around;
    around = outer;
    around.resource = resource;
    around.rule = &rule;
    const auto contained = outer.contained->find(resource["id"].text());
    const bool is_contained
        = contained != outer.contained->end() && contained->second.identity() == resource.identity();
    if (!is_contained) {
        made->contained = contained_in(resource);
        around.contained = &made->contained;
        around.root = resource;
        around.root_rule = &rule;
    }
    if (rule.type->name == "Bundle")
        around.bundle = &made->bundle.emplace(resource);
    made->place = {nullptr, rule.type->name, {}, Place::single, rule.type};
    made->item = {{resource, {}}, &rule, Primitive::none, rule.type->name, &around, made->place};
    return *made;
}

std::optional<bool> ProfileWalk::conforms(json::Value resource, std::string_view canonical, const Around& around)
{
    const auto* rule = m_tables.rules().resource(resource["resourceType"].text());
    if (rule == nullptr || m_level >= limits::validation_targets_depth_max)
        return std::nullopt;
    return conforms(canonical, target(resource, *rule, around).item);
}

// Resources inside others are judged with what is around them, not around their container.
Items ProfileWalk::collected(const Item& parent, std::string_view name)
{
    Items items;
    collect(parent, name, m_tables.rules(), items);
    for (auto& item : items)
        if (item.is_resource()) {
            item.outer = parent.around;
            item.around = &target(item.found.value, *item.type, *parent.around).around;
        }
    return items;
}

const Item* ProfileWalk::target_of(const Item& reference)
{
    const auto text = reference.primitive == Primitive::none ? reference.found.value["reference"].text()
                                                             : reference.found.value.text();
    const auto resource = reference.around->resolve(text);
    const auto* rule = m_tables.rules().resource(resource["resourceType"].text());
    return rule == nullptr ? nullptr : &target(resource, *rule, *reference.around).item;
}

void ProfileWalk::targets(const ProfileProgram& program, const std::vector<TypeDemand>& types, const Item& item)
{
    std::vector<std::string_view> profiles;
    bool is_any = false;
    const auto* target = target_of(item);
    for (const auto* one : entries_for(types, item)) {
        if (one->aggregation.is_limited)
            aggregation(program, one->aggregation, item, target != nullptr);
        is_any = is_any || one->targets.empty();
        profiles.insert(profiles.end(), one->targets.begin(), one->targets.end());
    }
    if (!is_any && !profiles.empty())
        target_profiles(program, profiles, item, target);
}

void ProfileWalk::aggregation(const ProfileProgram& program, const Aggregation& mode, const Item& item, bool is_found)
{
    const auto text = item.found.value["reference"].text();
    if (text.empty())
        return;
    const bool is_contained = text.starts_with('#');
    const bool is_allowed = is_contained ? mode.contained : is_found ? mode.bundled : mode.referenced;
    if (!is_allowed)
        m_report->error("required", item.place,
            "the profile demands that what is referred to stands elsewhere: contained, in the bundle or outside",
            program.profile->url);
}

namespace {

// The type of what is referred to, as far as the reference tells it.
const Type* told_type(json::Value reference, const Definitions& definitions)
{
    const auto* type = path::referenced_type(reference["reference"].text(), definitions);
    return type != nullptr ? type : definitions.type(reference["type"].text());
}

bool is_any_resource(std::string_view type)
{
    return type == "Resource" || type == "DomainResource";
}

}  // namespace

void ProfileWalk::target_profiles(
    const ProfileProgram& program, const std::vector<std::string_view>& profiles, const Item& item, const Item* target)
{
    const auto* type = target != nullptr ? target->type->type : told_type(item.found.value, m_tables.definitions());
    if (type == nullptr)
        return;
    std::vector<const ProfileProgram*> candidates;
    std::string unknown;
    for (const auto profile : profiles) {
        const auto known = m_tables.programs().find(profile);
        if (!known || *known == nullptr)
            unknown = profile;
        else if (type->is_a((*known)->profile->type) || is_any_resource((*known)->profile->type))
            candidates.push_back(*known);
    }
    if (candidates.empty() && unknown.empty())
        return m_report->error(
            "structure", item.place, "a reference to this type of resource is not allowed here", program.profile->url);
    if (target == nullptr)
        return;
    const bool does
        = std::any_of(candidates.begin(), candidates.end(), [&](const auto* one) { return conforms(*one, *target); });
    if (does)
        return;
    if (!unknown.empty())
        return m_report->error("not-found", item.place,
            "not checked: the profile " + unknown + ", demanded of what is referred to, is not known",
            program.profile->url);
    m_report->error("structure", item.place,
        "what is referred to satisfies none of the profiles demanded here: "
            + std::string(candidates.front()->profile->url),
        program.profile->url);
}

}  // namespace helselos::fhir::validation
