// Who can be given an assessment: an organisation or one of its services, as the address register has them.
#pragma once

#include "services/sharing/desk.h"

#include <functional>
#include <string>
#include <string_view>

namespace helselos::sharing {

struct Recipient {
    std::string reference;     // "Organization/2" or "HealthcareService/3": whose worklist it comes on.
    std::string organization;  // Who answers for it; the consent names them.
};

// One resource as it stands, for the house's own eyes.
using Look = std::function<Result<std::optional<access::Version>>(const access::Key& key)>;
Look look_in(access::Session& session);
Look look_in(access::Writing& writing);

// Error unprocessable with the path of the parameter: there is none such, it was withdrawn from the register, or it
// does not take assessments. The same words for all: who may not see why need not.
Result<Recipient> find_recipient(const Look& look, json::Value reference, std::string_view parameter);

// Whether a register's entry can be chosen: it is not withdrawn, and says that it takes assessments.
bool takes_assessments(json::Value organization_or_service);

}  // namespace helselos::sharing
