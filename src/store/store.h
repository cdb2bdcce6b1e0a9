// The promise of the store.
//
// - What write() answered with success is on disk, whole: the version, its search
//   rows, its memberships, the audit row and the event of one act are there
//   together, or none of them is. Through process death and power loss.
// - There is one writer. Acts of many callers share one flush, each in its own
//   savepoint: one that fails leaves no trace and harms no other.
// - A Reader sees one moment of the store, however long it lives, and never waits
//   for the writer.
// - Nobody but access/ and app/ opens a store.
//
// The same contract test (contract_test.h) runs on every implementation.
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "event/event.h"
#include "fhir/search/query.h"
#include "fhir/search/rows.h"

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store {

struct Key {
    std::string type;  // "Patient".
    std::string id;
    bool operator==(const Key&) const = default;
};

// update_as_create: made under an id the sender chose (http://hl7.org/fhir/R4/http.html#upsert).
enum class Act : std::uint8_t { create, update, remove, update_as_create };

// True when the act demands that nothing is there before.
constexpr bool makes(Act act)
{
    return act == Act::create || act == Act::update_as_create;
}

// One version of a resource, as it is served: versionId and lastUpdated stand in the body.
struct Version {
    Key key;
    std::uint64_t number = 0;  // 1, 2, 3 ...
    Instant at;
    Act act = Act::create;
    std::string body;  // Empty when removed.
};

// The text of a resource with a hole inside meta, for what only the writer knows.
// What is stored is: before + "versionId":"3","lastUpdated":"..." + after.
struct Body {
    std::string before;
    std::string after;
};

// `owner` may see `member`: a compartment ("Patient/1"), or an organisation that was
// given access ("Organization/7") by the resource that carries this membership.
struct Membership {
    std::string owner;
    Key member;  // Need not exist yet.
};

struct Change {
    Key key;
    Act act = Act::create;
    Body body;                            // Not for remove.
    fhir::search::Rows rows;              // Not for remove.
    std::vector<Membership> memberships;  // All that this resource gives; replaces those of its last version.
};

// Who did what to which record, and why. Never the content.
struct AuditRow {
    Instant at;                 // Given by the store: the moment of the act.
    std::string agent;          // "Practitioner/12", "Patient/3", "system"; "Patient/3 via sharing" for a service.
    std::string organization;   // "Organization/7", or empty.
    std::string action;         // FHIR's audit-event-action: C, R, U, D, E.
    std::string interaction;    // "read", "search-type", "$open" ...
    std::string record;         // "Patient/3/_history/2", or a type for a search.
    std::string patient;        // "Patient/3", or empty.
    std::string purpose;        // "TREAT", "PATRQT" ..., http://terminology.hl7.org/ValueSet/v3-PurposeOfUse
    std::string outcome;        // FHIR's audit-event-outcome: 0, 4, 8, 12.
    std::string role = {};      // A code of Volven 9060, or "resident", "parent" ...
    std::string basis = {};     // The rule that allowed or refused: "own-record", "emergency" ...
    std::string reason = {};    // What personnel gave as reason, in their words; bounded (log_text_bytes_max).
    std::string decision = {};  // The decision reference of the trust framework; bounded as well.
    std::string network_request = {};  // X-Request-Id.
    // Of an app and of the attest of the trust framework, as far as they were given.
    std::string app = {};              // The client, by the name its issuer gave it.
    std::string decided_by = {};       // Who chose the decision: "user" or "system"; empty without a decision.
    std::string legal_entity = {};     // Who answers for the treatment: "system|id".
    std::string point_of_care = {};    // "system|id".
    std::string purpose_details = {};  // "system|code".
    bool operator==(const AuditRow&) const = default;
};

// A row as it stands in the log, which only grows and is chained
// (docs/decisions/0025-the-log.md).
struct LoggedRow {
    std::uint64_t number = 0;  // Its place, from 1 on without a gap; only for those who may see all of the log.
    std::string id;            // Its name for everybody; never changes, and tells nothing of the other rows.
    AuditRow row;
};

// All that is said must hold; what is empty holds always.
struct LogQuery {
    std::vector<std::string> patients;  // About one of these.
    std::string agent;                  // Also when a service acted for them.
    std::string organization;
    std::string action;
    std::optional<Instant> from;
    std::optional<Instant> before;  // Not this moment itself.
    std::size_t count = 0;
    std::string cursor;  // Empty for the first page.
};

struct Log {
    std::vector<LoggedRow> rows;  // Newest first.
    std::string next;             // The cursor of the next page; empty on the last.
};

// Owners less exceptions: what one of the owners has as a member and none of the exceptions has. An exception is
// an owner like any other: of those a record is kept from ("Patient/4!parent"), or of a whole compartment.
struct Reach {
    std::vector<std::string> owners;
    std::vector<std::string> except;
    bool operator==(const Reach&) const = default;
};

// Resources of a type must fulfil the clause as well.
struct Only {
    std::string type;
    fhir::search::Clause clause;
    bool operator==(const Only&) const = default;
};

// Whose records may be seen. A record is within the scope when one of the owners has it as a member, when it is
// within one of the reaches, or when its type is one of those open to everyone; and, all the same, only when its
// type is one of `types` and it fulfils what `only` says of its type. Everything is everything: nothing narrows it.
struct Scope {
    bool everything = false;
    std::vector<std::string> owners;
    std::vector<std::string> open_types;
    std::vector<Reach> reaches = {};
    std::optional<std::vector<std::string>> types = {};  // None: all types.
    std::vector<Only> only = {};  // No history of more than one resource with these: unsupported.
    bool operator==(const Scope&) const = default;
};

struct Found {
    std::vector<Version> matches;        // One page, in the order asked for.
    std::vector<Version> included;       // By _include and _revinclude, within the scope, no doubles.
    bool included_cut = false;           // More would have been included than the limit allows.
    std::optional<std::uint64_t> total;  // When asked for, or free.
    std::string next;                    // The cursor of the next page; empty on the last.
};

struct HistoryQuery {
    std::string type;  // Empty: the whole system.
    std::string id;    // Empty: the whole type.
    std::optional<Instant> since;
    std::size_t count = 0;
    std::string cursor;  // Empty for the first page.
};

struct History {
    std::vector<Version> versions;  // Newest first.
    std::optional<std::uint64_t> total;
    std::string next;
};

// One moment of the store.
class Reader {
public:
    virtual ~Reader() = default;

    // The newest version, also when it is a removal. None when there never was one.
    virtual Result<std::optional<Version>> read(const Key& key) = 0;
    virtual Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number) = 0;
    virtual Result<History> history(const HistoryQuery& query, const Scope& scope) = 0;

    // Removed resources are not found. A cursor that is not ours is invalid. Sorting by several
    // values takes the least (the greatest when descending); what has none comes last.
    virtual Result<Found> search(const fhir::search::Query& query, const Scope& scope) = 0;
    virtual Result<std::uint64_t> count(const fhir::search::Query& query, const Scope& scope) = 0;

    // Also for removed resources: by the memberships they had last.
    virtual Result<bool> is_within(const Key& key, const Scope& scope) = 0;

    // Too costly when nearly all of a long log had to be looked at: then a time or a patient is to be named.
    virtual Result<Log> audit_search(const LogQuery& query) = 0;
    // By its id; none when there is none.
    virtual Result<std::optional<LoggedRow>> audit_row(std::string_view id) = 0;
    // Audit rows about one patient, newest first.
    Result<std::vector<AuditRow>> audit_of_patient(std::string_view patient, std::size_t count);

    // The patients in whose compartments the newest version of a resource is, as its memberships say; of a removed
    // one those it had last.
    virtual Result<std::vector<std::string>> patients_of(const Key& key) = 0;

    // The oldest events that are not handled yet.
    virtual Result<std::vector<event::Event>> waiting_events(std::size_t count) = 0;

    // What the house keeps about itself under a name; empty when there is nothing.
    virtual Result<std::string> fact(std::string_view name) = 0;
};

// The writer's view: sees its own changes, and the committed ones of everybody before it.
class Transaction : public Reader {
public:
    // Gives the next version; writes its event too. An update or a removal of what is not
    // there, or a create of what is there, is a conflict: look first, nobody comes between.
    // What was removed may be created again; its versions go on counting. A removed resource
    // keeps the memberships of its own (so that its history stays within the same scopes);
    // those it gave to others end.
    virtual Result<Version> put(const Change& change) = 0;
    // Part of the act: when it fails the act does. Invalid when a text in it is too long.
    virtual Result<void> audit(const AuditRow& row) = 0;
    virtual Result<void> mark_handled(std::uint64_t sequence) = 0;

    // Gives a resource other search rows, without a version or an event: for when what is searched by has changed.
    // With `memberships` it gives these instead of those it gave; without, its memberships stay. False, and nothing is
    // done, when it is removed or its newest version is another.
    virtual Result<bool> reindex(const Key& key, std::uint64_t number, const fhir::search::Rows& rows,
        const std::vector<Membership>* memberships = nullptr)
        = 0;
    // Never about a patient. Empty: nothing is kept any longer.
    virtual Result<void> keep_fact(std::string_view name, std::string_view value) = 0;
    virtual Instant now() const = 0;  // One moment for the whole act; never before that of an earlier act.
};

inline Result<std::vector<AuditRow>> Reader::audit_of_patient(std::string_view patient, std::size_t count)
{
    std::vector<AuditRow> rows;
    if (patient.empty())
        return rows;
    LogQuery query;
    query.patients = {std::string(patient)};
    query.count = count;
    auto log = TRY(audit_search(query));
    for (auto& logged : log.rows)
        rows.push_back(std::move(logged.row));
    return rows;
}

class Store {
public:
    // Runs in the writer's thread, in a savepoint. An error rolls this act back and comes
    // back from write(). Must not block on anything but the store.
    using Job = std::function<Result<void>(Transaction&)>;

    virtual ~Store() = default;

    // Must not outlive the store. Error busy when too many are open.
    virtual Result<std::unique_ptr<Reader>> reader() = 0;

    // Answers when the act is durable. Error busy when too many wait. A job that throws is
    // a fault and leaves nothing. Never from inside a job: that would wait for itself (fault).
    virtual Result<void> write(const Job& job) = 0;

    // The same without waiting: `done` is called once, in the writer's thread or, when the act
    // is refused, at once in the caller's. It must be quick and must not write.
    using Done = std::function<void(Result<void>)>;
    virtual void submit(Job job, Done done) = 0;

    // Called in the writer's thread after each commit that wrote an event; must be quick.
    virtual void on_events(std::function<void()> listener) = 0;

    // Figures for /metrics: names and counts, never content.
    struct Figures {
        std::uint64_t resources = 0;
        std::uint64_t commits = 0;
        std::uint64_t acts = 0;
        std::uint64_t waiting = 0;
        std::uint64_t waiting_events = 0;
        std::uint64_t words_behind = 0;  // Versions whose words are not indexed yet; as of the last look at them.
    };
    virtual Figures figures() const = 0;
};

}  // namespace helselos::store
