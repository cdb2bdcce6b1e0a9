#include "services/subscription/topic.h"

#include "fhir/search/parameters.h"
#include "json/read.h"

#include <gtest/gtest.h>

namespace helselos::subscription {

namespace {

Topics topics_of_the_house()
{
    auto topics = load_topics(std::filesystem::path(HL_SOURCE_DIR) / "content" / "topics");
    EXPECT_TRUE(topics.ok());
    return topics.ok() ? *std::move(topics) : Topics();
}

Result<Topic> read(const std::string& text)
{
    const auto document = json::read(text);
    EXPECT_TRUE(document.ok());
    return read_topic(document->root());
}

std::string topic_with(const std::string& trigger)
{
    return R"({"resourceType":"SubscriptionTopic","id":"x","url":"http://x","resourceTrigger":[)" + trigger + "]}";
}

}  // namespace

TEST(Topic, every_filter_of_the_house_is_one_that_search_has)
{
    const auto parameters = fhir::search::Parameters::of(fhir::Definitions::r4());
    for (const auto& topic : topics_of_the_house())
        for (const auto& filter : topic.filters)
            for (const auto& trigger : topic.triggers)
                if (filter.type.empty() || filter.type == trigger.type) {
                    EXPECT_TRUE(
                        filter.parameter == "_id" || parameters->find(trigger.type, filter.parameter) != nullptr)
                        << topic.id << " " << trigger.type << " " << filter.parameter;
                }
}

TEST(Topic, what_is_not_judged_here_is_refused_and_not_passed_over)
{
    EXPECT_TRUE(read(topic_with(R"({"resource":"Task","supportedInteraction":["create"]})")).ok());
    EXPECT_FALSE(read(topic_with(
                          R"({"resource":"Task","supportedInteraction":["create"],"fhirPathCriteria":"true"
})"))
                     .ok());
    EXPECT_FALSE(read(
        topic_with(R"({"resource":"Task","supportedInteraction":["update"],"queryCriteria":{"previous":"status=x"}})"))
                     .ok());
    EXPECT_FALSE(read(topic_with(R"({"resource":"Task"})")).ok());
}

TEST(Topic, it_is_given_out_as_a_basic_with_extensions)
{
    const auto topics = topics_of_the_house();
    const auto* topic = find_topic(topics, "https://helselos.no/fhir/SubscriptionTopic/task-changed");
    ASSERT_NE(topic, nullptr);
    const auto basic = json::read(topic->basic);
    ASSERT_TRUE(basic.ok());
    EXPECT_EQ(basic->root()["resourceType"].text(), "Basic");
    const auto first = basic->root()["extension"].at(0);
    EXPECT_EQ(first["url"].text(), "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.url");
    EXPECT_EQ(first["valueUri"].text(), topic->url);
}

}  // namespace helselos::subscription
