// Value sets, code systems and concept maps that can be asked: those of the R4 core, and those that
// arrive at run time from content, packages and files.
//
// Filled at start, then only read: any thread may ask.
#pragma once

#include "base/result.h"
#include "fhir/terminology/compose.h"
#include "fhir/terminology/page.h"

#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::terminology {

class Terminology final : public Source {
public:
    explicit Terminology(const Definitions& definitions);
    ~Terminology() override;

    // A CodeSystem, ValueSet or ConceptMap, kept as long as this lives; one with the same address is replaced.
    // Invalid when it is none of them, or has no address.
    Result<void> add(json::Document resource);

    // A system that was made an index before. It stands before those that are unread, and behind those of add().
    void add_index(CodeIndex index);

    // The same for one that is read when it is first asked for: the start of a program with packages
    // stays short. What cannot be read then is unknown, and written to the log.
    using Reader = std::function<Result<json::Document>()>;
    enum class Unread : std::uint8_t { code_system, value_set, concept_map };
    void add_unread(Unread type, std::string_view url, Reader read);

    // not_found when the set is unknown. Views live as long as this and the definitions.
    Result<ExpandedPage> expand(std::string_view url, const ExpandRequest& request = {}) const;
    // With an empty system: in any system. Unknown when the set is, or is not wholly known.
    Membership contains(std::string_view url, std::string_view system, std::string_view code) const;

    // Whether a text names a code in some language, or for some use.
    bool is_designation(std::string_view system, std::string_view code, std::string_view text) const;

    const CodeIndex* code_system(std::string_view url) const override;
    std::vector<KnownSystem> known_systems() const override;
    std::optional<Expansion> value_set(std::string_view url, Effort& effort) const override;
    Membership member(
        std::string_view url, std::string_view system, std::string_view code, Effort& effort) const override;
    json::Value value_set_definition(std::string_view url) const override;
    json::Value concept_map(std::string_view url) const override;
    std::vector<json::Value> concept_maps_from(std::string_view system) const override;

private:
    struct Late;
    using LateByUrl = std::map<std::string, std::unique_ptr<Late>, std::less<>>;
    const Late* late(const LateByUrl& all, std::string_view url) const;
    const CodeIndex* core_system(std::string_view url) const;

    const Definitions& m_definitions;
    std::deque<json::Document> m_documents;
    std::map<std::string, CodeIndex, std::less<>> m_systems;
    std::map<std::string, CodeIndex, std::less<>> m_indexes;
    std::map<std::string_view, json::Value> m_sets;
    std::map<std::string_view, json::Value> m_maps;
    LateByUrl m_late_systems;
    LateByUrl m_late_sets;
    LateByUrl m_late_maps;
    // Of R4, made when first asked for.
    mutable std::shared_mutex m_mutex;
    mutable std::unordered_map<const CodeSystem*, std::unique_ptr<const CodeIndex>> m_core;
};

}  // namespace helselos::fhir::terminology
