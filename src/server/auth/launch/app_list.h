// Apps of others that may be opened from our pages: what the operator wrote down, and nothing else.
#pragma once

#include "access/caller.h"
#include "base/result.h"

#include <string>
#include <string_view>
#include <vector>

namespace helselos::auth {

struct LaunchableApp {
    std::string client;  // Its name at the issuer; ours for it, too.
    std::string name;
    std::string description;  // Empty: none.
    std::string address;      // Where it is opened: https, or on this machine.
    bool is_for_personnel = false;
    bool is_for_residents = false;
    bool needs_patient_banner = true;  // Whether it has to show whose data it shows.

    bool is_for(const access::Caller& caller) const;
};

// {"apps": [{"client", "name", "description", "launch", "for": ["personnel", "residents"], "needs-patient-banner"}]}.
// Error invalid: anything else, a member nobody knows, an address that is not safe, or a client that stands there
// twice.
Result<std::vector<LaunchableApp>> read_apps(std::string_view text);

}  // namespace helselos::auth
