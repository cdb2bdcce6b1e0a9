// Random resources and random questions, answered by the store and by a filter that
// looks at every resource and knows nothing of indexes.
#include "store/contract/contract.h"

#include "base/random.h"
#include "base/text.h"

#include <algorithm>
#include <fmt/format.h>
#include <map>
#include <set>

namespace helselos::store {

namespace {

using fhir::search::DateRow;
using fhir::search::DateValue;
using fhir::search::NumberValue;
using fhir::search::QuantityValue;
using fhir::search::ReferenceValue;
using fhir::search::StringValue;
using fhir::search::TokenValue;
using fhir::search::UriValue;

struct Kept {
    Rows rows;
    std::set<std::string> owners;
    std::size_t order = 0;  // Of the first time anybody spoke of it.
    bool is_living = true;
};

using World = std::map<std::string, Kept>;

class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_random(seed) {}
    std::size_t roll(std::size_t sides) { return below(m_random, sides); }
    bool one_in(std::size_t chance) { return roll(chance) == 0; }
    template <typename Choice>
    Choice pick(std::initializer_list<Choice> choices)
    {
        return *(choices.begin() + static_cast<std::ptrdiff_t>(roll(choices.size())));
    }

private:
    SeededRandom m_random;
};

std::string word(Dice& dice)
{
    std::string text;
    for (std::size_t length = 1 + dice.roll(4); length > 0; --length)
        text += dice.pick({"a", "b", "B", "ø", "%"});
    return text;
}

std::vector<fhir::search::SimpleRow> random_parts(Dice& dice)
{
    const auto low = static_cast<std::int64_t>(dice.roll(10));
    const auto value = static_cast<double>(dice.roll(10));
    std::vector<fhir::search::SimpleRow> parts;
    parts.emplace_back(fhir::search::TokenRow{"", dice.pick({"", "s1"}), dice.pick({"x", "y"})});
    if (dice.one_in(3))
        parts.emplace_back(DateRow{"", low, low + 1 + static_cast<std::int64_t>(dice.roll(3))});
    else if (dice.one_in(2))
        parts.emplace_back(fhir::search::QuantityRow{"", "u", dice.pick({"kg", "g"}), value, value});
    else
        parts.emplace_back(fhir::search::TokenRow{"", "s2", dice.pick({"x", "z"})});
    return parts;
}

Rows random_rows(Dice& dice)
{
    Rows rows;
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_token(dice.pick({"code", "t2"}), dice.pick({"", "s1", "s2"}), dice.pick({"x", "y", "z"}), rows);
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_string("s", word(dice), rows);
    for (std::size_t i = dice.roll(3); i > 0; --i) {
        const auto low = static_cast<std::int64_t>(dice.roll(30)) * dice.pick({1, 1000, 86'400'000});
        const auto width = static_cast<std::int64_t>(1 + dice.roll(5))
            * dice.pick<std::int64_t>({1, 5000, 86'400'000, 40'000'000'000});
        rows = with_date("date", dice.one_in(15) ? fhir::search::earliest : low,
            dice.one_in(15) ? fhir::search::latest : low + width, rows);
    }
    for (std::size_t i = dice.roll(2); i > 0; --i) {
        const double low = static_cast<double>(dice.roll(40)) * dice.pick({0.01, 0.5, 100.0}) - 5;
        rows = with_number("n", low, low + dice.pick({0.0, 0.01, 0.1, 3.0, 5000.0}), rows);
        rows = with_quantity("value-quantity", low, low + 0.5, dice.pick({"", "u"}), dice.pick({"kg", "g"}), rows);
    }
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_reference("r", dice.pick({"Patient", "Group"}), dice.pick({"1", "2"}), rows);
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_reference("part", "Observation", "t-" + std::to_string(dice.roll(60)), rows);
    if (dice.one_in(2)) {
        const auto low = static_cast<std::int64_t>(dice.roll(30));
        rows = with_date("single", low, low + dice.pick<std::int64_t>({1, 5}), rows);
    }
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_composite("c", random_parts(dice), rows);
    if (dice.one_in(2))
        rows = with_uri("u", dice.pick({"http://a", "http://a/b", "http://b", "urn:a"}), rows);
    return rows;
}

Prefix random_prefix(Dice& dice)
{
    return dice.pick(
        {Prefix::eq, Prefix::ne, Prefix::gt, Prefix::lt, Prefix::ge, Prefix::le, Prefix::sa, Prefix::eb, Prefix::ap});
}

NumberValue random_number(Dice& dice)
{
    const double value = static_cast<double>(dice.roll(40)) * dice.pick({0.01, 0.5, 100.0}) - 5;
    return {random_prefix(dice), value, value - 0.5, value + 0.5};
}

std::optional<std::string> maybe(Dice& dice, std::string text)
{
    return dice.one_in(2) ? std::optional(text) : std::nullopt;
}

fhir::search::Value random_value(Dice& dice, SearchType type)
{
    switch (type) {
    case SearchType::token: {
        const auto system = maybe(dice, dice.pick({"", "s1", "s2", "s3"}));
        return TokenValue{
            system, system && dice.one_in(3) ? std::nullopt : std::optional<std::string>(dice.pick({"x", "y", "q"}))};
    }
    case SearchType::string: {
        const auto text = word(dice);
        return StringValue{to_lower_ascii(text), text};
    }
    case SearchType::date: {
        const auto low = static_cast<std::int64_t>(dice.roll(30)) * dice.pick({1, 1, 1000, 86'400'000});
        return DateValue{random_prefix(dice), low, low + dice.pick<std::int64_t>({1, 1000, 86'400'000})};
    }
    case SearchType::number: return random_number(dice);
    case SearchType::quantity:
        return QuantityValue{
            random_number(dice), maybe(dice, dice.pick({"", "u"})), maybe(dice, dice.pick({"kg", "g", "mg"}))};
    case SearchType::reference:
        return ReferenceValue{dice.pick({"", "Patient", "Group"}), dice.pick({"1", "2", "3"}), "", {}};
    default: return UriValue{dice.pick({"http://a", "http://a/b", "http://", "urn:a", "urn:"})};
    }
}

fhir::search::CompositeValue random_composite(Dice& dice)
{
    const auto low = static_cast<std::int64_t>(dice.roll(10));
    const auto value = static_cast<double>(dice.roll(10));
    fhir::search::CompositeValue composite;
    composite.parts.emplace_back(TokenValue{maybe(dice, "s1"), dice.pick({"x", "y"})});
    if (dice.one_in(3))
        composite.parts.emplace_back(DateValue{random_prefix(dice), low, low + 2});
    else if (dice.one_in(2))
        composite.parts.emplace_back(
            QuantityValue{{random_prefix(dice), value, value - 0.5, value + 0.5}, {}, maybe(dice, "kg")});
    else
        composite.parts.emplace_back(TokenValue{{}, dice.pick({"x", "z"})});
    return composite;
}

Criterion random_criterion(Dice& dice)
{
    Criterion criterion;
    if (dice.one_in(8)) {
        criterion
            = {"c", SearchType::composite, dice.pick({Modifier::none, Modifier::none, Modifier::not_}), false, {}};
        for (std::size_t i = 1 + dice.roll(2); i > 0; --i)
            criterion.any_of.emplace_back(random_composite(dice));
        return criterion;
    }
    criterion.type = dice.pick({SearchType::token, SearchType::token, SearchType::string, SearchType::date,
        SearchType::number, SearchType::quantity, SearchType::reference, SearchType::uri});
    const std::map<SearchType, std::string> names{{SearchType::token, dice.pick({"code", "t2", "t3"})},
        {SearchType::string, "s"}, {SearchType::date, dice.pick({"date", "single"})}, {SearchType::number, "n"},
        {SearchType::quantity, "value-quantity"}, {SearchType::reference, "r"}, {SearchType::uri, "u"}};
    criterion.parameter = names.at(criterion.type);
    criterion.modifier = dice.pick({Modifier::none, Modifier::none, Modifier::none, Modifier::not_, Modifier::missing});
    if (criterion.type == SearchType::string)
        criterion.modifier = dice.pick({Modifier::none, Modifier::exact, Modifier::contains, Modifier::missing});
    if (criterion.type == SearchType::uri)
        criterion.modifier = dice.pick({Modifier::none, Modifier::above, Modifier::below});
    if (criterion.modifier == Modifier::missing)
        criterion.missing = dice.one_in(2);
    else
        for (std::size_t i = 1 + dice.roll(3); i > 0; --i)
            criterion.any_of.push_back(random_value(dice, criterion.type));
    return criterion;
}

// The words of the specification, one by one.
template <typename Number>
bool compare(Prefix prefix, Number low, Number high, Number search_low, Number search_high)
{
    const bool contains = search_low <= low && high <= search_high;
    const bool above_overlaps = high > search_high;
    const bool below_overlaps = low < search_low;
    switch (prefix) {
    case Prefix::eq: return contains;
    case Prefix::ne: return !contains;
    case Prefix::gt: return above_overlaps;
    case Prefix::lt: return below_overlaps;
    case Prefix::ge: return above_overlaps || contains;
    case Prefix::le: return below_overlaps || contains;
    case Prefix::sa: return low >= search_high;
    case Prefix::eb: return high <= search_low;
    case Prefix::ap: return low < search_high && high > search_low;
    }
    return false;
}

bool compare(const NumberValue& value, double low, double high)
{
    const bool is_precise = value.prefix == Prefix::eq || value.prefix == Prefix::ne || value.prefix == Prefix::ap;
    return is_precise ? compare(value.prefix, low, high, value.low, value.high)
                      : compare(value.prefix, low, high, value.value, value.value);
}

template <typename Row, typename Test>
bool any_row(const std::vector<Row>& rows, const std::string& parameter, Test test)
{
    return std::ranges::any_of(rows, [&](const Row& row) { return row.parameter == parameter && test(row); });
}

bool passes(const fhir::search::TokenRow& row, const TokenValue& value)
{
    return value.system.value_or(row.system) == row.system && value.code.value_or(row.code) == row.code;
}

bool passes(const fhir::search::QuantityRow& row, const QuantityValue& value)
{
    return compare(value.number, row.low, row.high) && value.system.value_or(row.system) == row.system
        && value.code.value_or(row.code) == row.code;
}

bool passes(const fhir::search::SimpleRow& row, const fhir::search::SimpleValue& value)
{
    if (const auto* token = std::get_if<TokenValue>(&value))
        return row.index() == 0 && passes(std::get<0>(row), *token);
    if (const auto* date = std::get_if<DateValue>(&value)) {
        const auto* range = std::get_if<DateRow>(&row);
        return range != nullptr && compare(date->prefix, range->low, range->high, date->low, date->high);
    }
    const auto* quantity = std::get_if<fhir::search::QuantityRow>(&row);
    return quantity != nullptr && passes(*quantity, std::get<QuantityValue>(value));
}

bool has_composite(const Rows& rows, const fhir::search::CompositeValue& value)
{
    return std::ranges::any_of(rows.composites, [&](const auto& row) {
        return row.parts.size() == value.parts.size()
            && std::ranges::equal(
                row.parts, value.parts, [](const auto& part, const auto& asked) { return passes(part, asked); });
    });
}

bool has_value(const Rows& rows, const Criterion& criterion, const fhir::search::Value& value)
{
    const auto& name = criterion.parameter;
    if (const auto* composite = std::get_if<fhir::search::CompositeValue>(&value))
        return has_composite(rows, *composite);
    if (const auto* token = std::get_if<TokenValue>(&value))
        return any_row(rows.tokens, name, [&](const auto& row) { return passes(row, *token); });
    if (const auto* string = std::get_if<StringValue>(&value))
        return any_row(rows.strings, name, [&](const auto& row) {
            if (criterion.modifier == Modifier::exact)
                return row.exact == string->exact;
            const auto at = row.folded.find(string->folded);
            return criterion.modifier == Modifier::contains ? at != std::string::npos : at == 0;
        });
    if (const auto* date = std::get_if<DateValue>(&value))
        return any_row(rows.dates, name,
            [&](const auto& row) { return compare(date->prefix, row.low, row.high, date->low, date->high); });
    if (const auto* number = std::get_if<NumberValue>(&value))
        return any_row(rows.numbers, name, [&](const auto& row) { return compare(*number, row.low, row.high); });
    if (const auto* quantity = std::get_if<QuantityValue>(&value))
        return any_row(rows.quantities, name, [&](const auto& row) { return passes(row, *quantity); });
    if (const auto* reference = std::get_if<ReferenceValue>(&value))
        return any_row(rows.references, name, [&](const auto& row) {
            return row.id == reference->id && (reference->type.empty() || reference->type == row.type);
        });
    const auto& uri = std::get<UriValue>(value).uri;
    return any_row(rows.uris, name, [&](const auto& row) {
        if (uri.starts_with("urn:") || criterion.modifier == Modifier::none)
            return row.uri == uri;
        return criterion.modifier == Modifier::below ? row.uri.starts_with(uri) : uri.starts_with(row.uri);
    });
}

bool has_any(const Rows& rows, const std::string& name)
{
    const auto always = [](const auto&) { return true; };
    return any_row(rows.tokens, name, always) || any_row(rows.strings, name, always)
        || any_row(rows.dates, name, always) || any_row(rows.numbers, name, always)
        || any_row(rows.quantities, name, always) || any_row(rows.references, name, always)
        || any_row(rows.uris, name, always);
}

bool fulfils(const Rows& rows, const Criterion& criterion)
{
    if (criterion.modifier == Modifier::missing)
        return has_any(rows, criterion.parameter) != criterion.missing;
    const bool has
        = std::ranges::any_of(criterion.any_of, [&](const auto& value) { return has_value(rows, criterion, value); });
    return has != (criterion.modifier == Modifier::not_);
}

bool is_seen(const Kept& kept, const Scope& scope)
{
    const auto has_one_of = [&](const std::vector<std::string>& owners) {
        return std::ranges::any_of(owners, [&](const auto& owner) { return kept.owners.contains(owner); });
    };
    return scope.everything || has_one_of(scope.owners) || std::ranges::any_of(scope.reaches, [&](const Reach& reach) {
        return has_one_of(reach.owners) && !has_one_of(reach.except);
    });
}

// One resource against clauses, everything it is chained to looked up in the world.
struct Naive {
    const World& world;
    const Scope& scope;

    bool all(const World::value_type& one, const std::vector<Clause>& clauses) const
    {
        return std::ranges::all_of(clauses, [&](const auto& clause) { return holds(one, clause); });
    }
    bool any(const World::value_type& one, const std::vector<Clause>& clauses) const
    {
        return std::ranges::any_of(clauses, [&](const auto& clause) { return holds(one, clause); });
    }
    bool is_found(const World::value_type& one, const std::vector<Clause>& clauses) const
    {
        return one.second.is_living && is_seen(one.second, scope) && all(one, clauses);
    }
    static bool refers(const World::value_type& one, const std::string& parameter, const std::string& id)
    {
        return one.second.is_living
            && any_row(one.second.rows.references, parameter, [&](const auto& row) { return row.id == id; });
    }
    bool holds(const World::value_type& one, const Clause& clause) const
    {
        if (const auto* criterion = std::get_if<Criterion>(&clause.is))
            return fulfils(one.second.rows, *criterion);
        if (const auto* chain = std::get_if<Chain>(&clause.is))
            return std::ranges::any_of(world, [&](const auto& other) {
                return refers(one, chain->parameter, other.first) && is_found(other, chain->where);
            });
        if (const auto* chain = std::get_if<ReverseChain>(&clause.is))
            return std::ranges::any_of(world, [&](const auto& other) {
                return refers(other, chain->parameter, one.first) && is_found(other, chain->where);
            });
        if (const auto* in = std::get_if<InCompartment>(&clause.is))
            return one.second.owners.contains(in->owner);
        if (const auto* of = std::get_if<AllOf>(&clause.is))
            return all(one, of->clauses);
        if (const auto* of = std::get_if<AnyOf>(&clause.is))
            return any(one, of->clauses);
        return !any(one, std::get<NoneOf>(clause.is).clauses);
    }
};

// The least date or string of a resource (the greatest when descending), as a text that sorts alike.
std::optional<std::string> sort_text(const Rows& rows, const fhir::search::SortKey& key)
{
    std::set<std::string> texts;
    for (const auto& row : rows.strings)
        if (key.parameter == "s")
            texts.insert(row.folded);
    for (const auto& row : rows.dates)
        if (row.parameter == key.parameter)
            texts.insert(fmt::format("{:020}", static_cast<std::uint64_t>(row.low) ^ (1ULL << 63)));
    if (texts.empty())
        return std::nullopt;
    return key.descending ? *texts.rbegin() : *texts.begin();
}

Ids naive_search(const World& world, const Query& query, const Scope& scope)
{
    std::vector<const World::value_type*> found;
    for (const auto& each : world) {
        if (Naive{world, scope}.is_found(each, query.all_of))
            found.push_back(&each);
    }
    std::ranges::sort(found, [&](const auto* left, const auto* right) {
        for (const auto& key : query.sort) {
            const auto first = sort_text(left->second.rows, key);
            const auto second = sort_text(right->second.rows, key);
            if (first == second)
                continue;
            if (!first || !second)
                return first.has_value();
            return key.descending ? *second < *first : *first < *second;
        }
        return left->second.order < right->second.order;
    });
    Ids ids;
    for (const auto* each : found)
        ids.push_back(each->first);
    return ids;
}

std::vector<Clause> random_clauses(Dice& dice, std::size_t most, int depth);

Clause random_clause(Dice& dice, int depth)
{
    if (depth == 0 || !dice.one_in(3))
        return random_criterion(dice);
    switch (dice.roll(6)) {
    case 0: return AllOf{random_clauses(dice, 3, depth - 1)};
    case 1: return AnyOf{random_clauses(dice, 3, depth - 1)};
    case 2: return NoneOf{random_clauses(dice, 3, depth - 1)};
    case 3: return Chain{"part", "Observation", random_clauses(dice, 2, depth - 1)};
    case 4: return ReverseChain{"Observation", "part", random_clauses(dice, 2, depth - 1)};
    default: return InCompartment{dice.pick({"Patient/1", "Patient/2", "Patient/none"})};
    }
}

std::vector<Clause> random_clauses(Dice& dice, std::size_t most, int depth)
{
    std::vector<Clause> clauses;
    for (std::size_t i = dice.roll(most); i > 0; --i)
        clauses.push_back(random_clause(dice, depth));
    return clauses;
}

Query random_query(Dice& dice)
{
    auto asked = query("Observation", random_clauses(dice, 4, 3));
    for (std::size_t i = dice.roll(3); i > 0; --i)
        asked.sort.push_back(dice.one_in(2)
                ? fhir::search::SortKey{dice.pick({"date", "single"}), SearchType::date, dice.one_in(2)}
                : fhir::search::SortKey{"s", SearchType::string, dice.one_in(2)});
    asked.count = 1 + dice.roll(20);
    return asked;
}

Scope random_scope(Dice& dice)
{
    if (dice.one_in(2))
        return everyone;
    Scope scope;
    for (std::size_t i = dice.roll(3); i > 0; --i)
        scope.owners.push_back(dice.pick({"Patient/1", "Patient/2", "Organization/1", "Patient/none"}));
    for (std::size_t i = dice.roll(3); i > 0; --i)
        scope.reaches.push_back({{dice.pick({"Patient/1", "Patient/2", "Organization/1"})},
            {dice.pick({"Patient/1", "Patient/2", "Organization/1", "Patient/none"})}});
    return scope;
}

std::vector<std::string> random_owners(Dice& dice)
{
    std::vector<std::string> owners;
    for (std::size_t i = dice.roll(3); i > 0; --i)
        owners.push_back(dice.pick({"Patient/1", "Patient/2", "Organization/1"}));
    return owners;
}

}  // namespace

TEST_P(Contract, random_questions_are_answered_as_by_looking_at_everything)
{
    const std::uint64_t seed = 20'261'122;
    Dice dice(seed);
    World world;
    std::map<std::string, std::size_t> heard_of;
    const auto hear_of = [&](const std::string& name) { return heard_of.emplace(name, heard_of.size()).first->second; };
    int found_something = 0;
    for (int round = 0; round < 6; ++round) {
        for (int act = 0; act < 40; ++act) {
            const auto id = "t-" + std::to_string(dice.roll(60));
            const auto place = world.find(id);
            const auto order = hear_of(id);
            const auto rows = random_rows(dice);
            const auto owners = random_owners(dice);
            const std::set<std::string> owner_set(owners.begin(), owners.end());
            if (place == world.end() || !place->second.is_living) {
                create("Observation", id, rows, owners);
                world[id] = {rows, owner_set, order, true};
            } else if (dice.one_in(4)) {
                remove("Observation", id);
                place->second.is_living = false;
            } else {
                update("Observation", id, rows, owners);
                world[id] = {rows, owner_set, order, true};
            }
            if (world[id].is_living)
                for (const auto& row : rows.references)
                    hear_of(row.id);
        }
        for (int question = 0; question < 250; ++question) {
            const auto asked = random_query(dice);
            const auto scope = random_scope(dice);
            const auto expected = naive_search(world, asked, scope);
            ASSERT_EQ(ids_of_all_pages(asked, scope), expected)
                << "seed " << seed << ", round " << round << ", question " << question;
            ASSERT_EQ(reader()->count(asked, scope).value(), expected.size())
                << "seed " << seed << ", question " << question;
            found_something += expected.empty() ? 0 : 1;
        }
    }
    EXPECT_GT(found_something, 500) << "the questions must not all be empty";
}

}  // namespace helselos::store
