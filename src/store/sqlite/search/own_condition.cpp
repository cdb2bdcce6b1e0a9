#include "store/sqlite/search/own_condition.h"

#include <algorithm>

namespace helselos::store::sqlite {

namespace {

using fhir::search::Criterion;
using fhir::search::Modifier;

// _id
Result<Condition> id_condition(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    Condition condition;
    Sql ids = "(0";
    for (const auto& value : criterion.any_of) {
        const auto* token = std::get_if<fhir::search::TokenValue>(&value);
        if (token == nullptr || !token->code)
            return Error{Kind::invalid, "_id has a value that is not an id"};
        if (const auto found = TRY(find_resource(moment, type, *token->code)))
            ids.add(",?", *found);
    }
    ids.add(")");
    const bool is_negated = criterion.modifier == Modifier::not_;
    condition.check.add(is_negated ? "d.resource NOT IN " : "d.resource IN ").add(ids);
    if (!is_negated) {
        condition.driver.add("SELECT id AS resource FROM resource WHERE id IN ").add(ids);
        condition.driver_is_living = false;
    }
    return condition;
}

void add_sequences(Sql& sql, std::string_view column, std::int64_t first, std::int64_t end)
{
    sql.add("(").add(column).add(">=? AND ", first).add(column).add("<?)", end);
}

// The commits whose moment, as the range of one millisecond, one of the spans holds.
Result<std::vector<std::pair<std::int64_t, std::int64_t>>> find_sequences(
    const Moment& moment, const Criterion& criterion)
{
    std::vector<std::pair<std::int64_t, std::int64_t>> found;
    for (const auto& value : criterion.any_of) {
        const auto* date = std::get_if<fhir::search::DateValue>(&value);
        if (date == nullptr)
            return Error{Kind::invalid, "_lastUpdated has a value that is not a date"};
        for (const auto& span : to_test(*date).spans) {
            const auto from = std::max(span.low_from, span.high_from == INT64_MIN ? INT64_MIN : span.high_from - 1);
            const auto to = std::min(span.low_to, span.high_to == INT64_MAX ? INT64_MAX : span.high_to - 1);
            if (from > to)
                continue;
            const auto end = to == INT64_MAX ? INT64_MAX : TRY(first_sequence_from(moment.connection, to + 1));
            found.emplace_back(TRY(first_sequence_from(moment.connection, from)), end);
        }
    }
    return found;
}

// _lastUpdated
Result<Condition> last_updated_condition(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    Condition condition;
    condition.check_needs_resource = true;
    const bool is_negated = criterion.modifier == Modifier::not_;
    Sql check;
    Sql source;
    for (const auto& [first, end] : TRY(find_sequences(moment, criterion))) {
        check.add(check.empty() ? "" : " OR ");
        source.add(source.empty() ? "" : " OR ");
        add_sequences(check, "r.sequence", first, end);
        add_sequences(source, "v.sequence", first, end);
    }
    condition.is_impossible = check.empty() && !is_negated;
    if (check.empty())
        check = "0";
    condition.check.add(is_negated ? "NOT (" : "(").add(check).add(")");
    if (is_negated || condition.is_impossible)
        return condition;
    const auto type_id = TRY(moment.name(type));
    condition.driver_is_single = true;
    condition.driver.add(
        "SELECT v.resource FROM version v CROSS JOIN resource o ON o.id=v.resource WHERE v.type=?", type_id);
    condition.driver.add(" AND (").add(source).add(") AND o.sequence=v.sequence AND o.is_living");
    return condition;
}

}  // namespace

Result<Condition> own_condition(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    // Every resource has an id and a moment.
    if (criterion.modifier == Modifier::missing)
        return criterion.missing ? impossible() : always();
    return criterion.parameter == "_id" ? id_condition(moment, type, criterion)
                                        : last_updated_condition(moment, type, criterion);
}

}  // namespace helselos::store::sqlite
