// What the house knows of terminology, and after it what is stored in the folder, as far as the caller may read it.
#pragma once

#include "access/session.h"
#include "fhir/terminology/compose.h"
#include "interaction/hall.h"

#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::interaction {

// A stored resource as it is asked. Shared by all who ask while it is pushed out.
struct KeptResource {
    json::Document document;
    std::optional<fhir::terminology::CodeIndex> system;  // Of a CodeSystem.
};

// The last ones that were asked, by their version: a version never changes. For all threads.
class KeptResources {
public:
    // Errors: invalid (it cannot be asked), too_large.
    Result<std::shared_ptr<const KeptResource>> of(const access::Version& version);

private:
    using Entry = std::pair<std::string, std::shared_ptr<const KeptResource>>;
    std::mutex m_mutex;
    std::list<Entry> m_entries;  // The last asked first.
};

// For one request. Where two have the same address, what the program, its content, packages and files know stands
// before what is stored.
class StoredSource final : public fhir::terminology::Source {
public:
    StoredSource(access::Session& session, const Hall& hall, KeptResources& kept)
        : m_session(session), m_hall(hall), m_kept(kept)
    {}

    // By id. Errors: those of read, invalid.
    Result<json::Value> read(const access::Key& key);
    // Absent when neither the house nor the folder has it.
    json::Value resource(std::string_view type, std::string_view url) const;

    const fhir::terminology::CodeIndex* code_system(std::string_view url) const override;
    std::optional<fhir::terminology::Expansion> value_set(
        std::string_view url, fhir::terminology::Effort& effort) const override;
    fhir::terminology::Membership member(std::string_view url, std::string_view system, std::string_view code,
        fhir::terminology::Effort& effort) const override;
    json::Value value_set_definition(std::string_view url) const override;
    json::Value concept_map(std::string_view url) const override;
    std::vector<json::Value> concept_maps_from(std::string_view system) const override;

private:
    const KeptResource* stored(std::string_view type, std::string_view url) const;
    const KeptResource* keep(const access::Version& version) const;
    bool is_known_set(std::string_view url) const;

    access::Session& m_session;
    const Hall& m_hall;
    KeptResources& m_kept;
    // Asked for in this request; null when there is none.
    mutable std::map<std::string, const KeptResource*, std::less<>> m_asked;
    mutable std::vector<std::shared_ptr<const KeptResource>> m_held;
};

}  // namespace helselos::interaction
