// What is stored is read anew: for search parameters that come and go while the house runs
// (http://hl7.org/fhir/R4/searchparameter.html), and all of it when an earlier program made the search rows.
//
// A SearchParameter that is written takes part at once in all that is written after it. What was stored before is
// read anew beside the other work, page by page; until that has ended, a search by it is told to come back. One that
// is removed is unknown at once, and its rows are taken away the same way. How far it has come is kept in the store
// with the rows themselves: after a stop it goes on where it was. The rows of an earlier program go first.
#pragma once

#include "access/session.h"
#include "app/reindex/rows_standing.h"
#include "app/reindex/standing.h"
#include "fhir/search/extract.h"
#include "store/store.h"

#include <atomic>
#include <condition_variable>
#include <functional>
#include <mutex>
#include <span>
#include <thread>

namespace helselos::app {

class Reindex {
public:
    struct Settings {
        std::string base;  // The house's own FHIR base.
        // Called in the writer with the parameters that are in force at once after it.
        std::function<Result<void>(const fhir::search::Parameters::Shared&)> on_change;
    };

    // Both must outlive it.
    Reindex(store::Store& store, fhir::search::Extractor& extractor, Settings settings);
    ~Reindex();
    Reindex(const Reindex&) = delete;
    Reindex& operator=(const Reindex&) = delete;

    // Takes up what is stored and what the packages bring. At start, before anyone searches. Error unsupported: a
    // newer program made rows in the store.
    Result<void> load(std::span<const json::Document> of_packages);

    // A SearchParameter was written or removed. In the writer: whatever is put after it is read by the new ones.
    Result<void> take_up_stored(access::Writing& writing, const store::Key& key);

    // Makes all rows anew, beside the other work, as somebody asked. While that is under way a second call changes
    // nothing: it is the same walk. How it stands then.
    Result<RowsStanding> ask();

    void start();
    void stop();

    // As they can be searched by now.
    Result<AddedEntries> entries() const;
    Result<RowsStanding> rows() const;

    // Reads one page anew. False when there was nothing to do. The thread does it by itself; for tests.
    Result<bool> step();

    struct Figures {
        std::uint64_t parameters_waiting = 0;
        std::uint64_t resources_done = 0;  // For the parameters that wait, and of the rows of an earlier program.
        std::uint64_t resources_total = 0;
    };
    Figures figures() const { return {m_waiting, m_done, m_total}; }

private:
    struct Page;

    void run();
    Result<Page> next_page() const;
    Result<void> write_page(store::Transaction& transaction, const Page& page);
    Result<void> note_of_rows(store::Transaction& transaction, const Page& page);
    Result<void> note_of_entry(store::Transaction& transaction, const Page& page);
    Result<void> settle_parameters(store::Transaction& transaction);
    Result<void> use(const fhir::search::Parameters::Shared& parameters);
    void note(const AddedEntries& entries, const RowsStanding& rows);

    store::Store& m_store;
    fhir::search::Extractor& m_extractor;
    const Settings m_settings;

    std::mutex m_mutex;
    std::condition_variable m_woken;
    bool m_has_news = true;
    bool m_has_ended = false;  // A passage, whose parameters are to be settled.
    bool m_is_stopping = false;
    std::thread m_thread;
    std::atomic<std::uint64_t> m_waiting = 0;
    std::atomic<std::uint64_t> m_done = 0;
    std::atomic<std::uint64_t> m_total = 0;
};

}  // namespace helselos::app
