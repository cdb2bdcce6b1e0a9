// An app of somebody else is opened from our pages with a patient
// (http://hl7.org/fhir/smart-app-launch/STU2.2/app-launch.html#launch-app-ehr-launch): our page asks for a handle, the
// app carries it to its issuer, and the issuer asks here what it stands for.
#pragma once

#include "interaction/operation.h"
#include "server/auth/launch/app_list.h"
#include "server/auth/launch/waiting_launches.h"
#include "server/auth/people.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::auth {

// What the machine of an issuer needs among its scopes, by this name: "system/*" is not enough.
constexpr std::string_view launch_context_type = "LaunchContext";

struct LaunchDesk {
    const access::Records& records;
    const People& people;
    std::vector<LaunchableApp> apps;
    WaitingLaunches& waiting;
    std::string base;            // The FHIR base.
    std::string personnel_base;  // The one that names the issuer of personnel; as `base` where there is one issuer.
};

// GET $apps: those the caller can open. POST $launch: an address to open one with; the log tells that the patient's
// record was opened for the app. POST $launch-context: what a handle stands for, asked once by the issuer's machine.
// The desk must outlive the operations.
void add_launch_operations(const LaunchDesk& desk, interaction::Operations& operations);

}  // namespace helselos::auth
