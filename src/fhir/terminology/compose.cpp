#include "fhir/terminology/compose.h"

#include "base/text.h"

#include <algorithm>
#include <functional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

using Key = std::pair<std::string_view, std::string_view>;

struct KeyHash {
    std::size_t operator()(const Key& key) const
    {
        const std::hash<std::string_view> hash;
        return hash(key.first) * 31 + hash(key.second);
    }
};

using Keys = std::unordered_set<Key, KeyHash>;
using Marks = std::vector<bool>;

Key key_of(const Code& code)
{
    return {code.system, code.code};
}

void note_gap(Expansion& expansion, std::string gap)
{
    expansion.is_complete = false;
    expansion.gaps.push_back(std::move(gap));
}

void take_gaps(Expansion& into, const Expansion& from)
{
    into.is_complete = into.is_complete && from.is_complete;
    into.gaps.insert(into.gaps.end(), from.gaps.begin(), from.gaps.end());
}

// Ends because each round marks at least one more concept.
Marks with_descendants(const CodeSystem& system, std::string_view code, bool with_itself)
{
    Marks within(system.concepts.size());
    for (std::size_t i = 0; i < within.size(); ++i)
        within[i] = system.concepts[i].code == code;
    const auto itself = within;
    for (bool changed = true; changed;) {
        changed = false;
        for (std::size_t i = 0; i < within.size(); ++i) {
            const auto& parents = system.concepts[i].parents;
            if (!within[i] && std::any_of(parents.begin(), parents.end(), [&](auto parent) { return within[parent]; }))
                changed = within[i] = true;
        }
    }
    for (std::size_t i = 0; !with_itself && i < within.size(); ++i)
        within[i] = within[i] && !itself[i];
    return within;
}

Marks with_ancestors(const CodeSystem& system, std::string_view code)
{
    Marks within(system.concepts.size());
    std::vector<std::size_t> waiting;
    for (std::size_t i = 0; i < within.size(); ++i)
        if (system.concepts[i].code == code)
            waiting.push_back(i);
    while (!waiting.empty()) {
        const auto at = waiting.back();
        waiting.pop_back();
        if (within[at])
            continue;
        within[at] = true;
        waiting.insert(waiting.end(), system.concepts[at].parents.begin(), system.concepts[at].parents.end());
    }
    return within;
}

Marks in_list(const CodeSystem& system, std::string_view list)
{
    Marks within(system.concepts.size());
    const auto wanted = split(list, ',');
    for (std::size_t i = 0; i < within.size(); ++i)
        within[i]
            = std::any_of(wanted.begin(), wanted.end(), [&](auto one) { return trim(one) == system.concepts[i].code; });
    return within;
}

Marks children_of(const CodeSystem& system, std::string_view code)
{
    Marks within(system.concepts.size());
    for (std::size_t i = 0; i < within.size(); ++i)
        for (const auto parent : system.concepts[i].parents)
            within[i] = within[i] || system.concepts[parent].code == code;
    return within;
}

Marks inverted(Marks marks)
{
    marks.flip();
    return marks;
}

// http://hl7.org/fhir/R4/valueset-filter-operator.html. Nothing when it cannot be decided here.
std::optional<Marks> passing(const CodeSystem& system, json::Value filter)
{
    const auto property = filter["property"].text();
    const auto op = filter["op"].text();
    const auto value = filter["value"].text();
    if (property == "parent" && op == "=")
        return children_of(system, value);
    if (property != "concept" && property != "code")
        return std::nullopt;
    if (op == "=")
        return in_list(system, value);
    if (op == "is-a")
        return with_descendants(system, value, true);
    if (op == "descendent-of")
        return with_descendants(system, value, false);
    if (op == "is-not-a")
        return inverted(with_descendants(system, value, true));
    if (op == "generalizes")
        return with_ancestors(system, value);
    if (op == "in")
        return in_list(system, value);
    if (op == "not-in")
        return inverted(in_list(system, value));
    return std::nullopt;
}

using Displays = std::unordered_map<std::string_view, std::string_view>;

Displays displays_of(const CodeSystem* system)
{
    Displays displays;
    if (system != nullptr)
        for (const auto& known : system->concepts)
            displays.emplace(known.code, known.display);
    return displays;
}

// The concepts are listed one by one: complete, also when the system itself is not at hand.
Expansion listed(json::Value part, const Source& source)
{
    Expansion expansion;
    const auto url = part["system"].text();
    auto displays = displays_of(source.code_system(url));
    for (const auto one : part["concept"].elements()) {
        const auto code = one["code"].text();
        const auto display = one["display"].text();
        expansion.codes.push_back({url, code, display.empty() ? displays[code] : display});
    }
    return expansion;
}

Expansion from_system(json::Value part, const Source& source)
{
    Expansion expansion;
    const auto url = part["system"].text();
    const auto* system = source.code_system(url);
    if (system == nullptr) {
        note_gap(expansion, "code system not at hand: " + std::string(url));
        return expansion;
    }
    if (!system->is_complete)
        note_gap(expansion, "code system only in part at hand: " + std::string(url));
    Marks within(system->concepts.size(), true);
    for (const auto filter : part["filter"].elements()) {
        const auto passes = passing(*system, filter);
        if (!passes)
            note_gap(expansion,
                "filter that cannot be decided: " + std::string(filter["property"].text()) + " "
                    + std::string(filter["op"].text()));
        for (std::size_t i = 0; i < within.size(); ++i)
            within[i] = within[i] && passes && (*passes)[i];
    }
    for (std::size_t i = 0; i < within.size(); ++i)
        if (within[i])
            expansion.codes.push_back({system->url, system->concepts[i].code, system->concepts[i].display});
    return expansion;
}

Expansion imported(std::string_view url, const Source& source, Effort& effort)
{
    Expansion expansion;
    if (effort.depth_left == 0 || effort.includes_left == 0) {
        note_gap(expansion, "too many value sets inside each other");
        return expansion;
    }
    --effort.depth_left;
    --effort.includes_left;
    auto known = source.value_set(url, effort);
    ++effort.depth_left;
    if (known)
        return std::move(*known);
    note_gap(expansion, "value set not at hand: " + std::string(url));
    return expansion;
}

void keep_common(Expansion& expansion, const Expansion& other)
{
    Keys keys;
    for (const auto& code : other.codes)
        keys.insert(key_of(code));
    std::erase_if(expansion.codes, [&](const Code& code) { return !keys.contains(key_of(code)); });
    take_gaps(expansion, other);
}

// What one include or exclude names: its system, narrowed by each value set it names.
Expansion part_of(json::Value part, const Source& source, Effort& effort)
{
    std::optional<Expansion> result;
    if (part["concept"].exists())
        result = listed(part, source);
    else if (part["system"].exists())
        result = from_system(part, source);
    for (const auto url : part["valueSet"].elements()) {
        auto other = imported(url.text(), source, effort);
        if (result)
            keep_common(*result, other);
        else
            result = std::move(other);
    }
    return result ? std::move(*result) : Expansion{};
}

void add(Expansion& into, const Expansion& from, Keys& keys)
{
    for (const auto& code : from.codes)
        if (keys.insert(key_of(code)).second)
            into.codes.push_back(code);
    take_gaps(into, from);
}

void remove(Expansion& from, const Expansion& what)
{
    Keys keys;
    for (const auto& code : what.codes)
        keys.insert(key_of(code));
    std::erase_if(from.codes, [&](const Code& code) { return keys.contains(key_of(code)); });
    take_gaps(from, what);
}

// An expansion made elsewhere, with what stands inside its entries.
Expansion ready_made(json::Value expansion)
{
    Expansion result;
    Keys keys;
    std::vector<json::Value> waiting;
    const auto push_all = [&](json::Value list) {
        for (auto at = list.size(); at-- > 0;)
            waiting.push_back(list.at(at));
    };
    push_all(expansion["contains"]);
    while (!waiting.empty()) {
        const auto entry = waiting.back();
        waiting.pop_back();
        const Code code{entry["system"].text(), entry["code"].text(), entry["display"].text()};
        if (!code.code.empty() && !entry["abstract"].truth() && keys.insert(key_of(code)).second)
            result.codes.push_back(code);
        push_all(entry["contains"]);
    }
    return result;
}

}  // namespace

Expansion expand(json::Value value_set, const Source& source, Effort& effort)
{
    const auto compose = value_set["compose"];
    Expansion result;
    if (!compose.exists() && value_set["expansion"].exists())
        return ready_made(value_set["expansion"]);
    if (!compose.exists()) {
        note_gap(result, "the value set says nothing of its content");
        return result;
    }
    Keys keys;
    for (const auto part : compose["include"].elements())
        add(result, part_of(part, source, effort), keys);
    for (const auto part : compose["exclude"].elements())
        remove(result, part_of(part, source, effort));
    return result;
}

}  // namespace helselos::fhir::terminology
