#include "store/sqlite/search/to_wanted.h"

#include "fhir/search/of_type.h"

#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using namespace fhir::search;

Error unsupported(const Criterion& criterion)
{
    return {
        Kind::unsupported, fmt::format("the modifier on search parameter '{}' is not supported", criterion.parameter)};
}

Error of_another_type(const Criterion& criterion)
{
    return {Kind::invalid, fmt::format("search parameter '{}' has a value of another type", criterion.parameter)};
}

// Value sets are resolved before a search comes here: what is left of :not-in are the values themselves.
bool asks_for_other(const Criterion& criterion)
{
    return criterion.modifier == Modifier::not_in
        && (criterion.type == SearchType::token || criterion.type == SearchType::uri);
}

bool is_known(const Criterion& criterion)
{
    const auto modifier = criterion.modifier;
    if (asks_for_other(criterion))
        return true;
    if (modifier == Modifier::none || modifier == Modifier::missing || modifier == Modifier::not_)
        return true;
    switch (criterion.type) {
    case SearchType::string:
        return modifier == Modifier::exact || modifier == Modifier::contains || modifier == Modifier::whole
            || modifier == Modifier::ends;
    case SearchType::uri: return modifier == Modifier::above || modifier == Modifier::below;
    case SearchType::reference: return modifier == Modifier::type || modifier == Modifier::identifier;
    default: return false;
    }
}

Result<std::optional<NameId>> name_of(const Moment& moment, const std::optional<std::string>& text)
{
    if (!text)
        return std::optional<NameId>();
    return std::optional(TRY(moment.name(*text)));
}

TextTest text_test_of(Modifier modifier)
{
    switch (modifier) {
    case Modifier::contains: return TextTest::contains;
    case Modifier::above: return TextTest::above;
    case Modifier::below: return TextTest::below;
    case Modifier::whole: return TextTest::whole;
    case Modifier::ends: return TextTest::ends;
    default: return TextTest::is;
    }
}

Result<SimpleTest> test_of(const Moment& moment, const TokenValue& value, Modifier)
{
    TokenTest test;
    if (value.code)
        test.code = to_key(*value.code);
    test.system = TRY(name_of(moment, value.system));
    return SimpleTest(std::move(test));
}

Result<SimpleTest> test_of(const Moment&, const StringValue& value, Modifier modifier)
{
    const bool is_start = modifier == Modifier::none || modifier == Modifier::not_;
    return SimpleTest(StringTest{is_start ? TextTest::starts_with : text_test_of(modifier), value.folded, value.exact});
}

Result<SimpleTest> test_of(const Moment&, const DateValue& value, Modifier)
{
    return SimpleTest(to_test(value));
}

Result<SimpleTest> test_of(const Moment&, const NumberValue& value, Modifier)
{
    return SimpleTest(to_test(value));
}

Result<SimpleTest> test_of(const Moment& moment, const QuantityValue& value, Modifier)
{
    auto test = to_test(value.number);
    test.unit = TRY(name_of(moment, value.code));
    test.system = TRY(name_of(moment, value.system));
    test.is_quantity = true;
    return SimpleTest(std::move(test));
}

Result<SimpleTest> test_of(const Moment&, const UriValue& value, Modifier modifier)
{
    return SimpleTest(UriTest{text_test_of(modifier), to_key(value.uri)});
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

Result<SimpleTest> test_of(const Moment& moment, const ReferenceValue& value, Modifier modifier)
{
    if (modifier == Modifier::identifier)
        return test_of(moment, value.identifier, modifier);
    if (value.type.empty() && value.url.empty())
        return SimpleTest(ReferenceTest{TRY(find_by_logical_id(moment, value.id))});
    const auto found = value.url.empty() ? TRY(find_resource(moment, value.type, value.id))
                                         : TRY(find_resource(moment, "", to_key(value.url)));
    return SimpleTest(ReferenceTest{found ? std::vector{*found} : std::vector<ResourceId>{}});
}

// What a value must be for a kind of row; a query that mixes them was made wrongly.
bool fits(RowKind kind, const SimpleTest& test)
{
    switch (kind) {
    case RowKind::token: return std::holds_alternative<TokenTest>(test);
    case RowKind::string: return std::holds_alternative<StringTest>(test);
    case RowKind::date: return std::holds_alternative<DateTest>(test);
    case RowKind::number:
    case RowKind::quantity: return std::holds_alternative<NumberTest>(test);
    case RowKind::reference: return std::holds_alternative<ReferenceTest>(test);
    case RowKind::uri: return std::holds_alternative<UriTest>(test);
    case RowKind::member:
    case RowKind::composite: return false;
    }
    return false;
}

template <typename Value>
Result<Test> add_test(const Moment& moment, const Criterion& criterion, RowKind kind, const Value& value)
{
    auto test = TRY(test_of(moment, value, criterion.modifier));
    if (!fits(kind, test))
        return of_another_type(criterion);
    return std::visit([](auto& each) { return Result<Test>(Test(std::move(each))); }, test);
}

Result<Test> add_test(const Moment& moment, const Criterion& criterion, RowKind kind, const CompositeValue& value)
{
    if (kind != RowKind::composite || value.parts.empty())
        return of_another_type(criterion);
    CompositeTest test;
    for (const auto& part : value.parts) {
        const auto to_test = [&](const auto& each) { return test_of(moment, each, Modifier::none); };
        test.parts.push_back(TRY(std::visit(to_test, part)));
    }
    return Test(std::move(test));
}

}  // namespace

Result<RowKind> row_kind_of(SearchType type, std::string_view parameter)
{
    switch (type) {
    case SearchType::token: return RowKind::token;
    case SearchType::string: return RowKind::string;
    case SearchType::date: return RowKind::date;
    case SearchType::number: return RowKind::number;
    case SearchType::quantity: return RowKind::quantity;
    case SearchType::reference: return RowKind::reference;
    case SearchType::uri: return RowKind::uri;
    case SearchType::composite: return RowKind::composite;
    case SearchType::special: break;
    }
    return Error{Kind::unsupported, fmt::format("search parameter '{}' is of a type that is not supported", parameter)};
}

Result<Wanted> to_wanted(const Moment& moment, const std::string& type, const Criterion& criterion)
{
    if (!is_known(criterion))
        return unsupported(criterion);
    Wanted wanted;
    wanted.kind = TRY(row_kind_of(criterion.type, criterion.parameter));
    const bool is_whole = !fhir::search::type_of(criterion.parameter).empty();
    auto name = is_whole ? criterion.parameter.substr(1) : parameter_name(type, criterion.parameter);
    const auto identifier_name = name + ":identifier";
    if (criterion.modifier == Modifier::identifier) {
        wanted.kind = RowKind::token;
        name = identifier_name;
    }
    wanted.parameter = TRY(moment.name(name));
    if (criterion.modifier == Modifier::missing) {
        wanted.is_presence = true;
        wanted.is_negated = criterion.missing;
        wanted.also_present_by = TRY(moment.name(identifier_name));
        return wanted;
    }
    wanted.is_negated = criterion.modifier == Modifier::not_;
    wanted.is_other = asks_for_other(criterion);
    for (const auto& value : criterion.any_of) {
        const auto to_test = [&](const auto& each) { return add_test(moment, criterion, wanted.kind, each); };
        wanted.any_of.push_back(TRY(std::visit(to_test, value)));
    }
    return wanted;
}

}  // namespace helselos::store::sqlite
