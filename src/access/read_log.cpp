// Who may read who saw what.
#include "access/audit_row.h"
#include "access/session.h"
#include "base/limits.h"

#include <algorithm>

namespace helselos::access {

namespace {

constexpr std::string_view log_type = "AuditEvent";

// An owner that is no id stands for something else than the patient.
void add_patients(const std::vector<std::string>& owners, std::vector<std::string>& patients)
{
    for (const auto& owner : owners)
        if (owner.starts_with("Patient/") && owner.find('!') == std::string::npos)
            patients.push_back(owner);
}

// The patients whose compartment is within the scope: all of it, or all but what is kept from the caller.
std::vector<std::string> patients_within(const store::Scope& scope)
{
    std::vector<std::string> patients;
    add_patients(scope.owners, patients);
    for (const auto& reach : scope.reaches)
        add_patients(reach.owners, patients);
    return patients;
}

// The log tells of no record that the caller may not see; nor, of a patient of whom something is kept from the caller,
// that somebody searched, for that may have found it.
Result<bool> may_be_told(store::Reader& moment, const AuditRow& row, const store::Scope& scope)
{
    const auto key = key_of_record(row.record);
    if (key)
        return moment.is_within(*key, scope);
    std::vector<std::string> whole;
    add_patients(scope.owners, whole);
    return std::ranges::find(whole, row.patient) != whole.end();
}

bool is_of_all(const Decision& decision)
{
    return decision.scope.everything || decision.rule == log_of_all;
}

// A page is filled up from those that follow: one that is short would tell of a row that is not told, which the
// reader may have made by asking for a record that is kept from them.
Result<Log> log_as_told(store::Reader& moment, LogQuery query, const Decision& decision)
{
    Log told;
    const auto count = query.count;
    for (std::size_t pages = 0; pages < limits::log_pages_filled_max; ++pages) {
        query.count = count - told.rows.size();
        auto log = TRY(moment.audit_search(query));
        for (auto& logged : log.rows)
            if (is_of_all(decision) || TRY(may_be_told(moment, logged.row, decision.scope)))
                told.rows.push_back(std::move(logged));
        told.next = std::move(log.next);
        query.cursor = told.next;
        if (told.next.empty() || told.rows.size() >= count)
            break;
    }
    return told;
}

}  // namespace

Result<Decision> Session::permission_to_log(std::string_view interaction)
{
    const std::string type(log_type);
    return permission(Deed::search, {&type, 1}, {interaction, type});
}

// Who asks for the log of another is as one who asks for their record.
void Session::note_other_patients(const LogQuery& query, std::span<const std::string> within) const
{
    for (const auto& patient : query.patients)
        if (std::ranges::find(within, patient) == within.end())
            note_refusal({"R", "search-type", patient, "log-of-another", "", true});
}

Result<Log> Session::log(LogQuery query)
{
    const auto decision = TRY(permission_to_log("search-type"));
    auto* const moment = TRY(reader());
    if (!is_of_all(decision)) {
        const auto within = patients_within(decision.scope);
        if (query.patients.empty())
            query.patients = within;
        note_other_patients(query, within);
        std::erase_if(query.patients,
            [&](const std::string& patient) { return std::ranges::find(within, patient) == within.end(); });
        // Nobody's log, not everybody's.
        if (query.patients.empty())
            return Log{};
    }
    auto told = TRY(log_as_told(*moment, query, decision));
    TRY(audit(decision, {"search-type", std::string(log_type)}, {}));
    return told;
}

Result<std::optional<LoggedRow>> Session::logged(std::string_view id)
{
    const auto decision = TRY(permission_to_log("read"));
    auto* const moment = TRY(reader());
    auto found = TRY(moment->audit_row(id));
    if (!found)
        return std::optional<LoggedRow>();
    const auto within = patients_within(decision.scope);
    const bool is_own = std::ranges::find(within, found->row.patient) != within.end();
    if (!is_of_all(decision) && (!is_own || !TRY(may_be_told(*moment, found->row, decision.scope))))
        return std::optional<LoggedRow>();
    TRY(audit(decision, {"read", std::string(log_type) + "/" + std::string(id)}, {}));
    return found;
}

}  // namespace helselos::access
