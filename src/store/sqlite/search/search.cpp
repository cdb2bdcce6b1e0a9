#include "store/sqlite/search/search.h"

#include "store/sqlite/body.h"
#include "store/sqlite/search/include.h"
#include "store/sqlite/search/plan.h"
#include "store/sqlite/search/question.h"
#include "store/sqlite/search/sort.h"
#include "store/sqlite/search/walk.h"

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

Result<Page> page_in_own_order(const Moment& moment, Plan& plan, const Query& query, const std::optional<Placed>& after)
{
    TRY(choose_driver(moment, plan, Aim::page_in_own_order, query.count));
    Sql sql = "SELECT d.resource";
    sql.add(candidates(plan, false, false));
    if (after)
        sql.add(" AND d.resource>?", after->resource);
    sql.add(" ORDER BY d.resource LIMIT ?", query.count + 1);
    auto statement = TRY(sql.prepare(moment.connection));
    std::vector<Placed> placed;
    while (TRY(statement.step()))
        placed.push_back({{}, statement.integer(0)});
    return cut(std::move(placed), query.count);
}

// Keeps the first `count` of what it is offered.
class Best {
public:
    Best(const SortOrder& order, std::size_t count) : m_order(order), m_count(count) {}

    void offer(Placed placed)
    {
        const auto earlier
            = [this](const Placed& left, const Placed& right) { return m_order.comes_before(left, right); };
        if (m_placed.size() == m_count && !m_order.comes_before(placed, m_placed.front()))
            return;
        m_placed.push_back(std::move(placed));
        std::ranges::push_heap(m_placed, earlier);
        if (m_placed.size() > m_count) {
            std::ranges::pop_heap(m_placed, earlier);
            m_placed.pop_back();
        }
    }

    std::vector<Placed> take()
    {
        std::ranges::sort(
            m_placed, [this](const Placed& left, const Placed& right) { return m_order.comes_before(left, right); });
        return std::move(m_placed);
    }

private:
    const SortOrder& m_order;
    std::size_t m_count;
    std::vector<Placed> m_placed;  // The worst in front.
};

Result<Page> page_sorted(
    const Moment& moment, Plan& plan, const Query& query, const SortOrder& order, const std::optional<Placed>& after)
{
    TRY(choose_driver(moment, plan, Aim::page_sorted, query.count));
    if (order.has_walk() && is_walk_shorter(plan, query.count))
        return cut(TRY(walk(moment, plan, order, after, query.count + 1)), query.count);
    Sql sql = "SELECT d.resource,k.rows,r.sequence,r.logical_id";
    auto statement = TRY(sql.add(candidates(plan, true, true)).prepare(moment.connection));
    Best best(order, query.count + 1);
    while (TRY(statement.step())) {
        auto placed = TRY(order.place(moment, statement));
        if (!after || order.comes_before(*after, placed))
            best.offer(std::move(placed));
    }
    return cut(best.take(), query.count);
}

Result<std::uint64_t> count_planned(const Moment& moment, Plan& plan)
{
    if (plan.is_impossible)
        return std::uint64_t{0};
    if (plan.conditions.empty())
        return plan.living;
    TRY(choose_driver(moment, plan, Aim::count, 0));
    Sql sql = "SELECT count(*)";
    auto statement = TRY(sql.add(candidates(plan, false, false)).prepare(moment.connection));
    TRY(statement.step());
    return static_cast<std::uint64_t>(statement.integer(0));
}

Result<std::optional<Placed>> open_cursor(const CursorSeal& seal, const Query& query)
{
    if (query.cursor.empty())
        return std::optional<Placed>();
    return std::optional(TRY(from_place(TRY(seal.open(query.cursor, question_of(query))), query.sort.size())));
}

Result<Page> find_page(const Moment& moment, Plan& plan, const CursorSeal& seal, const Query& query)
{
    const auto after = TRY(open_cursor(seal, query));
    const auto order = TRY(SortOrder::of(moment, query));
    if (plan.is_impossible || query.count == 0)
        return Page();
    return order.is_default() ? page_in_own_order(moment, plan, query, after)
                              : page_sorted(moment, plan, query, order, after);
}

Result<std::vector<Version>> read_all(const Moment& moment, const std::vector<ResourceId>& resources)
{
    std::vector<Version> versions;
    versions.reserve(resources.size());
    for (const auto resource : resources)
        versions.push_back(TRY(read_newest(moment, resource)));
    return versions;
}

Result<std::optional<std::uint64_t>> find_total(const Moment& moment, Plan& plan, const Query& query, const Page& page)
{
    const bool is_whole = query.cursor.empty() && !page.last && query.count > 0 && query.summary != Summary::count;
    if (is_whole && query.total != Total::none)
        return std::optional<std::uint64_t>(page.resources.size());
    if (query.total != Total::accurate && query.total != Total::estimate && query.summary != Summary::count)
        return std::optional<std::uint64_t>();
    return std::optional(TRY(count_planned(moment, plan)));
}

}  // namespace

Result<Version> read_newest(const Moment& moment, ResourceId resource)
{
    auto statement
        = TRY(moment.connection.prepare("SELECT v.number,v.at,v.act,v.body,r.type,r.logical_id FROM resource r"
                                        " CROSS JOIN version v ON v.sequence=r.sequence WHERE r.id=?"));
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

Result<Found> find(const Moment& moment, const CursorSeal& seal, const Query& query, const Scope& scope)
{
    auto plan = TRY(make_plan(moment, query, scope));
    Page page;
    if (query.summary != Summary::count)
        page = TRY(find_page(moment, plan, seal, query));
    Found found;
    found.total = TRY(find_total(moment, plan, query, page));
    found.matches = TRY(read_all(moment, page.resources));
    if (page.last && query.count > 0)
        found.next = seal.close(to_place(*page.last), question_of(query));
    if (query.includes.empty() && query.revincludes.empty())
        return found;
    const auto included = TRY(find_included(moment, query, page.resources, TRY(Sight::of(moment, scope))));
    found.included = TRY(read_all(moment, included.resources));
    found.included_cut = included.is_cut;
    return found;
}

Result<std::uint64_t> count_all(const Moment& moment, const Query& query, const Scope& scope)
{
    auto plan = TRY(make_plan(moment, query, scope));
    return count_planned(moment, plan);
}

}  // namespace helselos::store::sqlite
