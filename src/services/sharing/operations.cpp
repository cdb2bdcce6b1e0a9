#include "services/sharing/operations.h"

#include "services/sharing/follow_up.h"
#include "services/sharing/redeem.h"
#include "services/sharing/share.h"

namespace helselos::sharing {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;
using Act = Result<OperationAnswer> (*)(const Desk&, const OperationRequest&);

struct Row {
    std::string_view name;
    Level level;
    std::string_view type;
    Act act;
};

constexpr Row rows[] = {
    {"$share-assessment", Level::system, "", share},
    {"$redeem-code", Level::system, "", redeem},
    {"$withdraw", Level::instance, "Consent", withdraw},
    {"$open", Level::instance, "Task", open},
    {"$act", Level::instance, "Task", act},
    {"$record-outcome", Level::instance, "Task", record_outcome},
};

}  // namespace

void add_operations(const Desk& desk, interaction::Operations& operations)
{
    for (const auto& row : rows) {
        operations.add({std::string(row.name), row.level, std::string(row.type), true,
            "https://helselos.no/fhir/OperationDefinition/" + std::string(row.name.substr(1)),
            [&desk, act = row.act](const OperationRequest& request) { return act(desk, request); }});
    }
}

}  // namespace helselos::sharing
