#include "interaction/prepare.h"

#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::interaction {

namespace {

std::string with_hole_filled(std::string_view resource, std::string_view id)
{
    const auto document = json::read(resource);
    const auto body = body_with_hole(document->root(), id);
    return body.before + R"("versionId":"7")" + body.after;
}

TEST(BodyWithHole, version_and_time_come_first_in_meta)
{
    EXPECT_EQ(with_hole_filled(R"({"resourceType":"Patient","name":[{"family":"Nordby"}]})", "1"),
        R"({"resourceType":"Patient","id":"1","meta":{"versionId":"7"},"name":[{"family":"Nordby"}]})");
}

TEST(BodyWithHole, what_the_sender_says_of_version_and_time_is_replaced)
{
    EXPECT_EQ(
        with_hole_filled(
            R"({"meta":{"versionId":"99","tag":[{"code":"x"}],"lastUpdated":"2020-01-01T00:00:00Z"},"resourceType":"Patient","id":"old","active":true})",
            "new"),
        R"({"resourceType":"Patient","id":"new","meta":{"versionId":"7","tag":[{"code":"x"}]},"active":true})");
}

TEST(BodyWithHole, a_resource_of_nothing_but_its_type_is_whole)
{
    EXPECT_EQ(with_hole_filled(R"({"resourceType":"Basic"})", "1"),
        R"({"resourceType":"Basic","id":"1","meta":{"versionId":"7"}})");
}

TEST(BodyWithHole, decimals_and_order_stay_as_they_were)
{
    EXPECT_EQ(
        with_hole_filled(R"({"resourceType":"Observation","valueQuantity":{"value":0.010},"status":"final"})", "1"),
        R"({"resourceType":"Observation","id":"1","meta":{"versionId":"7"},"valueQuantity":{"value":0.010},"status":"final"})");
}

}  // namespace

}  // namespace helselos::interaction
