#include "app/zone_of_data.h"

#include <gtest/gtest.h>

#include <fstream>

namespace helselos::app {

namespace {

std::filesystem::path new_folder(const char* name)
{
    const auto folder = std::filesystem::path(testing::TempDir()) / name;
    std::filesystem::remove_all(folder);
    return folder;
}

std::string zone(const std::filesystem::path& data, const std::string& wanted)
{
    const auto found = zone_of_data(data, wanted);
    return found.ok() ? (*found)->name() : "refused";
}

TEST(ZoneOfData, the_zone_said_first_is_kept)
{
    const auto data = new_folder("zone-first");
    EXPECT_EQ(zone(data, "Europe/Oslo"), "Europe/Oslo");
    EXPECT_EQ(zone(data, ""), "Europe/Oslo");
    EXPECT_EQ(zone(data, "Europe/Oslo"), "Europe/Oslo");
    EXPECT_EQ(zone_of_data(data, "UTC").error().kind, Kind::conflict);
}

TEST(ZoneOfData, without_a_word_it_is_utc)
{
    const auto data = new_folder("zone-none");
    EXPECT_EQ(zone(data, ""), "UTC");
    EXPECT_EQ(zone(data, "Europe/Oslo"), "refused");
}

TEST(ZoneOfData, data_from_before_is_utc)
{
    const auto data = new_folder("zone-before");
    std::filesystem::create_directories(data);
    std::ofstream(data / "helselos.db") << "x";
    EXPECT_EQ(zone(data, "Europe/Oslo"), "refused");
    EXPECT_EQ(zone(data, ""), "UTC");
}

TEST(ZoneOfData, a_zone_nobody_knows_is_refused_and_not_kept)
{
    const auto data = new_folder("zone-unknown");
    EXPECT_EQ(zone_of_data(data, "Europe/Vestby").error().kind, Kind::invalid);
    EXPECT_EQ(zone(data, "Europe/Oslo"), "Europe/Oslo");
}

}  // namespace

}  // namespace helselos::app
