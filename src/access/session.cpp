#include "access/session.h"

#include "access/memberships.h"
#include "fhir/search/types_touched.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::access {

namespace {

std::string reference(const Key& key)
{
    return key.type + "/" + key.id;
}

store::AuditRow audit_row(const Caller& caller, std::string_view action, std::string_view interaction)
{
    store::AuditRow row;
    row.agent = caller.acting_for.empty() ? caller.subject : caller.acting_for + " via " + caller.subject;
    row.organization = caller.organization;
    row.action = action;
    row.interaction = interaction;
    row.purpose = caller.purpose;
    row.outcome = "0";
    return row;
}

std::string_view action_of(Act act)
{
    switch (act) {
    case Act::create:
    case Act::update_as_create: return "C";
    case Act::update: return "U";
    case Act::remove: return "D";
    }
    return "E";
}

std::string_view interaction_of(Act act)
{
    switch (act) {
    case Act::create: return "create";
    case Act::update:
    case Act::update_as_create: return "update";
    case Act::remove: return "delete";
    }
    return "";
}

std::vector<std::string> patients_in(std::span<const store::Membership> memberships)
{
    std::vector<std::string> patients;
    for (const auto& membership : memberships)
        if (membership.owner.starts_with("Patient/"))
            patients.push_back(membership.owner);
    return patients;
}

// The patients a record is about; several for a record shared by a family.
std::vector<std::string> patients_of(const Version& version, const fhir::search::Extractor& extractor)
{
    const auto document = json::read(version.body);
    if (!document.ok())
        return {};
    const auto rows = extractor.extract(document->root());
    return rows ? patients_in(memberships_of(document->root(), version.key, rows->compartments))
                : std::vector<std::string>{};
}

Result<Decision> permitted(Decision decision)
{
    switch (decision.verdict) {
    case Verdict::permit: return decision;
    case Verdict::sign_in: return Error{Kind::unauthenticated, "sign in to do this"};
    case Verdict::forbid: return Error{Kind::forbidden, "you may not do this"};
    }
    return Error{Kind::fault, "no verdict"};
}

// What a search learns from a type it tells, if only by finding or not finding: each type it touches
// must be open to the caller.
Result<Decision> permission_to_search(const Caller& caller, const fhir::search::Query& query)
{
    std::optional<Decision> together;
    for (const auto& type : fhir::search::types_touched(query)) {
        const auto decision = TRY(permitted(decide(caller, Deed::search, type)));
        const bool must_audit = decision.must_audit || (together && together->must_audit);
        together = decision;
        together->must_audit = must_audit;
    }
    return *together;
}

std::string_view interaction_of(const fhir::search::Query& query)
{
    return query.types.size() == 1 ? "search-type" : "search-system";
}

std::string record_of(const fhir::search::Query& query)
{
    return query.types.size() == 1 ? query.types.front() : std::string();
}

}  // namespace

Result<std::optional<Version>> Writing::read(const Key& key)
{
    return m_transaction.read(key);
}

Result<Found> Writing::search(const fhir::search::Query& query)
{
    const auto decision = TRY(permission_to_search(m_caller, query));
    return m_transaction.search(query, decision.scope);
}

bool Writing::may_search(std::string_view type) const
{
    return decide(m_caller, Deed::search, type).verdict == Verdict::permit;
}

Result<Version> Writing::put(const Draft& draft)
{
    // They change in the writer only: what was put before is read anew for the change, what is put after needs them.
    if (draft.read_by && draft.read_by != m_extractor.parameters())
        return Error{Kind::busy, "the search parameters have just changed; try again"};
    store::Change change{draft.key, draft.act, draft.body, draft.rows, {}};
    if (draft.resource)
        change.memberships = memberships_of(draft.resource->root(), draft.key, draft.rows.compartments);
    auto version = TRY(m_transaction.put(change));

    auto row = audit_row(m_caller, action_of(draft.act), interaction_of(draft.act));
    row.at = version.at;
    row.record = reference(draft.key) + "/_history/" + std::to_string(version.number);
    const auto patients = patients_in(change.memberships);
    row.patient = patients.empty() ? "" : patients.front();
    TRY(m_transaction.audit(row));
    return version;
}

Result<store::Reader*> Session::reader()
{
    if (!m_reader)
        m_reader = TRY(m_store.reader());
    return m_reader.get();
}

Result<Decision> Session::permission(Deed deed, std::string_view type) const
{
    return permitted(decide(m_caller, deed, type));
}

Result<std::optional<Version>> Session::read(const Key& key)
{
    const auto decision = TRY(permission(Deed::read, key.type));
    auto* const moment = TRY(reader());
    auto version = TRY(moment->read(key));
    if (!version || !TRY(moment->is_within(key, decision.scope)))
        return std::optional<Version>();
    TRY(audit(decision, "read", "R", reference(key), {&*version, 1}));
    return version;
}

Result<std::optional<Version>> Session::read_version(const Key& key, std::uint64_t number)
{
    const auto decision = TRY(permission(Deed::read, key.type));
    auto* const moment = TRY(reader());
    auto version = TRY(moment->read_version(key, number));
    if (!version || !TRY(moment->is_within(key, decision.scope)))
        return std::optional<Version>();
    TRY(audit(decision, "vread", "R", reference(key) + "/_history/" + std::to_string(number), {&*version, 1}));
    return version;
}

Result<History> Session::history(const HistoryQuery& query)
{
    const auto decision = TRY(permission(Deed::history, query.type));
    auto* const moment = TRY(reader());
    auto history = TRY(moment->history(query, decision.scope));
    TRY(audit(decision, "history", "R", query.type, history.versions));
    return history;
}

Result<Found> Session::search(const fhir::search::Query& query)
{
    const auto decision = TRY(permission_to_search(m_caller, query));
    auto* const moment = TRY(reader());
    auto found = TRY(moment->search(query, decision.scope));
    TRY(audit(decision, interaction_of(query), "R", record_of(query), found.matches, found.included));
    return found;
}

Result<std::uint64_t> Session::count(const fhir::search::Query& query)
{
    const auto decision = TRY(permission_to_search(m_caller, query));
    auto* const moment = TRY(reader());
    const auto total = TRY(moment->count(query, decision.scope));
    TRY(audit(decision, interaction_of(query), "R", record_of(query), {}));
    return total;
}

bool Session::may_search(std::string_view type) const
{
    return decide(m_caller, Deed::search, type).verdict == Verdict::permit;
}

Result<void> Session::may_write(std::string_view type) const
{
    TRY(permission(Deed::write, type));
    return {};
}

Result<void> Session::write(const ActOfWriting& act)
{
    m_reader.reset();  // What is read after this act must see it.
    return m_store.write([&](store::Transaction& transaction) {
        Writing writing(transaction, m_extractor, m_caller);
        return act(writing);
    });
}

// One row a patient for what was shown; one row without a patient when nothing was.
Result<void> Session::audit(const Decision& decision, std::string_view interaction, std::string_view action,
    std::string_view record, std::span<const Version> shown, std::span<const Version> included)
{
    if (!decision.must_audit)
        return {};
    std::vector<std::string> patients;
    for (const auto& versions : {shown, included})
        for (const auto& version : versions)
            for (auto& patient : patients_of(version, m_extractor))
                if (std::ranges::find(patients, patient) == patients.end())
                    patients.push_back(std::move(patient));
    if (patients.empty())
        patients.emplace_back();
    m_reader.reset();  // Others may read while the row waits for its flush.

    return m_store.write([&](store::Transaction& transaction) -> Result<void> {
        auto row = audit_row(m_caller, action, interaction);
        row.at = transaction.now();
        row.record = record;
        for (const auto& patient : patients) {
            row.patient = patient;
            TRY(transaction.audit(row));
        }
        return {};
    });
}

Result<std::vector<event::Event>> Records::waiting_events(std::size_t count) const
{
    const auto reader = TRY(m_store.reader());
    return reader->waiting_events(count);
}

}  // namespace helselos::access
