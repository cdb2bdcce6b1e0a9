// The register of whom one can share with, as a file: lines of values between tabs, the first line names them.
//
// Pure.
#pragma once

#include "base/result.h"
#include "json/draft.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::sharing {

struct AddressEntry {
    std::string her_id;
    std::string parent;               // HER-id of the organisation whose service it is; empty: an organisation.
    std::string organization_number;  // Empty: none.
    std::string name;
    std::string kind;          // A code of CodeSystem/organization-kind; empty: none.
    std::string municipality;  // Its number; empty: none.
    std::string city;
    std::string phone;
    bool receives = false;  // Takes assessments.
};

// Columns, all of them, in any order: her-id, parent, organization-number, name, kind, municipality, city, phone,
// receives (yes or no). Lines that begin with # are for the reader. Error invalid with an issue for each faulty line;
// too_large.
Result<std::vector<AddressEntry>> read_addresses(std::string_view text);

// The Organization, or for a service the HealthcareService of `provided_by`: what was there with what the register
// says. `before` may be absent.
json::Draft organization_of(const AddressEntry& entry, json::Value before);
json::Draft service_of(const AddressEntry& entry, const std::string& provided_by, json::Value before);

// In meta.tag of what the register brought.
constexpr std::string_view register_tag_system = "https://helselos.no/fhir/CodeSystem/origin";
constexpr std::string_view register_tag = "address-register";

}  // namespace helselos::sharing
