// What every act of sharing works with.
#pragma once

#include "access/session.h"
#include "interaction/operation.h"
#include "interaction/put_for_service.h"
#include "services/sharing/routing.h"
#include "services/sharing/wrong_codes.h"

#include <functional>
#include <string>

namespace helselos::sharing {

using interaction::prepare_new;
using interaction::put_changed;

// From a completed QuestionnaireResponse to a RiskAssessment: the severity calculator, which is
// a service of its own and is handed in.
using Assess = std::function<Result<json::Document>(json::Value response, Instant now)>;

struct Desk {
    const access::Records& records;
    Assess assess;
    Tries& code_tries;
    Tries& anonymous_shares;
    WrongCodes& wrong_codes;
    std::string code_key;    // Of this data folder, for the digests of codes.
    const Routing& routing;  // Of the regions.

    // Acts for the caller with the service's own authority; the audit names both.
    access::Session for_caller(const access::Caller& caller) const;
};

// Error unauthenticated or forbidden unless the caller is of that kind.
Result<void> refuse_unless(const access::Caller& caller, access::CallerKind kind);

// The text of a Parameters part (valueString, valueCode), at most share_text_letters_max letters.
Result<std::string> text_parameter(const interaction::OperationRequest& request, std::string_view name);

// The resource as a document that can be changed.
Result<json::Document> open_version(const access::Version& version);

}  // namespace helselos::sharing
