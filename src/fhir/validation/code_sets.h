// Value sets and code systems in the form a judgement asks them: made on first use, for all threads.
#pragma once

#include "base/text.h"
#include "fhir/definitions/definitions.h"
#include "fhir/terminology/terminology.h"
#include "json/value.h"

#include <functional>
#include <map>
#include <memory>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>

namespace helselos::fhir::validation {

enum class Membership : std::uint8_t { inside, outside, undecided, no_code };

struct CodeHash {
    std::size_t operator()(const std::pair<std::string_view, std::string_view>& code) const
    {
        const std::hash<std::string_view> hash;
        return hash(code.first) * 31 + hash(code.second);
    }
};

// The codes of a value set as far as they are known. Of a large one none are kept: each is asked for.
struct CodeSet {
    const terminology::Terminology* asked = nullptr;
    std::string url;  // Asked for by this.
    bool is_complete = false;
    std::unordered_set<std::pair<std::string_view, std::string_view>, CodeHash> codes;  // System and code.
    std::unordered_set<std::string_view> bare;                                          // Codes of any system.

    Membership of(std::string_view system, std::string_view code) const;
    Membership of(std::string_view code) const;  // In any system.
};

// Of a code, a Coding, a Quantity or a CodeableConcept; of the last, one coding inside is enough.
// Undecided when the set is null.
Membership membership(const CodeSet* set, json::Value value);

class CodeSets {
public:
    explicit CodeSets(const terminology::Terminology& terminology) : m_terminology(terminology) {}

    // Null when nobody knows the address. Lives as long as this.
    const CodeSet* set(std::string_view url) const;
    const terminology::CodeIndex* system(std::string_view url) const { return m_terminology.code_system(url); }
    // Whether a text is a display of a code in some language, beside the one in the code system.
    bool is_display(std::string_view system, std::string_view code, std::string_view text) const;

private:
    const terminology::Terminology& m_terminology;
    mutable std::shared_mutex m_mutex;
    mutable std::map<std::string, std::unique_ptr<const CodeSet>, std::less<>> m_sets;
};

}  // namespace helselos::fhir::validation
