#include "fhir/definitions/compile/published.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::fhir::compile {

namespace {

// An id is at most 64 characters; those of data elements start with "de-".
constexpr std::size_t path_bytes_max = 61;

std::string_view parent_of(std::string_view path)
{
    return path.substr(0, path.rfind('.'));
}

std::string_view name_of(std::string_view path)
{
    return path.substr(path.rfind('.') + 1);
}

bool is_from_base(json::Value element)
{
    const auto base = element["base"]["path"];
    return base.exists() && base.text() != element["path"].text();
}

bool is_backbone(json::Value element)
{
    const auto code = element["type"].at(0)["code"].text();
    return code == "BackboneElement" || code == "Element" || element["contentReference"].exists();
}

std::string first_json_name(json::Value element)
{
    const std::string name(name_of(element["path"].text()));
    if (!name.ends_with("[x]"))
        return name;
    auto type = std::string(element["type"].at(0)["code"].text());
    if (is_lower(type[0]))
        type[0] = static_cast<char>(type[0] - 'a' + 'A');
    return name.substr(0, name.size() - 3) + type;
}

bool has_own_child(const std::vector<json::Value>& elements, std::string_view path)
{
    return std::any_of(elements.begin(), elements.end(),
        [&](json::Value element) { return parent_of(element["path"].text()) == path && !is_from_base(element); });
}

// A backbone that lost all its own children was not published either.
void remove_emptied(std::vector<json::Value>& kept, const std::vector<json::Value>& all)
{
    std::vector<std::string_view> lost;
    for (const auto element : all) {
        const auto path = element["path"].text();
        if (is_backbone(element) && has_own_child(all, path) && !has_own_child(kept, path))
            lost.push_back(path);
    }
    std::erase_if(kept, [&](json::Value element) {
        const auto path = element["path"].text();
        return std::any_of(lost.begin(), lost.end(),
            [&](auto gone) { return path == gone || (path.starts_with(gone) && path[gone.size()] == '.'); });
    });
}

}  // namespace

Published::Published(const Package& package)
    : m_schema(package.schema["definitions"]), m_own(resources_of(package.own, "StructureDefinition"))
{
    for (const auto structure : resources_of(package.data_elements, "StructureDefinition")) {
        const auto element = structure["snapshot"]["element"].at(0);
        const auto path = element["path"].text();
        m_by_path.emplace(path, element);
        m_by_type[path.substr(0, path.find('.'))].push_back(element);
    }
}

// Walks along with the snapshot: `places` says which schema definition describes each path.
bool Published::in_schema(json::Value element, std::map<std::string, std::string, std::less<>>& places) const
{
    const auto path = element["path"].text();
    const auto parent = places.find(parent_of(path));
    if (parent == places.end())
        return false;
    const auto properties = m_schema[parent->second]["properties"];
    if (!properties.exists())
        return true;  // Primitive types are described by patterns.
    const auto property = properties[first_json_name(element)];
    if (!property.exists())
        return false;
    const auto item = property["items"].exists() ? property["items"] : property;
    places.emplace(path, item["$ref"].text().substr(item["$ref"].text().rfind('/') + 1));
    return true;
}

bool Published::in_data_elements(json::Value element) const
{
    const auto path = element["path"].text();
    return is_from_base(element) || is_backbone(element) || path.size() > path_bytes_max || m_by_path.contains(path);
}

json::Value Published::as_published(json::Value element) const
{
    const auto known = m_by_path.find(element["path"].text());
    return known == m_by_path.end() || is_from_base(element) ? element : known->second;
}

void Published::add_missing(json::Value structure, std::vector<json::Value>& elements) const
{
    const auto known = m_by_type.find(structure["name"].text());
    if (known == m_by_type.end())
        return;
    for (const auto element : known->second) {
        const auto path = element["path"].text();
        const auto has_path = [&](json::Value other) { return other["path"].text() == path; };
        if (path.find('.') == std::string_view::npos || std::any_of(elements.begin(), elements.end(), has_path))
            continue;
        const auto last_sibling = std::find_if(elements.rbegin(), elements.rend(),
            [&](json::Value other) { return parent_of(other["path"].text()) == parent_of(path); });
        if (last_sibling != elements.rend())
            elements.insert(last_sibling.base(), element);
    }
}

bool Published::is_known(json::Value structure) const
{
    return structure["version"].text() == "4.0.1" || is_own(structure);
}

bool Published::is_own(json::Value structure) const
{
    return std::ranges::any_of(m_own, [&](json::Value own) { return own.is_same(structure); });
}

std::vector<json::Value> Published::elements(json::Value structure) const
{
    const auto name = structure["name"].text();
    std::vector<json::Value> all;
    for (const auto element : structure["snapshot"]["element"].elements())
        all.push_back(element);
    if (is_own(structure))
        return all;
    // Abstract types and constrained ones have no entry of their own in the schema.
    const bool has_schema = m_schema[name].exists();
    std::map<std::string, std::string, std::less<>> places{{std::string(name), std::string(name)}};
    std::vector<json::Value> kept;
    for (const auto element : all) {
        const bool is_root = element["path"].text().find('.') == std::string_view::npos;
        if (is_root || ((!has_schema || in_schema(element, places)) && in_data_elements(element)))
            kept.push_back(structure["derivation"].text() == "constraint" ? element : as_published(element));
    }
    add_missing(structure, kept);
    remove_emptied(kept, all);
    return kept;
}

}  // namespace helselos::fhir::compile
