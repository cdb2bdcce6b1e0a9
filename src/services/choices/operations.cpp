#include "services/choices/operations.h"

#include "services/choices/ask_about_log.h"
#include "services/choices/block.h"
#include "services/choices/emergency_access.h"
#include "services/choices/end_choice.h"
#include "services/choices/give_fullmakt.h"
#include "services/choices/may_act_for.h"
#include "services/choices/open_to_youth.h"
#include "services/choices/review_emergency_access.h"
#include "services/choices/settings.h"
#include "services/choices/who_can_see.h"

namespace helselos::choices {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;
using Act = Result<OperationAnswer> (*)(const Desk&, const OperationRequest&);

enum class Effect : std::uint8_t { reads, changes };

struct Row {
    std::string_view name;
    Level level;
    std::string_view type;
    Effect effect;
    Act act;
};

constexpr Row rows[] = {
    {"$may-act-for", Level::type, "Patient", Effect::reads, may_act_for},
    {"$who-can-see", Level::instance, "Patient", Effect::reads, who_can_see},
    {"$settings", Level::instance, "Patient", Effect::reads, settings},
    {"$change-settings", Level::instance, "Patient", Effect::changes, change_settings},
    {"$give-fullmakt", Level::type, "Consent", Effect::changes, give_fullmakt},
    {"$change-fullmakt", Level::instance, "Consent", Effect::changes, change_fullmakt},
    {"$block", Level::type, "Consent", Effect::changes, block},
    {"$open-to-youth", Level::type, "Consent", Effect::changes, open_to_youth},
    {"$end", Level::instance, "Consent", Effect::changes, end_choice},
    {"$ask", Level::instance, "AuditEvent", Effect::changes, ask_about_log},
    {"$log-questions", Level::type, "Task", Effect::reads, log_questions},
    {"$answer-log-question", Level::instance, "Task", Effect::changes, answer_log_question},
    {"$emergency-access", Level::type, "Patient", Effect::changes, emergency_access},
    {"$emergency-accesses", Level::type, "Task", Effect::reads, emergency_accesses},
    {"$review-emergency-access", Level::instance, "Task", Effect::changes, review_emergency_access},
};

}  // namespace

void add_operations(const Desk& desk, interaction::Operations& operations)
{
    for (const auto& row : rows)
        operations.add({std::string(row.name), row.level, std::string(row.type), row.effect == Effect::changes,
            "https://helselos.no/fhir/OperationDefinition/" + std::string(row.name.substr(1)),
            [&desk, act = row.act](const OperationRequest& request) { return act(desk, request); }});
}

}  // namespace helselos::choices
