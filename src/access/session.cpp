#include "access/session.h"

#include "access/consent_terms.h"
#include "access/grants.h"
#include "access/mask.h"
#include "access/memberships.h"
#include "access/permission.h"
#include "fhir/search/types_touched.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::access {

namespace {

std::string reference(const Key& key)
{
    return key.type + "/" + key.id;
}

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
    case CallerKind::nobody: break;
    }
    return {};
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
    row.role = role_of(caller);
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

std::vector<std::string> patients_of(const Version& version, const fhir::search::Extractor& extractor)
{
    const auto document = json::read(version.body);
    if (!document.ok())
        return {};
    const auto rows = extractor.extract(document->root());
    return rows ? access::patients_of(document->root(), version.key, rows->compartments) : std::vector<std::string>{};
}

// One for each patient among what was shown; one of nobody when nothing was.
std::vector<std::string> patients_of(
    std::span<const Version> shown, std::span<const Version> included, const fhir::search::Extractor& extractor)
{
    std::vector<std::string> patients;
    for (const auto& versions : {shown, included})
        for (const auto& version : versions)
            for (auto& patient : patients_of(version, extractor))
                if (std::ranges::find(patients, patient) == patients.end())
                    patients.push_back(std::move(patient));
    if (patients.empty())
        patients.emplace_back();
    return patients;
}

Result<void> mask(
    const Decision& decision, store::Reader& reader, std::span<Version> versions, Versions which = Versions::newest)
{
    return decision.mask == Mask::nothing ? Result<void>() : mask_addresses(reader, versions, which);
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

// Without the cache: what is seen here may never come to be.
Result<Decision> Writing::permission(Deed deed, std::span<const std::string> types)
{
    return permission_for(m_caller, deed, types, m_extractor, m_transaction.now(),
        [&](const Now& now) -> Result<std::shared_ptr<const Relations>> {
            return std::make_shared<const Relations>(TRY(relations_of(m_caller, m_transaction, now.instant)));
        });
}

Result<std::optional<Version>> Writing::show(const Key& key)
{
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}));
    auto version = TRY(m_transaction.read(key));
    if (!version || !TRY(m_transaction.is_within(key, decision.scope)))
        return std::optional<Version>();
    TRY(mask(decision, m_transaction, {&*version, 1}));
    TRY(audit(decision, "read", reference(key), {&*version, 1}));
    return version;
}

Result<Found> Writing::search(const fhir::search::Query& query)
{
    const auto decision = TRY(permission(Deed::search, fhir::search::types_touched(query)));
    auto found = TRY(m_transaction.search(query, decision.scope));
    TRY(mask(decision, m_transaction, found.matches));
    TRY(mask(decision, m_transaction, found.included));
    TRY(audit(decision, interaction_of(query), record_of(query), found.matches, found.included));
    return found;
}

bool Writing::may_search(std::string_view type) const
{
    return may_search_at_all(m_caller, type);
}

// What the house looks up for its own work is told by the act it does.
Result<void> Writing::audit(const Decision& decision, std::string_view interaction, const std::string& record,
    std::span<const Version> shown, std::span<const Version> included)
{
    if (!decision.must_audit || decision.scope.everything)
        return {};
    auto row = audit_row(m_caller, "R", interaction);
    row.basis = decision.rule;
    row.at = m_transaction.now();
    row.record = record;
    for (const auto& patient : patients_of(shown, included, m_extractor)) {
        row.patient = patient;
        TRY(m_transaction.audit(row));
    }
    return {};
}

// Before it is put, for then what was is no longer the newest.
Result<void> Writing::count_ties(const Draft& draft)
{
    if (!carries_ties(draft.key.type))
        return {};
    const auto after = draft.resource ? draft.resource->root() : json::Value();
    const auto before = TRY(m_transaction.read(draft.key));
    if (!before || before->act == Act::remove)
        return count_edition(m_transaction, draft.key.type, {}, after);
    const auto document = TRY(json::read(before->body));
    return count_edition(m_transaction, draft.key.type, document.root(), after);
}

namespace {

// Whose logs tell of it: the first patient it is about, and who holds what they gave.
std::vector<std::string> told_to(const std::vector<std::string>& patients, json::Value resource)
{
    std::vector<std::string> told(patients.begin(), patients.begin() + (patients.empty() ? 0 : 1));
    if (resource["resourceType"].text() == "Consent")
        for (auto& holder : holders_of(resource))
            told.push_back(std::move(holder));
    if (told.empty())
        told.emplace_back();
    return told;
}

}  // namespace

Result<Version> Writing::put(const Draft& draft, const Told& told)
{
    // They change in the writer only: what was put before is read anew for the change, what is put after needs them.
    if (draft.read_by && draft.read_by != m_extractor.parameters())
        return Error{Kind::busy, "the search parameters have just changed; try again"};
    store::Change change{draft.key, draft.act, draft.body, draft.rows, {}};
    std::vector<std::string> patients{""};
    if (draft.resource) {
        const auto resource = draft.resource->root();
        TRY(refuse_if_not_enforceable_grant(resource));
        change.memberships = memberships_of(resource, draft.key, draft.rows.compartments, m_transaction.now());
        patients = told_to(access::patients_of(resource, draft.key, draft.rows.compartments), resource);
    }
    TRY(count_ties(draft));
    auto version = TRY(m_transaction.put(change));

    auto row = audit_row(
        m_caller, action_of(draft.act), told.interaction.empty() ? interaction_of(draft.act) : told.interaction);
    row.at = version.at;
    row.reason = told.reason;
    row.record = reference(draft.key) + "/_history/" + std::to_string(version.number);
    for (const auto& patient : patients) {
        row.patient = patient;
        TRY(m_transaction.audit(row));
    }
    return version;
}

Session::Session(const Records& records, Caller caller)
    : m_store(records.m_store), m_extractor(records.m_extractor), m_clock(records.m_clock),
      m_relations(records.m_relations), m_caller(std::move(caller))
{}

Result<store::Reader*> Session::reader()
{
    if (!m_reader)
        m_reader = TRY(m_store.reader());
    return m_reader.get();
}

Result<Decision> Session::permission(Deed deed, std::span<const std::string> types)
{
    return permission_for(m_caller, deed, types, m_extractor, m_clock.now(),
        [&](const Now& now) -> Result<std::shared_ptr<const Relations>> {
            return m_relations.of(m_caller, *TRY(reader()), now);
        });
}

Result<std::optional<Version>> Session::read(const Key& key)
{
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}));
    auto* const moment = TRY(reader());
    auto version = TRY(moment->read(key));
    if (!version || !TRY(moment->is_within(key, decision.scope)))
        return std::optional<Version>();
    TRY(mask(decision, *moment, {&*version, 1}));
    TRY(audit(decision, "read", "R", reference(key), {&*version, 1}));
    return version;
}

Result<std::optional<Version>> Session::read_version(const Key& key, std::uint64_t number)
{
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}));
    auto* const moment = TRY(reader());
    auto version = TRY(moment->read_version(key, number));
    if (!version || !TRY(moment->is_within(key, decision.scope)))
        return std::optional<Version>();
    TRY(mask(decision, *moment, {&*version, 1}, Versions::any));
    TRY(audit(decision, "vread", "R", reference(key) + "/_history/" + std::to_string(number), {&*version, 1}));
    return version;
}

Result<History> Session::history(const HistoryQuery& query)
{
    const auto decision = TRY(permission(Deed::history, {&query.type, 1}));
    auto* const moment = TRY(reader());
    auto history = TRY(moment->history(query, decision.scope));
    TRY(mask(decision, *moment, history.versions, Versions::any));
    TRY(audit(decision, "history", "R", query.type, history.versions));
    return history;
}

Result<Found> Session::search(const fhir::search::Query& query)
{
    const auto decision = TRY(permission(Deed::search, fhir::search::types_touched(query)));
    auto* const moment = TRY(reader());
    auto found = TRY(moment->search(query, decision.scope));
    TRY(mask(decision, *moment, found.matches));
    TRY(mask(decision, *moment, found.included));
    TRY(audit(decision, interaction_of(query), "R", record_of(query), found.matches, found.included));
    return found;
}

Result<std::uint64_t> Session::count(const fhir::search::Query& query)
{
    const auto decision = TRY(permission(Deed::search, fhir::search::types_touched(query)));
    auto* const moment = TRY(reader());
    const auto total = TRY(moment->count(query, decision.scope));
    TRY(audit(decision, interaction_of(query), "R", record_of(query), {}));
    return total;
}

Result<std::vector<std::string>> Session::represented()
{
    if (m_caller.kind != CallerKind::resident)
        return std::vector<std::string>();
    const auto now = TRY(now_in_oslo(m_clock.now()));
    const auto relations = TRY(m_relations.of(m_caller, *TRY(reader()), now));
    return access::represented(*relations, now);
}

Result<std::vector<ActsFor>> Session::acts_for()
{
    if (m_caller.kind != CallerKind::resident)
        return std::vector<ActsFor>();
    const auto now = TRY(now_in_oslo(m_clock.now()));
    const auto relations = TRY(m_relations.of(m_caller, *TRY(reader()), now));
    return access::acts_for(*relations, now);
}

Result<bool> Session::is_kept_out_by(std::string_view patient)
{
    const auto now = TRY(now_in_oslo(m_clock.now()));
    const auto relations = TRY(m_relations.of(m_caller, *TRY(reader()), now));
    return std::ranges::find(relations->blocked_by, patient) != relations->blocked_by.end();
}

bool Session::may_search(std::string_view type) const
{
    return may_search_at_all(m_caller, type);
}

Result<void> Session::may_write(std::string_view type) const
{
    return may_write_at_all(m_caller, type);
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
    const auto patients = patients_of(shown, included, m_extractor);
    m_reader.reset();  // Others may read while the row waits for its flush.

    return m_store.write([&](store::Transaction& transaction) -> Result<void> {
        auto row = audit_row(m_caller, action, interaction);
        row.basis = decision.rule;
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
