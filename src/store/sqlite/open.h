// The store in one file of SQLite, in a folder of its own.
//
// WAL with synchronous=FULL: what was acknowledged survives a power cut
// (docs/decisions/0004-storage-layout.md).
#pragma once

#include "base/clock.h"
#include "fhir/search/words.h"
#include "store/sqlite/log/seal_key.h"
#include "store/store.h"

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

struct Options {
    // The name of a registered SQLite VFS; empty for real files. With another VFS the folder is
    // only the start of a name: it is neither made nor locked.
    std::string vfs;

    // Whether writer and log have threads of their own. Without, each write runs in its caller's
    // thread: a simulation is then the same for the same seed.
    bool has_threads = true;

    // Only for the tests that must notice the loss: acknowledges before the disk has it.
    bool is_durable = true;

    // The types whose events wait to be handled; none: all. Those of others need no row and no second write;
    // nothing is lost, because an event is its version.
    std::optional<std::vector<std::string>> reacting_types;

    // Of the log, after which it is moved to the data.
    int checkpoint_pages = 0;  // 0: limits::store_checkpoint_pages.

    // Signs each day of the log when it is closed; without it days are closed, but not signed.
    std::optional<SealKey> seal_key = {};

    // Gives the reader of words in force, whenever it is asked, from any thread. Without it there is no index of
    // words: what asks for one is unsupported. Only with real files.
    std::function<std::shared_ptr<const fhir::search::WordReader>()> words = {};
};

// Makes the store when there is none. Errors: conflict when another process has it open,
// unsupported when a newer program wrote it, fault when it is damaged.
Result<std::unique_ptr<Store>> open(const std::filesystem::path& folder, const Options& options, const Clock& clock);

}  // namespace helselos::store::sqlite
