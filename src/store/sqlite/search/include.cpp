#include "store/sqlite/search/include.h"

#include "base/limits.h"
#include "store/sqlite/search/canonical.h"
#include "store/sqlite/search/plan.h"

#include <algorithm>
#include <unordered_set>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Include;

struct Met {
    ResourceId resource = 0;
    std::string type;
};

bool is_any(std::string_view name)
{
    return name.empty() || name == "*";
}

// Takes what may be included until there is no more room.
class Gathering {
public:
    Gathering(Inquiry& inquiry, const std::vector<ResourceId>& matches)
        : m_inquiry(inquiry), m_seen(matches.begin(), matches.end())
    {}

    bool is_full() const { return m_is_cut; }
    // Those that came since this was asked last.
    std::vector<Met> take_fresh() { return std::exchange(m_fresh, {}); }

    Included take() { return {std::move(m_included), m_is_cut}; }

    Result<void> offer(ResourceId resource, std::string_view wanted_type)
    {
        if (m_is_cut || m_seen.contains(resource))
            return {};
        auto statement = TRY(m_inquiry.connection().prepare("SELECT type FROM resource WHERE id=? AND is_living"));
        statement.bind(resource);
        if (!TRY(statement.step()))
            return {};
        const auto type = static_cast<NameId>(statement.integer(0));
        auto text = TRY(m_inquiry.names().text(type));
        if (!is_any(wanted_type) && text != wanted_type)
            return {};
        if (!TRY(m_inquiry.sight().sees(m_inquiry.connection(), type, resource)))
            return {};
        if (!m_inquiry.only(text).empty() && !TRY(is_in_scope(m_inquiry, text, resource)))
            return {};
        m_seen.insert(resource);
        if (m_included.size() == limits::search_included_max) {
            m_is_cut = true;
            return {};
        }
        m_included.push_back(resource);
        m_fresh.push_back({resource, std::move(text)});
        return {};
    }

private:
    Inquiry& m_inquiry;
    std::unordered_set<ResourceId> m_seen;
    std::vector<ResourceId> m_included;
    std::vector<Met> m_fresh;
    bool m_is_cut = false;
};

// The address that a reference to elsewhere has; nothing for one to a resource of ours.
Result<std::optional<std::string>> address_behind(const Inquiry& inquiry, ResourceId target)
{
    auto statement = TRY(inquiry.connection().prepare("SELECT logical_id FROM resource WHERE id=? AND type=0"));
    statement.bind(target);
    if (!TRY(statement.step()))
        return std::optional<std::string>();
    return std::optional(std::string(statement.text(0)));
}

Result<void> follow(
    const Inquiry& inquiry, const Include& include, const Met& from, Gathering& gathering, Canonicals& canonicals)
{
    if (!is_any(include.source_type) && include.source_type != from.type)
        return {};
    const auto parameter = TRY(inquiry.moment().parameter(from.type, include.parameter));
    auto statement = TRY(inquiry.connection().prepare("SELECT rows FROM kept WHERE resource=?"));
    statement.bind(from.resource);
    if (!TRY(statement.step()))
        return {};
    KeptRows rows(statement.text(0));
    std::vector<std::string> addresses;
    while (const auto row = rows.next()) {
        if (row->kind != RowKind::reference || (!is_any(include.parameter) && row->parameter != parameter))
            continue;
        TRY(gathering.offer(row->target, include.target_type));
        if (auto address = TRY(address_behind(inquiry, row->target)))
            addresses.push_back(*std::move(address));
    }
    for (const auto resource : TRY(canonicals.find(addresses)))
        TRY(gathering.offer(resource, include.target_type));
    return {};
}

// The reference parameters of a type, or of all, that any resource has used.
Result<std::vector<NameId>> find_reference_parameters(const Inquiry& inquiry, const std::string& type)
{
    std::vector<NameId> found;
    const auto start = is_any(type) ? std::string() : parameter_name(type, "");
    auto statement = TRY(inquiry.connection().prepare("SELECT min(parameter) FROM reference WHERE parameter>?"));
    for (std::int64_t last = 0;; statement.reset()) {
        statement.bind(last);
        TRY(statement.step());
        if (statement.is_null(0))
            return found;
        last = statement.integer(0);
        if (TRY(inquiry.names().text(static_cast<NameId>(last))).starts_with(start))
            found.push_back(static_cast<NameId>(last));
    }
}

// An include that goes against the direction of the references, and the parameters it means.
struct Backward {
    const Include& include;
    std::vector<NameId> parameters;
};

Result<std::vector<Backward>> to_backward(const Inquiry& inquiry, const std::vector<Include>& includes)
{
    std::vector<Backward> backward;
    for (const auto& include : includes) {
        Backward each{include, {}};
        if (is_any(include.parameter) || is_any(include.source_type))
            each.parameters = TRY(find_reference_parameters(inquiry, include.source_type));
        else
            each.parameters.push_back(TRY(inquiry.moment().parameter(include.source_type, include.parameter)));
        backward.push_back(std::move(each));
    }
    return backward;
}

Result<void> follow_back(
    const Inquiry& inquiry, const Backward& backward, const Met& to, Gathering& gathering, Canonicals& canonicals)
{
    if (!is_any(backward.include.target_type) && backward.include.target_type != to.type)
        return {};
    auto statement = TRY(inquiry.connection().prepare(
        "SELECT resource FROM reference WHERE parameter=? AND target=? ORDER BY resource"));
    for (const auto parameter : backward.parameters) {
        statement.reset();
        statement.bind(parameter, to.resource);
        while (!gathering.is_full() && TRY(statement.step()))
            TRY(gathering.offer(statement.integer(0), ""));
    }
    for (const auto resource : TRY(canonicals.find_referring(to.resource, to.type, backward.parameters)))
        TRY(gathering.offer(resource, ""));
    return {};
}

Result<std::vector<Met>> meet(const Inquiry& inquiry, const std::vector<ResourceId>& resources)
{
    std::vector<Met> met;
    auto statement = TRY(inquiry.connection().prepare("SELECT type FROM resource WHERE id=?"));
    for (const auto resource : resources) {
        statement.reset();
        statement.bind(resource);
        if (!TRY(statement.step()))
            continue;
        auto type = TRY(inquiry.names().text(static_cast<NameId>(statement.integer(0))));
        met.push_back({resource, std::move(type)});
    }
    return met;
}

}  // namespace

Result<Included> find_included(
    Inquiry& inquiry, const fhir::search::Query& query, const std::vector<ResourceId>& matches)
{
    Gathering gathering(inquiry, matches);
    Canonicals canonicals(inquiry);
    const auto backward = TRY(to_backward(inquiry, query.revincludes));
    auto met = TRY(meet(inquiry, matches));
    for (bool is_first = true; !met.empty() && !gathering.is_full(); is_first = false) {
        for (const auto& include : query.includes) {
            for (const auto& each : met) {
                if (is_first || include.iterates)
                    TRY(follow(inquiry, include, each, gathering, canonicals));
            }
        }
        for (const auto& include : backward) {
            for (const auto& each : met) {
                if (is_first || include.include.iterates)
                    TRY(follow_back(inquiry, include, each, gathering, canonicals));
            }
        }
        met = gathering.take_fresh();
    }
    return gathering.take();
}

}  // namespace helselos::store::sqlite
