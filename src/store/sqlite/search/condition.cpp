#include "store/sqlite/search/condition.h"

#include "store/sqlite/search/driver.h"
#include "store/sqlite/search/own_condition.h"

#include <algorithm>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using fhir::search::Criterion;
using fhir::search::Modifier;

Error unsupported(const Criterion& criterion)
{
    return {
        Kind::unsupported, fmt::format("the modifier on search parameter '{}' is not supported", criterion.parameter)};
}

Result<RowKind> kind_of(const Criterion& criterion)
{
    switch (criterion.type) {
    case SearchType::token: return RowKind::token;
    case SearchType::string: return RowKind::string;
    case SearchType::date: return RowKind::date;
    case SearchType::number: return RowKind::number;
    case SearchType::quantity: return RowKind::quantity;
    case SearchType::reference: return RowKind::reference;
    case SearchType::uri: return RowKind::uri;
    case SearchType::composite:
    case SearchType::special: break;
    }
    return Error{Kind::unsupported,
        fmt::format("search parameter '{}' is of a type that is not supported", criterion.parameter)};
}

bool is_known(const Criterion& criterion)
{
    const auto modifier = criterion.modifier;
    if (modifier == Modifier::none || modifier == Modifier::missing || modifier == Modifier::not_)
        return true;
    switch (criterion.type) {
    case SearchType::string: return modifier == Modifier::exact || modifier == Modifier::contains;
    case SearchType::uri: return modifier == Modifier::above || modifier == Modifier::below;
    case SearchType::reference: return modifier == Modifier::type || modifier == Modifier::identifier;
    default: return false;
    }
}

Result<std::optional<NameId>> name_of(const Moment& moment, const std::optional<std::string>& text)
{
    if (!text)
        return std::optional<NameId>();
    return std::optional(TRY(moment.names.find(*text)).value_or(unheard_of));
}

Result<Test> token_test(const Moment& moment, const fhir::search::TokenValue& value)
{
    TokenTest test;
    if (value.code)
        test.code = to_key(*value.code);
    test.system = TRY(name_of(moment, value.system));
    return Test(std::move(test));
}

TextTest text_test_of(Modifier modifier)
{
    switch (modifier) {
    case Modifier::contains: return TextTest::contains;
    case Modifier::above: return TextTest::above;
    case Modifier::below: return TextTest::below;
    default: return TextTest::is;
    }
}

Result<Test> string_test(const fhir::search::StringValue& value, Modifier modifier)
{
    const bool is_start = modifier == Modifier::none || modifier == Modifier::not_;
    return Test(StringTest{is_start ? TextTest::starts_with : text_test_of(modifier), value.folded, value.exact});
}

Result<Test> quantity_test(const Moment& moment, const fhir::search::QuantityValue& value)
{
    auto test = to_test(value.number);
    test.unit = TRY(name_of(moment, value.code));
    test.system = TRY(name_of(moment, value.system));
    return Test(std::move(test));
}

Result<std::vector<ResourceId>> find_by_logical_id(const Moment& moment, std::string_view id)
{
    auto statement = TRY(moment.connection.prepare("SELECT id FROM resource WHERE logical_id=? AND type<>0"));
    statement.bind(id);
    std::vector<ResourceId> found;
    while (TRY(statement.step()))
        found.push_back(statement.integer(0));
    return found;
}

Result<Test> reference_test(const Moment& moment, const fhir::search::ReferenceValue& value)
{
    if (value.type.empty() && value.url.empty())
        return Test(ReferenceTest{TRY(find_by_logical_id(moment, value.id))});
    const auto found = value.url.empty() ? TRY(find_resource(moment, value.type, value.id))
                                         : TRY(find_resource(moment, "", to_key(value.url)));
    return Test(ReferenceTest{found ? std::vector{*found} : std::vector<ResourceId>{}});
}

Result<Test> row_test(const Moment& moment, const Criterion& criterion, const fhir::search::Value& value)
{
    using namespace fhir::search;
    if (const auto* token = std::get_if<TokenValue>(&value))
        return token_test(moment, *token);
    if (const auto* string = std::get_if<StringValue>(&value))
        return string_test(*string, criterion.modifier);
    if (const auto* date = std::get_if<DateValue>(&value))
        return Test(to_test(*date));
    if (const auto* number = std::get_if<NumberValue>(&value))
        return Test(to_test(*number));
    if (const auto* quantity = std::get_if<QuantityValue>(&value))
        return quantity_test(moment, *quantity);
    if (const auto* uri = std::get_if<UriValue>(&value))
        return Test(UriTest{text_test_of(criterion.modifier), to_key(uri->uri)});
    const auto& reference = std::get<ReferenceValue>(value);
    if (criterion.modifier == Modifier::identifier)
        return token_test(moment, reference.identifier);
    return reference_test(moment, reference);
}

// What a value must be for a kind of row; a query that mixes them was made wrongly.
bool fits(RowKind kind, const Test& test)
{
    switch (kind) {
    case RowKind::token: return std::holds_alternative<TokenTest>(test);
    case RowKind::string: return std::holds_alternative<StringTest>(test);
    case RowKind::date: return std::holds_alternative<DateTest>(test);
    case RowKind::number:
    case RowKind::quantity: return std::holds_alternative<NumberTest>(test);
    case RowKind::reference: return std::holds_alternative<ReferenceTest>(test);
    case RowKind::uri: return std::holds_alternative<UriTest>(test);
    case RowKind::member: return false;
    }
    return false;
}

Result<Wanted> to_wanted(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    Wanted wanted;
    wanted.kind = TRY(kind_of(criterion));
    auto name = parameter_name(type, criterion.parameter);
    const auto identifier_name = name + ":identifier";
    if (criterion.modifier == Modifier::identifier) {
        wanted.kind = RowKind::token;
        name = identifier_name;
    }
    wanted.parameter = TRY(moment.names.find(name)).value_or(unheard_of);
    if (criterion.modifier == Modifier::missing) {
        wanted.is_presence = true;
        wanted.is_negated = criterion.missing;
        wanted.also_present_by = TRY(moment.names.find(identifier_name)).value_or(unheard_of);
        return wanted;
    }
    wanted.is_negated = criterion.modifier == Modifier::not_;
    for (const auto& value : criterion.any_of) {
        wanted.any_of.push_back(TRY(row_test(moment, criterion, value)));
        if (!fits(wanted.kind, wanted.any_of.back()))
            return Error{
                Kind::invalid, fmt::format("search parameter '{}' has a value of another type", criterion.parameter)};
    }
    return wanted;
}

Result<Condition> row_condition(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    Condition condition;
    condition.wanted = std::make_unique<Wanted>(TRY(to_wanted(moment, type, criterion)));
    const auto& wanted = *condition.wanted;
    const bool is_heard_of
        = wanted.parameter != unheard_of || (wanted.is_presence && wanted.also_present_by != unheard_of);
    if (!is_heard_of)
        condition.is_impossible = true;
    else if (!wanted.is_presence)
        TRY(drive_by_rows(moment, condition));
    if (wanted.is_negated) {
        condition.driver = {};
        condition.is_impossible = false;
        condition.check = condition.check.empty() ? condition.check : Sql("NOT ").add(condition.check);
    }
    if (condition.check.empty() && !condition.is_impossible) {
        condition.check.add("keeps(k.rows,?)", condition.wanted.get());
        condition.check_needs_rows = true;
    }
    return condition;
}

void add_list(Sql& sql, const std::vector<ResourceId>& ids)
{
    for (std::size_t i = 0; i < ids.size(); ++i)
        sql.add(i == 0 ? "(?" : ",?", ids[i]);
    sql.add(")");
}

}  // namespace

Result<Condition> to_condition(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    if (!is_known(criterion))
        return unsupported(criterion);
    const bool is_own = criterion.parameter == "_id" || criterion.parameter == "_lastUpdated";
    return is_own ? own_condition(moment, type, criterion) : row_condition(moment, type, criterion);
}

Result<std::vector<ResourceId>> find_owners(const Moment& moment, const Scope& scope)
{
    std::vector<ResourceId> owners;
    for (const auto& owner : scope.owners) {
        const auto slash = owner.find('/');
        if (slash == std::string::npos)
            continue;
        if (const auto found = TRY(find_resource(moment, owner.substr(0, slash), owner.substr(slash + 1))))
            owners.push_back(*found);
    }
    return owners;
}

Result<std::optional<Condition>> scope_condition(const Moment& moment, const std::string& type, const Scope& scope)
{
    if (scope.everything || std::ranges::find(scope.open_types, type) != scope.open_types.end())
        return std::optional<Condition>();
    Condition condition;
    const auto owners = TRY(find_owners(moment, scope));
    const auto type_id = TRY(moment.names.find(type)).value_or(unheard_of);
    condition.is_impossible = owners.empty();
    if (owners.empty())
        return std::optional(std::move(condition));
    Sql members = "FROM compartment WHERE owner IN ";
    add_list(members, owners);
    members.add(" AND type=?", type_id);
    condition.driver.add("SELECT resource ").add(members);
    condition.driver_is_living = false;
    condition.check.add("EXISTS(SELECT 1 ").add(members).add(" AND resource=d.resource)");
    return std::optional(std::move(condition));
}

Result<Condition> type_condition(const Moment& moment, const std::string& type)
{
    Condition condition;
    const auto type_id = TRY(moment.names.find(type)).value_or(unheard_of);
    condition.driver.add("SELECT resource FROM living WHERE type=?", type_id);
    condition.driver_is_ordered = true;
    condition.check.add("EXISTS(SELECT 1 FROM living WHERE type=? AND resource=d.resource)", type_id);
    return condition;
}

Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view type, std::string_view id)
{
    const auto type_id = TRY(moment.names.find(type));
    if (!type_id)
        return std::optional<ResourceId>();
    auto statement = TRY(moment.connection.prepare("SELECT id FROM resource WHERE logical_id=? AND type=?"));
    statement.bind(id, *type_id);
    if (!TRY(statement.step()))
        return std::optional<ResourceId>();
    return std::optional<ResourceId>(statement.integer(0));
}

Result<std::int64_t> first_sequence_from(Connection& connection, std::int64_t at_ms)
{
    std::int64_t first = 1;
    std::int64_t end = TRY(connection.integer("SELECT coalesce(max(sequence),0)+1 FROM version"));
    // Sequences have no gaps and never go back in time.
    auto statement = TRY(connection.prepare("SELECT at FROM version WHERE sequence=?"));
    while (first < end) {
        const auto middle = first + (end - first) / 2;
        statement.bind(middle);
        const bool is_before = TRY(statement.step()) && statement.integer(0) < at_ms;
        statement.reset();
        if (is_before)
            first = middle + 1;
        else
            end = middle;
    }
    return first;
}

}  // namespace helselos::store::sqlite
