#include "app/reindex/stored_page.h"

#include "access/grants.h"
#include "access/memberships.h"
#include "access/relations_cache.h"
#include "base/limits.h"
#include "interaction/own_base.h"
#include "json/read.h"

#include <fmt/format.h>

namespace helselos::app {

namespace {

Result<void> count_all(store::Reader& reader, Passage& passage)
{
    passage.resources_total = 0;
    for (const auto& type : passage.types)
        passage.resources_total += TRY(reader.count(all_of_type(type), everything));
    return {};
}

void note_failed(const store::Version& version, StoredPage& page)
{
    if (page.first_failed.empty())
        page.first_failed = fmt::format("{}/{}", version.key.type, version.key.id);
}

// As they were when it was written. What says who may see in a way that cannot be kept is left as it is, and told:
// to take away what it denies would be as wrong as to give what it does not.
void add_memberships(json::Value resource, const store::Version& version, StoredPage& page)
{
    auto& row = page.rows.back();
    if (access::refuse_if_not_enforceable_grant(resource)) {
        row.memberships = access::memberships_of(resource, row.key, row.rows.compartments, version.at);
        return;
    }
    ++page.memberships_failed;
    note_failed(version, page);
}

Result<void> add_rows(const PageSource& source, const store::Version& version, StoredPage& page)
{
    const auto document = TRY(json::read(version.body));
    auto rows = source.extractor.extract(document.root());
    ++page.after.resources_done;
    if (rows) {
        interaction::make_own(*rows, source.base);
        page.rows.push_back({version.key, version.number, *std::move(rows)});
        if (source.memberships == WithMemberships::yes)
            add_memberships(document.root(), version, page);
        return {};
    }
    ++page.after.resources_failed;
    note_failed(version, page);
    return {};
}

}  // namespace

Result<StoredPage> read_page(const PageSource& source, Passage passage)
{
    StoredPage page;
    page.after = std::move(passage);
    if (page.after.is_at_start())
        TRY(count_all(source.reader, page.after));
    if (page.after.is_at_end())
        return page;
    auto query = all_of_type(page.after.types.at(page.after.at_type));
    query.cursor = page.after.cursor;
    const auto found = TRY(source.reader.search(query, everything));
    for (const auto& version : found.matches)
        TRY(add_rows(source, version, page));
    page.after.cursor = found.next;
    if (found.next.empty())
        ++page.after.at_type;
    return page;
}

Result<void> replace_rows(store::Transaction& transaction, const StoredPage& page)
{
    bool has_memberships = false;
    for (const auto& row : page.rows) {
        TRY(transaction.reindex(row.key, row.number, row.rows, row.memberships ? &*row.memberships : nullptr));
        has_memberships = has_memberships || row.memberships;
    }
    return has_memberships ? access::count_edition(transaction) : Result<void>();
}

Result<std::vector<std::string>> types_stored(store::Reader& reader, const fhir::Definitions& definitions)
{
    std::vector<std::string> types;
    for (const auto type : definitions.resource_types())
        if (TRY(reader.count(all_of_type(std::string(type)), everything)) > 0)
            types.emplace_back(type);
    return types;
}

fhir::search::Query all_of_type(const std::string& type)
{
    fhir::search::Query query;
    query.types = {type};
    query.count = limits::reindex_page_max;
    return query;
}

}  // namespace helselos::app
