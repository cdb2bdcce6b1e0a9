#include "app/environment_of_data.h"

#include <gtest/gtest.h>

namespace helselos::app {

namespace {

using fhir::norway::Environment;

Configuration on_new_folder(const char* name)
{
    Configuration configuration;
    configuration.data = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(configuration.data);
    return configuration;
}

TEST(EnvironmentOfData, without_a_word_it_is_production)
{
    EXPECT_EQ(*environment_of_data(on_new_folder("environment-none")), Environment::production);
}

TEST(EnvironmentOfData, the_demonstration_is_a_test)
{
    auto configuration = on_new_folder("environment-demo");
    configuration.is_demo = true;
    EXPECT_EQ(*environment_of_data(configuration), Environment::test);
    configuration.is_demo = false;
    EXPECT_EQ(*environment_of_data(configuration), Environment::test);
}

TEST(EnvironmentOfData, what_was_said_first_is_kept)
{
    auto configuration = on_new_folder("environment-first");
    configuration.environment = "test";
    EXPECT_EQ(*environment_of_data(configuration), Environment::test);
    configuration.environment = "";
    EXPECT_EQ(*environment_of_data(configuration), Environment::test);
    configuration.environment = "production";
    EXPECT_EQ(environment_of_data(configuration).error().kind, Kind::conflict);
}

TEST(EnvironmentOfData, the_demonstration_is_refused_on_data_of_production)
{
    auto configuration = on_new_folder("environment-production");
    EXPECT_TRUE(environment_of_data(configuration).ok());
    configuration.is_demo = true;
    EXPECT_EQ(environment_of_data(configuration).error().kind, Kind::conflict);
}

TEST(EnvironmentOfData, the_demonstration_is_never_production)
{
    auto configuration = on_new_folder("environment-demo-production");
    configuration.is_demo = true;
    configuration.environment = "production";
    EXPECT_EQ(environment_of_data(configuration).error().kind, Kind::conflict);
    EXPECT_FALSE(std::filesystem::exists(configuration.data));
}

TEST(EnvironmentOfData, there_are_two)
{
    auto configuration = on_new_folder("environment-other");
    configuration.environment = "staging";
    EXPECT_EQ(environment_of_data(configuration).error().kind, Kind::invalid);
}

}  // namespace

}  // namespace helselos::app
