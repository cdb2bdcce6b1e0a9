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
    std::size_t order = 0;  // Of the first time the id was used.
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

Rows random_rows(Dice& dice)
{
    Rows rows;
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_token(dice.pick({"t1", "t2"}), dice.pick({"", "s1", "s2"}), dice.pick({"x", "y", "z"}), rows);
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_string("s", word(dice), rows);
    for (std::size_t i = dice.roll(3); i > 0; --i) {
        const auto low = static_cast<std::int64_t>(dice.roll(30)) * dice.pick({1, 1000, 86'400'000});
        const auto width = static_cast<std::int64_t>(1 + dice.roll(5))
            * dice.pick<std::int64_t>({1, 5000, 86'400'000, 40'000'000'000});
        rows = with_date("d", dice.one_in(15) ? fhir::search::earliest : low,
            dice.one_in(15) ? fhir::search::latest : low + width, rows);
    }
    for (std::size_t i = dice.roll(2); i > 0; --i) {
        const double low = static_cast<double>(dice.roll(40)) * dice.pick({0.01, 0.5, 100.0}) - 5;
        rows = with_number("n", low, low + dice.pick({0.0, 0.01, 0.1, 3.0, 5000.0}), rows);
        rows = with_quantity("q", low, low + 0.5, dice.pick({"", "u"}), dice.pick({"kg", "g"}), rows);
    }
    for (std::size_t i = dice.roll(3); i > 0; --i)
        rows = with_reference("r", dice.pick({"Patient", "Group"}), dice.pick({"1", "2"}), rows);
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
        const auto low = static_cast<std::int64_t>(dice.roll(30)) * dice.pick({1, 1000, 86'400'000});
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

Criterion random_criterion(Dice& dice)
{
    Criterion criterion;
    criterion.type = dice.pick({SearchType::token, SearchType::token, SearchType::string, SearchType::date,
        SearchType::number, SearchType::quantity, SearchType::reference, SearchType::uri});
    const std::map<SearchType, std::string> names{{SearchType::token, dice.pick({"t1", "t2", "t3"})},
        {SearchType::string, "s"}, {SearchType::date, "d"}, {SearchType::number, "n"}, {SearchType::quantity, "q"},
        {SearchType::reference, "r"}, {SearchType::uri, "u"}};
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

bool has_value(const Rows& rows, const Criterion& criterion, const fhir::search::Value& value)
{
    const auto& name = criterion.parameter;
    if (const auto* token = std::get_if<TokenValue>(&value))
        return any_row(rows.tokens, name, [&](const auto& row) {
            return token->system.value_or(row.system) == row.system && token->code.value_or(row.code) == row.code;
        });
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
        return any_row(rows.quantities, name, [&](const auto& row) {
            return compare(quantity->number, row.low, row.high) && quantity->system.value_or(row.system) == row.system
                && quantity->code.value_or(row.code) == row.code;
        });
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
    return scope.everything
        || std::ranges::any_of(scope.owners, [&](const auto& owner) { return kept.owners.contains(owner); });
}

// The least date or string of a resource (the greatest when descending), as a text that sorts alike.
std::optional<std::string> sort_text(const Rows& rows, const fhir::search::SortKey& key)
{
    std::set<std::string> texts;
    for (const auto& row : rows.strings)
        if (key.parameter == "s")
            texts.insert(row.folded);
    for (const auto& row : rows.dates)
        if (key.parameter == "d")
            texts.insert(fmt::format("{:020}", static_cast<std::uint64_t>(row.low) ^ (1ULL << 63)));
    if (texts.empty())
        return std::nullopt;
    return key.descending ? *texts.rbegin() : *texts.begin();
}

Ids naive_search(const World& world, const Query& query, const Scope& scope)
{
    std::vector<const World::value_type*> found;
    for (const auto& each : world) {
        const auto passes = [&](const Criterion& criterion) { return fulfils(each.second.rows, criterion); };
        if (each.second.is_living && is_seen(each.second, scope) && std::ranges::all_of(query.all_of, passes))
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

Query random_query(Dice& dice)
{
    auto asked = query("Thing");
    for (std::size_t i = dice.roll(4); i > 0; --i)
        asked.all_of.push_back(random_criterion(dice));
    for (std::size_t i = dice.roll(3); i > 0; --i)
        asked.sort.push_back(dice.one_in(2) ? fhir::search::SortKey{"d", SearchType::date, dice.one_in(2)}
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
    int found_something = 0;
    for (int round = 0; round < 6; ++round) {
        for (int act = 0; act < 40; ++act) {
            const auto id = "t-" + std::to_string(dice.roll(60));
            const auto place = world.find(id);
            const auto rows = random_rows(dice);
            const auto owners = random_owners(dice);
            const std::set<std::string> owner_set(owners.begin(), owners.end());
            if (place == world.end() || !place->second.is_living) {
                create("Thing", id, rows, owners);
                const auto order = place == world.end() ? world.size() : place->second.order;
                world[id] = {rows, owner_set, order, true};
            } else if (dice.one_in(4)) {
                remove("Thing", id);
                place->second.is_living = false;
            } else {
                update("Thing", id, rows, owners);
                world[id] = {rows, owner_set, place->second.order, true};
            }
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
