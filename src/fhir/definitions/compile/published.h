// Which elements HL7 published in R4 4.0.1.
//
// The package's StructureDefinitions carry elements its maker added (Meta.project,
// Binary.url, much of ResearchStudy) and miss a few. Beside them the package holds two
// witnesses that are nearer to the publication: the data elements, which leave out
// backbones and paths too long for an id, and the JSON schema. Together they decide.
#pragma once

#include "fhir/definitions/compile/package.h"

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::compile {

class Published {
public:
    explicit Published(const Package& package);

    // The elements of a StructureDefinition's snapshot as they were published, in order.
    std::vector<json::Value> elements(json::Value structure) const;

    // Of R4 4.0.1 itself, or one of our own beside it.
    bool is_known(json::Value structure) const;

private:
    bool is_own(json::Value structure) const;
    bool in_schema(json::Value element, std::map<std::string, std::string, std::less<>>& places) const;
    bool in_data_elements(json::Value element) const;
    json::Value as_published(json::Value element) const;
    void add_missing(json::Value structure, std::vector<json::Value>& elements) const;

    json::Value m_schema;
    std::vector<json::Value> m_own;
    std::unordered_map<std::string_view, json::Value> m_by_path;
    std::map<std::string_view, std::vector<json::Value>> m_by_type;
};

}  // namespace helselos::fhir::compile
