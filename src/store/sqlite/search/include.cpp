#include "store/sqlite/search/include.h"

#include "base/limits.h"
#include "fhir/search/own_references.h"
#include "store/sqlite/search/canonical.h"
#include "store/sqlite/search/plan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <unordered_map>
#include <unordered_set>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Include;

constexpr const char* rows_of_resource = "SELECT rows FROM kept WHERE resource=?";

struct Met {
    ResourceId resource = 0;
    std::string type;
};

bool is_any(std::string_view name)
{
    return name.empty() || name == "*";
}

// What a resource is, looked up once: many refer to the same.
struct Looked {
    NameId type = 0;  // 0: it is not there.
    bool is_refused = false;
    std::optional<bool> is_own;
    std::string address = {};  // Of what is elsewhere, or is meant by its canonical address.
};

// Takes what may be included until there is no more room.
class Gathering {
public:
    Gathering(Inquiry& inquiry, const std::vector<ResourceId>& matches, ResourceId owner)
        : m_inquiry(inquiry), m_owner(owner), m_seen(matches.begin(), matches.end())
    {}

    bool is_full() const { return m_is_cut; }
    // Those that came since this was asked last.
    std::vector<Met> take_fresh() { return std::exchange(m_fresh, {}); }

    Included take() { return {std::move(m_included), m_is_cut}; }

    Result<void> offer(ResourceId resource)
    {
        if (m_is_cut || m_seen.contains(resource))
            return {};
        auto& looked = *TRY(look(resource));
        if (looked.type == 0 || looked.is_refused)
            return {};
        auto text = TRY(m_inquiry.names().text(looked.type));
        looked.is_refused = !TRY(may_be_seen(looked.type, text, resource));
        if (!looked.is_refused)
            take_in({resource, std::move(text)});
        return {};
    }

    // Empty when it is a resource of ours.
    Result<std::string> address_of(ResourceId resource) { return TRY(look(resource))->address; }

    // Only when it is of the type, and, when that is asked, not another's.
    Result<void> offer(ResourceId resource, NameId wanted_type, bool must_be_own)
    {
        if (m_is_cut || m_seen.contains(resource))
            return {};
        auto& looked = *TRY(look(resource));
        if (wanted_type != 0 && looked.type != wanted_type)
            return {};
        if (must_be_own && !looked.is_own)
            looked.is_own = TRY(is_own(looked.type, resource));
        return must_be_own && !*looked.is_own ? Result<void>() : offer(resource);
    }

private:
    Result<Looked*> look(ResourceId resource)
    {
        const auto [found, is_new] = m_looked.try_emplace(resource);
        if (!is_new)
            return &found->second;
        auto statement
            = TRY(m_inquiry.connection().prepare("SELECT type,is_living,logical_id FROM resource WHERE id=?"));
        statement.bind(resource);
        if (!TRY(statement.step()))
            return &found->second;
        if (statement.integer(0) == 0)
            found->second.address = statement.text(2);
        else if (statement.integer(1) != 0)
            found->second.type = static_cast<NameId>(statement.integer(0));
        return &found->second;
    }

    Result<bool> may_be_seen(NameId type, const std::string& text, ResourceId resource)
    {
        if (!TRY(m_inquiry.sight().sees(m_inquiry.connection(), type, resource)))
            return false;
        return m_inquiry.only(text).empty() || TRY(is_in_scope(m_inquiry, text, resource));
    }

    // Whose it is it says by `patient`; by an identifier alone it does not say whether that is the owner.
    Result<bool> is_own(NameId type, ResourceId resource)
    {
        if (type == 0 || m_owner == 0)
            return false;
        const auto text = TRY(m_inquiry.names().text(type));
        const auto whose = TRY(m_inquiry.moment().parameter(text, "patient"));
        const auto by_identifier = TRY(m_inquiry.moment().parameter(text, "patient:identifier"));
        if (whose == unheard_of && by_identifier == unheard_of)
            return true;
        auto statement = TRY(m_inquiry.connection().prepare(rows_of_resource));
        statement.bind(resource);
        if (!TRY(statement.step()))
            return false;
        if (KeptRows(statement.text(0)).next(RowKind::token, by_identifier))
            return false;
        KeptRows rows(statement.text(0));
        while (const auto row = rows.next(RowKind::reference, whose))
            if (row->target != m_owner)
                return false;
        return true;
    }

    void take_in(Met met)
    {
        m_seen.insert(met.resource);
        if (m_included.size() == limits::search_included_max) {
            m_is_cut = true;
            return;
        }
        m_included.push_back(met.resource);
        m_fresh.push_back(std::move(met));
    }

    Inquiry& m_inquiry;
    ResourceId m_owner;
    std::unordered_set<ResourceId> m_seen;
    std::unordered_map<ResourceId, Looked> m_looked;
    std::vector<ResourceId> m_included;
    std::vector<Met> m_fresh;
    bool m_is_cut = false;
};

// What is followed from resources of one type.
struct Way {
    NameId parameter = 0;    // 0: every reference.
    NameId target_type = 0;  // 0: any.
    bool is_own = false;
};

// The ways of the includes, made once for each type that is met.
class Ways {
public:
    Ways(const Inquiry& inquiry, const std::vector<Include>& includes) : m_inquiry(inquiry), m_includes(includes) {}

    void only_those_that_iterate()
    {
        m_of_type.clear();
        m_is_first = false;
    }

    Result<const std::vector<Way>*> from(const std::string& type)
    {
        if (const auto known = m_of_type.find(type); known != m_of_type.end())
            return &known->second;
        std::vector<Way> ways;
        for (const auto& include : m_includes)
            if ((m_is_first || include.iterates) && (is_any(include.source_type) || include.source_type == type))
                TRY(add(include, type, ways));
        return &m_of_type.emplace(type, std::move(ways)).first->second;
    }

private:
    Result<void> add(const Include& include, const std::string& type, std::vector<Way>& ways) const
    {
        Way way{.is_own = include.parameter == fhir::search::own_references};
        if (way.is_own && type == "Group")
            return {};
        if (!way.is_own && !is_any(include.parameter))
            way.parameter = TRY(m_inquiry.moment().parameter(type, include.parameter));
        if (!is_any(include.target_type))
            way.target_type = TRY(m_inquiry.moment().name(include.target_type));
        ways.push_back(way);
        return {};
    }

    const Inquiry& m_inquiry;
    const std::vector<Include>& m_includes;
    std::unordered_map<std::string, std::vector<Way>> m_of_type;
    bool m_is_first = true;
};

// The addresses that a resource refers to, by parameter.
using Addresses = std::map<NameId, std::vector<std::string>>;

// One reference, along all ways that begin with it.
Result<void> follow(const KeptRow& row, const std::vector<Way>& ways, Gathering& gathering, Addresses& addresses)
{
    bool is_followed = false;
    for (const auto& way : ways) {
        if (way.parameter != 0 && way.parameter != row.parameter)
            continue;
        TRY(gathering.offer(row.target, way.target_type, way.is_own));
        is_followed = is_followed || !way.is_own;
    }
    if (!is_followed)
        return {};
    if (auto address = TRY(gathering.address_of(row.target)); !address.empty())
        addresses[row.parameter].push_back(std::move(address));
    return {};
}

Result<void> follow(
    const Addresses& addresses, const std::vector<Way>& ways, Gathering& gathering, Canonicals& canonicals)
{
    for (const auto& [parameter, all] : addresses)
        for (const auto resource : TRY(canonicals.find(all)))
            for (const auto& way : ways)
                if (!way.is_own && (way.parameter == 0 || way.parameter == parameter))
                    TRY(gathering.offer(resource, way.target_type, false));
    return {};
}

Result<void> follow(
    const Inquiry& inquiry, const Met& from, const std::vector<Way>& ways, Gathering& gathering, Canonicals& canonicals)
{
    if (ways.empty())
        return {};
    auto statement = TRY(inquiry.connection().prepare(rows_of_resource));
    statement.bind(from.resource);
    if (!TRY(statement.step()))
        return {};
    Addresses addresses;
    KeptRows rows(statement.text(0));
    while (const auto bytes = rows.next_bytes()) {
        // They stand sorted by kind; only references are taken apart.
        const auto kind = static_cast<RowKind>(bytes->front());
        if (kind > RowKind::reference || gathering.is_full())
            break;
        if (kind == RowKind::reference)
            TRY(follow(decode(*bytes), ways, gathering, addresses));
    }
    return follow(addresses, ways, gathering, canonicals);
}

// The one whose compartment is searched; 0: there is none.
Result<ResourceId> owner_of(const Inquiry& inquiry, const fhir::search::Query& query)
{
    for (const auto& clause : query.all_of)
        if (const auto* in = std::get_if<fhir::search::InCompartment>(&clause.is))
            return TRY(find_resource(inquiry.moment(), in->owner)).value_or(0);
    return ResourceId(0);
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
            TRY(gathering.offer(statement.integer(0)));
    }
    for (const auto resource : TRY(canonicals.find_referring(to.resource, to.type, backward.parameters)))
        TRY(gathering.offer(resource));
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
    Gathering gathering(inquiry, matches, TRY(owner_of(inquiry, query)));
    Ways ways(inquiry, query.includes);
    Canonicals canonicals(inquiry);
    const auto backward = TRY(to_backward(inquiry, query.revincludes));
    auto met = TRY(meet(inquiry, matches));
    for (bool is_first = true; !met.empty() && !gathering.is_full(); is_first = false) {
        for (const auto& each : met)
            TRY(follow(inquiry, each, *TRY(ways.from(each.type)), gathering, canonicals));
        for (const auto& include : backward) {
            for (const auto& each : met) {
                if (is_first || include.include.iterates)
                    TRY(follow_back(inquiry, include, each, gathering, canonicals));
            }
        }
        met = gathering.take_fresh();
        if (is_first)
            ways.only_those_that_iterate();
    }
    return gathering.take();
}

}  // namespace helselos::store::sqlite
