// A record that was filed under the wrong patient and moved: neither reads what stands about the other.
#include "access/small_world.h"

namespace helselos::tests {

namespace {

class OldVersions : public SmallWorld {
protected:
    // What was written about one patient and is now about the other.
    void SetUp() override
    {
        SmallWorld::SetUp();
        observe("flytt", "voksen", R"(,"note":[{"text":"kanari-voksen"}])");
        observe("flytt", "framand", R"(,"note":[{"text":"kanari-framand"}])");
    }

    int status(const std::string& caller, const std::string& path) { return as(caller, path).status; }

    void refer(const std::string& patient)
    {
        put(R"({"resourceType":"ServiceRequest","id":"tilvising","status":"active","intent":"order",
            "subject":{"reference":"Patient/)"
            + patient + R"("},"performer":[{"reference":"Organization/legevakt-solvik"}],
            "reasonReference":[{"reference":"Observation/flytt"}]})");
    }
};

TEST_F(OldVersions, who_has_the_record_now_does_not_read_what_stood_about_another)
{
    EXPECT_EQ(status("framand", "/Observation/flytt"), 200);
    EXPECT_EQ(status("framand", "/Observation/flytt/_history/2"), 200);
    EXPECT_EQ(status("framand", "/Observation/flytt/_history/1"), 404);
    const auto history = as("framand", "/Observation/flytt/_history");
    EXPECT_EQ(history.root()["entry"].size(), 1U) << history.text;
    EXPECT_EQ(history.text.find("kanari-voksen"), std::string::npos) << history.text;
    EXPECT_EQ(as("framand", "/Observation/_history").text.find("kanari-voksen"), std::string::npos);
    EXPECT_EQ(as("framand", "/Observation/flytt/_history/1").text, as("framand", "/Observation/flytt/_history/9").text);
}

TEST_F(OldVersions, who_had_the_record_reads_nothing_of_it)
{
    for (const char* path : {"", "/_history/1", "/_history/2", "/_history"})
        EXPECT_EQ(status("voksen", std::string("/Observation/flytt") + path), 404) << path;
    EXPECT_EQ(as("voksen", "/Observation/_history").text.find("kanari"), std::string::npos);
}

TEST_F(OldVersions, personnel_who_were_given_the_record_do_not_read_what_stood_about_another)
{
    refer("framand");
    EXPECT_EQ(status("sjukepleiar", "/Observation/flytt"), 200);
    EXPECT_EQ(status("sjukepleiar", "/Observation/flytt/_history/2"), 200);
    EXPECT_EQ(status("sjukepleiar", "/Observation/flytt/_history/1"), 404);
    EXPECT_EQ(as("sjukepleiar", "/Observation/flytt/_history").text.find("kanari-voksen"), std::string::npos);
}

TEST_F(OldVersions, the_operator_reads_all_and_a_record_that_was_not_moved_is_read_as_ever)
{
    EXPECT_EQ(as("operator", "/Observation/flytt/_history").root()["entry"].size(), 2U);
    observe("same", "voksen", R"(,"note":[{"text":"a"}])");
    observe("same", "voksen", R"(,"note":[{"text":"b"}])");
    EXPECT_EQ(as("voksen", "/Observation/same/_history").root()["entry"].size(), 2U);
    EXPECT_EQ(status("voksen", "/Observation/same/_history/1"), 200);
}

// Moved back, the record is the first one's again, with what was theirs and without the other's.
TEST_F(OldVersions, moved_back_each_version_follows_whom_it_names)
{
    observe("flytt", "voksen", R"(,"note":[{"text":"kanari-igjen"}])");
    EXPECT_EQ(status("voksen", "/Observation/flytt/_history/1"), 200);
    EXPECT_EQ(status("voksen", "/Observation/flytt/_history/2"), 404);
    EXPECT_EQ(status("voksen", "/Observation/flytt/_history/3"), 200);
    EXPECT_EQ(as("voksen", "/Observation/flytt/_history").root()["entry"].size(), 2U);
    EXPECT_EQ(status("framand", "/Observation/flytt/_history/2"), 404);
}

// Of an appointment of two, from which one was taken out, the other still reads what they read then.
TEST_F(OldVersions, who_stands_in_both_reads_both)
{
    const auto appointment = [](const std::string& participants) {
        return R"({"resourceType":"Appointment","id":"time","status":"booked","start":"2026-01-01T10:00:00Z",
            "end":"2026-01-01T11:00:00Z","participant":[)"
            + participants + "]}";
    };
    const std::string one = R"({"status":"accepted","actor":{"reference":"Patient/voksen"}})";
    const std::string two = R"(,{"status":"accepted","actor":{"reference":"Patient/framand"}})";
    put(appointment(one + two));
    put(appointment(one));
    EXPECT_EQ(status("voksen", "/Appointment/time/_history/1"), 200);
    EXPECT_EQ(status("framand", "/Appointment/time/_history/1"), 404);
    put(appointment(one + two));
    EXPECT_EQ(status("framand", "/Appointment/time/_history/2"), 404) << "it does not name them";
    EXPECT_EQ(status("framand", "/Appointment/time/_history/1"), 200);
}

}  // namespace

}  // namespace helselos::tests
