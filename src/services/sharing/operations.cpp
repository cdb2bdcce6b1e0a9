#include "services/sharing/operations.h"

#include "services/sharing/answer.h"
#include "services/sharing/follow_up.h"
#include "services/sharing/forward.h"
#include "services/sharing/patient_summary.h"
#include "services/sharing/recipients.h"
#include "services/sharing/redeem.h"
#include "services/sharing/share.h"
#include "services/sharing/shared_document.h"
#include "services/sharing/withdraw.h"

namespace helselos::sharing {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;
using CarryOut = Result<OperationAnswer> (*)(const Desk&, const OperationRequest&);

struct Row {
    std::string_view name;
    Level level;
    std::string_view type;
    CarryOut act;
    bool changes = true;
    std::string_view offers = {};
};

constexpr Row rows[] = {
    {"$share-assessment", Level::system, "", share},
    {"$redeem-code", Level::system, "", redeem},
    {"$withdraw", Level::instance, "Consent", withdraw},
    {"$open", Level::instance, "Task", open},
    {"$act", Level::instance, "Task", act},
    {"$forward", Level::instance, "Task", forward},
    {"$answer", Level::instance, "Task", answer},
    {"$close", Level::instance, "Task", close},
    {"$document", Level::instance, "Task", shared_document, false, "application/pdf"},
    {"$summary", Level::instance, "Patient", patient_summary, false},
    {"$recipients", Level::type, "Organization", recipients, false},
    {"$record-outcome", Level::instance, "Task", record_outcome},
};

}  // namespace

void add_operations(const Desk& desk, interaction::Operations& operations)
{
    for (const auto& row : rows) {
        operations.add({std::string(row.name), row.level, std::string(row.type), row.changes,
            "https://helselos.no/fhir/OperationDefinition/" + std::string(row.name.substr(1)),
            [&desk, act = row.act](const OperationRequest& request) { return act(desk, request); }, false,
            row.offers.empty() ? std::vector<std::string>() : std::vector{std::string(row.offers)}});
    }
}

}  // namespace helselos::sharing
