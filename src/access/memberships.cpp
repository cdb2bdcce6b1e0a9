#include "access/memberships.h"

#include "access/grants.h"
#include "access/labels.h"
#include "access/machine_writes.h"
#include "access/reading.h"

#include <algorithm>

namespace helselos::access {

namespace {

// Task, Binary and Provenance are not in FHIR's patient compartment, but about a patient all the same: the one a task
// is for, the one a Binary is guarded as (http://hl7.org/fhir/R4/binary-definitions.html#Binary.securityContext), and
// the one an agent acted for (http://hl7.org/fhir/R4/provenance-definitions.html#Provenance.agent.onBehalfOf).
void add_patients_beside(json::Value resource, const store::Key& key, std::vector<std::string>& patients)
{
    const auto add = [&](json::Value reference) {
        auto patient = target_of(reference);
        if (patient.starts_with("Patient/") && std::ranges::find(patients, patient) == patients.end())
            patients.push_back(std::move(patient));
    };
    if (key.type == "Task")
        add(resource["for"]);
    if (key.type == "Binary")
        add(resource["securityContext"]);
    if (key.type == "Provenance")
        for (const auto agent : resource["agent"].elements())
            add(agent["onBehalfOf"]);
}

}  // namespace

std::vector<std::string> patients_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments)
{
    std::vector<std::string> patients(compartments.begin(), compartments.end());
    add_patients_beside(resource, key, patients);
    return patients;
}

std::vector<store::Membership> memberships_of(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments, Instant now)
{
    const auto patients = patients_of(resource, key, compartments);
    std::vector<store::Membership> memberships;
    for (const auto& patient : patients)
        memberships.push_back({patient, key});
    if (auto maker = organization_of_source(resource); !maker.empty() && is_written_by_machines(key.type))
        memberships.push_back({std::move(maker), key});
    add_audiences(resource, key, patients, memberships);
    add_grants(resource, key, now, memberships);
    return memberships;
}

}  // namespace helselos::access
