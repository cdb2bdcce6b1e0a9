#include "fhir/terminology/terminology.h"

#include "base/text.h"
#include "fhir/terminology/match.h"

#include <algorithm>
#include <tuple>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

std::string_view without_version(std::string_view url)
{
    return url.substr(0, url.find('|'));
}

// Of codes with their displays, those that pass, the best first.
std::vector<ExpandedCode> filtered(const std::vector<ExpandedCode>& codes, std::string_view filter)
{
    const auto wanted = folded(trim(filter));
    if (wanted.empty())
        return codes;
    std::vector<std::pair<Match, ExpandedCode>> found;
    for (const auto& code : codes) {
        const auto best = std::min(match(folded(code.display), wanted), match(folded(code.code), wanted));
        if (best != Match::none)
            found.emplace_back(best, code);
    }
    std::stable_sort(
        found.begin(), found.end(), [](const auto& left, const auto& right) { return left.first < right.first; });
    std::vector<ExpandedCode> result;
    for (const auto& [best, code] : found)
        result.push_back(code);
    return result;
}

// "nb" is spoken where "nb-NO" is asked for, and the other way round.
bool is_language(std::string_view has, std::string_view wanted)
{
    const auto primary = [](std::string_view tag) { return tag.substr(0, tag.find('-')); };
    return has == wanted || primary(has) == primary(wanted);
}

}  // namespace

Result<void> Terminology::add(json::Document resource)
{
    const auto root = resource.root();
    const auto type = root["resourceType"].text();
    const auto url = root["url"].text();
    if (url.empty() || (type != "CodeSystem" && type != "ValueSet"))
        return Error{Kind::invalid, "neither a CodeSystem nor a ValueSet with an address"};
    m_documents.push_back(std::move(resource));
    if (type == "ValueSet") {
        m_sets.insert_or_assign(url, root);
        return {};
    }
    m_systems.insert_or_assign(url, ReadCodeSystem(root));
    std::vector<json::Value> waiting{root};
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        if (next["designation"].exists())
            m_designations.insert_or_assign({url, next["code"].text()}, next["designation"]);
        for (const auto narrower : next["concept"].elements())
            waiting.push_back(narrower);
    }
    return {};
}

const CodeSystem* Terminology::code_system(std::string_view url) const
{
    const auto added = m_systems.find(without_version(url));
    return added != m_systems.end() ? &added->second.get() : m_definitions.code_system(url);
}

std::optional<Expansion> Terminology::value_set(std::string_view url, Effort& effort) const
{
    const auto added = m_sets.find(without_version(url));
    if (added != m_sets.end())
        return terminology::expand(added->second, *this, effort);
    const auto* known = m_definitions.value_set(url);
    if (known == nullptr)
        return std::nullopt;
    Expansion expansion{known->is_complete, {known->codes.begin(), known->codes.end()}, {}};
    if (!known->is_complete)
        expansion.gaps.push_back("value set only in part at hand: " + std::string(known->url));
    return expansion;
}

std::string_view Terminology::display_of(const Code& code, std::string_view language) const
{
    const auto known = m_designations.find({code.system, code.code});
    if (!language.empty() && known != m_designations.end())
        for (const auto designation : known->second.elements())
            if (is_language(designation["language"].text(), language))
                return designation["value"].text();
    return code.display;
}

Result<ExpandedPage> Terminology::expand(std::string_view url, const ExpandRequest& request) const
{
    Effort effort;
    auto expansion = value_set(url, effort);
    if (!expansion)
        return Error{Kind::not_found, "this value set is not known"};
    std::vector<ExpandedCode> all;
    for (const auto& code : expansion->codes)
        all.push_back({code.system, code.code, display_of(code, request.language)});
    all = filtered(all, request.filter);

    ExpandedPage page{expansion->is_complete, std::move(expansion->gaps), all.size(), {}};
    const auto first = std::min(request.offset, all.size());
    const auto count = std::min(request.count, all.size() - first);
    const auto start = all.begin() + static_cast<std::ptrdiff_t>(first);
    page.codes.assign(start, start + static_cast<std::ptrdiff_t>(count));
    return page;
}

Membership Terminology::contains(std::string_view url, std::string_view system, std::string_view code) const
{
    if (!m_sets.contains(without_version(url))) {
        const auto* known = m_definitions.value_set(url);
        if (known == nullptr)
            return Membership::unknown;
        if (system.empty() ? known->contains(code) : known->contains(system, code))
            return Membership::inside;
        return known->is_complete ? Membership::outside : Membership::unknown;
    }
    Effort effort;
    const auto expansion = value_set(url, effort);
    for (const auto& one : expansion->codes)
        if (one.code == code && (system.empty() || one.system == system))
            return Membership::inside;
    return expansion->is_complete ? Membership::outside : Membership::unknown;
}

}  // namespace helselos::fhir::terminology
