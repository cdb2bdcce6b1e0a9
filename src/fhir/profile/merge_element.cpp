#include "fhir/profile/merge_element.h"

#include "base/text.h"
#include "json/write.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <string>

namespace helselos::fhir::profile {

namespace {

// Of an element one value each, of whatever type; the names go on with the type.
constexpr std::array<std::string_view, 5> choices{"fixed", "pattern", "defaultValue", "minValue", "maxValue"};
constexpr std::array<std::string_view, 4> texts{"short", "definition", "comment", "requirements"};
constexpr std::array<std::string_view, 4> strengths{"example", "preferred", "extensible", "required"};

void tell(const MergePlace& place, std::string text)
{
    place.defects.push_back({Severity::warning, "structure", std::string(place.id), std::move(text)});
}

void put(json::Value element, std::string_view key, json::Value value, const MergePlace& place)
{
    place.document.set(element, key, place.document.copy(value));
}

json::Value array_at(json::Value element, std::string_view key, const MergePlace& place)
{
    if (!element[key].exists())
        place.document.set(element, key, place.document.make_array());
    return element[key];
}

// "..." stands for the text of the base: http://hl7.org/fhir/R4/elementdefinition.html#ElementDefinition.definition
void merge_text(json::Value element, std::string_view key, json::Value value, const MergePlace& place)
{
    const auto base = element[key].text();
    if (!value.text().starts_with("...") || base.empty())
        return put(element, key, value, place);
    const auto whole = std::string(base) + "\r\n" + std::string(value.text().substr(3));
    place.document.set(element, key, whole);
}

std::uint64_t max_of(json::Value max)
{
    return to_unsigned(max.text()).value_or(std::numeric_limits<std::uint64_t>::max());
}

void merge_min(json::Value element, json::Value value, const MergePlace& place)
{
    const auto wanted = to_unsigned(value.text());
    if (!wanted || *wanted < to_unsigned(element["min"].text()).value_or(0))
        return tell(place, "min is lower than that of the base; the base stands");
    put(element, "min", value, place);
}

void merge_max(json::Value element, json::Value value, const MergePlace& place)
{
    if (element["max"].exists() && is_wider(value, element["max"]))
        return tell(place, "max is higher than that of the base; the base stands");
    put(element, "max", value, place);
}

bool is_allowed(json::Value type, json::Value base_types, const Definitions& definitions)
{
    const auto code = type["code"].text();
    const auto* named = definitions.type(code);
    const bool is_primitive = named != nullptr && named->kind == TypeKind::primitive;
    for (const auto base : base_types.elements())
        if (base["code"].text() == code || (named != nullptr && named->is_a(base["code"].text())))
            return true;
        // R4 publishes ids and the url of an extension so, and profiles name the type that is meant.
        else if (is_primitive && base["code"].text().starts_with("http://hl7.org/fhirpath/System."))
            return true;
    return base_types.size() == 0;
}

// A type that is named again without its profiles and targets keeps those of the base: dropping them would widen it.
json::Value narrowed(json::Value type, json::Value base_types, json::Document& document)
{
    const auto copy = document.copy(type);
    json::Value only;
    for (const auto base : base_types.elements()) {
        if (base["code"].text() != type["code"].text())
            continue;
        if (only.exists())
            return copy;
        only = base;
    }
    for (const auto* key : {"profile", "targetProfile", "aggregation", "versioning"})
        if (!copy[key].exists() && only[key].exists())
            document.set(copy, key, document.copy(only[key]));
    return copy;
}

// The types it keeps, with the profiles it wants of them.
void merge_types(json::Value element, json::Value value, const MergePlace& place)
{
    auto& document = place.document;
    const auto kept = document.make_array();
    for (const auto type : value.elements()) {
        if (is_allowed(type, element["type"], place.definitions))
            document.push(kept, narrowed(type, element["type"], document));
        else
            tell(place, fmt::format("the base does not allow the type {}; it is left out", type["code"].text()));
    }
    if (kept.size() > 0)
        document.set(element, "type", kept);
}

std::ptrdiff_t strength_of(json::Value binding)
{
    return std::find(strengths.begin(), strengths.end(), binding["strength"].text()) - strengths.begin();
}

void merge_binding(json::Value element, json::Value value, const MergePlace& place)
{
    const auto base = element["binding"];
    if (base.exists() && base["strength"].text() == "required" && strength_of(value) < strength_of(base))
        return tell(place, "the binding is weaker than the required one of the base; the base stands");
    if (!base.exists())
        return put(element, "binding", value, place);
    // The name of the base's binding and its other extensions speak of the base's value set.
    place.document.remove(base, "extension");
    for (const auto& member : value.members())
        put(base, member.key, member.value(), place);
}

void merge_slicing(json::Value element, json::Value value, const MergePlace& place)
{
    if (!element["slicing"].exists())
        return put(element, "slicing", value, place);
    for (const auto& member : value.members())
        put(element["slicing"], member.key, member.value(), place);
}

// Those with the same key are replaced, the others come after.
void merge_keyed(
    json::Value element, std::string_view list, std::string_view key, json::Value value, const MergePlace& place)
{
    const auto merged = place.document.make_array();
    for (const auto old : array_at(element, list, place).elements()) {
        const auto replaced = [&] {
            for (const auto one : value.elements())
                if (!old[key].text().empty() && one[key].text() == old[key].text())
                    return true;
            return false;
        }();
        if (!replaced)
            place.document.push(merged, old);
    }
    for (const auto one : value.elements())
        place.document.push(merged, place.document.copy(one));
    place.document.set(element, list, merged);
}

// What is there in other words is not added again.
void merge_distinct(json::Value element, std::string_view list, json::Value value, const MergePlace& place)
{
    for (const auto one : value.elements()) {
        const auto known = array_at(element, list, place).elements();
        bool is_known = false;
        for (const auto old : known)
            is_known = is_known || json::equal(old, one);
        if (!is_known)
            place.document.push(element[list], place.document.copy(one));
    }
}

void merge_constraints(json::Value element, json::Value value, const MergePlace& place)
{
    const auto sourced = place.document.make_array();
    for (const auto one : value.elements()) {
        const auto copy = place.document.copy(one);
        if (!copy["source"].exists() && !place.profile.empty())
            place.document.set(copy, "source", place.profile);
        place.document.push(sourced, copy);
    }
    merge_keyed(element, "constraint", "key", sourced, place);
}

// fixedCode takes the place of fixedCode, and of a fixedCodeableConcept that was never right.
void merge_choice(json::Value element, std::string_view stem, const json::Member& member, const MergePlace& place)
{
    for (const auto& old : element.members())
        if (old.key.starts_with(stem) && old.key != member.key && is_upper(old.key[stem.size()])) {
            const std::string key(old.key);
            tell(place, fmt::format("{} takes the place of {}", member.key, key));
            place.document.remove(element, key);
            break;
        }
    put(element, member.key, member.value(), place);
}

std::string_view stem_of(std::string_view key)
{
    for (const auto stem : choices)
        if (key.starts_with(stem) && key.size() > stem.size() && is_upper(key[stem.size()]))
            return stem;
    return {};
}

void merge_flag(json::Value element, const json::Member& member, const MergePlace& place)
{
    if (element[member.key].truth() && !member.value().truth())
        return tell(place, fmt::format("{} is true in the base; the base stands", member.key));
    put(element, member.key, member.value(), place);
}

bool merge_number_or_type(json::Value element, const json::Member& member, const MergePlace& place)
{
    const auto value = member.value();
    if (member.key == "min")
        merge_min(element, value, place);
    else if (member.key == "max")
        merge_max(element, value, place);
    else if (member.key == "type")
        merge_types(element, value, place);
    else if (member.key == "binding")
        merge_binding(element, value, place);
    else if (member.key == "slicing")
        merge_slicing(element, value, place);
    else if (member.key == "mustSupport" || member.key == "isModifier")
        merge_flag(element, member, place);
    else
        return false;
    return true;
}

bool merge_list(json::Value element, const json::Member& member, const MergePlace& place)
{
    const auto value = member.value();
    if (member.key == "constraint")
        merge_constraints(element, value, place);
    else if (member.key == "extension")
        merge_keyed(element, member.key, "url", value, place);
    else if (member.key == "example")
        merge_keyed(element, member.key, "label", value, place);
    else if (member.key == "alias" || member.key == "condition" || member.key == "code" || member.key == "mapping"
        || member.key == "representation")
        merge_distinct(element, member.key, value, place);
    else
        return false;
    return true;
}

void merge_member(json::Value element, const json::Member& member, const MergePlace& place)
{
    constexpr std::array<std::string_view, 4> of_the_base{"id", "path", "base", "contentReference"};
    if (std::find(of_the_base.begin(), of_the_base.end(), member.key) != of_the_base.end())
        return;
    if (merge_number_or_type(element, member, place) || merge_list(element, member, place))
        return;
    if (std::find(texts.begin(), texts.end(), member.key) != texts.end())
        return merge_text(element, member.key, member.value(), place);
    if (const auto stem = stem_of(member.key); !stem.empty())
        return merge_choice(element, stem, member, place);
    put(element, member.key, member.value(), place);
}

}  // namespace

bool is_wider(json::Value max, json::Value other_max)
{
    return max_of(max) > max_of(other_max);
}

void merge_element(json::Value element, json::Value change, const MergePlace& place)
{
    for (const auto& member : change.members())
        merge_member(element, member, place);
    const auto min = to_unsigned(element["min"].text());
    const bool has_changed = change["min"].exists() || change["max"].exists();
    if (has_changed && min && *min > max_of(element["max"]))
        tell(place, "min is higher than max: nothing can satisfy it");
}

}  // namespace helselos::fhir::profile
