// http://hl7.org/fhir/R4/narrative.html: what is linked to has to be there.
#include "fhir/validation/narrative_links.h"

#include "base/text.h"
#include "fhir/validation/walk.h"

#include <algorithm>
#include <unordered_set>

namespace helselos::fhir::validation {

namespace {

bool is_name_character(char c)
{
    return is_letter(c) || is_digit(c) || c == ':' || c == '-' || c == '_';
}

void take_attribute(std::string_view name, std::string_view value, NarrativeLinks& links)
{
    if (name == "href" && value.size() > 1 && value.front() == '#')
        links.targets.push_back(value.substr(1));
    if (name == "id" || name == "name")
        links.anchors.push_back(value);
}

// The attributes of the tag that begins at `at`; gives where it ends.
std::size_t take_tag(std::string_view text, std::size_t at, NarrativeLinks& links)
{
    std::string_view name;
    while (at < text.size() && text[at] != '>') {
        if (is_name_character(text[at])) {
            auto end = at;
            while (end < text.size() && is_name_character(text[end]))
                ++end;
            name = text.substr(at, end - at);
            at = end;
        } else if (text[at] == '"' || text[at] == '\'') {
            const auto end = std::min(text.find(text[at], at + 1), text.size());
            take_attribute(name, text.substr(at + 1, end - at - 1), links);
            at = end + 1;
        } else {
            ++at;
        }
    }
    return at;
}

void add_ids(json::Value value, std::unordered_set<std::string_view>& ids)
{
    std::vector<json::Value> waiting{value};
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        if (next["id"].is_string())
            ids.insert(next["id"].text());
        for (const auto& member : next.members())
            waiting.push_back(member.value());
        for (const auto element : next.elements())
            waiting.push_back(element);
    }
}

}  // namespace

NarrativeLinks links_of(std::string_view xhtml)
{
    NarrativeLinks links;
    std::size_t at = 0;
    while (at < xhtml.size() && (at = xhtml.find('<', at)) != std::string_view::npos) {
        if (xhtml.substr(at).starts_with("<!--"))
            at = std::min(xhtml.find("-->", at), xhtml.size());
        else
            at = take_tag(xhtml, at + 1, links);
    }
    return links;
}

// In a document the narratives of all its resources are one.
void Walk::narrative_links(std::string_view xhtml, const Place& place)
{
    if (xhtml.find("\"#") == std::string_view::npos && xhtml.find("'#") == std::string_view::npos)
        return;
    if (m_around.bundle != nullptr && m_around.bundle->type() == "document")
        return;
    const auto links = links_of(xhtml);
    std::unordered_set<std::string_view> known(links.anchors.begin(), links.anchors.end());
    const auto is_known = [&](std::string_view target) { return known.contains(target); };
    if (std::all_of(links.targets.begin(), links.targets.end(), is_known))
        return;
    add_ids(m_around.root, known);
    if (!std::all_of(links.targets.begin(), links.targets.end(), is_known))
        error("invalid", place, "a link inside the narrative leads nowhere");
}

}  // namespace helselos::fhir::validation
