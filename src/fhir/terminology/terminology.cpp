#include "fhir/terminology/terminology.h"

#include "base/log.h"
#include "base/text.h"
#include "fhir/terminology/index_concepts.h"
#include "fhir/terminology/match.h"

#include <algorithm>
#include <mutex>
#include <optional>
#include <set>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

std::string_view without_version(std::string_view url)
{
    return url.substr(0, url.find('|'));
}

bool maps_from(json::Value concept_map, std::string_view system)
{
    for (const auto group : concept_map["group"].elements())
        if (group["source"].text() == system)
            return true;
    return false;
}

}  // namespace

// Read by whoever asks first.
struct Terminology::Late {
    Reader read;
    mutable std::once_flag once;
    mutable json::Document document;
    mutable std::optional<CodeIndex> system;

    void load() const
    {
        auto done = read();
        if (!done)
            return tell(done.error());
        if (done->root()["resourceType"].text() == "CodeSystem") {
            auto index = code_index(done->root());
            if (!index)
                return tell(index.error());
            system.emplace(std::move(*index));
        } else {
            document = std::move(*done);
        }
    }
    void tell(const Error& error) const
    {
        log::write(log::Level::error, "a code system, value set or concept map of a package cannot be read",
            {{"reason", error.reason}});
    }
};

Terminology::Terminology(const Definitions& definitions) : m_definitions(definitions) {}
Terminology::~Terminology() = default;

Result<void> Terminology::add(json::Document resource)
{
    const auto root = resource.root();
    const auto type = root["resourceType"].text();
    const auto url = root["url"].text();
    if (url.empty() || (type != "CodeSystem" && type != "ValueSet" && type != "ConceptMap"))
        return Error{Kind::invalid, "not a code system, value set or concept map with an address"};
    if (type == "CodeSystem") {
        m_systems.insert_or_assign(std::string(url), TRY(code_index(root)));
        return {};
    }
    m_documents.push_back(std::move(resource));
    (type == "ValueSet" ? m_sets : m_maps).insert_or_assign(url, root);
    return {};
}

void Terminology::add_index(CodeIndex index)
{
    std::string url(index.url());
    m_indexes.insert_or_assign(std::move(url), std::move(index));
}

void Terminology::add_unread(Unread type, std::string_view url, Reader read)
{
    auto late = std::make_unique<Late>();
    late->read = std::move(read);
    auto& all = type == Unread::code_system ? m_late_systems : type == Unread::value_set ? m_late_sets : m_late_maps;
    all.insert_or_assign(std::string(url), std::move(late));
}

const Terminology::Late* Terminology::late(const LateByUrl& all, std::string_view url) const
{
    const auto found = all.find(url);
    if (found == all.end())
        return nullptr;
    std::call_once(found->second->once, [&] { found->second->load(); });
    return found->second.get();
}

const CodeIndex* Terminology::core_system(std::string_view url) const
{
    const auto* system = m_definitions.code_system(url);
    if (system == nullptr)
        return nullptr;
    {
        const std::shared_lock lock(m_mutex);
        if (const auto known = m_core.find(system); known != m_core.end())
            return known->second.get();
    }
    auto index = code_index(*system);
    if (!index)
        return nullptr;
    const std::unique_lock lock(m_mutex);
    return m_core.try_emplace(system, std::make_unique<const CodeIndex>(std::move(*index))).first->second.get();
}

std::vector<KnownSystem> Terminology::known_systems() const
{
    std::map<std::string, std::string> known;
    std::set<std::string_view> fragments;
    for (const auto* all : {&m_systems, &m_indexes})
        for (const auto& [url, system] : *all)
            if (system.is_complete())
                known.try_emplace(url, system.version());
            else
                fragments.insert(url);
    for (const auto& [url, unread] : m_late_systems)
        known.try_emplace(url);
    for (const auto& system : m_definitions.code_systems())
        if (system.is_complete)
            known.try_emplace(std::string(system.url));
    std::vector<KnownSystem> systems;
    for (const auto& [url, version] : known)
        if (!fragments.contains(url))
            systems.push_back({url, version});
    return systems;
}

const CodeIndex* Terminology::code_system(std::string_view url) const
{
    url = without_version(url);
    if (const auto added = m_systems.find(url); added != m_systems.end())
        return &added->second;
    if (const auto added = m_indexes.find(url); added != m_indexes.end())
        return &added->second;
    if (const auto* unread = late(m_late_systems, url); unread != nullptr && unread->system)
        return &*unread->system;
    return core_system(url);
}

json::Value Terminology::value_set_definition(std::string_view url) const
{
    url = without_version(url);
    const auto added = m_sets.find(url);
    if (added != m_sets.end())
        return added->second;
    const auto* unread = late(m_late_sets, url);
    return unread == nullptr ? json::Value() : unread->document.root();
}

json::Value Terminology::concept_map(std::string_view url) const
{
    url = without_version(url);
    const auto added = m_maps.find(url);
    if (added != m_maps.end())
        return added->second;
    const auto* unread = late(m_late_maps, url);
    return unread == nullptr ? json::Value() : unread->document.root();
}

std::vector<json::Value> Terminology::concept_maps_from(std::string_view system) const
{
    std::vector<json::Value> maps;
    for (const auto& [url, map] : m_maps)
        if (maps_from(map, system))
            maps.push_back(map);
    for (const auto& [url, unread] : m_late_maps)
        if (!m_maps.contains(url) && maps_from(late(m_late_maps, url)->document.root(), system))
            maps.push_back(unread->document.root());
    return maps;
}

std::optional<Expansion> Terminology::value_set(std::string_view url, Effort& effort) const
{
    if (const auto added = value_set_definition(url); added.exists())
        return terminology::expand(added, *this, effort);
    const auto* known = m_definitions.value_set(url);
    if (known == nullptr)
        return std::nullopt;
    Expansion expansion{known->is_complete, {known->codes.begin(), known->codes.end()}, {}};
    if (!known->is_complete)
        expansion.gaps.push_back("value set only in part at hand: " + std::string(known->url));
    return expansion;
}

bool Terminology::is_designation(std::string_view system, std::string_view code, std::string_view text) const
{
    const auto* index = code_system(system);
    const auto place = index == nullptr ? std::nullopt : index->find(code);
    if (!place || !index->has_detail(*place))
        return false;
    const auto detail = index->detail(*place);
    for (const auto designation : detail.root()["designation"].elements())
        if (equals_ignoring_case(designation["value"].text(), text))
            return true;
    return false;
}

Result<ExpandedPage> Terminology::expand(std::string_view url, const ExpandRequest& request) const
{
    Effort effort;
    const auto filter = folded(trim(request.filter));
    effort.words = wanted_words(filter);
    const auto expansion = value_set(url, effort);
    if (!expansion)
        return Error{Kind::not_found, "this value set is not known"};
    return page_of(*expansion, *this, request);
}

Membership Terminology::member(
    std::string_view url, std::string_view system, std::string_view code, Effort& effort) const
{
    if (const auto added = value_set_definition(url); added.exists())
        return terminology::member(added, *this, system, code, effort);
    const auto* known = m_definitions.value_set(url);
    if (known == nullptr)
        return Membership::unknown;
    if (system.empty() ? known->contains(code) : known->contains(system, code))
        return Membership::inside;
    return known->is_complete ? Membership::outside : Membership::unknown;
}

Membership Terminology::contains(std::string_view url, std::string_view system, std::string_view code) const
{
    Effort effort;
    return member(url, system, code, effort);
}

}  // namespace helselos::fhir::terminology
