// The only key to the store: no session, no record.
//
// A Session is made for one caller and one request. Each of its functions decides
// first whether the caller may, reaches only what is within the caller's scope, and
// writes the audit row before it answers: what cannot be logged is not shown.
// A record out of scope is not there: not found, not counted, not hinted at. Who was
// refused stands in the log all the same (refusals.h).
#pragma once

#include "access/caller.h"
#include "access/decide.h"
#include "access/record.h"
#include "access/refusals.h"
#include "access/relations_cache.h"
#include "access/seen.h"
#include "base/clock.h"
#include "fhir/search/extract.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::access {

// A write in preparation: what the store needs, before memberships are known.
struct Draft {
    Key key;
    Act act = Act::create;
    Body body;
    fhir::search::Rows rows;
    fhir::search::Parameters::Shared read_by = {};   // The parameters the rows were read by, asked before reading.
    std::shared_ptr<const json::Document> resource;  // Absent when removed.
};

// What the log says of an act beside who did what and when.
struct Told {
    std::string_view interaction = {};  // The name of an operation, "$block"; empty: "create" or "update".
    std::string_view reason = {};       // What was given as reason, in words; at most limits::log_text_bytes_max.
};

// The writer's view within an act. Nobody comes between what it reads and what it puts.
class Writing {
public:
    Writing(store::Transaction& transaction, const fhir::search::Extractor& extractor, const Caller& caller)
        : m_transaction(transaction), m_extractor(extractor), m_caller(caller)
    {}

    // As it is kept, to be changed; whoever is to see it is asked by show(). A machine is given what is its own to
    // change: of what it may not know of there is none, and of another organisation's it is told (forbidden).
    Result<std::optional<Version>> read(const Key& key);
    // As Session::read.
    Result<std::optional<Version>> show(const Key& key);
    Result<Found> search(const fhir::search::Query& query);
    bool may_search(std::string_view type) const;
    // With its audit row; of a fullmakt one for each side. Busy when the search parameters have changed since the draft
    // was prepared; unprocessable when it would say who may see in a way that cannot be enforced (grants.h). What a
    // machine puts is asked for: machine_writes.h.
    Result<Version> put(const Draft& draft, const Told& told = {});
    Result<void> mark_handled(std::uint64_t event) { return m_transaction.mark_handled(event); }
    // What the house keeps about itself (store.h).
    Result<std::string> fact(std::string_view name) { return m_transaction.fact(name); }
    Result<void> keep_fact(std::string_view name, std::string_view value)
    {
        return m_transaction.keep_fact(name, value);
    }
    Instant now() const { return m_transaction.now(); }

private:
    friend class Session;
    struct Asked {
        std::string_view interaction;
        std::string record;
    };

    Result<Decision> decision(Deed deed, std::span<const std::string> types);
    Result<Decision> permission(Deed deed, std::span<const std::string> types, const Asked& asked);
    Result<void> audit(const Decision& decision, std::string_view interaction, const std::string& record,
        std::span<const Version> shown, std::span<const Version> included = {});
    Result<void> count_ties(const Draft& draft);
    Result<Decision> permission_of_machine(Deed deed, const std::string& type);
    Result<void> prepare_put_of_machine(const Draft& draft);
    // What only holds when the whole act is done: what was put may refer to each other.
    Result<void> settle();
    // Who was refused within the act; told when it is over, for then it may be undone.
    std::vector<Refusal> take_refusals() { return std::move(m_refusals); }

    // What a machine put, and what must be within what it may write and what its organisation may see.
    struct OfMachine {
        Key key;
        store::Scope writes;
        store::Scope sees;
        std::vector<Key> named;
    };

    store::Transaction& m_transaction;
    const fhir::search::Extractor& m_extractor;
    const Caller& m_caller;
    std::vector<Refusal> m_refusals;
    std::vector<OfMachine> m_of_machine;
};

class Records;

class Session {
public:
    const Caller& caller() const { return m_caller; }

    // None when there never was one, or it is out of scope. A removal is a Version too.
    Result<std::optional<Version>> read(const Key& key);
    Result<std::optional<Version>> read_version(const Key& key, std::uint64_t number);
    Result<History> history(const HistoryQuery& query);
    // Every type the query learns from must be open to the caller: those searched, and those chains lead over. An
    // analyst gets views (deidentify.h), and nothing where it would be of fewer than limits::deidentified_count_min
    // patients; forbidden when the question would tell one from another.
    Result<Found> search(const fhir::search::Query& query);
    Result<std::uint64_t> count(const fhir::search::Query& query);

    // Who saw what: a resident's own log and that of those they represent, and all of it for who reads it for the
    // house. Rows about a record the caller may not see are left out, so a page may be short of some. What the
    // caller may not know of is not found.
    Result<Log> log(LogQuery query);
    Result<std::optional<LoggedRow>> logged(std::string_view id);

    // Whether the caller may search this type at all, for a search that names none.
    bool may_search(std::string_view type) const;

    // For whom a resident may act at this moment: as parent, as guardian, or with a fullmakt for digital services.
    Result<std::vector<std::string>> represented();
    // All whom a resident may stand in for, and in what; also where that is not enough to act.
    Result<std::vector<ActsFor>> acts_for();
    // Whether a patient keeps all they have from this member of the personnel, so that no emergency opens it.
    Result<bool> is_kept_out_by(std::string_view patient);

    // Whether the caller may write resources of this type at all, asked before work is done. The id and the
    // interaction are for the log, when the answer is no.
    Result<void> may_write(
        std::string_view type, std::string_view id = {}, std::string_view interaction = "create") const;

    // For services that refuse by rules of their own. Returns at once: whoever is refused learns nothing from it.
    void note_refusal(Refusal refusal) const { m_refusals.note(m_store, m_caller, std::move(refusal)); }

    // Runs `act` in the writer; all it puts is durable when this answers, or nothing of it is there.
    using ActOfWriting = std::function<Result<void>(Writing&)>;
    Result<void> write(const ActOfWriting& act);

private:
    friend class Records;
    Session(const Records& records, Caller caller);

    using Asked = Writing::Asked;

    Result<store::Reader*> reader();
    Result<Decision> permission_to_log(std::string_view interaction);
    Result<Decision> permission(Deed deed, std::span<const std::string> types, const Asked& asked);
    // None, and the one who asked stands in the log if there is such a record.
    Result<std::optional<Version>> not_shown(const Decision& decision, const Asked& asked);
    Result<Found> search_deidentified(const Decision& decision, const fhir::search::Query& query);
    Result<std::uint64_t> count_deidentified(const Decision& decision, const fhir::search::Query& query);
    void note_other_patients(const LogQuery& query, std::span<const std::string> within) const;
    Result<void> audit(const Decision& decision, const Asked& asked, std::span<const Seen> seen);

    store::Store& m_store;
    const fhir::search::Extractor& m_extractor;
    const Clock& m_clock;
    RelationsCache& m_relations;
    const Refusals& m_refusals;
    Caller m_caller;
    std::unique_ptr<store::Reader> m_reader;
};

// Hands out sessions. One for the process.
class Records {
public:
    // By `clock` rights begin and end.
    Records(store::Store& store, const fhir::search::Extractor& extractor, const Clock& clock = system_clock())
        : m_store(store), m_extractor(extractor), m_clock(clock)
    {}
    // Writes what was only counted of those who were refused.
    ~Records() { m_refusals.finish(m_store); }
    Records(const Records&) = delete;
    Records& operator=(const Records&) = delete;

    Session open(Caller caller) const { return Session(*this, std::move(caller)); }

    // What happened and is not handled yet; for the dispatcher.
    Result<std::vector<event::Event>> waiting_events(std::size_t count) const;

private:
    friend class Session;
    store::Store& m_store;
    const fhir::search::Extractor& m_extractor;
    const Clock& m_clock;
    mutable RelationsCache m_relations;  // Locks by itself.
    Refusals m_refusals;
};

}  // namespace helselos::access
