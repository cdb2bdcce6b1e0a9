#include "fhir/terminology/compose.h"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

using Link = std::pair<std::uint32_t, std::uint32_t>;  // Narrower, broader.

struct Waiting {
    json::Value concept_value;
    std::uint32_t parent;
    bool has_parent;
};

// Concepts in the order they are written, without recursion on input.
std::vector<json::Value> flatten(json::Value resource, std::vector<Link>& links)
{
    std::vector<json::Value> found;
    std::vector<Waiting> waiting;
    const auto push_all = [&](json::Value list, std::uint32_t parent, bool has_parent) {
        for (auto at = list.size(); at-- > 0;)
            waiting.push_back({list.at(at), parent, has_parent});
    };
    push_all(resource["concept"], 0, false);
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        const auto place = static_cast<std::uint32_t>(found.size());
        found.push_back(next.concept_value);
        if (next.has_parent)
            links.emplace_back(place, next.parent);
        push_all(next.concept_value["concept"], place, true);
    }
    return found;
}

// A concept may have more than one parent by the properties "child" and "parent"
// (http://hl7.org/fhir/R4/codesystem.html#defined-props).
void add_property_links(const std::vector<json::Value>& concepts, std::vector<Link>& links)
{
    std::unordered_map<std::string_view, std::uint32_t> places;
    for (std::uint32_t place = 0; place < concepts.size(); ++place)
        places.emplace(concepts[place]["code"].text(), place);
    for (std::uint32_t place = 0; place < concepts.size(); ++place)
        for (const auto property : concepts[place]["property"].elements()) {
            const auto other = places.find(property["valueCode"].text());
            if (other == places.end())
                continue;
            if (property["code"].text() == "child")
                links.emplace_back(other->second, place);
            if (property["code"].text() == "parent")
                links.emplace_back(place, other->second);
        }
    std::sort(links.begin(), links.end());
    links.erase(std::unique(links.begin(), links.end()), links.end());
}

}  // namespace

ReadCodeSystem::ReadCodeSystem(json::Value resource)
{
    std::vector<Link> links;
    const auto concepts = flatten(resource, links);
    add_property_links(concepts, links);
    for (const auto& link : links)
        m_parents.push_back(link.second);
    std::size_t at = 0;
    for (std::uint32_t place = 0; place < concepts.size(); ++place) {
        const auto first = at;
        while (at < links.size() && links[at].first == place)
            ++at;
        m_concepts.push_back({concepts[place]["code"].text(), concepts[place]["display"].text(),
            std::span(m_parents).subspan(first, at - first)});
    }
    m_system = {resource["url"].text(), resource["name"].text(), resource["content"].text() == "complete", m_concepts};
}

}  // namespace helselos::fhir::terminology
