#include "fhir/questionnaire/form.h"

#include "base/limits/sdc.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::fhir::questionnaire {

namespace {

Kind kind_of(const std::string& items)
{
    const auto document = json::read(R"({"resourceType":"Questionnaire","item":[)" + items + "]}");
    EXPECT_TRUE(document.ok());
    const auto form = Form::read(document->root());
    return form.ok() ? Kind::fault
                     : form.error().kind;  // A form that is read has no kind of error: fault stands for it.
}

std::string nested(std::size_t depth)
{
    std::string text;
    std::string end;
    for (std::size_t i = 0; i < depth; ++i) {
        text += R"({"linkId":")" + std::to_string(i) + R"(","type":"group","item":[)";
        end += "]}";
    }
    return text + end;
}

std::string beside(std::size_t count)
{
    std::string text;
    for (std::size_t i = 0; i < count; ++i)
        text += (i == 0 ? "" : ",") + std::string(R"({"linkId":")") + std::to_string(i) + R"(","type":"string"})";
    return text;
}

}  // namespace

TEST(Form, groups_are_nested_up_to_a_limit)
{
    EXPECT_EQ(kind_of(nested(limits::form_depth_max - 1)), Kind::fault);
    EXPECT_EQ(kind_of(nested(limits::form_depth_max)), Kind::fault);
    EXPECT_EQ(kind_of(nested(limits::form_depth_max + 1)), Kind::too_large);
}

TEST(Form, items_are_taken_up_to_a_limit)
{
    EXPECT_EQ(kind_of(beside(limits::form_items_max - 1)), Kind::fault);
    EXPECT_EQ(kind_of(beside(limits::form_items_max)), Kind::fault);
    EXPECT_EQ(kind_of(beside(limits::form_items_max + 1)), Kind::too_large);
}

TEST(Form, an_item_without_link_id_or_type_makes_no_form)
{
    EXPECT_EQ(kind_of(R"({"type":"string"})"), Kind::unprocessable);
    EXPECT_EQ(kind_of(R"({"linkId":"a"})"), Kind::unprocessable);
}

TEST(Form, two_items_with_one_link_id_make_no_form)
{
    EXPECT_EQ(kind_of(R"({"linkId":"a","type":"string"},{"linkId":"a","type":"string"})"), Kind::unprocessable);
}

}  // namespace helselos::fhir::questionnaire
