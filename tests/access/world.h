// The persons and records of the matrix: in each situation a record of every type, with a canary of its own.
#pragma once

#include "journeys/house_in_a_box.h"

#include <string>
#include <vector>

namespace helselos::tests {

// A type of the patient compartment, and how its smallest resource is written: `body` follows the patient.
struct RecordType {
    const char* type;
    const char* subject;  // The element that refers to the patient; "" for the Appointment, whose participant does.
    const char* body;
    const char* search;  // The parameter that finds it by patient.
};
extern const std::vector<RecordType> record_types;

// One patient in one situation. What is done to each record, and what is written beside them.
struct Situation {
    const char* name;
    const char* patient;
    int years_ago = 0;          // When what the records tell of happened: early in January so long ago.
    const char* label = "";     // In meta.security: "system|code".
    const char* consents = "";  // s shared with the legevakt; w withdrawn; e shared until a day that is past;
                                // b denied to the legevakt by record; p denied to a practitioner by record;
                                // r denied to all by record.
};
extern const std::vector<Situation> situations;

// "kanari-delt-observation"
std::string canary(const Situation& situation, const RecordType& type);
std::string id_of(const Situation& situation, const RecordType& type);
std::string record(const Situation& situation, const RecordType& type, Instant now);

// Patients, relatives, consents and accesses, in the order they are put.
std::vector<std::string> persons_of_the_matrix(Instant now);
std::vector<std::string> consents_of(const Situation& situation);

access::Caller caller_of_the_matrix(const std::string& name);

}  // namespace helselos::tests
