#include "services/sharing/worklist_priority.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <string>

namespace helselos::sharing {

namespace {

int priority(const std::string& level, const std::string& limit = {})
{
    std::string extension;
    if (!limit.empty())
        extension = R"("extension":[{"url":"https://helselos.no/fhir/StructureDefinition/time-limit","valueDuration":)"
            + limit + "}],";
    return worklist_priority(json::read("{" + extension
        + R"("prediction":[{"qualitativeRisk":{"coding":[{"system":"https://helselos.no/fhir/CodeSystem/severity-level","code":")"
        + level + R"("}]}}]})")
                                 ->root());
}

TEST(WorklistPriority, is_the_level_and_for_routine_the_time_limit)
{
    EXPECT_EQ(priority("emergency"), 1);
    EXPECT_EQ(priority("urgent", R"({"value":4,"code":"h"})"), 2);
    EXPECT_EQ(priority("routine", R"({"value":24,"code":"h"})"), 3);
    EXPECT_EQ(priority("routine", R"({"value":25,"code":"h"})"), 4);
    EXPECT_EQ(priority("routine", R"({"value":1,"code":"d"})"), 3);
    EXPECT_EQ(priority("routine", R"({"value":2,"code":"d"})"), 4);
    EXPECT_EQ(priority("selfcare"), 5);
}

TEST(WorklistPriority, what_is_not_known_waits_for_nobody)
{
    EXPECT_EQ(priority("routine"), 3);
    EXPECT_EQ(priority("routine", R"({"value":1.5,"code":"d"})"), 3);
    EXPECT_EQ(priority("grave"), 1);
}

TEST(WorklistPriority, stands_in_the_task_as_fhir_has_it)
{
    EXPECT_EQ(task_priority(1), "stat");
    EXPECT_EQ(task_priority(2), "urgent");
    EXPECT_EQ(task_priority(3), "asap");
    EXPECT_EQ(task_priority(4), "asap");
    EXPECT_EQ(task_priority(5), "routine");
}

}  // namespace

}  // namespace helselos::sharing
