#include "base/limits.h"
#include "json/edit.h"
#include "json/patch.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

namespace helselos::json {

namespace {

std::string after(std::string_view document, std::string_view operations)
{
    const auto patched_document = patched(read(document)->root(), read(operations)->root());
    if (patched_document)
        return to_text(patched_document->root());
    const auto& error = patched_document.error();
    return error.element + ": " + error.reason;
}

Kind kind_of(std::string_view document, std::string_view operations)
{
    return patched(read(document)->root(), read(operations)->root()).error().kind;
}

// The cases of RFC 6902, appendix A.
TEST(JsonPatch, the_examples_of_the_standard)
{
    struct Case {
        const char* document;
        const char* operations;
        const char* expected;
    };
    const Case cases[] = {
        {R"({"foo":"bar"})", R"([{"op":"add","path":"/baz","value":"qux"}])", R"({"foo":"bar","baz":"qux"})"},
        {R"({"foo":["bar","baz"]})", R"([{"op":"add","path":"/foo/1","value":"qux"}])",
            R"({"foo":["bar","qux","baz"]})"},
        {R"({"baz":"qux","foo":"bar"})", R"([{"op":"remove","path":"/baz"}])", R"({"foo":"bar"})"},
        {R"({"foo":["bar","qux","baz"]})", R"([{"op":"remove","path":"/foo/1"}])", R"({"foo":["bar","baz"]})"},
        {R"({"baz":"qux","foo":"bar"})", R"([{"op":"replace","path":"/baz","value":"boo"}])",
            R"({"baz":"boo","foo":"bar"})"},
        {R"({"foo":{"bar":"baz","waldo":"fred"},"qux":{"corge":"grault"}})",
            R"([{"op":"move","from":"/foo/waldo","path":"/qux/thud"}])",
            R"({"foo":{"bar":"baz"},"qux":{"corge":"grault","thud":"fred"}})"},
        {R"({"foo":["all","grass","cows","eat"]})", R"([{"op":"move","from":"/foo/1","path":"/foo/3"}])",
            R"({"foo":["all","cows","eat","grass"]})"},
        {R"({"baz":"qux","foo":["a",2,"c"]})",
            R"([{"op":"test","path":"/baz","value":"qux"},{"op":"test","path":"/foo/1","value":2}])",
            R"({"baz":"qux","foo":["a",2,"c"]})"},
        {R"({"foo":"bar"})", R"([{"op":"add","path":"/child","value":{"grandchild":{}}}])",
            R"({"foo":"bar","child":{"grandchild":{}}})"},
        {R"({"foo":["bar"]})", R"([{"op":"add","path":"/foo/-","value":["abc","def"]}])",
            R"({"foo":["bar",["abc","def"]]})"},
        {R"({"/":9,"~1":10})", R"([{"op":"test","path":"/~01","value":10}])", R"({"/":9,"~1":10})"},
        {R"({"a":1})", R"([{"op":"replace","path":"","value":{"b":2}}])", R"({"b":2})"},
        {R"({"a":[{"b":[1,2]}]})", R"([{"op":"copy","from":"/a/0","path":"/a/-"}])",
            R"({"a":[{"b":[1,2]},{"b":[1,2]}]})"},
    };
    for (const auto& one : cases)
        EXPECT_EQ(after(one.document, one.operations), one.expected) << one.operations;
}

TEST(JsonPatch, what_cannot_be_applied_is_refused_with_the_operation)
{
    EXPECT_EQ(after(R"({"baz":"qux"})", R"([{"op":"test","path":"/baz","value":"bar"}])"),
        "[0].path: what is tested for is not so");
    EXPECT_EQ(after(R"({"foo":"bar"})", R"([{"op":"add","path":"/baz/bat","value":"qux"}])"),
        "[0].path: there is nothing at the place named");
    for (const char* path : {"/a/2", "/a/01", "/a/-1", "/a/x", "/b"})
        EXPECT_EQ(
            kind_of(R"({"a":[1]})", std::string(R"([{"op":"remove","path":")") + path + "\"}]"), Kind::unprocessable)
            << path;
    EXPECT_EQ(kind_of(R"({"a":{"b":1}})", R"([{"op":"move","from":"/a","path":"/a/b"}])"), Kind::unprocessable);
}

TEST(JsonPatch, what_is_no_patch_is_refused)
{
    for (const char* operations : {R"({"op":"add"})", R"([{"op":"add","path":"/a"}])", R"([{"op":"add","value":1}])",
             R"([{"op":"grow","path":"/a"}])", R"([{"op":"remove","path":"a"}])", R"([{"op":"remove","path":"/~2"}])",
             R"([{"path":"/a"}])", R"([1])"})
        EXPECT_EQ(kind_of(R"({"a":1})", operations), Kind::invalid) << operations;
}

TEST(JsonPatch, the_document_given_is_never_changed)
{
    const auto document = *read(R"({"a":[1,2],"b":{"c":1}})");
    const auto operations
        = *read(R"([{"op":"remove","path":"/a/0"},{"op":"add","path":"/b/d","value":1},{"op":"remove","path":"/x"}])");
    EXPECT_FALSE(patched(document.root(), operations.root()).ok());
    EXPECT_EQ(to_text(document.root()), R"({"a":[1,2],"b":{"c":1}})");
}

TEST(JsonPatch, numbers_are_compared_by_value_and_kept_as_written)
{
    EXPECT_EQ(after(R"({"a":1.00})", R"([{"op":"test","path":"/a","value":1.0}])"), R"({"a":1.00})");
    EXPECT_EQ(after(R"({"a":1})", R"([{"op":"replace","path":"/a","value":0.010}])"), R"({"a":0.010})");
}

TEST(JsonPatch, copies_of_copies_end_at_a_limit)
{
    std::string operations = "[";
    for (int i = 0; i < 80; ++i)
        operations += std::string(i == 0 ? "" : ",") + R"({"op":"copy","from":"","path":"/a"})";
    operations += "]";
    EXPECT_EQ(kind_of(R"({"x":1})", operations), Kind::too_large);
    operations = "[";
    for (int i = 0; i < 40; ++i)
        operations += std::string(i == 0 ? "" : ",") + R"({"op":"copy","from":"/a","path":"/a/-"})";
    operations += "]";
    EXPECT_EQ(kind_of(R"({"a":[1,2,3]})", operations), Kind::too_large);
}

TEST(JsonPatch, too_many_operations_are_refused)
{
    std::string operations = "[";
    for (std::size_t i = 0; i <= limits::patch_operations_max; ++i)
        operations += std::string(i == 0 ? "" : ",") + R"({"op":"test","path":"/a","value":1})";
    EXPECT_EQ(kind_of(R"({"a":1})", operations + "]"), Kind::too_large);
}

TEST(JsonEdit, a_value_is_found_by_what_it_is)
{
    const auto document = *read(R"({"a":[{"b":1},{"b":1}],"c/d":{"e":2}})");
    const auto second = document.root()["a"].at(1)["b"];
    EXPECT_EQ(*pointer_to(document.root(), second), (Pointer{"a", "1", "b"}));
    EXPECT_TRUE(pointer_to(document.root(), document.root())->empty());
    EXPECT_FALSE(pointer_to(document.root(), read("1")->root()).ok());
    EXPECT_TRUE(find(document.root(), *parse_pointer("/c~1d/e")).is_same(document.root()["c/d"]["e"]));
}

}  // namespace

}  // namespace helselos::json
