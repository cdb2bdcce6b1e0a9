// From the concepts of a code system to the index it is asked by (http://hl7.org/fhir/R4/codesystem.html).
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/terminology/code_index.h"
#include "json/value.h"

#include <cstddef>
#include <memory>
#include <optional>
#include <string_view>
#include <vector>

namespace helselos::fhir::terminology {

struct IndexedConcepts {
    std::vector<unsigned char> bytes;  // For CodeIndex::open.
    std::size_t concepts = 0;
    std::size_t unknown_relatives = 0;  // Parents and children that are named and are no concepts of the system.
    bool has_circle = false;
};

class IndexBuilder {
public:
    // `system` is a CodeSystem; its concepts are not looked at.
    explicit IndexBuilder(json::Value system);
    ~IndexBuilder();

    // A concept as it stands in a CodeSystem, and those below it. A code that was there already gets one parent more.
    // Errors: invalid (no code, or a code too long), too_large.
    Result<void> add(json::Value concept_value);
    // One at a time; `broader` are places of those that were added before.
    Result<void> add(std::string_view code, std::string_view display, std::span<const Place> broader);

    // Of use once. Error too_large: over four gigabytes, or a hierarchy too tangled.
    Result<IndexedConcepts> finish();

private:
    struct Work;
    std::unique_ptr<Work> m_work;
};

// Whole systems. A CodeSystem that says it is a supplement, or has no address, is refused: invalid.
Result<IndexedConcepts> index_concepts(json::Value system);
Result<CodeIndex> code_index(json::Value system);
Result<CodeIndex> code_index(const CodeSystem& system);  // Of R4.

}  // namespace helselos::fhir::terminology
