#include "interaction/resolution.h"

#include "interaction/prepare.h"

#include <algorithm>

namespace helselos::interaction {

namespace {

// "Patient?identifier=x|1" in a Reference (http://hl7.org/fhir/R4/http.html#trules).
bool is_conditional_reference(std::string_view text, const Hall& hall)
{
    const auto question = text.find('?');
    return question != std::string_view::npos && is_resource_type(text.substr(0, question), hall.definitions);
}

// Depth is bounded by the JSON reader.
void collect_conditional_references(json::Value value, const Hall& hall, std::vector<std::string_view>& found)
{
    for (const auto element : value.elements())
        collect_conditional_references(element, hall, found);
    for (const auto& member : value.members()) {
        if (member.key == "reference" && is_conditional_reference(member.value().text(), hall))
            found.push_back(member.value().text());
        else
            collect_conditional_references(member.value(), hall, found);
    }
}

std::string_view criteria_of(const BundleEntry& entry)
{
    if (entry.verb == Verb::post)
        return entry.if_none_exist;
    if (entry.verb != Verb::get && entry.address.id.empty())
        return entry.address.query;
    return {};
}

Result<void> plan_references(const Hall& hall, const BundleEntry& entry, Lookups& lookups)
{
    std::vector<std::string_view> references;
    collect_conditional_references(entry.resource, hall, references);
    for (const auto reference : references) {
        if (lookups.of_references.contains(std::string(reference)))
            continue;
        const auto question = reference.find('?');
        lookups.of_references.emplace(
            reference, TRY(parse_criteria(hall, reference.substr(0, question), reference.substr(question + 1))));
    }
    return {};
}

Result<Target> target_of(const BundleEntry& entry, const std::optional<fhir::search::Query>& criteria,
    const std::string& new_id, const Search& search)
{
    if (!entry.address.id.empty())
        return Target{entry.address.key(), false, false};
    if (criteria) {
        if (auto match = TRY(find_one(search, *criteria)))
            return Target{*std::move(match), entry.verb == Verb::post, false};
        if (entry.verb == Verb::remove)
            return Target{{}, false, true};
        if (entry.verb == Verb::patch)
            return Error{Kind::not_found, "nothing matches", entry_path(entry.index)};
    }
    const auto own_id = entry.verb == Verb::put ? entry.resource["id"].text() : std::string_view();
    return Target{{entry.address.type, own_id.empty() ? new_id : std::string(own_id)}, false, false};
}

// Replaces whole attributes: href="urn:uuid:..". In one pass, however many references there are.
std::string rewrite_narrative(std::string_view div, const References& references)
{
    std::string rewritten;
    for (auto quote = div.find('"'); quote != std::string_view::npos; quote = div.find('"')) {
        rewritten += div.substr(0, quote + 1);
        div.remove_prefix(quote + 1);
        const auto word = div.substr(0, div.find('"'));
        const auto found = references.find(word);
        if (found == references.end())
            continue;
        rewritten += found->second;
        div.remove_prefix(word.size());
    }
    return rewritten += div;
}

json::Value copy_text(json::Document& out, std::string_view key, std::string_view text, const References& references)
{
    if (key == "div" && text.find("=\"urn:") != std::string_view::npos)
        return out.make_string(rewrite_narrative(text, references));
    // A fullUrl is a uri of its own kind; only a Reference may name it in any other way.
    const bool may_refer = key == "reference" || text.starts_with("urn:uuid:") || text.starts_with("urn:oid:");
    const auto found = may_refer ? references.find(text) : references.end();
    return out.make_string(found == references.end() ? text : std::string_view(found->second));
}

json::Value copy_rewritten(json::Document& out, std::string_view key, json::Value from, const References& references)
{
    if (from.is_string())
        return copy_text(out, key, from.text(), references);
    if (from.is_array()) {
        const auto array = out.make_array();
        for (const auto element : from.elements())
            out.push(array, copy_rewritten(out, key, element, references));
        return array;
    }
    if (from.is_object()) {
        const auto object = out.make_object();
        for (const auto& member : from.members())
            out.set(object, member.key, copy_rewritten(out, member.key, member.value(), references));
        return object;
    }
    return out.copy(from);
}

}  // namespace

Result<Lookups> plan_lookups(const Hall& hall, const std::vector<BundleEntry>& entries)
{
    Lookups lookups;
    for (const auto& entry : entries) {
        std::optional<fhir::search::Query> criteria;
        if (const auto query = criteria_of(entry); !query.empty()) {
            auto parsed = parse_criteria(hall, entry.address.type, query);
            if (!parsed) {
                parsed.error().element = entry_path(entry.index) + ".request";
                return std::move(parsed).error();
            }
            criteria = *std::move(parsed);
        }
        lookups.of_entries.push_back(std::move(criteria));
        lookups.new_ids.push_back(new_id(hall));
        TRY(plan_references(hall, entry, lookups));
    }
    return lookups;
}

Result<Resolution> resolve(const Lookups& lookups, const std::vector<BundleEntry>& entries, const Search& search)
{
    Resolution resolution;
    for (const auto& [text, query] : lookups.of_references) {
        const auto match = TRY(find_one(search, query));
        if (!match)
            return Error{Kind::precondition, "no resource matches a conditional reference"};
        resolution.references.emplace(text, reference_of(*match));
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        auto target = target_of(entries[i], lookups.of_entries[i], lookups.new_ids[i], search);
        if (!target) {
            target.error().element = entry_path(entries[i].index);
            return std::move(target).error();
        }
        if (!entries[i].full_url.empty() && !target->is_nothing)
            resolution.references.emplace(entries[i].full_url, reference_of(target->key));
        resolution.targets.push_back(*std::move(target));
    }
    return resolution;
}

json::Document rewrite(json::Value resource, const References& references)
{
    json::Document out;
    out.set_root(copy_rewritten(out, {}, resource, references));
    return out;
}

}  // namespace helselos::interaction
