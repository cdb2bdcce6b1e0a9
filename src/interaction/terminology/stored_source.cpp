#include "interaction/terminology/stored_source.h"

#include "base/limits.h"
#include "base/url.h"
#include "fhir/terminology/index_concepts.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "json/read.h"

#include <algorithm>
#include <utility>

namespace helselos::interaction {

namespace {

using fhir::terminology::CodeIndex;
using fhir::terminology::Effort;
using fhir::terminology::Expansion;
using fhir::terminology::Membership;

std::string name_of(const access::Version& version)
{
    return version.key.type + "/" + version.key.id + "/" + std::to_string(version.number);
}

Result<std::shared_ptr<const KeptResource>> made(const access::Version& version)
{
    auto kept = std::make_shared<KeptResource>();  // Shared as its type says.
    kept->document = TRY(json::read(version.body));
    if (version.key.type == "CodeSystem")
        kept->system = TRY(fhir::terminology::code_index(kept->document.root()));
    return std::shared_ptr<const KeptResource>(std::move(kept));
}

}  // namespace

Result<std::shared_ptr<const KeptResource>> KeptResources::of(const access::Version& version)
{
    auto name = name_of(version);
    {
        const std::lock_guard lock(m_mutex);
        const auto known = std::ranges::find(m_entries, name, &Entry::first);
        if (known != m_entries.end()) {
            m_entries.splice(m_entries.begin(), m_entries, known);
            return m_entries.front().second;
        }
    }
    auto kept = TRY(made(version));
    const std::lock_guard lock(m_mutex);
    m_entries.emplace_front(std::move(name), kept);
    if (m_entries.size() > limits::terminology_kept_max)
        m_entries.pop_back();
    return kept;
}

const KeptResource* StoredSource::keep(const access::Version& version) const
{
    auto kept = m_kept.of(version);
    if (!kept)
        return nullptr;
    m_held.push_back(std::move(*kept));
    return m_held.back().get();
}

Result<json::Value> StoredSource::read(const access::Key& key)
{
    const auto version = TRY(interaction::read(m_session, key));
    const auto* kept = keep(version);
    if (kept == nullptr)
        return Error{Kind::unprocessable, "the stored resource cannot be asked: it lacks an address, or is too large"};
    const auto url = kept->document.root()["url"].text();
    if (!url.empty())
        m_asked.insert_or_assign(key.type + " " + std::string(url), kept);
    return kept->document.root();
}

const KeptResource* StoredSource::stored(std::string_view type, std::string_view url) const
{
    url = url.substr(0, url.find('|'));
    auto name = std::string(type) + " " + std::string(url);
    if (const auto known = m_asked.find(name); known != m_asked.end())
        return known->second;
    const KeptResource* found = nullptr;
    if (!url.empty() && m_session.may_search(type))
        if (auto query = parse_criteria(m_hall, type, "_sort=-_lastUpdated&url=" + percent_encode(url)))
            if (const auto matches = m_session.search(*query); matches && !matches->matches.empty())
                found = keep(matches->matches.front());
    m_asked.emplace(std::move(name), found);
    return found;
}

json::Value StoredSource::resource(std::string_view type, std::string_view url) const
{
    if (type == "ValueSet")
        return value_set_definition(url);
    if (type == "ConceptMap")
        return concept_map(url);
    const auto* found = stored(type, url);
    return found == nullptr ? json::Value() : found->document.root();
}

const CodeIndex* StoredSource::code_system(std::string_view url) const
{
    if (m_hall.terminology != nullptr)
        if (const auto* known = m_hall.terminology->code_system(url))
            return known;
    const auto* found = stored("CodeSystem", url);
    return found == nullptr || !found->system ? nullptr : &*found->system;
}

// By its definition, or one of R4, which are expanded already.
bool StoredSource::is_known_set(std::string_view url) const
{
    return m_hall.terminology != nullptr
        && (m_hall.terminology->value_set_definition(url).exists() || m_hall.definitions.value_set(url) != nullptr);
}

json::Value StoredSource::value_set_definition(std::string_view url) const
{
    if (is_known_set(url))
        return m_hall.terminology->value_set_definition(url);
    const auto* found = stored("ValueSet", url);
    return found == nullptr ? json::Value() : found->document.root();
}

std::optional<Expansion> StoredSource::value_set(std::string_view url, Effort& effort) const
{
    if (const auto definition = value_set_definition(url); definition.exists())
        return fhir::terminology::expand(definition, *this, effort);
    return m_hall.terminology == nullptr ? std::nullopt : m_hall.terminology->value_set(url, effort);
}

Membership StoredSource::member(
    std::string_view url, std::string_view system, std::string_view code, Effort& effort) const
{
    if (const auto definition = value_set_definition(url); definition.exists())
        return fhir::terminology::member(definition, *this, system, code, effort);
    return m_hall.terminology == nullptr ? Membership::unknown : m_hall.terminology->member(url, system, code, effort);
}

json::Value StoredSource::concept_map(std::string_view url) const
{
    if (m_hall.terminology != nullptr)
        if (const auto known = m_hall.terminology->concept_map(url); known.exists())
            return known;
    const auto* found = stored("ConceptMap", url);
    return found == nullptr ? json::Value() : found->document.root();
}

std::vector<json::Value> StoredSource::concept_maps_from(std::string_view system) const
{
    auto maps
        = m_hall.terminology == nullptr ? std::vector<json::Value>() : m_hall.terminology->concept_maps_from(system);
    auto query = parse_criteria(m_hall, "ConceptMap", "source-system=" + percent_encode(system));
    if (!query || system.empty() || !m_session.may_search("ConceptMap"))
        return maps;
    query->count = limits::terminology_maps_max;
    const auto found = m_session.search(*query);
    if (found)
        for (const auto& version : found->matches)
            if (const auto* kept = keep(version))
                maps.push_back(kept->document.root());
    if (maps.size() > limits::terminology_maps_max)
        maps.resize(limits::terminology_maps_max);
    return maps;
}

}  // namespace helselos::interaction
