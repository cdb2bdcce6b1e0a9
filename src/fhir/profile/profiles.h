// The StructureDefinitions that can be judged by: those of the R4 core and those
// that packages and content brought, each with its snapshot
// (http://hl7.org/fhir/R4/profiling.html).
//
//     Profiles profiles(Definitions::r4());
//     TRY(profiles.add(std::move(document)));
//     const auto* profile = TRY(profiles.find("http://hl7.no/fhir/StructureDefinition/no-basis-Patient"));
//
// Filled at start, then only read: any thread may ask.
#pragma once

#include "base/issue.h"
#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "json/value.h"

#include <functional>
#include <memory>
#include <string_view>
#include <vector>

namespace helselos::fhir::profile {

// One StructureDefinition with its snapshot. Views live as long as the Profiles it came from.
struct Profile {
    std::string_view url;
    std::string_view version;
    std::string_view name;
    std::string_view type;  // "Observation", "Extension", "Quantity".
    std::string_view base;  // baseDefinition; empty for Element and Resource.
    bool is_constraint = false;
    bool is_abstract = false;
    json::Value definition;             // As published.
    std::vector<json::Value> elements;  // The ElementDefinitions of the snapshot in their order; the root first.
    // What in the definition is defective and was mended or left out; the reasons name the element.
    Issues defects;
};

class Profiles {
public:
    // The definitions have to outlive this.
    explicit Profiles(const Definitions& definitions);
    ~Profiles();
    Profiles(const Profiles&) = delete;
    Profiles& operator=(const Profiles&) = delete;

    // A StructureDefinition, kept as long as this lives. Of two with one address and version the later
    // is kept; without a version in the question the newest is found. Error invalid when it is not one.
    Result<void> add(json::Document structure_definition);

    // The same for one that is read when it is first asked for: the start of a program with packages
    // stays short. What `read` gives has to be the StructureDefinition with this address and version.
    using Reader = std::function<Result<json::Document>()>;
    void add_unread(std::string_view url, std::string_view version, Reader read);

    // `canonical` may carry "|version". The snapshot is the published one, else generated from the
    // differential on first use and kept. Null when nobody knows the address.
    // Error unprocessable: no snapshot can be made; the reason names the element.
    Result<const Profile*> find(std::string_view canonical) const;

private:
    struct Known;
    std::unique_ptr<Known> m_known;
};

}  // namespace helselos::fhir::profile
