// http://hl7.org/fhir/R4/profiling.html#slicing
#include "fhir/validation/likeness.h"
#include "fhir/validation/profile_walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

std::span<const Slice> slices_of(const ProfileProgram& program, const Slicing& slicing)
{
    return {program.slices.data() + slicing.slices.first, slicing.slices.count};
}

bool can_be_told(const Slice& slice)
{
    return slice.is_default || !slice.criteria.empty();
}

bool is_extension(std::string_view name)
{
    return name == "extension" || name == "modifierExtension";
}

}  // namespace

void ProfileWalk::slices(const ProfileProgram& program, const Demand& demand, const Items& items, const Item& parent)
{
    const auto& slicing = program.slicings[demand.slicing];
    std::vector<const Slice*> places;
    for (const auto& item : items) {
        if (!step())
            return;
        places.push_back(slice_of(program, slicing, item));
    }
    unsliced(program, demand, places, items);
    order(program, slicing, places, items);
    for (const auto& slice : slices_of(program, slicing)) {
        const auto& demanded = program.demands[slice.demand];
        Items members;
        for (std::size_t i = 0; i < items.size(); ++i)
            if (places[i] == &slice)
                members.push_back(items[i]);
        if (can_be_told(slice))
            count(program, demanded.id, slice.min, slice.max, members.size(), parent);
        if (demanded.slicing != nowhere)
            slices(program, demanded, members, parent);
        for (const auto& item : members)
            content(program, demanded, item);
    }
}

const Slice* ProfileWalk::slice_of(const ProfileProgram& program, const Slicing& slicing, const Item& item)
{
    const Slice* found = nullptr;
    const Slice* fallback = nullptr;
    for (const auto& slice : slices_of(program, slicing)) {
        if (slice.is_default)
            fallback = &slice;
        const bool is_in = !slice.criteria.empty()
            && std::all_of(slice.criteria.begin(), slice.criteria.end(),
                [&](const Criterion& criterion) { return meets(criterion, item); });
        if (is_in && found != nullptr)
            m_report->error("structure", item.place,
                "in more than one slice: " + std::string(found->name) + ", " + std::string(slice.name),
                program.profile->url);
        else if (is_in)
            found = &slice;
    }
    return found != nullptr ? found : fallback;
}

// What is in no slice.
void ProfileWalk::unsliced(
    const ProfileProgram& program, const Demand& demand, const std::vector<const Slice*>& places, const Items& items)
{
    const auto& slicing = program.slicings[demand.slicing];
    const auto all = slices_of(program, slicing);
    const bool can_all_be_told = std::all_of(all.begin(), all.end(), can_be_told);
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (places[i] != nullptr)
            continue;
        const auto& place = items[i].place;
        if (slicing.rules == Slicing::Rules::closed && can_all_be_told)
            m_report->error("structure", place,
                "in no slice of " + std::string(demand.id) + ", and nothing else is allowed", program.profile->url);
        else if (slicing.rules == Slicing::Rules::closed)
            m_report->add(Severity::warning, "not-supported", place,
                "not checked: whether this is in a slice of " + std::string(demand.id), program.profile->url);
        else if (!is_extension(demand.name))
            m_report->add(Severity::information, "informational", place, "in no slice of " + std::string(demand.id),
                program.profile->url);
    }
}

void ProfileWalk::order(
    const ProfileProgram& program, const Slicing& slicing, const std::vector<const Slice*>& places, const Items& items)
{
    const Slice* last = nullptr;
    bool is_after_end = false;
    for (std::size_t i = 0; i < items.size(); ++i) {
        if (places[i] == nullptr) {
            is_after_end = true;
            continue;
        }
        if (slicing.rules == Slicing::Rules::open_at_end && is_after_end)
            m_report->error(
                "structure", items[i].place, "what is in no slice may stand at the end only", program.profile->url);
        if (slicing.is_ordered && last != nullptr && places[i] < last)
            m_report->error("structure", items[i].place,
                "the slices are ordered: " + std::string(places[i]->name) + " stands before " + std::string(last->name),
                program.profile->url);
        last = places[i];
    }
}

bool ProfileWalk::meets(const Criterion& criterion, const Item& item)
{
    const auto items = select(item, criterion.path);
    const auto has = [&](auto&& test) { return std::any_of(items.begin(), items.end(), test); };
    switch (criterion.kind) {
    case Criterion::Kind::exists: return items.empty() != criterion.is_there;
    case Criterion::Kind::value:
        return std::all_of(criterion.likenesses.begin(), criterion.likenesses.end(),
            [&](const Likeness& likeness) { return has([&](const Item& one) { return is_like(one, likeness); }); });
    case Criterion::Kind::type:
        return has([&](const Item& one) {
            return std::any_of(criterion.types.begin(), criterion.types.end(), [&](std::string_view type) {
                return type == one.code || (one.is_resource() && one.type->type->is_a(type));
            });
        });
    case Criterion::Kind::profile:
        return has([&](const Item& one) {
            return std::any_of(criterion.profiles.begin(), criterion.profiles.end(),
                [&](std::string_view profile) { return conforms(profile, one).value_or(false); });
        });
    }
    return false;
}

bool ProfileWalk::is_like(const Item& item, const Likeness& likeness)
{
    const auto value = item.found.value;
    if (likeness.fixed && !validation::is_like(value, likeness.fixed, Likes::fixed))
        return false;
    if (likeness.pattern && !validation::is_like(value, likeness.pattern, Likes::pattern))
        return false;
    if (!likeness.value_set.empty()
        && membership(m_tables.codes().set(likeness.value_set), value) != Membership::inside)
        return false;
    return std::all_of(likeness.inside.begin(), likeness.inside.end(), [&](const Likeness& inner) {
        const auto items = collected(item, inner.step.text);
        return std::any_of(items.begin(), items.end(), [&](const Item& one) { return is_like(one, inner); });
    });
}

// Only to compare with: the places of what is selected are not to be told.
Items ProfileWalk::select(const Item& item, const std::vector<PathStep>& path)
{
    Items items{item};
    for (const auto& one : path) {
        Items next;
        for (const auto& from : items)
            if (step())
                step_into(from, one, next);
        items = std::move(next);
    }
    return items;
}

void ProfileWalk::step_into(const Item& item, const PathStep& path_step, Items& items)
{
    const auto add_if
        = [&](Items found, auto&& test) { std::copy_if(found.begin(), found.end(), std::back_inserter(items), test); };
    switch (path_step.kind) {
    case PathStep::Kind::child: return add_if(collected(item, path_step.text), [](const Item&) { return true; });
    case PathStep::Kind::extension:
        return add_if(collected(item, "extension"),
            [&](const Item& one) { return one.found.value["url"].text() == path_step.text; });
    case PathStep::Kind::of_type:
        if (item.code == path_step.text)
            items.push_back(item);
        return;
    case PathStep::Kind::resolve:
        if (const auto* target = target_of(item))
            items.push_back(*target);
        return;
    }
}

}  // namespace helselos::fhir::validation
