// http://hl7.org/fhir/R4/references.html#literal
#include "fhir/validation/literal_reference.h"
#include "fhir/validation/walk.h"

#include <algorithm>
#include <unordered_set>

namespace helselos::fhir::validation {

void Walk::reference(json::Value value, const TypeReference& definition, const Place& place)
{
    const auto text = value["reference"].text();
    const auto named = value["type"].text();
    const Place here{&place, "reference"};
    if (!named.empty() && m_rules.resource(named) == nullptr)
        return error("value", place, "type: not a resource type of FHIR R4");
    const Wanted wanted{definition, named};
    // A logical reference tells no more than its type.
    if (text.empty())
        return named.empty() ? void() : target(named, wanted, here);
    if (text.starts_with('#'))
        return fragment(text.substr(1), wanted, here);
    if (const auto query = text.find('?'); query != std::string_view::npos && !has_scheme(text)) {
        if (m_around.bundle == nullptr || m_around.bundle->type() != "transaction")
            return error("value", here, "a conditional reference may stand in a transaction only");
        return target(text.substr(0, query), wanted, here);
    }
    if (text.starts_with("urn:"))
        return in_bundle(text, wanted, here);
    const auto address = parts_of_reference(text);
    if (!has_scheme(text)) {
        if (!address.before.empty() || m_rules.resource(address.type) == nullptr || !address.is_whole())
            return error(
                "value", here, "not a reference: Type/id, Type/id/_history/version, #id, or an absolute address");
        return target(address.type, wanted, here);
    }
    if (!matches(Primitive::uri, text))
        return error("value", here, "an address has no white space");
    if (m_rules.resource(address.type) != nullptr && address.is_whole())
        target(address.type, wanted, here);
}

void Walk::fragment(std::string_view text, const Wanted& wanted, const Place& place)
{
    if (text.empty()) {  // The resource that contains this one.
        m_pointing_out.insert(m_around.resource.identity());
        return;
    }
    m_fragments.push_back(text);
    const auto contained = m_around.contained->find(text);
    if (contained != m_around.contained->end())
        return target(contained->second["resourceType"].text(), wanted, place);
    error("invariant", place, "ref-1: there is no contained resource with this id");
}

void Walk::target(std::string_view type, const Wanted& wanted, const Place& place)
{
    if (m_rules.resource(type) == nullptr)
        return error("value", place, "not a resource type of FHIR R4");
    if (!wanted.named.empty() && wanted.named != type)
        error("invalid", *place.parent, "type: what is referred to is of another");
    const auto targets = m_rules.targets(wanted.definition);
    if (!targets.empty() && std::find(targets.begin(), targets.end(), type) == targets.end())
        error("structure", *place.parent, "a reference to this type of resource is not allowed here");
}

// What has no address of its own can only be meant inside the bundle.
void Walk::in_bundle(std::string_view text, const Wanted& wanted, const Place& place)
{
    if (!matches(Primitive::uri, text))
        add(Severity::warning, "value", place, "not " + std::string(demand_of(Primitive::uri)));
    if (m_around.bundle == nullptr)
        return;
    if (const auto found = m_around.bundle->at(text))
        return target(found["resourceType"].text(), wanted, place);
    const auto type = m_around.bundle->type();
    const bool is_whole_bundle = type == "transaction" || type == "document" || type == "message";
    add(is_whole_bundle ? Severity::error : Severity::warning, "not-found", place,
        "no entry of the bundle has this fullUrl");
}

// dom-3, in linear time: what was referred to was collected on the way.
void Walk::contained_are_used(const Invariant& invariant, const Place& place)
{
    if (m_around.contained->empty() || m_around.is_contained())
        return;
    const auto first = m_fragments.begin() + static_cast<std::ptrdiff_t>(m_around.first_fragment);
    const std::unordered_set<std::string_view> named(first, m_fragments.end());
    Place here{&place, "contained", {}, 0};
    for (const auto contained : m_around.root["contained"].elements()) {
        const auto id = contained["id"].text();
        if (!id.empty() && !named.contains(id) && !m_pointing_out.contains(contained.identity()))
            violated(invariant, here);
        ++here.index;
    }
}

}  // namespace helselos::fhir::validation
