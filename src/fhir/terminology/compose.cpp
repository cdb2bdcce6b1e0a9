#include "fhir/terminology/compose.h"

#include "fhir/terminology/filters.h"

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

// The concepts are listed one by one: complete, also when the system itself is not at hand.
Expansion listed(json::Value part, const Source& source)
{
    Expansion expansion;
    const auto url = part["system"].text();
    const auto* system = source.code_system(url);
    for (const auto one : part["concept"].elements()) {
        const auto code = one["code"].text();
        auto display = one["display"].text();
        if (display.empty() && system != nullptr)
            if (const auto place = system->find(code))
                display = system->display(*place);
        expansion.codes.push_back({url, code, display});
    }
    return expansion;
}

// By the words that are wanted, when there are any.
Marks wanted(const CodeIndex& system, const Effort& effort)
{
    if (effort.words.empty())
        return Marks(system.size(), true);
    Marks marks(system.size());
    for (const auto place : system.with_words(effort.words))
        marks[place] = true;
    return marks;
}

void narrow(Marks& marks, json::Value part, const CodeIndex& system, Expansion& expansion)
{
    for (const auto one : part["filter"].elements()) {
        const Filter filter(one);
        const auto passing = filter.passing(system);
        if (!passing)
            note_gap(expansion, "filter that cannot be decided: " + filter.text());
        for (std::size_t i = 0; i < marks.size(); ++i)
            marks[i] = marks[i] && passing && (*passing)[i];
    }
}

Expansion from_system(json::Value part, const Source& source, Effort& effort)
{
    Expansion expansion;
    const auto url = part["system"].text();
    const auto* system = source.code_system(url);
    if (system == nullptr) {
        note_gap(expansion, "code system not at hand: " + std::string(url));
        return expansion;
    }
    if (!system->is_complete())
        note_gap(expansion, "code system only in part at hand: " + std::string(url));
    auto marks = wanted(*system, effort);
    narrow(marks, part, *system, expansion);
    for (Place place = 0; place < marks.size(); ++place) {
        if (!marks[place])
            continue;
        if (effort.codes_left == 0) {
            note_gap(expansion, "more codes than are told at once");
            return expansion;
        }
        --effort.codes_left;
        expansion.codes.push_back({system->url(), system->code(place), system->display(place)});
    }
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
        result = from_system(part, source, effort);
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
    // No code stands twice in one part of a system: of a large one, no keys are made.
    const bool is_one_part = compose["include"].size() == 1 && !compose["include"].at(0)["concept"].exists();
    Keys keys;
    for (const auto part : compose["include"].elements()) {
        if (is_one_part)
            result = part_of(part, source, effort);
        else
            add(result, part_of(part, source, effort), keys);
    }
    for (const auto part : compose["exclude"].elements())
        remove(result, part_of(part, source, effort));
    return result;
}

}  // namespace helselos::fhir::terminology
