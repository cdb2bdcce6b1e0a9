#include "server/http/target.h"

#include "base/limits.h"

#include <gtest/gtest.h>

namespace helselos::http {

namespace {

using Segments = std::vector<std::string>;

TEST(Target, a_path_is_taken_apart_and_decoded)
{
    EXPECT_EQ(path_segments("/").value(), Segments());
    EXPECT_EQ(path_segments("/fhir/Patient/1").value(), (Segments{"fhir", "Patient", "1"}));
    EXPECT_EQ(path_segments("/fhir/").value(), Segments{"fhir"});
    EXPECT_EQ(path_segments("/a%20b/%C3%B8/%2F+").value(), (Segments{"a b", "ø", "/+"}));
}

TEST(Target, a_path_that_can_be_read_in_two_ways_is_refused)
{
    for (const auto* path : {"", "fhir", "//", "//a", "/a//b", "/a/../b", "/a/%2e%2E/b", "/./a", "/a/%2e", "/%00",
             "/a%", "/a%4", "/a%zz", "/%ff", "/%C3", "/%ED%A0%80", "/a%C0%AFb"}) {
        const auto segments = path_segments(path);
        ASSERT_FALSE(segments.ok()) << path;
        EXPECT_EQ(segments.error().kind, Kind::invalid) << path;
    }
}

TEST(Target, parameters_keep_their_order_and_repeat)
{
    const auto query = read_query("name=Kari&_sort=-date&name=Ola&empty=&flag").value();
    EXPECT_EQ(query.in_order().size(), 5U);
    EXPECT_EQ(query.all("name"), (std::vector<std::string_view>{"Kari", "Ola"}));
    EXPECT_EQ(*query.find("_sort"), "-date");
    EXPECT_EQ(*query.find("flag"), "");
    EXPECT_EQ(query.count("name"), 2U);
    EXPECT_FALSE(query.contains("Name"));
    EXPECT_EQ(query.find("other"), nullptr);
    EXPECT_TRUE(read_query("").value().empty());
}

TEST(Target, a_plus_in_a_query_is_a_space)
{
    EXPECT_EQ(*read_query("filter=vondt+i+halsen%2B").value().find("filter"), "vondt i halsen+");
}

TEST(Target, a_broken_query_is_refused)
{
    for (const auto* query : {"a=%", "a=%4", "%zz=1", "a=%00", "a=%ff", "a=%C0%AF", "a=%ED%A0%80", "a=\xff"}) {
        const auto parameters = read_query(query);
        ASSERT_FALSE(parameters.ok()) << query;
        EXPECT_EQ(parameters.error().kind, Kind::invalid) << query;
    }
}

TEST(Target, parameters_are_limited_at_under_and_over)
{
    const auto of = [](std::size_t count) {
        std::string text = "a=1";
        for (std::size_t i = 1; i < count; ++i)
            text += "&a=1";
        return read_query(text);
    };
    EXPECT_EQ(of(limits::http_parameters_max - 1)->count("a"), limits::http_parameters_max - 1);
    EXPECT_EQ(of(limits::http_parameters_max)->count("a"), limits::http_parameters_max);
    EXPECT_EQ(of(limits::http_parameters_max + 1).error().kind, Kind::too_large);
}

TEST(Target, what_was_written_is_read_back)
{
    Parameters parameters;
    parameters.add("code", "http://loinc.org|8480-6&x=y");
    parameters.add("name", "Bjørn + Åse %20");
    parameters.add("name", "");
    const auto text = write_query(parameters);
    EXPECT_EQ(text, "code=http%3A%2F%2Floinc.org%7C8480-6%26x%3Dy&name=Bj%C3%B8rn%20%2B%20%C3%85se%20%2520&name=");
    EXPECT_EQ(read_query(text)->in_order(), parameters.in_order());
}

TEST(Target, a_form_is_known_by_its_media_type)
{
    EXPECT_TRUE(is_form("application/x-www-form-urlencoded"));
    EXPECT_TRUE(is_form("Application/X-WWW-Form-Urlencoded ; charset=UTF-8"));
    EXPECT_FALSE(is_form("application/fhir+json"));
    EXPECT_FALSE(is_form(""));
}

TEST(Target, appended_parameters_come_after)
{
    auto query = read_query("a=1").value();
    query.append(read_query("b=2&a=3").value());
    EXPECT_EQ(write_query(query), "a=1&b=2&a=3");
}

}  // namespace

}  // namespace helselos::http
