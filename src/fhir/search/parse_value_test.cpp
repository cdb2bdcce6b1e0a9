#include "fhir/search/parse_value.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

const Instant now = instant_from_text("2026-11-22T00:00:00Z").value();

Asked asking(SearchType type)
{
    return {.parameter = "p", .type = type, .definitions = &Definitions::r4(), .now = now};
}

template <typename Wanted>
Wanted parsed(SearchType type, std::string_view text)
{
    const auto value = parse_value(asking(type), text);
    EXPECT_TRUE(value.ok()) << text << ": " << (value.ok() ? "" : value.error().reason);
    return value.ok() ? std::get<Wanted>(*value) : Wanted();
}

Kind refusal(SearchType type, std::string_view text)
{
    const auto value = parse_value(asking(type), text);
    EXPECT_FALSE(value.ok()) << text;
    return value.ok() ? Kind::fault : value.error().kind;
}

TEST(SplitUnescaped, separators_behind_a_backslash_stay)
{
    EXPECT_EQ(split_unescaped(R"(a\,b,c)", ','), (std::vector<std::string_view>{R"(a\,b)", "c"}));
    EXPECT_EQ(split_unescaped(R"(a\\,b)", ','), (std::vector<std::string_view>{R"(a\\)", "b"}));
    EXPECT_EQ(split_unescaped("", ','), (std::vector<std::string_view>{""}));
    EXPECT_EQ(split_unescaped(",", ','), (std::vector<std::string_view>{"", ""}));
    EXPECT_EQ(split_unescaped("a\\", ','), (std::vector<std::string_view>{"a\\"}));
}

TEST(Unescape, four_signs_can_be_escaped)
{
    EXPECT_EQ(*unescape(R"(a\,b\|c\$d\\e)"), R"(a,b|c$d\e)");
}

TEST(Unescape, any_other_backslash_is_refused)
{
    EXPECT_EQ(unescape("a\\").error().kind, Kind::invalid);
    EXPECT_EQ(unescape("a\\n").error().kind, Kind::invalid);
}

TEST(ParseToken, a_code_alone_is_of_any_system)
{
    const auto token = parsed<TokenValue>(SearchType::token, "8480-6");
    EXPECT_EQ(token.system, std::nullopt);
    EXPECT_EQ(token.code, "8480-6");
}

TEST(ParseToken, the_bar_says_which_system)
{
    const auto both = parsed<TokenValue>(SearchType::token, "http://loinc.org|8480-6");
    EXPECT_EQ(both.system, "http://loinc.org");
    EXPECT_EQ(both.code, "8480-6");
    const auto none = parsed<TokenValue>(SearchType::token, "|8480-6");
    EXPECT_EQ(none.system, "");
    EXPECT_EQ(none.code, "8480-6");
    const auto any = parsed<TokenValue>(SearchType::token, "http://loinc.org|");
    EXPECT_EQ(any.system, "http://loinc.org");
    EXPECT_EQ(any.code, std::nullopt);
}

TEST(ParseToken, an_escaped_bar_is_part_of_the_code)
{
    const auto token = parsed<TokenValue>(SearchType::token, R"(s|a\|b\,c)");
    EXPECT_EQ(token.code, "a|b,c");
}

TEST(ParseToken, neither_system_nor_code_or_too_many_bars_are_refused)
{
    EXPECT_EQ(refusal(SearchType::token, "|"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::token, "a|b|c"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::token, ""), Kind::invalid);
}

TEST(ParseString, it_is_kept_folded_and_as_written)
{
    const auto text = parsed<StringValue>(SearchType::string, R"(Åse\, André)");
    EXPECT_EQ(text.folded, "åse, andre");
    EXPECT_EQ(text.exact, "Åse, André");
    EXPECT_EQ(refusal(SearchType::string, "  "), Kind::invalid);
}

TEST(ParseDate, every_prefix_is_known)
{
    const std::vector<std::pair<std::string, Prefix>> prefixes
        = {{"", Prefix::eq}, {"eq", Prefix::eq}, {"ne", Prefix::ne}, {"gt", Prefix::gt}, {"lt", Prefix::lt},
            {"ge", Prefix::ge}, {"le", Prefix::le}, {"sa", Prefix::sa}, {"eb", Prefix::eb}};
    for (const auto& [text, prefix] : prefixes) {
        const auto date = parsed<DateValue>(SearchType::date, text + "2026-11-21");
        EXPECT_EQ(date.prefix, prefix);
        EXPECT_EQ(date.high - date.low, 86'400'000);
    }
    EXPECT_EQ(refusal(SearchType::date, "xx2026-11-21"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::date, "eqgt2026"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::date, "gt"), Kind::invalid);
}

TEST(ParseDate, an_approximate_date_is_wider_by_a_tenth_of_its_distance_from_now)
{
    const auto exact = parsed<DateValue>(SearchType::date, "2026-11-11");
    const auto near = parsed<DateValue>(SearchType::date, "ap2026-11-11");
    EXPECT_EQ(near.prefix, Prefix::ap);
    EXPECT_EQ(exact.low - near.low, 86'400'000);
    EXPECT_EQ(near.high - exact.high, 86'400'000);
    const auto current = parsed<DateValue>(SearchType::date, "ap2026");
    EXPECT_EQ(current.high, parsed<DateValue>(SearchType::date, "2026").high);
}

TEST(ParseNumber, the_precision_written_is_half_a_unit_to_both_sides)
{
    const auto number = parsed<NumberValue>(SearchType::number, "5.40");
    EXPECT_DOUBLE_EQ(number.value, 5.40);
    EXPECT_DOUBLE_EQ(number.low, 5.395);
    EXPECT_DOUBLE_EQ(number.high, 5.405);
    const auto hundred = parsed<NumberValue>(SearchType::number, "100");
    EXPECT_DOUBLE_EQ(hundred.low, 99.5);
    EXPECT_DOUBLE_EQ(hundred.high, 100.5);
    const auto rough = parsed<NumberValue>(SearchType::number, "1e2");
    EXPECT_DOUBLE_EQ(rough.low, 50);
    EXPECT_DOUBLE_EQ(rough.high, 150);
    const auto negative = parsed<NumberValue>(SearchType::number, "lt-5.4");
    EXPECT_EQ(negative.prefix, Prefix::lt);
    EXPECT_DOUBLE_EQ(negative.value, -5.4);
    EXPECT_LT(negative.low, negative.high);
}

TEST(ParseNumber, near_is_within_a_tenth_but_never_under_the_precision_written)
{
    const auto near = parsed<NumberValue>(SearchType::number, "ap100.0");
    EXPECT_DOUBLE_EQ(near.low, 90);
    EXPECT_DOUBLE_EQ(near.high, 110);
    const auto one = parsed<NumberValue>(SearchType::number, "ap1");
    EXPECT_DOUBLE_EQ(one.low, 0.5);
    const auto below = parsed<NumberValue>(SearchType::number, "ap-100.0");
    EXPECT_DOUBLE_EQ(below.low, -110);
    EXPECT_DOUBLE_EQ(below.high, -90);
}

TEST(ParseNumber, what_is_no_number_is_refused)
{
    for (const char* text : {"five", "5,4", "0x10", "5.", "1e", "NaN", "inf", "--5", "+5", "5 ", "eq",
             "123456789012345678901234567890123456789012345678"})
        EXPECT_EQ(refusal(SearchType::number, text), Kind::invalid) << text;
}

TEST(ParseQuantity, unit_and_system_may_be_left_out)
{
    const auto bare = parsed<QuantityValue>(SearchType::quantity, "gt5.4");
    EXPECT_EQ(bare.number.prefix, Prefix::gt);
    EXPECT_EQ(bare.system, std::nullopt);
    EXPECT_EQ(bare.code, std::nullopt);
    const auto coded = parsed<QuantityValue>(SearchType::quantity, "5.4|http://unitsofmeasure.org|mg");
    EXPECT_EQ(coded.system, "http://unitsofmeasure.org");
    EXPECT_EQ(coded.code, "mg");
    const auto unit = parsed<QuantityValue>(SearchType::quantity, "5.4||mg");
    EXPECT_EQ(unit.system, std::nullopt);
    EXPECT_EQ(unit.code, "mg");
}

TEST(ParseQuantity, one_bar_alone_is_refused)
{
    EXPECT_EQ(refusal(SearchType::quantity, "5.4|mg"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::quantity, "|http://unitsofmeasure.org|mg"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::quantity, "5.4|a|b|c"), Kind::invalid);
}

TEST(ParseReference, an_id_is_of_any_target_unless_there_is_only_one)
{
    auto asked = asking(SearchType::reference);
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "1")).type, "");
    const std::string_view one[] = {"Patient"};
    asked.targets = one;
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "1")).type, "Patient");
    const std::string_view two[] = {"Patient", "Group"};
    asked.targets = two;
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "1")).type, "");
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "Group/1")).type, "Group");
}

TEST(ParseReference, a_modifier_says_the_type)
{
    auto asked = asking(SearchType::reference);
    asked.modifier = Modifier::type;
    asked.type_modifier = "Group";
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "1")).type, "Group");
    EXPECT_EQ(std::get<ReferenceValue>(*parse_value(asked, "Group/1")).type, "Group");
    EXPECT_EQ(parse_value(asked, "Patient/1").error().kind, Kind::invalid);
}

TEST(ParseReference, an_address_leads_elsewhere)
{
    const auto reference = parsed<ReferenceValue>(SearchType::reference, R"(http://elsewhere.example/q\|1.0)");
    EXPECT_EQ(reference.url, "http://elsewhere.example/q|1.0");
    EXPECT_EQ(reference.id, "");
    EXPECT_EQ(parsed<ReferenceValue>(SearchType::reference, "urn:uuid:2a2c1ca5-1c1f-4ad8-a1c1-6b4ac4f5a1b0").type, "");
}

TEST(ParseReference, a_version_is_left_out)
{
    EXPECT_EQ(parsed<ReferenceValue>(SearchType::reference, "Patient/1/_history/2").id, "1");
}

TEST(ParseReference, an_unknown_type_or_form_is_refused)
{
    EXPECT_EQ(refusal(SearchType::reference, "Person1/1"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::reference, "Klient/1"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::reference, "Patient/"), Kind::invalid);
    EXPECT_EQ(refusal(SearchType::reference, "#p"), Kind::invalid);
}

TEST(ParseReference, by_identifier_it_is_a_token)
{
    auto asked = asking(SearchType::reference);
    asked.modifier = Modifier::identifier;
    const auto reference = std::get<ReferenceValue>(*parse_value(asked, "urn:oid:2.16.578.1.12.4.1.4.1|41845712345"));
    EXPECT_EQ(reference.identifier.system, "urn:oid:2.16.578.1.12.4.1.4.1");
    EXPECT_EQ(reference.identifier.code, "41845712345");
    EXPECT_EQ(reference.id, "");
}

TEST(ParseUri, it_is_kept_as_it_stands)
{
    EXPECT_EQ(parsed<UriValue>(SearchType::uri, "http://a.example/B?c=d").uri, "http://a.example/B?c=d");
}

TEST(ParseValue, its_length_is_limited_at_under_and_over)
{
    const auto text = [](std::size_t bytes) { return std::string(bytes, 'a'); };
    EXPECT_TRUE(parse_value(asking(SearchType::token), text(limits::search_value_bytes_max - 1)).ok());
    EXPECT_TRUE(parse_value(asking(SearchType::token), text(limits::search_value_bytes_max)).ok());
    EXPECT_EQ(refusal(SearchType::token, text(limits::search_value_bytes_max + 1)), Kind::too_large);
}

TEST(ParseValue, no_reason_repeats_the_value)
{
    for (const auto type :
        {SearchType::token, SearchType::date, SearchType::number, SearchType::quantity, SearchType::reference}) {
        const auto value = parse_value(asking(type), "SECRET|SECRET|SECRET|SECRET");
        ASSERT_FALSE(value.ok());
        EXPECT_EQ(value.error().reason.find("SECRET"), std::string::npos);
        EXPECT_NE(value.error().reason.find(" p "), std::string::npos);
    }
}

TEST(ParseValue, composite_and_special_parameters_are_unsupported)
{
    EXPECT_EQ(refusal(SearchType::composite, "a$b"), Kind::unsupported);
    EXPECT_EQ(refusal(SearchType::special, "1|2"), Kind::unsupported);
}

}  // namespace

}  // namespace helselos::fhir::search
