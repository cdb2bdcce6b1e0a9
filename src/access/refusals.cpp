#include "access/refusals.h"

#include "access/audit_row.h"
#include "base/limits.h"
#include "base/log.h"
#include "base/text.h"

#include <algorithm>
#include <fmt/format.h>

namespace helselos::access {

namespace {

constexpr std::string_view refused_outcome = "4";  // http://hl7.org/fhir/R4/valueset-audit-event-outcome.html

constexpr std::size_t id_bytes_max = 64;
constexpr int digits_of_a_national_number = 11;

// http://hl7.org/fhir/R4/datatypes.html#id; and no number of a person, which people type where it does not belong.
bool is_fit_to_tell(std::string_view id)
{
    int digits = 0;
    for (const char letter : id) {
        if (!is_letter(letter) && !is_digit(letter) && letter != '-' && letter != '.')
            return false;
        digits = is_digit(letter) ? digits + 1 : 0;
        if (digits == digits_of_a_national_number)
            return false;
    }
    return !id.empty() && id.size() <= id_bytes_max;
}

store::AuditRow row_of(const Caller& caller, const Refusal& refusal)
{
    auto row = audit_row(caller, refusal.action, refusal.interaction);
    row.outcome = refused_outcome;
    row.basis = refusal.rule;
    row.record = refusal.record;
    row.patient = refusal.patient;
    return row;
}

store::AuditRow row_of(const RefusalCount::Rest& rest)
{
    store::AuditRow row;
    row.agent = rest.agent;
    row.organization = rest.organization;
    row.role = rest.role;
    row.action = "E";
    row.interaction = "refused-more";
    row.outcome = refused_outcome;
    row.reason = fmt::format("{} more refused", rest.count);
    return row;
}

Result<void> write_rest(store::Transaction& transaction, const std::vector<RefusalCount::Rest>& rests)
{
    for (const auto& rest : rests)
        TRY(transaction.audit(row_of(rest)));
    return {};
}

// Of whom the record is; none when nothing is known of it. False: there is no such record.
Result<bool> find_patients(store::Transaction& transaction, store::AuditRow& row, std::vector<std::string>& patients)
{
    const auto key = key_of_record(row.record);
    if (!key)
        return false;
    const bool is_there = TRY(transaction.read(*key)).has_value();
    if (is_there)
        patients = TRY(transaction.patients_of(*key));
    else if (!is_fit_to_tell(key->id))
        row.record = key->type;
    return is_there;
}

}  // namespace

RefusalCount::Verdict RefusalCount::count(const store::AuditRow& row, Instant now)
{
    Verdict verdict;
    if (now - m_swept >= limits::refusals_time || m_windows.size() >= limits::refusal_callers_max)
        sweep(now, verdict.ended);
    auto& window = m_windows[row.agent];
    if (window.told == 0 || now - window.since >= limits::refusals_time) {
        if (window.rest.count > 0)
            verdict.ended.push_back(std::move(window.rest));
        window = {now, 0, {row.agent, row.organization, row.role, 0}};
    }
    verdict.is_told = window.told < limits::refusals_logged_max;
    if (verdict.is_told)
        ++window.told;
    else
        ++window.rest.count;
    return verdict;
}

// When there is no room, nobody keeps theirs: each begins anew, and what was counted is told.
void RefusalCount::sweep(Instant now, std::vector<Rest>& ended)
{
    m_swept = now;
    const bool is_full = m_windows.size() >= limits::refusal_callers_max;
    std::erase_if(m_windows, [&](auto& entry) {
        auto& window = entry.second;
        const bool is_over = is_full || now - window.since >= limits::refusals_time;
        if (is_over && window.rest.count > 0)
            ended.push_back(std::move(window.rest));
        return is_over;
    });
}

std::vector<RefusalCount::Rest> RefusalCount::take_rest()
{
    std::vector<Rest> rests;
    for (auto& [agent, window] : m_windows)
        if (window.rest.count > 0)
            rests.push_back(std::move(window.rest));
    m_windows.clear();
    return rests;
}

void Refusals::note(store::Store& store, const Caller& caller, Refusal refusal) const
{
    const bool only_there = refusal.only_of_what_is_there;
    auto job = [kept = m_kept, only_there, row = row_of(caller, refusal)](
                   store::Transaction& transaction) mutable -> Result<void> {
        std::vector<std::string> patients;
        if (!TRY(find_patients(transaction, row, patients)) && only_there)
            return {};
        if (patients.empty())
            patients.push_back(row.patient);
        RefusalCount::Verdict verdict;
        {
            const std::lock_guard lock(kept->mutex);
            verdict = kept->count.count(row, transaction.now());
        }
        TRY(write_rest(transaction, verdict.ended));
        for (auto& patient : patients) {
            row.patient = std::move(patient);
            if (verdict.is_told)
                TRY(transaction.audit(row));
        }
        return {};
    };
    store.submit(std::move(job), [](const Result<void>& written) {
        if (!written)
            log::write(log::Level::error, "a refused attempt has no row in the log", {{"why", written.error().reason}});
    });
}

void Refusals::finish(store::Store& store) const
{
    const auto written = store.write([this](store::Transaction& transaction) -> Result<void> {
        const std::lock_guard lock(m_kept->mutex);
        return write_rest(transaction, m_kept->count.take_rest());
    });
    if (!written)
        log::write(log::Level::error, "refused attempts that were counted have no row in the log",
            {{"why", written.error().reason}});
}

}  // namespace helselos::access
