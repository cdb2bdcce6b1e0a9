#include "fhir/search/parse_query.h"

#include "base/limits.h"
#include "fhir/search/query_in_words.h"

#include <gtest/gtest.h>

namespace helselos::fhir::search {

namespace {

Query understood(std::string_view type, std::string_view text)
{
    auto query = parsed(type, text);
    EXPECT_TRUE(query.ok()) << text << ": " << (query.ok() ? "" : query.error().reason);
    return query.ok() ? *std::move(query) : Query();
}

const Criterion& at(const Query& query, std::size_t place)
{
    return std::get<Criterion>(query.all_of.at(place).is);
}

TEST(ParseQuery, nothing_asked_is_everything_by_pages)
{
    const auto query = understood("Patient", "");
    EXPECT_EQ(query.types, std::vector<std::string>{"Patient"});
    EXPECT_TRUE(query.all_of.empty());
    EXPECT_EQ(query.count, limits::search_page_default);
    EXPECT_EQ(query.understood, "");
}

TEST(ParseQuery, parameters_are_all_and_values_are_any)
{
    const auto query = understood("Observation", "code=a,b&code=c&status=final");
    ASSERT_EQ(query.all_of.size(), 3U);
    EXPECT_EQ(at(query, 0).any_of.size(), 2U);
    EXPECT_EQ(at(query, 1).parameter, "code");
    EXPECT_EQ(at(query, 2).parameter, "status");
    EXPECT_EQ(at(query, 2).type, SearchType::token);
}

TEST(ParseQuery, each_type_of_parameter_has_its_kind_of_value)
{
    const auto query = understood("Observation",
        "code=http://loinc.org%7C8480-6&date=ge2026&subject=Patient/1&value-quantity=gt120%7Chttp://"
        "unitsofmeasure.org%7Cmm%5BHg%5D"
        "&value-string=x&_profile=http://a.example/p");
    ASSERT_EQ(query.all_of.size(), 6U);
    EXPECT_TRUE(std::holds_alternative<TokenValue>(at(query, 0).any_of[0]));
    EXPECT_TRUE(std::holds_alternative<DateValue>(at(query, 1).any_of[0]));
    EXPECT_TRUE(std::holds_alternative<ReferenceValue>(at(query, 2).any_of[0]));
    EXPECT_TRUE(std::holds_alternative<QuantityValue>(at(query, 3).any_of[0]));
    EXPECT_TRUE(std::holds_alternative<StringValue>(at(query, 4).any_of[0]));
    EXPECT_TRUE(std::holds_alternative<UriValue>(at(query, 5).any_of[0]));
    const auto risk = understood("RiskAssessment", "probability=gt0.8");
    EXPECT_TRUE(std::holds_alternative<NumberValue>(at(risk, 0).any_of[0]));
}

TEST(ParseQuery, id_and_last_updated_are_asked_of_every_type)
{
    const auto query = understood("Slot", "_id=1,2&_lastUpdated=gt2026-11-22T10:00:00%2B01:00");
    EXPECT_EQ(at(query, 0).type, SearchType::token);
    EXPECT_EQ(at(query, 0).any_of.size(), 2U);
    EXPECT_EQ(at(query, 1).type, SearchType::date);
    EXPECT_EQ(refusal("Slot", "_id:not=1"), Kind::unsupported);
}

TEST(ParseQuery, an_escaped_comma_does_not_separate)
{
    const auto query = understood("Patient", R"(name=Ola\,Kari,Per)");
    ASSERT_EQ(at(query, 0).any_of.size(), 2U);
    EXPECT_EQ(std::get<StringValue>(at(query, 0).any_of[0]).exact, "Ola,Kari");
}

TEST(ParseQuery, modifiers_are_those_of_the_type)
{
    EXPECT_EQ(at(understood("Patient", "name:exact=Ola"), 0).modifier, Modifier::exact);
    EXPECT_EQ(at(understood("Patient", "name:contains=Ola"), 0).modifier, Modifier::contains);
    EXPECT_EQ(at(understood("Patient", "gender:not=male"), 0).modifier, Modifier::not_);
    EXPECT_EQ(at(understood("Observation", "subject:identifier=a%7Cb"), 0).modifier, Modifier::identifier);
    EXPECT_EQ(at(understood("ValueSet", "url:below=http://a.example/"), 0).modifier, Modifier::below);
    const auto typed = understood("Observation", "subject:Patient=1");
    EXPECT_EQ(at(typed, 0).modifier, Modifier::type);
    EXPECT_EQ(std::get<ReferenceValue>(at(typed, 0).any_of[0]).type, "Patient");
}

TEST(ParseQuery, missing_is_true_or_false_for_any_type)
{
    const auto query = understood("Patient", "birthdate:missing=true&gender:missing=false");
    EXPECT_EQ(at(query, 0).modifier, Modifier::missing);
    EXPECT_TRUE(at(query, 0).missing);
    EXPECT_FALSE(at(query, 1).missing);
    EXPECT_TRUE(at(query, 0).any_of.empty());
    EXPECT_EQ(refusal("Patient", "birthdate:missing=yes"), Kind::invalid);
}

TEST(ParseQuery, what_is_not_known_or_not_supported_is_refused_by_name)
{
    for (const char* text : {"color=red", "name:fuzzy=x", "birthdate:exact=2026", "gender:in=http://a.example/v",
             "name:=x", "_list=$current-allergies", "_text:exact=x", "_query=x", "_type=Patient", "_contained=true",
             "_count:exact=1", "organization:Klient=1", "gender:of-type=a%7Cb%7Cc"}) {
        const auto query = parsed("Patient", text);
        ASSERT_FALSE(query.ok()) << text;
        EXPECT_EQ(query.error().kind, Kind::unsupported) << text;
        const std::string name(text, std::string_view(text).find_first_of("=:."));
        EXPECT_NE(query.error().reason.find(name), std::string::npos) << query.error().reason;
    }
    EXPECT_EQ(refusal("Location", "near=1%7C2"), Kind::unsupported);
    EXPECT_EQ(refusal("Klient", ""), Kind::unsupported);
    EXPECT_EQ(refusal("Resource", ""), Kind::unsupported);
}

TEST(ParseQuery, bad_values_are_refused_by_name)
{
    for (const char* text :
        {"birthdate=yesterday", "birthdate=2026-02-30", "gender=", "gender=male,", "name=a%5Cb", "organization=a/b/c",
            "_id=%7C", "_count=many", "_count=-1", "_count=", "_total=some", "_summary=maybe", "_sort=", "_sort=,",
            "_sort=-", "_elements=", "_include=Patient", "_include=Patient:organization:Organization:x"}) {
        const auto query = parsed("Patient", text);
        ASSERT_FALSE(query.ok()) << text;
        EXPECT_EQ(query.error().kind, Kind::invalid) << text << query.error().reason;
    }
}

TEST(ParseQuery, a_lenient_sender_is_told_what_was_left_out)
{
    Issues notes;
    const auto parameters = *parse_query_string("color=red&gender=male&name:fuzzy=x&_sort=color&_include=Patient:name");
    const auto query = parse_query(Space::of_type("Patient"), parameters, test_grounds(), Handling::lenient, notes);
    ASSERT_TRUE(query.ok());
    EXPECT_EQ(query->understood, "gender=male");
    EXPECT_EQ(query->all_of.size(), 1U);
    EXPECT_TRUE(query->sort.empty());
    EXPECT_TRUE(query->includes.empty());
    ASSERT_EQ(notes.size(), 4U);
    EXPECT_EQ(notes[0].severity, Severity::warning);
    EXPECT_EQ(notes[0].code, "not-supported");
    EXPECT_NE(notes[0].text.find("color"), std::string::npos);
}

TEST(ParseQuery, a_bad_value_is_refused_for_a_lenient_sender_too)
{
    Issues notes;
    const auto query = parse_query(Space::of_type("Patient"), *parse_query_string("birthdate=yesterday"),
        test_grounds(), Handling::lenient, notes);
    ASSERT_FALSE(query.ok());
    EXPECT_EQ(query.error().kind, Kind::invalid);
}

TEST(ParseQuery, the_page_is_as_long_as_asked_up_to_a_limit)
{
    EXPECT_EQ(understood("Patient", "_count=7").count, 7U);
    EXPECT_EQ(understood("Patient", "_count=999").count, 999U);
    EXPECT_EQ(understood("Patient", "_count=1000").count, limits::search_page_max);
    const auto over = understood("Patient", "_count=1001");
    EXPECT_EQ(over.count, limits::search_page_max);
    EXPECT_EQ(over.understood, "_count=1000");
}

TEST(ParseQuery, a_count_of_none_asks_for_the_total_only)
{
    EXPECT_EQ(understood("Patient", "_count=0").summary, Summary::count);
    EXPECT_EQ(understood("Patient", "_count=0&_summary=true").summary, Summary::count);
    EXPECT_EQ(understood("Patient", "_summary=true&_count=0").summary, Summary::count);
    EXPECT_EQ(understood("Patient", "_summary=count").summary, Summary::count);
}

TEST(ParseQuery, sorting_is_by_several_parameters_up_and_down)
{
    const auto query = understood("Observation", "_sort=-date,code,_lastUpdated,_id");
    ASSERT_EQ(query.sort.size(), 4U);
    EXPECT_EQ(query.sort[0].parameter, "date");
    EXPECT_TRUE(query.sort[0].descending);
    EXPECT_EQ(query.sort[0].type, SearchType::date);
    EXPECT_FALSE(query.sort[1].descending);
    EXPECT_EQ(query.sort[2].type, SearchType::date);
    EXPECT_EQ(query.sort[3].type, SearchType::token);
    EXPECT_EQ(refusal("Observation", "_sort=color"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_sort=code-value-quantity"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_sort=_text"), Kind::unsupported);
}

TEST(ParseQuery, includes_go_both_ways)
{
    const auto query = understood("Observation",
        "_include=Observation:subject&_include=Observation:performer:Practitioner&_include=Observation:*&_revinclude="
        "Provenance:target");
    ASSERT_EQ(query.includes.size(), 3U);
    EXPECT_EQ(query.includes[0].parameter, "subject");
    EXPECT_EQ(query.includes[1].target_type, "Practitioner");
    EXPECT_EQ(query.includes[2].parameter, "*");
    ASSERT_EQ(query.revincludes.size(), 1U);
    EXPECT_EQ(query.revincludes[0].source_type, "Provenance");
    EXPECT_EQ(refusal("Observation", "_include=Observation:code"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_include=Observation:color"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_include=Klient:color"), Kind::unsupported);
    EXPECT_EQ(refusal("Observation", "_include=Patient:organization"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_revinclude=Provenance:target:Patient"), Kind::invalid);
    EXPECT_EQ(refusal("Observation", "_include:sometimes=Patient:organization"), Kind::unsupported);
}

TEST(ParseQuery, elements_are_those_of_the_type)
{
    const auto query = understood("Patient", "_elements=name,birthDate");
    EXPECT_EQ(query.elements, (std::vector<std::string>{"name", "birthDate"}));
    EXPECT_EQ(refusal("Patient", "_elements=color"), Kind::unsupported);
}

TEST(ParseQuery, what_governs_the_answer_is_given_once)
{
    EXPECT_EQ(refusal("Patient", "_count=1&_count=2"), Kind::invalid);
    EXPECT_EQ(refusal("Patient", "_sort=name&_sort=birthdate"), Kind::invalid);
}

TEST(ParseQuery, the_cursor_is_kept_but_not_in_the_link)
{
    const auto query = understood("Patient", "gender=male&_cursor=abc%3D");
    EXPECT_EQ(query.cursor, "abc=");
    EXPECT_EQ(query.understood, "gender=male");
}

TEST(ParseQuery, what_was_understood_parses_to_the_same)
{
    const auto query = understood("Observation",
        "code=http://"
        "loinc.org%7C8480-6,a%26b&subject:Patient=1&date=ge2026-11-22T10:00:00%2B01:00&_count=5&_format=json&value-"
        "string=%C3%A5+%25");
    const auto again = understood("Observation", query.understood);
    EXPECT_EQ(again.understood, query.understood);
    EXPECT_EQ(query.understood,
        "code=http://"
        "loinc.org%7C8480-6,a%26b&subject:Patient=1&date=ge2026-11-22T10:00:00%2B01:00&_count=5&_format=json"
        "&value-string=%C3%A5%20%25");
}

TEST(ParseQuery, parameters_are_limited_at_under_and_over)
{
    const auto text = [](std::size_t count) {
        std::string all;
        for (std::size_t i = 0; i < count; ++i)
            all += "gender=male&";
        return all;
    };
    EXPECT_TRUE(parsed("Patient", text(limits::search_parameters_max - 1)).ok());
    EXPECT_TRUE(parsed("Patient", text(limits::search_parameters_max)).ok());
    EXPECT_EQ(refusal("Patient", text(limits::search_parameters_max + 1)), Kind::too_large);
}

TEST(ParseQuery, values_are_limited_at_under_and_over)
{
    const auto text = [](std::size_t count) {
        std::string all = "gender=a";
        for (std::size_t i = 1; i < count; ++i)
            all += ",a";
        return all;
    };
    EXPECT_TRUE(parsed("Patient", text(limits::search_values_max - 1)).ok());
    EXPECT_TRUE(parsed("Patient", text(limits::search_values_max)).ok());
    EXPECT_EQ(refusal("Patient", text(limits::search_values_max + 1)), Kind::too_large);
}

TEST(ParseQuery, a_long_or_strange_name_is_shown_cut_and_clean)
{
    const auto query = parsed("Patient", std::string(5000, 'x') + "%0A=1");
    ASSERT_FALSE(query.ok());
    EXPECT_LT(query.error().reason.size(), 200U);
    EXPECT_EQ(parsed("Patient", "a%0Ab=1").error().reason.find('\n'), std::string::npos);
}

}  // namespace

}  // namespace helselos::fhir::search
