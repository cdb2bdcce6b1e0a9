// What a caller may be told of by a service that tells without being asked: notifications, the feed of changes.
//
// The same decision as of a search and a read by the caller, at this moment. Nothing is logged for what is only judged;
// whoever gives something out logs it (row_of).
#pragma once

#include "access/caller.h"
#include "access/decide.h"
#include "base/result.h"
#include "fhir/search/extract.h"
#include "fhir/search/query.h"
#include "store/store.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace helselos::access {

class Disclosure {
public:
    // All must outlive this, which is of the one moment of the reader.
    Disclosure(store::Reader& reader, const fhir::search::Extractor& extractor, Caller caller, Instant now)
        : m_reader(reader), m_extractor(extractor), m_caller(std::move(caller)), m_now(now)
    {}

    // Whether the caller may know of the newest version, and it fulfils the query, which is of its type alone. False as
    // well when the caller may not search the type. A removed one is never found.
    Result<bool> may_find(const store::Key& key, const fhir::search::Query& query);
    // Whether the caller may know of it, also of a removed one.
    Result<bool> may_know(const store::Key& key);
    // As the caller would read it: protected addresses masked. None when they may not, or it is removed.
    Result<std::optional<store::Version>> read(const store::Key& key);

    // For the log: who was told of which record, one row for each patient it is of.
    Result<std::vector<store::AuditRow>> rows_of(const store::Key& key, std::string_view interaction);

private:
    Result<const Decision*> decision(Deed deed, const std::string& type);

    store::Reader& m_reader;
    const fhir::search::Extractor& m_extractor;
    Caller m_caller;
    Instant m_now;
    std::map<std::pair<Deed, std::string>, Decision> m_decisions;
};

}  // namespace helselos::access
