// Value sets and code systems that can be asked: those of the R4 core, and those that
// arrive at run time from content and packages.
//
// Filled at start, then only read: any thread may ask.
#pragma once

#include "base/result.h"
#include "fhir/terminology/compose.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::terminology {

enum class Membership : std::uint8_t { inside, outside, unknown };

// http://hl7.org/fhir/R4/valueset-operation-expand.html
struct ExpandRequest {
    std::string_view filter = {};    // Words, each the beginning of a word of the display or code; "" lets all pass.
    std::string_view language = {};  // "nb"; displays come in it where a designation has it.
    std::size_t offset = 0;
    std::size_t count = static_cast<std::size_t>(-1);
};

struct ExpandedCode {
    std::string_view system;
    std::string_view code;
    std::string_view display;  // In the language asked for, else the one of the definition.
};

struct ExpandedPage {
    bool is_complete = true;
    std::vector<std::string> gaps;    // Why not.
    std::size_t total = 0;            // Of what passed the filter.
    std::vector<ExpandedCode> codes;  // With a filter the best match first, else in the order of the set.
};

class Terminology final : public Source {
public:
    explicit Terminology(const Definitions& definitions);
    ~Terminology() override;

    // A CodeSystem or ValueSet, kept as long as this lives; one with the same address is replaced.
    // Invalid when it is neither, or has no address.
    Result<void> add(json::Document resource);

    // The same for one that is read when it is first asked for: the start of a program with packages
    // stays short. One that was added by add() stands before it. What cannot be read then is unknown,
    // and written to the log.
    using Reader = std::function<Result<json::Document>()>;
    enum class Unread : std::uint8_t { code_system, value_set };
    void add_unread(Unread type, std::string_view url, Reader read);

    // not_found when the set is unknown. Views live as long as this and the definitions.
    Result<ExpandedPage> expand(std::string_view url, const ExpandRequest& request = {}) const;
    // With an empty system: in any system. Unknown when the set is, or is not wholly known.
    Membership contains(std::string_view url, std::string_view system, std::string_view code) const;

    // Whether a text names an added code in some language, or for some use.
    bool is_designation(std::string_view system, std::string_view code, std::string_view text) const;

    const CodeSystem* code_system(std::string_view url) const override;
    std::optional<Expansion> value_set(std::string_view url, Effort& effort) const override;

private:
    struct Late;
    const Late* late(const std::map<std::string, std::unique_ptr<Late>, std::less<>>& all, std::string_view url) const;
    json::Value added_set(std::string_view url) const;
    json::Value designations_of(std::string_view system, std::string_view code) const;
    std::string_view display_of(const Code& code, std::string_view language) const;

    const Definitions& m_definitions;
    std::deque<json::Document> m_documents;
    std::map<std::string_view, ReadCodeSystem> m_systems;
    std::map<std::string_view, json::Value> m_sets;
    // Designations of added concepts, by system and code.
    std::map<std::pair<std::string_view, std::string_view>, json::Value> m_designations;
    std::map<std::string, std::unique_ptr<Late>, std::less<>> m_late_systems;
    std::map<std::string, std::unique_ptr<Late>, std::less<>> m_late_sets;
};

}  // namespace helselos::fhir::terminology
