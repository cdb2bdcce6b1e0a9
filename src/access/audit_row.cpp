#include "access/audit_row.h"

#include "base/limits.h"

namespace helselos::access {

namespace {

// Personnel have a role of their own; of others it is what they are.
std::string role_of(const Caller& caller)
{
    if (!caller.role.empty())
        return caller.role;
    switch (caller.kind) {
    case CallerKind::resident: return "resident";
    case CallerKind::personnel: return "personnel";
    case CallerKind::service: return "service";
    case CallerKind::system: return "system";
    case CallerKind::analyst: return "analyst";
    case CallerKind::administrator: return "administrator";
    case CallerKind::controller: return "controller";
    case CallerKind::machine: return "machine";
    case CallerKind::nobody: return "nobody";
    }
    return {};
}

std::string coded(std::string_view system, std::string_view code)
{
    if (code.empty())
        return {};
    std::string text(system);
    text.append(1, '|').append(code);
    text.resize(std::min(text.size(), limits::log_text_bytes_max));
    return text;
}

// Never who practises: a national number does not stand in the log.
void add_attest(const Attest& attest, store::AuditRow& row)
{
    row.decision = attest.decision.substr(0, limits::log_text_bytes_max);
    if (!row.decision.empty())
        row.decided_by = attest.is_decision_chosen_by_user ? "user" : "system";
    row.legal_entity = coded(attest.legal_entity.system, attest.legal_entity.id);
    row.point_of_care = coded(attest.point_of_care.system, attest.point_of_care.id);
    row.purpose_details = coded(attest.purpose_details.system, attest.purpose_details.code);
}

std::string agent_of(const Caller& caller)
{
    if (caller.kind == CallerKind::nobody)
        return "nobody";
    return caller.acting_for.empty() ? caller.subject : caller.acting_for + " via " + caller.subject;
}

}  // namespace

store::AuditRow audit_row(const Caller& caller, std::string_view action, std::string_view interaction)
{
    store::AuditRow row;
    row.agent = agent_of(caller);
    row.organization = caller.organization;
    row.action = action;
    row.interaction = interaction;
    row.purpose = caller.purpose;
    row.outcome = "0";
    row.role = role_of(caller);
    row.app = caller.client.substr(0, limits::log_text_bytes_max);
    if (caller.attest)
        add_attest(*caller.attest, row);
    return row;
}

std::optional<store::Key> key_of_record(std::string_view record)
{
    const auto slash = record.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto rest = record.substr(slash + 1);
    return store::Key{std::string(record.substr(0, slash)), std::string(rest.substr(0, rest.find('/')))};
}

}  // namespace helselos::access
