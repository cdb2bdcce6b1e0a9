// A page of what is stored, with the search rows it should have.
#pragma once

#include "app/reindex/passage.h"
#include "base/result.h"
#include "fhir/search/extract.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

struct StoredPage {
    struct Row {
        store::Key key;
        std::uint64_t number = 0;
        fhir::search::Rows rows;
        std::optional<std::vector<store::Membership>> memberships = {};  // None: those it gave stay.
    };
    std::vector<Row> rows;
    std::string first_failed;              // "Patient/1": its rows could not be made.
    std::uint64_t memberships_failed = 0;  // Resources that say who may see in a way that cannot be kept.
    Passage after;
};

enum class WithMemberships : bool { no, yes };

struct PageSource {
    store::Reader& reader;
    const fhir::search::Extractor& extractor;
    std::string_view base;  // The house's own FHIR base.
    WithMemberships memberships = WithMemberships::no;
};

// The next of a passage, which is counted before its first page.
Result<StoredPage> read_page(const PageSource& source, Passage passage);
// Those that have another version by now keep the rows they were written with.
Result<void> replace_rows(store::Transaction& transaction, const StoredPage& page);

// Of which there is something, whoever may see it.
Result<std::vector<std::string>> types_stored(store::Reader& reader, const fhir::Definitions& definitions);

fhir::search::Query all_of_type(const std::string& type);
inline const store::Scope everything{.everything = true, .owners = {}, .open_types = {}};

}  // namespace helselos::app
