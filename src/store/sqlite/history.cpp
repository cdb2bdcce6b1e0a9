#include "store/sqlite/history.h"

#include "store/sqlite/body.h"
#include "store/sqlite/search/plan.h"

namespace helselos::store::sqlite {

namespace {

// What a history is of; nothing when the store has never heard of it.
struct Subject {
    std::optional<NameId> type;
    std::optional<ResourceId> resource;
    bool is_unheard_of = false;
};

Result<Subject> find_subject(const Moment& moment, const HistoryQuery& query)
{
    Subject subject;
    if (query.type.empty())
        return subject;
    subject.type = TRY(moment.names.find(query.type));
    if (!query.id.empty())
        subject.resource = TRY(find_resource(moment, query.type, query.id));
    subject.is_unheard_of = !subject.type || (!query.id.empty() && !subject.resource);
    return subject;
}

std::string question_of(const HistoryQuery& query)
{
    std::string bytes = "history";
    add_text(bytes, query.type);
    add_text(bytes, query.id);
    add_integer(bytes, query.since ? query.since->time_since_epoch().count() : INT64_MIN);
    return bytes;
}

Result<std::int64_t> first_of_page(const CursorSeal& seal, const HistoryQuery& query)
{
    if (query.cursor.empty())
        return INT64_MAX;
    return PlaceReader(TRY(seal.open(query.cursor, question_of(query)))).integer();
}

// Each subject has an index in the order of commit; which one is written out.
const char* table_for(const Subject& subject)
{
    if (subject.resource)
        return " FROM version v INDEXED BY version_of_resource WHERE v.resource=?";
    return subject.type ? " FROM version v INDEXED BY version_of_type WHERE v.type=?" : " FROM version v WHERE ?";
}

Result<Sql> versions_of(const Moment& moment, const Subject& subject, const HistoryQuery& query, const Sight& sight)
{
    Sql sql = table_for(subject);
    if (subject.resource)
        sql.add("", *subject.resource);
    else
        sql.add("", subject.type.value_or(1));
    if (query.since)
        sql.add(
            " AND v.sequence>=?", TRY(first_sequence_from(moment.connection, query.since->time_since_epoch().count())));
    sql.add(sight.condition("v.type", "v.resource"));
    return sql;
}

Result<Version> version_from(const Moment& moment, const Statement& statement)
{
    Version version;
    version.number = static_cast<std::uint64_t>(statement.integer(1));
    version.at = Instant(std::chrono::milliseconds(statement.integer(2)));
    version.act = static_cast<Act>(statement.integer(3));
    version.key = {TRY(moment.names.text(static_cast<NameId>(statement.integer(5)))), std::string(statement.text(6))};
    if (version.act != Act::remove)
        version.body = TRY(unpack_body(statement.text(4)));
    return version;
}

// Free where a counter has it: nothing asked for but a whole subject, all of it in sight.
Result<std::optional<std::uint64_t>> find_total(
    const Moment& moment, const Subject& subject, const HistoryQuery& query, const Sight& sight)
{
    if (query.since || !sight.is_everything())
        return std::optional<std::uint64_t>();
    Sql sql = "SELECT coalesce(sum(versions),0) FROM counter";
    if (subject.resource)
        sql = Sql("SELECT version FROM resource WHERE id=?").add("", *subject.resource);
    else if (subject.type)
        sql.add(" WHERE type=?", *subject.type);
    auto statement = TRY(sql.prepare(moment.connection));
    TRY(statement.step());
    return std::optional(static_cast<std::uint64_t>(statement.integer(0)));
}

// What only some of a type may be seen of is a question about one resource as it stands now.
Result<bool> is_hidden(const Moment& moment, const Subject& subject, const HistoryQuery& query, const Scope& scope)
{
    if (scope.everything || scope.only.empty())
        return false;
    if (!subject.resource)
        return Error{Kind::unsupported, "a history of many resources cannot be narrowed to some of them"};
    auto inquiry = TRY(Inquiry::of(moment, scope));
    return !inquiry.only(query.type).empty() && !TRY(is_in_scope(inquiry, query.type, *subject.resource));
}

}  // namespace

Result<History> find_history(
    const Moment& moment, const CursorSeal& seal, const HistoryQuery& query, const Scope& scope)
{
    History history;
    const auto before = TRY(first_of_page(seal, query));
    const auto subject = TRY(find_subject(moment, query));
    if (subject.is_unheard_of || TRY(is_hidden(moment, subject, query, scope))) {
        history.total = 0;
        return history;
    }
    const auto sight = TRY(Sight::of(moment, scope));
    Sql sql = "SELECT v.sequence,v.number,v.at,v.act,v.body,v.type,"
              "(SELECT logical_id FROM resource WHERE id=v.resource)";
    sql.add(TRY(versions_of(moment, subject, query, sight)));
    sql.add(" AND v.sequence<?", before);
    sql.add(subject.resource ? " ORDER BY v.number DESC" : " ORDER BY v.sequence DESC")
        .add(" LIMIT ?", query.count + 1);
    auto statement = TRY(sql.prepare(moment.connection));
    std::int64_t last = 0;
    while (TRY(statement.step())) {
        if (history.versions.size() == query.count) {
            if (last != 0) {
                std::string place;
                add_integer(place, last);
                history.next = seal.close(place, question_of(query));
            }
            break;
        }
        last = statement.integer(0);
        history.versions.push_back(TRY(version_from(moment, statement)));
    }
    history.total = TRY(find_total(moment, subject, query, sight));
    return history;
}

}  // namespace helselos::store::sqlite
