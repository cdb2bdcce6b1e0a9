// http://hl7.org/fhir/R4/references.html#literal
#include "fhir/validation/walk.h"

#include <algorithm>
#include <unordered_set>

namespace helselos::fhir::validation {

namespace {

// The last two parts of ".../Patient/1" or ".../Patient/1/_history/2".
struct Address {
    std::string_view before;  // What stands in front: the base, or nothing.
    std::string_view type;
    std::string_view id;
    std::string_view version;
    bool is_versioned = false;
};

std::string_view take_last(std::string_view& text)
{
    const auto slash = text.rfind('/');
    const auto last = text.substr(slash == std::string_view::npos ? 0 : slash + 1);
    text = text.substr(0, slash == std::string_view::npos ? 0 : slash);
    return last;
}

Address address_of(std::string_view text)
{
    Address address;
    auto last = take_last(text);
    auto rest = text;
    if (take_last(rest) == "_history") {
        address.is_versioned = true;
        address.version = last;
        text = rest;
        last = take_last(text);
    }
    address.id = last;
    address.type = take_last(text);
    address.before = text;
    return address;
}

bool has_scheme(std::string_view text)
{
    const auto end = text.find_first_of(":/?#");
    return end != std::string_view::npos && end > 0 && text[end] == ':';
}

bool is_whole(const Address& address)
{
    return matches(Primitive::id, address.id) && (!address.is_versioned || matches(Primitive::id, address.version));
}

}  // namespace

Walk::ContainedIndex Walk::contained_in(json::Value root)
{
    ContainedIndex index;
    for (const auto contained : root["contained"].elements())
        index.emplace(contained["id"].text(), contained["resourceType"].text());
    return index;
}

void Walk::reference(json::Value value, const TypeReference& definition, const Place& place)
{
    const auto text = value["reference"].text();
    const auto named = value["type"].text();
    if (!named.empty() && m_rules.resource(named) == nullptr)
        error("value", Place{&place, "type"}, "not a resource type of FHIR R4");
    if (text.empty())
        return;
    const Place here{&place, "reference"};
    if (text.starts_with('#'))
        return fragment(text.substr(1), definition, here);
    if (const auto query = text.find('?'); query != std::string_view::npos && !has_scheme(text)) {
        if (m_around.bundle == nullptr || m_around.bundle->type != "transaction")
            return error("value", here, "a conditional reference may stand in a transaction only");
        return target(text.substr(0, query), definition, here);
    }
    if (text.starts_with("urn:"))
        return in_bundle(text, definition, here);
    const auto address = address_of(text);
    if (!has_scheme(text)) {
        if (!address.before.empty() || m_rules.resource(address.type) == nullptr || !is_whole(address))
            return error(
                "value", here, "not a reference: Type/id, Type/id/_history/version, #id, or an absolute address");
        return target(address.type, definition, here);
    }
    if (!matches(Primitive::uri, text))
        return error("value", here, "an address has no white space");
    if (m_rules.resource(address.type) != nullptr && is_whole(address))
        target(address.type, definition, here);
}

void Walk::fragment(std::string_view text, const TypeReference& definition, const Place& place)
{
    if (text.empty()) {  // The resource that contains this one.
        m_pointing_out.insert(m_around.resource.identity());
        return;
    }
    m_fragments.push_back(text);
    const auto contained = m_around.contained->find(text);
    if (contained != m_around.contained->end())
        return target(contained->second, definition, place);
    error("invariant", place, "ref-1: there is no contained resource with this id");
}

void Walk::target(std::string_view type, const TypeReference& definition, const Place& place)
{
    if (m_rules.resource(type) == nullptr)
        return error("value", place, "not a resource type of FHIR R4");
    const auto targets = m_rules.targets(definition);
    if (!targets.empty() && std::find(targets.begin(), targets.end(), type) == targets.end())
        error("structure", place, "a reference to this type of resource is not allowed here");
}

// What has no address of its own can only be meant inside the bundle.
void Walk::in_bundle(std::string_view text, const TypeReference& definition, const Place& place)
{
    if (!matches(Primitive::uri, text))
        add(Severity::warning, "value", place, "not " + std::string(demand_of(Primitive::uri)));
    if (m_around.bundle == nullptr)
        return;
    const auto found = m_around.bundle->types.find(text);
    if (found != m_around.bundle->types.end())
        return target(found->second, definition, place);
    const auto type = m_around.bundle->type;
    const bool is_whole_bundle = type == "transaction" || type == "document" || type == "message";
    add(is_whole_bundle ? Severity::error : Severity::warning, "not-found", place,
        "no entry of the bundle has this fullUrl");
}

// dom-3, in linear time: what was referred to was collected on the way.
void Walk::contained_are_used(const Invariant& invariant, const Place& place)
{
    if (m_around.contained->empty() || m_around.resource.identity() != m_around.root.identity())
        return;
    const auto first = m_fragments.begin() + static_cast<std::ptrdiff_t>(m_around.first_fragment);
    const std::unordered_set<std::string_view> named(first, m_fragments.end());
    for (const auto contained : m_around.root["contained"].elements()) {
        const auto id = contained["id"].text();
        if (!id.empty() && !named.contains(id) && !m_pointing_out.contains(contained.identity()))
            return violated(invariant, place);
    }
}

}  // namespace helselos::fhir::validation
