#include "fhir/terminology/translate.h"

#include "base/limits.h"

#include <algorithm>
#include <string>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

struct Found {
    std::string_view equivalence;
    std::string_view system;
    std::string_view version;
    std::string_view code;
    std::string_view display;
    std::string_view map;
    json::Value product;  // An array; absent when there is none.

    bool is_same(const Found& other) const
    {
        return equivalence == other.equivalence && system == other.system && code == other.code && map == other.map;
    }
};

// http://hl7.org/fhir/R4/valueset-concept-map-equivalence.html, seen from the target.
std::string_view turned_round(std::string_view equivalence)
{
    if (equivalence == "wider")
        return "narrower";
    if (equivalence == "narrower")
        return "wider";
    if (equivalence == "subsumes")
        return "specializes";
    if (equivalence == "specializes")
        return "subsumes";
    return equivalence;
}

bool names(std::string_view asked, std::string_view has)
{
    return asked.empty() || asked.substr(0, asked.find('|')) == has.substr(0, has.find('|'));
}

std::string_view canonical_of(json::Value map, const char* uri, const char* canonical)
{
    return map[uri].exists() ? map[uri].text() : map[canonical].text();
}

class Translation {
public:
    Translation(const Source& source, const TranslateRequest& request) : m_source(source), m_request(request) {}

    void look_into(json::Value map, const CodedValue& value, std::size_t depth_left)
    {
        auto from = canonical_of(map, "sourceUri", "sourceCanonical");
        auto to = canonical_of(map, "targetUri", "targetCanonical");
        if (m_request.is_reverse)
            std::swap(from, to);
        if (!names(m_request.source_set, from) || !names(m_request.target_set, to))
            return;
        for (const auto group : map["group"].elements()) {
            if (m_request.is_reverse)
                in_reverse(map, group, value);
            else
                forward(map, group, value, depth_left);
        }
    }

    const std::vector<Found>& found() const { return m_found; }

private:
    bool is_asked_system(std::string_view system) const
    {
        return m_request.target_system.empty() || m_request.target_system == system;
    }

    bool is_dependency_met(json::Value depends_on) const
    {
        return std::ranges::any_of(m_request.dependencies, [&](json::Value dependency) {
            std::string_view element;
            json::Value codings;
            for (const auto part : dependency["part"].elements()) {
                if (part["name"].text() == "element")
                    element = part["valueUri"].text();
                if (part["name"].text() == "concept")
                    codings = part["valueCodeableConcept"]["coding"];
            }
            if (element != depends_on["property"].text())
                return false;
            for (const auto coding : codings.elements())
                if (coding["code"].text() == depends_on["value"].text()
                    && names(depends_on["system"].text(), coding["system"].text()))
                    return true;
            return false;
        });
    }

    bool are_dependencies_met(json::Value target) const
    {
        for (const auto depends_on : target["dependsOn"].elements())
            if (!is_dependency_met(depends_on))
                return false;
        return true;
    }

    void add(Found found)
    {
        const bool is_known = std::ranges::any_of(m_found, [&](const Found& other) { return other.is_same(found); });
        if (!is_known && m_found.size() < limits::search_codes_max)
            m_found.push_back(std::move(found));
    }

    void forward(json::Value map, json::Value group, const CodedValue& value, std::size_t depth_left)
    {
        const auto system = group["target"].text();
        if (group["source"].text() != value.system || (!system.empty() && !is_asked_system(system)))
            return;
        bool is_mapped = false;
        for (const auto element : group["element"].elements()) {
            if (element["code"].text() != value.code)
                continue;
            is_mapped = true;
            for (const auto target : element["target"].elements())
                if (are_dependencies_met(target))
                    add({target["equivalence"].text(), system, group["targetVersion"].text(), target["code"].text(),
                        target["display"].text(), map["url"].text(), target["product"]});
        }
        if (!is_mapped)
            unmapped(map, group, value, depth_left);
    }

    void unmapped(json::Value map, json::Value group, const CodedValue& value, std::size_t depth_left)
    {
        const auto rule = group["unmapped"];
        const auto mode = rule["mode"].text();
        if (mode == "provided")
            add({"equal", group["target"].text(), group["targetVersion"].text(), value.code, value.display,
                map["url"].text(), {}});
        if (mode == "fixed")
            add({"wider", group["target"].text(), group["targetVersion"].text(), rule["code"].text(),
                rule["display"].text(), map["url"].text(), {}});
        if (mode == "other-map" && depth_left > 0)
            if (const auto other = m_source.concept_map(rule["url"].text()); other.exists())
                look_into(other, value, depth_left - 1);
    }

    void in_reverse(json::Value map, json::Value group, const CodedValue& value)
    {
        if (group["target"].text() != value.system || !is_asked_system(group["source"].text()))
            return;
        for (const auto element : group["element"].elements())
            for (const auto target : element["target"].elements())
                if (target["code"].text() == value.code && are_dependencies_met(target))
                    add({turned_round(target["equivalence"].text()), group["source"].text(),
                        group["sourceVersion"].text(), element["code"].text(), element["display"].text(),
                        map["url"].text(), {}});
    }

    const Source& m_source;
    const TranslateRequest& m_request;
    std::vector<Found> m_found;
};

json::Draft text_or_none(std::string_view text)
{
    return text.empty() ? json::Draft() : json::Draft(text);
}

json::Draft product_draft(json::Value product)
{
    const auto concept_of = json::object({{"system", text_or_none(product["system"].text())},
        {"code", product["value"].text()}, {"display", text_or_none(product["display"].text())}});
    return json::object({{"name", "product"},
        {"part",
            json::array({json::object({{"name", "element"}, {"valueUri", product["property"].text()}}),
                json::object({{"name", "concept"}, {"valueCoding", concept_of}})})}});
}

json::Draft match_draft(const Found& found)
{
    auto parts = json::array({json::object({{"name", "equivalence"}, {"valueCode", found.equivalence}})});
    if (!found.code.empty())
        parts.push(json::object({{"name", "concept"},
            {"valueCoding",
                json::object({{"system", text_or_none(found.system)}, {"version", text_or_none(found.version)},
                    {"code", found.code}, {"display", text_or_none(found.display)}, {"userSelected", false}})}}));
    for (const auto product : found.product.elements())
        parts.push(product_draft(product));
    if (!found.map.empty())
        parts.push(json::object({{"name", "source"}, {"valueUri", found.map}}));
    return json::object({{"name", "match"}, {"part", std::move(parts)}});
}

}  // namespace

json::Draft translate(const Source& source, const TranslateRequest& request)
{
    Translation translation(source, request);
    for (const auto& value : request.values)
        for (const auto map : request.maps)
            translation.look_into(map, value, limits::value_set_depth_max);
    const bool is_translated = std::ranges::any_of(translation.found(),
        [](const Found& found) { return found.equivalence != "unmatched" && found.equivalence != "disjoint"; });
    auto answer = json::array({json::object({{"name", "result"}, {"valueBoolean", is_translated}})});
    if (!is_translated)
        answer.push(json::object({{"name", "message"},
            {"valueString",
                translation.found().empty() ? "No concept map that was looked into says anything of this concept."
                                            : "The concept maps say that this concept has no counterpart."}}));
    for (const auto& found : translation.found())
        answer.push(match_draft(found));
    return json::object({{"resourceType", "Parameters"}, {"parameter", std::move(answer)}});
}

}  // namespace helselos::fhir::terminology
