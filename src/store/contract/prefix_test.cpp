// http://hl7.org/fhir/R4/search.html#prefix
#include "store/contract/contract.h"

#include <cmath>

namespace helselos::store {

namespace {

using fhir::search::earliest;
using fhir::search::latest;

constexpr std::int64_t day = 86'400'000;

}  // namespace

// The search value is day 10, [10, 11) in days.
TEST_P(Contract, date_prefixes_compare_ranges)
{
    create("Encounter", "before", with_date("date", 8 * day, 9 * day));
    create("Encounter", "until", with_date("date", 9 * day, 10 * day));
    create("Encounter", "into", with_date("date", 9 * day, 10 * day + 1));
    create("Encounter", "instant", with_date("date", 10 * day, 10 * day + 1));
    create("Encounter", "same", with_date("date", 10 * day, 11 * day));
    create("Encounter", "around", with_date("date", 9 * day, 12 * day));
    create("Encounter", "out-of", with_date("date", 11 * day - 1, 12 * day));
    create("Encounter", "from", with_date("date", 11 * day, 12 * day));
    create("Encounter", "open", with_date("date", 10 * day, latest));
    create("Encounter", "always", with_date("date", earliest, latest));
    const auto ask = [&](Prefix prefix) { return ids("Encounter", {date("date", prefix, 10 * day, 11 * day)}); };

    EXPECT_EQ(ask(Prefix::eq), (Ids{"instant", "same"}));
    EXPECT_EQ(ask(Prefix::ne), (Ids{"before", "until", "into", "around", "out-of", "from", "open", "always"}));
    EXPECT_EQ(ask(Prefix::gt), (Ids{"around", "out-of", "from", "open", "always"}));
    EXPECT_EQ(ask(Prefix::lt), (Ids{"before", "until", "into", "around", "always"}));
    EXPECT_EQ(ask(Prefix::ge), (Ids{"instant", "same", "around", "out-of", "from", "open", "always"}));
    EXPECT_EQ(ask(Prefix::le), (Ids{"before", "until", "into", "instant", "same", "around", "always"}));
    EXPECT_EQ(ask(Prefix::sa), Ids{"from"});
    EXPECT_EQ(ask(Prefix::eb), (Ids{"before", "until"}));
    EXPECT_EQ(ask(Prefix::ap), (Ids{"into", "instant", "same", "around", "out-of", "open", "always"}));
}

TEST_P(Contract, a_date_range_of_any_width_is_found_by_its_end)
{
    std::int64_t width = 1;
    for (int i = 0; i < 45; ++i, width *= 2)
        create("Encounter", "w" + std::to_string(i), with_date("date", 100 * day - width, 100 * day));
    EXPECT_EQ(ids("Encounter", {date("date", Prefix::gt, 99 * day, 100 * day - 1)}).size(), 45U);
    EXPECT_EQ(ids("Encounter", {date("date", Prefix::gt, 99 * day, 100 * day)}).size(), 0U);
    EXPECT_EQ(ids("Encounter", {date("date", Prefix::ap, 100 * day - 1, 101 * day)}).size(), 45U);
}

// A number that was written 5.40 is [5.395, 5.405); the value asked for is 5.4.
TEST_P(Contract, number_prefixes_compare_ranges)
{
    create("RiskAssessment", "below", with_number("probability", 5.25, 5.35));
    create("RiskAssessment", "coarse", with_number("probability", 5.3, 5.5));
    create("RiskAssessment", "same", with_number("probability", 5.35, 5.45));
    create("RiskAssessment", "fine", with_number("probability", 5.395, 5.405));
    create("RiskAssessment", "above", with_number("probability", 5.45, 5.55));
    const auto ask
        = [&](Prefix prefix) { return ids("RiskAssessment", {number("probability", prefix, 5.4, 5.35, 5.45)}); };

    EXPECT_EQ(ask(Prefix::eq), (Ids{"same", "fine"}));
    EXPECT_EQ(ask(Prefix::ne), (Ids{"below", "coarse", "above"}));
    EXPECT_EQ(ask(Prefix::gt), (Ids{"coarse", "same", "fine", "above"}));
    EXPECT_EQ(ask(Prefix::lt), (Ids{"below", "coarse", "same", "fine"}));
    EXPECT_EQ(ask(Prefix::ge), (Ids{"coarse", "same", "fine", "above"}));
    EXPECT_EQ(ask(Prefix::le), (Ids{"below", "coarse", "same", "fine"}));
    EXPECT_EQ(ask(Prefix::sa), Ids{"above"});
    EXPECT_EQ(ask(Prefix::eb), Ids{"below"});
    EXPECT_EQ(ask(Prefix::ap), (Ids{"coarse", "same", "fine"}));
}

TEST_P(Contract, a_number_without_width_is_equal_to_itself)
{
    create("RiskAssessment", "a", with_number("probability", 5, 5));
    const auto ask = [&](Prefix prefix) { return ids("RiskAssessment", {number("probability", prefix, 5, 4.5, 5.5)}); };
    EXPECT_EQ(ask(Prefix::eq), Ids{"a"});
    EXPECT_EQ(ask(Prefix::ge), Ids{"a"});
    EXPECT_EQ(ask(Prefix::le), Ids{"a"});
    EXPECT_EQ(ask(Prefix::gt), Ids{});
    EXPECT_EQ(ask(Prefix::lt), Ids{});
}

TEST_P(Contract, numbers_far_from_one_keep_their_order)
{
    create("RiskAssessment", "tiny", with_number("probability", 1e-12, 1.1e-12));
    create("RiskAssessment", "huge", with_number("probability", 1e15, 1e15 + 2));
    create("RiskAssessment", "negative", with_number("probability", -7.5, -6.5));
    create("RiskAssessment", "wide", with_number("probability", -1e9, 1e16));
    EXPECT_EQ(ids("RiskAssessment", {number("probability", Prefix::gt, 1e15 + 1, 0, 0)}), (Ids{"huge", "wide"}));
    EXPECT_EQ(ids("RiskAssessment", {number("probability", Prefix::lt, 0, 0, 0)}), (Ids{"negative", "wide"}));
    EXPECT_EQ(ids("RiskAssessment", {number("probability", Prefix::eq, 0, 1e-13, 1e-11)}), Ids{"tiny"});
    EXPECT_EQ(ids("RiskAssessment", {number("probability", Prefix::eb, -6.5, 0, 0)}), Ids{"negative"});
}

TEST_P(Contract, a_quantity_is_found_by_value_and_unit)
{
    create("Observation", "a", with_quantity("value-quantity", 119.5, 120.5, "http://unitsofmeasure.org", "mm[Hg]"));
    create("Observation", "b", with_quantity("value-quantity", 119.5, 120.5, "http://unitsofmeasure.org", "/min"));
    create("Observation", "c", with_quantity("value-quantity", 119.5, 120.5, "", "mm[Hg]"));
    const auto ask = [&](std::optional<std::string> system, std::optional<std::string> code) {
        return ids("Observation", {quantity("value-quantity", Prefix::eq, 120, 119.5, 120.5, system, code)});
    };
    EXPECT_EQ(ask({}, {}), (Ids{"a", "b", "c"}));
    EXPECT_EQ(ask("http://unitsofmeasure.org", "mm[Hg]"), Ids{"a"});
    EXPECT_EQ(ask({}, "mm[Hg]"), (Ids{"a", "c"}));
    EXPECT_EQ(ask("http://unitsofmeasure.org", "kPa"), Ids{});
    EXPECT_EQ(ids("Observation", {quantity("value-quantity", Prefix::gt, 121, 0, 0, {}, "/min")}), Ids{});
    EXPECT_EQ(ids("Observation", {quantity("value-quantity", Prefix::ge, 120, 0, 0, {}, "/min")}), Ids{"b"});
}

TEST_P(Contract, a_bound_that_is_no_number_is_refused)
{
    const auto outcome = put(change(Act::create, "RiskAssessment", "a", with_number("probability", std::nan(""), 1)));
    EXPECT_EQ(outcome.error().kind, Kind::invalid);
    EXPECT_FALSE(reader()->read({"RiskAssessment", "a"}).value().has_value());
}

}  // namespace helselos::store
