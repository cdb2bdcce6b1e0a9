#include "interaction/shorten.h"

#include "json/read.h"
#include "json/write.h"

#include <algorithm>

namespace helselos::interaction {

namespace {

using fhir::Element;
using fhir::search::Summary;

constexpr std::string_view subsetted
    = R"({"system":"http://terminology.hl7.org/CodeSystem/v3-ObservationValue","code":"SUBSETTED"})";

class Shortener {
public:
    Shortener(const Shortening& shortening, const fhir::Definitions& definitions)
        : m_shortening(shortening), m_definitions(definitions)
    {}

    void write_resource(json::Value resource, std::string& out) const;

private:
    bool is_kept(const Element& element) const;
    void write_meta(json::Value meta, std::string& out) const;
    void write_members(json::Value object, const fhir::Type* type, std::string& out) const;
    void write_summary(json::Value value, const fhir::Type* type, std::string& out) const;

    const Shortening& m_shortening;
    const fhir::Definitions& m_definitions;
};

void write_key(std::string_view key, std::string& out)
{
    if (out.back() != '{')
        out += ',';
    json::write_string(key, out);
    out += ':';
}

bool must_stay(const Element& element)
{
    return element.min > 0 || element.is_modifier;
}

// Of the resource's own elements; meta and resourceType are written in any case.
bool Shortener::is_kept(const Element& element) const
{
    if (element.name == "id" || must_stay(element))
        return true;
    if (!m_shortening.elements.empty())
        return std::ranges::find(m_shortening.elements, element.name) != m_shortening.elements.end();
    switch (m_shortening.summary) {
    case Summary::text: return element.name == "text";
    case Summary::data: return element.name != "text";
    case Summary::yes: return element.is_summary;
    case Summary::none:
    case Summary::count: break;
    }
    return true;
}

void Shortener::write_meta(json::Value meta, std::string& out) const
{
    write_key("meta", out);
    out += '{';
    for (const auto& member : meta.members()) {
        if (member.key == "tag")
            continue;
        write_key(member.key, out);
        json::write(member.value(), out);
    }
    write_key("tag", out);
    out += '[';
    for (const auto tag : meta["tag"].elements()) {
        json::write(tag, out);
        out += ',';
    }
    out.append(subsetted).append("]}");
}

// `_birthDate` goes with birthDate.
std::optional<fhir::NamedElement> element_of(const fhir::Type& type, std::string_view key)
{
    if (key.starts_with('_'))
        key.remove_prefix(1);
    return type.json_element(key);
}

const fhir::Type* content_of(const fhir::NamedElement& named)
{
    if (named.element->content != nullptr)
        return named.element->content;
    return named.type == nullptr ? nullptr : named.type->type;
}

// Inside an element of a summary, those that are summary themselves; a resource inside is known by its own name.
void Shortener::write_summary(json::Value value, const fhir::Type* type, std::string& out) const
{
    if (value.is_array()) {
        out += '[';
        for (const auto element : value.elements()) {
            if (out.back() != '[')
                out += ',';
            write_summary(element, type, out);
        }
        out += ']';
        return;
    }
    if (const auto name = value["resourceType"].text(); !name.empty())
        type = m_definitions.type(name);
    if (!value.is_object() || type == nullptr)
        return json::write(value, out);
    out += '{';
    write_members(value, type, out);
    out += '}';
}

void Shortener::write_members(json::Value object, const fhir::Type* type, std::string& out) const
{
    for (const auto& member : object.members()) {
        const auto named = element_of(*type, member.key);
        const bool is_name = member.key == "resourceType";
        if (!is_name && (!named || !(named->element->is_summary || must_stay(*named->element))))
            continue;
        write_key(member.key, out);
        // Beside a primitive stand its id and extensions, which are of no type here.
        const bool is_beside = member.key.starts_with('_');
        if (is_name || is_beside)
            json::write(member.value(), out);
        else
            write_summary(member.value(), content_of(*named), out);
    }
}

void Shortener::write_resource(json::Value resource, std::string& out) const
{
    const auto* type = m_definitions.type(resource["resourceType"].text());
    const bool is_deep = m_shortening.elements.empty() && m_shortening.summary == Summary::yes;
    out += '{';
    write_key("resourceType", out);
    json::write(resource["resourceType"], out);
    if (resource["id"].exists()) {
        write_key("id", out);
        json::write(resource["id"], out);
    }
    write_meta(resource["meta"], out);
    for (const auto& member : resource.members()) {
        if (member.key == "resourceType" || member.key == "id" || member.key == "meta")
            continue;
        const auto named = type == nullptr ? std::nullopt : element_of(*type, member.key);
        if (!named || !is_kept(*named->element))
            continue;
        write_key(member.key, out);
        if (is_deep && !member.key.starts_with('_'))
            write_summary(member.value(), content_of(*named), out);
        else
            json::write(member.value(), out);
    }
    out += '}';
}

}  // namespace

bool Shortening::changes_anything() const
{
    return !elements.empty() || summary == Summary::text || summary == Summary::data || summary == Summary::yes;
}

Result<std::string> shorten(std::string_view body, const Shortening& shortening, const fhir::Definitions& definitions)
{
    const auto document = json::read(body);
    if (!document.ok())
        return Error{Kind::fault, "a stored resource cannot be read"};
    std::string out;
    Shortener(shortening, definitions).write_resource(document->root(), out);
    return out;
}

}  // namespace helselos::interaction
