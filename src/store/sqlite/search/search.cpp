#include "store/sqlite/search/search.h"

#include "base/limits.h"
#include "store/sqlite/body.h"
#include "store/sqlite/search/include.h"
#include "store/sqlite/search/page.h"
#include "store/sqlite/search/question.h"
#include "store/sqlite/search/total.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Query;
using fhir::search::Summary;
using fhir::search::Total;

// One page of resources in order, and the place of its last when more follow.
struct Page {
    std::vector<ResourceId> resources;
    std::optional<Placed> last;
};

Page cut(std::vector<Placed> placed, std::size_t count)
{
    Page page;
    if (placed.size() > count) {
        placed.resize(count);
        page.last = placed.empty() ? Placed{} : placed.back();
    }
    for (const auto& each : placed)
        page.resources.push_back(each.resource);
    return page;
}

// A type that is searched. Several are searched one by one and their answers merged.
struct Part {
    Plan plan;
    SortOrder order;
};

Result<std::vector<std::string>> types_of(const Moment& moment, const Query& query)
{
    auto types = query.types;
    if (types.empty()) {
        auto statement = TRY(moment.connection.prepare("SELECT type FROM counter WHERE living>0"));
        while (TRY(statement.step()))
            types.push_back(TRY(moment.names.text(static_cast<NameId>(statement.integer(0)))));
    }
    std::ranges::sort(types);
    types.erase(std::ranges::unique(types).begin(), types.end());
    return types;
}

Result<std::vector<Part>> make_parts(Inquiry& inquiry, const Query& query)
{
    std::vector<Part> parts;
    for (const auto& type : TRY(types_of(inquiry.moment(), query))) {
        auto plan = TRY(make_plan(inquiry, type, query.all_of, limits::search_depth_max));
        auto order = TRY(SortOrder::of(inquiry.moment(), type, query.sort));
        parts.push_back({std::move(plan), std::move(order)});
    }
    return parts;
}

Result<std::optional<Placed>> open_cursor(const CursorSeal& seal, const Query& query)
{
    if (query.cursor.empty())
        return std::optional<Placed>();
    return std::optional(TRY(from_place(TRY(seal.open(query.cursor, question_of(query))), query.sort.size())));
}

// The first of all parts, each of which is asked for a whole page.
Result<Page> find_page(Inquiry& inquiry, std::vector<Part>& parts, const CursorSeal& seal, const Query& query)
{
    const auto after = TRY(open_cursor(seal, query));
    std::vector<Placed> placed;
    for (auto& part : parts) {
        const auto count = query.count == 0 ? 0 : query.count + 1;
        std::ranges::move(TRY(find_first(inquiry, part.plan, part.order, after, count)), std::back_inserter(placed));
    }
    if (parts.size() > 1)
        std::ranges::sort(placed,
            [&](const Placed& left, const Placed& right) { return parts.front().order.comes_before(left, right); });
    return cut(std::move(placed), query.count);
}

Result<std::uint64_t> count_parts(Connection& connection, std::vector<Part>& parts)
{
    std::uint64_t total = 0;
    for (auto& part : parts)
        total += TRY(count_all_of(connection, part.plan));
    return total;
}

Result<std::uint64_t> estimate_parts(Connection& connection, std::vector<Part>& parts, const Page& page)
{
    std::uint64_t total = 0;
    for (auto& part : parts)
        total += TRY(estimate_all_of(connection, part.plan));
    return std::max<std::uint64_t>(total, page.resources.size() + (page.last ? 1 : 0));
}

Result<std::optional<std::uint64_t>> find_total(
    Connection& connection, std::vector<Part>& parts, const Query& query, const Page& page)
{
    const bool is_whole = query.cursor.empty() && !page.last && query.count > 0 && query.summary != Summary::count;
    if (is_whole && query.total != Total::none)
        return std::optional<std::uint64_t>(page.resources.size());
    if (query.total == Total::estimate)
        return std::optional(TRY(estimate_parts(connection, parts, page)));
    if (query.total != Total::accurate && query.summary != Summary::count)
        return std::optional<std::uint64_t>();
    return std::optional(TRY(count_parts(connection, parts)));
}

constexpr const char* newest = "SELECT v.number,v.at,v.act,v.body,r.type,r.logical_id FROM resource r"
                               " CROSS JOIN version v ON v.sequence=r.sequence WHERE r.id=?";

Result<Version> read_newest(const Moment& moment, Statement& statement, ResourceId resource)
{
    statement.reset();
    statement.bind(resource);
    if (!TRY(statement.step()))
        return Error{Kind::fault, "the store has lost a version"};
    Version version;
    version.number = static_cast<std::uint64_t>(statement.integer(0));
    version.at = Instant(std::chrono::milliseconds(statement.integer(1)));
    version.act = static_cast<Act>(statement.integer(2));
    version.key = {TRY(moment.names.text(static_cast<NameId>(statement.integer(4)))), std::string(statement.text(5))};
    if (version.act != Act::remove)
        version.body = TRY(unpack_body(statement.text(3)));
    return version;
}

Result<std::vector<Version>> read_all(const Moment& moment, const std::vector<ResourceId>& resources)
{
    std::vector<Version> versions;
    if (resources.empty())
        return versions;
    versions.reserve(resources.size());
    auto statement = TRY(moment.connection.prepare(newest));
    for (const auto resource : resources)
        versions.push_back(TRY(read_newest(moment, statement, resource)));
    return versions;
}

}  // namespace

Result<Version> read_newest(const Moment& moment, ResourceId resource)
{
    auto statement = TRY(moment.connection.prepare(newest));
    return read_newest(moment, statement, resource);
}

Result<Found> find(const Moment& moment, const CursorSeal& seal, const Query& query, const Scope& scope)
{
    auto inquiry = TRY(Inquiry::of(moment, scope));
    auto parts = TRY(make_parts(inquiry, query));
    Page page;
    if (query.summary != Summary::count)
        page = TRY(find_page(inquiry, parts, seal, query));
    Found found;
    found.total = TRY(find_total(moment.connection, parts, query, page));
    found.matches = TRY(read_all(moment, page.resources));
    if (page.last && query.count > 0)
        found.next = seal.close(to_place(*page.last), question_of(query));
    if (query.includes.empty() && query.revincludes.empty())
        return found;
    const auto included = TRY(find_included(inquiry, query, page.resources));
    found.included = TRY(read_all(moment, included.resources));
    found.included_cut = included.is_cut;
    return found;
}

Result<std::uint64_t> count_all(const Moment& moment, const Query& query, const Scope& scope)
{
    auto inquiry = TRY(Inquiry::of(moment, scope));
    auto parts = TRY(make_parts(inquiry, query));
    return count_parts(moment.connection, parts);
}

}  // namespace helselos::store::sqlite
