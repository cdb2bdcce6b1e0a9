#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::json {

namespace {

std::string round_trip(std::string_view text)
{
    const auto document = read(text);
    return document ? to_text(document->root()) : "refused: " + document.error().reason;
}

TEST(Json, what_was_read_is_written_byte_for_byte)
{
    for (const char* text : {R"({"b":1.00,"a":[0.010,1E-400,-0,25.50],"c":{"d":null,"e":true,"f":""}})",
             R"("æøå € \" \\ \n \u0001 ends here after sixteen bytes")", R"([[],{},[{}]])",
             R"({"value":1234567890123456789012345678901234567890})"})
        EXPECT_EQ(round_trip(text), text);
}

TEST(Json, what_is_not_json_is_refused)
{
    for (const char* text : {"", "{", "{\"a\":1,}", "[1,2] x", "\xff", "\"\xc0\xaf\"", "\xef\xbb\xbf{}", "nul",
             "{'a':1}", "01", "\"\\ud800\""}) {
        const auto document = read(text);
        ASSERT_FALSE(document.ok()) << text;
        EXPECT_EQ(document.error().kind, Kind::invalid) << text;
    }
}

TEST(Json, a_duplicate_key_is_refused_in_small_and_large_objects)
{
    EXPECT_FALSE(read(R"({"a":1,"a":2})").ok());
    std::string many = "{";
    for (int i = 0; i < 40; ++i)
        many += "\"k" + std::to_string(i) + "\":1,";
    EXPECT_TRUE(read(many + "\"k40\":1}").ok());
    EXPECT_FALSE(read(many + "\"k7\":1}").ok());
}

TEST(Json, u0000_is_refused)
{
    EXPECT_FALSE(read(R"({"a":"x\u0000y"})").ok());
    EXPECT_FALSE(read(R"({"a\u0000":"x"})").ok());
}

TEST(Json, depth_is_limited_at_under_and_over)
{
    const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    EXPECT_TRUE(read(nested(limits::json_depth_max - 1)).ok());
    EXPECT_TRUE(read(nested(limits::json_depth_max)).ok());
    const auto over = read(nested(limits::json_depth_max + 1));
    ASSERT_FALSE(over.ok());
    EXPECT_EQ(over.error().kind, Kind::too_large);
    EXPECT_FALSE(read(std::string(1'000'000, '[')).ok());
}

TEST(Json, digits_of_a_number_are_limited)
{
    EXPECT_TRUE(read(std::string(limits::json_number_digits_max, '1')).ok());
    EXPECT_EQ(read(std::string(limits::json_number_digits_max + 1, '1')).error().kind, Kind::too_large);
}

TEST(Json, an_absent_member_can_be_walked_through)
{
    const auto document = read(R"({"a":{"b":["x","y"]}})");
    const auto root = document->root();
    EXPECT_EQ(root["a"]["b"].at(1).text(), "y");
    EXPECT_FALSE(root["a"]["z"]["w"].at(3).exists());
}

TEST(Json, a_document_can_be_changed)
{
    auto document = read(R"({"a":1,"b":[1]})");
    const auto root = document->root();
    document->set(root, "a", "text");
    document->set(root, "c", document->make_boolean(true));
    document->push(root["b"], document->make_number(2));
    document->remove(root, "nothing");
    EXPECT_EQ(to_text(root), R"({"a":"text","b":[1,2],"c":true})");
    document->remove(root, "a");
    EXPECT_EQ(to_text(document->copy(root)), R"({"b":[1,2],"c":true})");
}

TEST(Json, a_draft_leaves_out_what_is_absent)
{
    const auto draft = object({{"resourceType", "Basic"}, {"n", 3}, {"gone", absent}, {"yes", true},
        {"list", array({1, "two", absent})}, {"empty", unless_empty(array())}, {"text", unless_empty("x")}});
    EXPECT_EQ(to_text(draft), R"({"resourceType":"Basic","n":3,"yes":true,"list":[1,"two"],"text":"x"})");
}

}  // namespace

}  // namespace helselos::json
