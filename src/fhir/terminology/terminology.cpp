#include "fhir/terminology/terminology.h"

#include "base/log.h"
#include "base/text.h"
#include "fhir/terminology/match.h"

#include <algorithm>
#include <mutex>
#include <optional>
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

// Of a code system, its designations by code.
template <typename Take>
void for_each_designation(json::Value code_system, const Take& take)
{
    std::vector<json::Value> waiting{code_system};
    while (!waiting.empty()) {
        const auto next = waiting.back();
        waiting.pop_back();
        if (next["designation"].exists())
            take(next["code"].text(), next["designation"]);
        for (const auto narrower : next["concept"].elements())
            waiting.push_back(narrower);
    }
}

}  // namespace

// Read by whoever asks first.
struct Terminology::Late {
    Reader read;
    mutable std::once_flag once;
    mutable json::Document document;
    mutable std::optional<ReadCodeSystem> system;
    mutable std::map<std::string_view, json::Value> designations;

    void load() const
    {
        auto done = read();
        if (!done) {
            log::write(log::Level::error, "a code system or value set of a package cannot be read",
                {{"reason", done.error().reason}});
            return;
        }
        document = std::move(*done);
        if (document.root()["resourceType"].text() != "CodeSystem")
            return;
        system.emplace(document.root());
        for_each_designation(
            document.root(), [&](std::string_view code, json::Value all) { designations.insert_or_assign(code, all); });
    }
};

Terminology::Terminology(const Definitions& definitions) : m_definitions(definitions) {}
Terminology::~Terminology() = default;

void Terminology::add_unread(Unread type, std::string_view url, Reader read)
{
    auto late = std::make_unique<Late>();
    late->read = std::move(read);
    (type == Unread::code_system ? m_late_systems : m_late_sets).insert_or_assign(std::string(url), std::move(late));
}

const Terminology::Late* Terminology::late(
    const std::map<std::string, std::unique_ptr<Late>, std::less<>>& all, std::string_view url) const
{
    const auto found = all.find(without_version(url));
    if (found == all.end())
        return nullptr;
    std::call_once(found->second->once, [&] { found->second->load(); });
    return found->second->document.root().exists() ? found->second.get() : nullptr;
}

json::Value Terminology::added_set(std::string_view url) const
{
    const auto added = m_sets.find(without_version(url));
    if (added != m_sets.end())
        return added->second;
    const auto* unread = late(m_late_sets, url);
    return unread == nullptr ? json::Value() : unread->document.root();
}

json::Value Terminology::designations_of(std::string_view system, std::string_view code) const
{
    const auto known = m_designations.find({system, code});
    if (known != m_designations.end())
        return known->second;
    const auto* unread = m_systems.contains(system) ? nullptr : late(m_late_systems, system);
    if (unread == nullptr)
        return {};
    const auto found = unread->designations.find(code);
    return found == unread->designations.end() ? json::Value() : found->second;
}

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
    for_each_designation(root, [&](std::string_view code, json::Value all) {
        m_designations.insert_or_assign({url, code}, all);
    });
    return {};
}

const CodeSystem* Terminology::code_system(std::string_view url) const
{
    const auto added = m_systems.find(without_version(url));
    if (added != m_systems.end())
        return &added->second.get();
    const auto* unread = late(m_late_systems, url);
    return unread != nullptr && unread->system ? &unread->system->get() : m_definitions.code_system(url);
}

std::optional<Expansion> Terminology::value_set(std::string_view url, Effort& effort) const
{
    if (const auto added = added_set(url); added.exists())
        return terminology::expand(added, *this, effort);
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
    if (!language.empty())
        for (const auto designation : designations_of(code.system, code.code).elements())
            if (is_language(designation["language"].text(), language))
                return designation["value"].text();
    return code.display;
}

bool Terminology::is_designation(std::string_view system, std::string_view code, std::string_view text) const
{
    for (const auto designation : designations_of(system, code).elements())
        if (equals_ignoring_case(designation["value"].text(), text))
            return true;
    return false;
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
    if (!added_set(url).exists()) {
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
