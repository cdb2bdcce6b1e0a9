// Who may read who saw what.
#include "access/session.h"

#include <algorithm>

namespace helselos::access {

namespace {

constexpr std::string_view log_type = "AuditEvent";

// "Patient/3/_history/2" is of Patient/3; a type alone is of none.
std::optional<Key> key_of_record(std::string_view record)
{
    const auto slash = record.find('/');
    if (slash == std::string_view::npos)
        return std::nullopt;
    const auto rest = record.substr(slash + 1);
    return Key{std::string(record.substr(0, slash)), std::string(rest.substr(0, rest.find('/')))};
}

// The patients whose whole compartment is within the scope; an owner that is no id stands for something else.
std::vector<std::string> patients_within(const store::Scope& scope)
{
    std::vector<std::string> patients;
    for (const auto& owner : scope.owners)
        if (owner.starts_with("Patient/") && owner.find('!') == std::string::npos)
            patients.push_back(owner);
    return patients;
}

// The log tells of no record that the caller may not see.
Result<bool> may_be_told(store::Reader& moment, const AuditRow& row, const store::Scope& scope)
{
    const auto key = key_of_record(row.record);
    if (scope.everything || !key)
        return true;
    return moment.is_within(*key, scope);
}

}  // namespace

Result<Decision> Session::permission_to_log() const
{
    if (m_caller.kind == CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    if (m_caller.kind != CallerKind::resident && m_caller.kind != CallerKind::system)
        return Error{Kind::forbidden, "you may not do this"};
    return permission(Deed::search, log_type);
}

Result<Log> Session::log(LogQuery query)
{
    const auto decision = TRY(permission_to_log());
    auto* const moment = TRY(reader());
    if (!decision.scope.everything) {
        const auto within = patients_within(decision.scope);
        if (query.patients.empty())
            query.patients = within;
        std::erase_if(query.patients,
            [&](const std::string& patient) { return std::ranges::find(within, patient) == within.end(); });
        // Nobody's log, not everybody's.
        if (query.patients.empty())
            return Log{};
    }
    auto log = TRY(moment->audit_search(query));
    Log told{{}, std::move(log.next)};
    for (auto& logged : log.rows)
        if (TRY(may_be_told(*moment, logged.row, decision.scope)))
            told.rows.push_back(std::move(logged));
    TRY(audit(decision, "search-type", "R", log_type, {}));
    return told;
}

Result<std::optional<LoggedRow>> Session::logged(std::string_view id)
{
    const auto decision = TRY(permission_to_log());
    auto* const moment = TRY(reader());
    auto found = TRY(moment->audit_row(id));
    if (!found)
        return std::optional<LoggedRow>();
    const auto within = patients_within(decision.scope);
    const bool is_own = decision.scope.everything || std::ranges::find(within, found->row.patient) != within.end();
    if (!is_own || !TRY(may_be_told(*moment, found->row, decision.scope)))
        return std::optional<LoggedRow>();
    TRY(audit(decision, "read", "R", std::string(log_type) + "/" + std::string(id), {}));
    return found;
}

}  // namespace helselos::access
