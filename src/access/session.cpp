#include "access/session.h"

#include "access/audit_row.h"
#include "access/consent_terms.h"
#include "access/grants.h"
#include "access/machine_writes.h"
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

// As in the log, http://hl7.org/fhir/R4/valueset-audit-event-action.html
std::string_view action_of(std::string_view interaction)
{
    if (interaction == "create")
        return "C";
    if (interaction == "update")
        return "U";
    return interaction == "delete" ? "D" : "R";
}

Refusal refused(const Decision& decision, std::string_view interaction, std::string record)
{
    return {std::string(action_of(interaction)), std::string(interaction), std::move(record), decision.rule};
}

Deed deed_of(Act act)
{
    switch (act) {
    case Act::create:
    case Act::update_as_create: return Deed::create;
    case Act::update: return Deed::update;
    case Act::remove: return Deed::remove;
    }
    return Deed::write;
}

}  // namespace

Result<std::optional<Version>> Writing::read(const Key& key)
{
    if (m_caller.kind != CallerKind::machine)
        return m_transaction.read(key);
    const auto decided = TRY(permission_of_machine(Deed::write, key.type));
    auto version = own_record(m_transaction, m_caller, decided.scope, key);
    if (version || version.error().kind != Kind::not_found)
        return std::optional(TRY(std::move(version)));
    return std::optional<Version>();
}

// Without the cache: what is seen here may never come to be.
Result<Decision> Writing::decision(Deed deed, std::span<const std::string> types)
{
    return decision_for(m_caller, deed, types, m_extractor, m_transaction.now(),
        [&](const Now& now) -> Result<std::shared_ptr<const Relations>> {
            return std::make_shared<const Relations>(TRY(relations_of(m_caller, m_transaction, now.instant)));
        });
}

Result<Decision> Writing::permission(Deed deed, std::span<const std::string> types, const Asked& asked)
{
    auto decided = TRY(decision(deed, types));
    if (decided.verdict != Verdict::permit)
        m_refusals.push_back(refused(decided, asked.interaction, asked.record));
    return permitted(std::move(decided));
}

Result<std::optional<Version>> Writing::show(const Key& key)
{
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}, {"read", reference(key)}));
    if (!TRY(m_transaction.is_within(key, decision.scope))) {
        m_refusals.push_back({"R", "read", reference(key), "out-of-scope", "", true});
        return std::optional<Version>();
    }
    auto version = TRY(m_transaction.read(key));
    if (!version)
        return version;
    TRY(mask(decision, m_transaction, {&*version, 1}));
    TRY(audit(decision, "read", reference(key), {&*version, 1}));
    return version;
}

Result<Found> Writing::search(const fhir::search::Query& query)
{
    const auto decision
        = TRY(permission(Deed::search, fhir::search::types_touched(query), {interaction_of(query), record_of(query)}));
    if (decision.mask == Mask::deidentified)
        return Error{Kind::forbidden, "you may not do this in a transaction"};
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
    row.record = record;
    auto seen = TRY(seen_now(m_transaction, shown));
    for (auto& each : TRY(seen_now(m_transaction, included)))
        seen.push_back(std::move(each));
    for (auto& look : TRY(looks_of(m_transaction, decision, seen))) {
        row.patient = std::move(look.patient);
        row.basis = std::move(look.basis);
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
    if (m_caller.kind == CallerKind::machine)
        TRY(prepare_put_of_machine(draft));
    auto version = TRY(m_transaction.put(change));

    auto row = audit_row(
        m_caller, action_of(draft.act), told.interaction.empty() ? interaction_of(draft.act) : told.interaction);
    row.at = version.at;
    row.reason = told.reason;
    if (m_caller.kind == CallerKind::machine)
        row.basis = may_write_at_all(m_caller, draft.key.type).rule;
    row.record = reference(draft.key) + "/_history/" + std::to_string(version.number);
    for (const auto& patient : patients) {
        row.patient = patient;
        TRY(m_transaction.audit(row));
    }
    return version;
}

// What the organisation may see of the type, whatever its scopes let it read.
Result<Decision> Writing::permission_of_machine(Deed deed, const std::string& type)
{
    const auto now = TRY(now_in_oslo(m_transaction.now()));
    const auto relations = TRY(relations_of(m_caller, m_transaction, now.instant));
    return permitted(decide(m_caller, relations, deed, type, now));
}

// A machine chooses no ids: of what it may not know of it cannot tell whether it is there.
Result<void> Writing::prepare_put_of_machine(const Draft& draft)
{
    if (draft.act == Act::update_as_create)
        return Error{Kind::not_found, "no such resource"};
    const auto deed = deed_of(draft.act);
    const auto sees = TRY(permission_of_machine(deed, draft.key.type));
    const auto writes = TRY(permission(deed, {&draft.key.type, 1}, {interaction_of(draft.act), reference(draft.key)}));
    OfMachine put{draft.key, writes.scope, sees.scope, {}};
    if (draft.act != Act::create) {
        TRY(own_record(m_transaction, m_caller, put.sees, put.key));
        if (!TRY(m_transaction.is_within(put.key, put.writes)))
            return Error{Kind::forbidden, "your scopes do not allow this"};
    }
    if (!draft.resource)
        return {};
    const auto resource = draft.resource->root();
    if (organization_of_source(resource) != m_caller.organization)
        return Error{Kind::fault, "the source of what a machine writes is not told"};
    put.named = TRY(records_named_in(resource, put.key, draft.rows.compartments));
    m_of_machine.push_back(std::move(put));
    return {};
}

Result<void> Writing::settle()
{
    for (const auto& put : m_of_machine) {
        TRY(refuse_strangers(m_transaction, put.sees, put.named));
        if (!TRY(m_transaction.is_within(put.key, put.writes)))
            return Error{Kind::forbidden, "your scopes do not allow this"};
    }
    return {};
}

Session::Session(const Records& records, Caller caller)
    : m_store(records.m_store), m_extractor(records.m_extractor), m_clock(records.m_clock),
      m_relations(records.m_relations), m_refusals(records.m_refusals), m_caller(std::move(caller))
{}

Result<store::Reader*> Session::reader()
{
    if (!m_reader)
        m_reader = TRY(m_store.reader());
    return m_reader.get();
}

Result<Decision> Session::permission(Deed deed, std::span<const std::string> types, const Asked& asked)
{
    auto decided = TRY(decision_for(m_caller, deed, types, m_extractor, m_clock.now(),
        [&](const Now& now) -> Result<std::shared_ptr<const Relations>> {
            return m_relations.of(m_caller, *TRY(reader()), now);
        }));
    if (decided.verdict != Verdict::permit)
        note_refusal(refused(decided, asked.interaction, asked.record));
    return permitted(std::move(decided));
}

Result<std::optional<Version>> Session::not_shown(const Decision& decision, const Asked& asked)
{
    auto refusal = refused(decision, asked.interaction, asked.record);
    refusal.only_of_what_is_there = true;
    refusal.rule = "out-of-scope";
    const auto key = key_of_record(asked.record);
    if (const auto rules = key ? TRY(rules_but_for_exceptions(*TRY(reader()), decision, *key)) : ""; !rules.empty())
        refusal.rule = "kept-from " + rules;
    note_refusal(std::move(refusal));
    return std::optional<Version>();
}

Result<std::optional<Version>> Session::read(const Key& key)
{
    const Asked asked{"read", reference(key)};
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}, asked));
    auto* const moment = TRY(reader());
    if (!TRY(moment->is_within(key, decision.scope)))
        return not_shown(decision, asked);
    auto version = TRY(moment->read(key));
    if (!version)
        return version;
    TRY(mask(decision, *moment, {&*version, 1}));
    if (decision.must_audit)
        TRY(audit(decision, asked, TRY(seen_now(*moment, {&*version, 1}))));
    return version;
}

Result<std::optional<Version>> Session::read_version(const Key& key, std::uint64_t number)
{
    const Asked asked{"vread", reference(key) + "/_history/" + std::to_string(number)};
    const auto decision = TRY(permission(Deed::read, {&key.type, 1}, asked));
    auto* const moment = TRY(reader());
    if (!TRY(moment->is_within(key, decision.scope)))
        return not_shown(decision, asked);
    std::vector<Version> versions;
    if (auto version = TRY(moment->read_version(key, number)))
        versions.push_back(*std::move(version));
    if (versions.empty())
        return std::optional<Version>();
    std::vector<Seen> seen;
    if (decision.must_audit)
        seen = TRY(keep_visible(*moment, m_extractor, decision.scope, versions));
    if (versions.empty())
        return not_shown(decision, asked);
    TRY(mask(decision, *moment, versions, Versions::any));
    TRY(audit(decision, asked, seen));
    return std::optional(std::move(versions.front()));
}

Result<History> Session::history(const HistoryQuery& query)
{
    const Asked asked{"history", query.id.empty() ? query.type : query.type + "/" + query.id};
    const auto decision = TRY(permission(Deed::history, {&query.type, 1}, asked));
    auto* const moment = TRY(reader());
    auto history = TRY(moment->history(query, decision.scope));
    // What is of no patient was never moved to another.
    std::vector<Seen> seen;
    if (decision.must_audit)
        seen = TRY(keep_visible(*moment, m_extractor, decision.scope, history.versions));
    if (history.versions.empty() && !query.id.empty())
        TRY(not_shown(decision, asked));
    TRY(mask(decision, *moment, history.versions, Versions::any));
    TRY(audit(decision, {asked.interaction, query.type}, seen));
    return history;
}

Result<Found> Session::search(const fhir::search::Query& query)
{
    const Asked asked{interaction_of(query), record_of(query)};
    const auto decision = TRY(permission(Deed::search, fhir::search::types_touched(query), asked));
    if (decision.mask == Mask::deidentified)
        return search_deidentified(decision, query);
    auto* const moment = TRY(reader());
    auto found = TRY(moment->search(query, decision.scope));
    TRY(mask(decision, *moment, found.matches));
    TRY(mask(decision, *moment, found.included));
    if (!decision.must_audit)
        return found;
    auto seen = TRY(seen_now(*moment, found.matches));
    for (auto& each : TRY(seen_now(*moment, found.included)))
        seen.push_back(std::move(each));
    TRY(audit(decision, asked, seen));
    return found;
}

Result<std::uint64_t> Session::count(const fhir::search::Query& query)
{
    const Asked asked{interaction_of(query), record_of(query)};
    const auto decision = TRY(permission(Deed::search, fhir::search::types_touched(query), asked));
    if (decision.mask == Mask::deidentified)
        return count_deidentified(decision, query);
    auto* const moment = TRY(reader());
    const auto total = TRY(moment->count(query, decision.scope));
    TRY(audit(decision, asked, {}));
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

Result<void> Session::may_write(std::string_view type, std::string_view id, std::string_view interaction) const
{
    auto decided = may_write_at_all(m_caller, type);
    if (decided.verdict != Verdict::permit)
        note_refusal(refused(decided, interaction, std::string(type).append(id.empty() ? "" : "/").append(id)));
    TRY(permitted(std::move(decided)));
    return {};
}

Result<void> Session::write(const ActOfWriting& act)
{
    m_reader.reset();  // What is read after this act must see it.
    std::vector<Refusal> refusals;
    const auto done = m_store.write([&](store::Transaction& transaction) -> Result<void> {
        Writing writing(transaction, m_extractor, m_caller);
        auto outcome = act(writing);
        if (outcome)
            outcome = writing.settle();
        refusals = writing.take_refusals();
        return outcome;
    });
    for (auto& refusal : refusals)
        note_refusal(std::move(refusal));
    return done;
}

// One row a patient for what was shown; one row without a patient when nothing was.
Result<void> Session::audit(const Decision& decision, const Asked& asked, std::span<const Seen> seen)
{
    if (!decision.must_audit)
        return {};
    auto looks = TRY(looks_of(*TRY(reader()), decision, seen));
    m_reader.reset();  // Others may read while the row waits for its flush.

    return m_store.write([&](store::Transaction& transaction) -> Result<void> {
        auto row = audit_row(m_caller, "R", asked.interaction);
        row.record = asked.record;
        for (const auto& look : looks) {
            row.patient = look.patient;
            row.basis = look.basis;
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
