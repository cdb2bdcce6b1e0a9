#include "fhir/profile/profiles.h"

#include "fhir/definitions/published.h"
#include "fhir/profile/defects.h"
#include "fhir/profile/shape.h"
#include "fhir/profile/snapshot.h"
#include "fhir/profile/version.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <optional>

namespace helselos::fhir::profile {

namespace {

std::string_view without_version(std::string_view canonical)
{
    return canonical.substr(0, canonical.find('|'));
}

std::string_view version_of(std::string_view canonical)
{
    const auto bar = canonical.find('|');
    return bar == std::string_view::npos ? std::string_view() : canonical.substr(bar + 1);
}

// A profile that was asked for, or why there is none.
struct Kept {
    json::Document source;
    std::optional<json::Document> generated;
    Profile profile;
    std::optional<Error> error;
};

// Made once, by whoever asks first; two who ask at once both make it and one is kept. No lock is
// held meanwhile, since a profile asks for the profile it is based on.
class Slot {
public:
    const Kept* get() const { return m_ready.load(std::memory_order_acquire); }
    const Kept* put(std::unique_ptr<Kept> made) const
    {
        const std::lock_guard guard(m_mutex);
        if (!m_kept) {
            m_kept = std::move(made);
            m_ready.store(m_kept.get(), std::memory_order_release);
        }
        return m_kept.get();
    }

private:
    mutable std::mutex m_mutex;
    mutable std::unique_ptr<Kept> m_kept;
    mutable std::atomic<const Kept*> m_ready{nullptr};
};

enum class Origin : std::uint8_t { core, added };

struct Added {
    std::string version;
    Profiles::Reader read;
    Slot slot;
};

Profile profile_of(json::Value definition)
{
    Profile profile;
    profile.url = definition["url"].text();
    profile.version = definition["version"].text();
    profile.name = definition["name"].text();
    profile.type = definition["type"].text();
    profile.base = definition["baseDefinition"].text();
    profile.is_constraint = definition["derivation"].text() == "constraint";
    profile.is_abstract = definition["abstract"].truth();
    profile.definition = definition;
    return profile;
}

Result<void> check_is_structure(json::Value definition)
{
    if (definition["resourceType"].text() != "StructureDefinition")
        return Error{Kind::invalid, "this is not a StructureDefinition"};
    if (definition["url"].text().empty())
        return Error{Kind::invalid, "a StructureDefinition has no url", "StructureDefinition.url"};
    return {};
}

}  // namespace

struct Profiles::Known {
    explicit Known(const Definitions& all)
        : definitions(all), published(published_entries()), published_slots(published.size())
    {}

    const Definitions& definitions;
    std::vector<PublishedEntry> published;
    std::vector<Slot> published_slots;
    // By address; the newest version last.
    std::map<std::string, std::vector<std::unique_ptr<Added>>, std::less<>> added;

    void put(std::string_view url, std::string_view version, Reader read)
    {
        auto& versions = added[std::string(url)];
        auto one = std::make_unique<Added>();
        one->version = version;
        one->read = std::move(read);
        const auto same = std::find_if(
            versions.begin(), versions.end(), [&](const auto& other) { return other->version == version; });
        if (same != versions.end()) {
            *same = std::move(one);
            return;
        }
        const auto place = std::find_if(
            versions.begin(), versions.end(), [&](const auto& other) { return is_older(version, other->version); });
        versions.insert(place, std::move(one));
    }

    const Added* find_added(std::string_view url, std::string_view version) const
    {
        const auto found = added.find(url);
        if (found == added.end())
            return nullptr;
        const auto& versions = found->second;
        if (version.empty())
            return versions.back().get();
        const auto same
            = std::find_if(versions.begin(), versions.end(), [&](const auto& one) { return one->version == version; });
        return same == versions.end() ? nullptr : same->get();
    }

    std::optional<std::size_t> find_published(std::string_view url, std::string_view version) const
    {
        if (!version.empty() && version != "4.0" && !version.starts_with("4.0."))
            return std::nullopt;
        const auto found = std::lower_bound(published.begin(), published.end(), url,
            [](const PublishedEntry& entry, std::string_view wanted) { return entry.url < wanted; });
        if (found == published.end() || found->url != url)
            return std::nullopt;
        return static_cast<std::size_t>(found - published.begin());
    }

    bool knows(std::string_view canonical) const
    {
        const auto url = without_version(canonical);
        const auto version = version_of(canonical);
        return find_published(url, version).has_value() || find_added(url, version) != nullptr;
    }

    Result<const Profile*> find(std::string_view canonical, std::size_t depth) const;
    const Kept* make(const Slot& slot, const Reader& read, Origin origin, std::size_t depth) const;
    std::unique_ptr<Kept> read_and_complete(const Reader& read, Origin origin, std::size_t depth) const;
    Result<void> complete(Kept& kept, std::size_t depth) const;
};

// Gives the profile its elements: the snapshot it came with, or one that is made.
Result<void> Profiles::Known::complete(Kept& kept, std::size_t depth) const
{
    auto& profile = kept.profile;
    for (const auto element : profile.definition["snapshot"]["element"].elements()) {
        if (!has_shape(element) || element["path"].text().empty())
            return Error{Kind::unprocessable, "what the snapshot holds here is no ElementDefinition",
                std::string(element["path"].text())};
        profile.elements.push_back(element);
    }
    if (!profile.elements.empty())
        return {};
    const auto look_up = [this, depth](std::string_view canonical) { return find(canonical, depth + 1); };
    auto snapshot = TRY(make_snapshot(profile.definition, definitions, look_up));
    kept.generated = std::move(snapshot.document);
    for (const auto element : kept.generated->root().elements())
        profile.elements.push_back(element);
    profile.defects = std::move(snapshot.defects);
    return {};
}

std::unique_ptr<Kept> Profiles::Known::read_and_complete(const Reader& read, Origin origin, std::size_t depth) const
{
    auto kept = std::make_unique<Kept>();
    auto document = read();
    if (!document) {
        kept->error = std::move(document).error();
        return kept;
    }
    kept->source = std::move(*document);
    kept->profile = profile_of(kept->source.root());
    if (auto done = complete(*kept, depth); !done)
        kept->error = std::move(done).error();
    else if (origin == Origin::added)
        find_defects(
            kept->profile.elements, [&](std::string_view canonical) { return knows(canonical); },
            kept->profile.defects);
    return kept;
}

const Kept* Profiles::Known::make(const Slot& slot, const Reader& read, Origin origin, std::size_t depth) const
{
    if (const auto* kept = slot.get())
        return kept;
    return slot.put(read_and_complete(read, origin, depth));
}

Result<const Profile*> Profiles::Known::find(std::string_view canonical, std::size_t depth) const
{
    if (depth > limits::profile_bases_max)
        return Error{Kind::unprocessable, "a profile is based on itself, or on too many others"};
    const auto url = without_version(canonical);
    const auto version = version_of(canonical);
    const auto place = find_published(url, version);
    // What R4 says of its own types stands, whatever a package brings.
    const auto* one = place && definitions.type_by_url(url) != nullptr ? nullptr : find_added(url, version);
    const Kept* kept = nullptr;
    if (one != nullptr)
        kept = make(one->slot, one->read, Origin::added, depth);
    else if (place)
        kept = make(
            published_slots[*place], [&] { return json::read(*fhir::published(url)); }, Origin::core, depth);
    if (kept == nullptr)
        return nullptr;
    if (kept->error)
        return *kept->error;
    return &kept->profile;
}

Profiles::Profiles(const Definitions& definitions) : m_known(std::make_unique<Known>(definitions)) {}
Profiles::~Profiles() = default;

Result<void> Profiles::add(json::Document structure_definition)
{
    const auto definition = structure_definition.root();
    TRY(check_is_structure(definition));
    const std::string url(definition["url"].text());
    const std::string version(definition["version"].text());
    m_known->put(url, version, [text = json::to_text(definition)] { return json::read(text); });
    return {};
}

void Profiles::add_unread(std::string_view url, std::string_view version, Reader read)
{
    m_known->put(url, version, std::move(read));
}

Result<const Profile*> Profiles::find(std::string_view canonical) const
{
    return m_known->find(canonical, 0);
}

}  // namespace helselos::fhir::profile
