// What was given and is taken back is worth nothing from the moment the taking back is answered: not a moment later.
#include "access/small_world.h"

#include <atomic>
#include <thread>

namespace helselos::tests {

namespace {

class Withdrawal : public SmallWorld {
protected:
    static std::string fullmakt(const char* status)
    {
        return std::string(R"({"resourceType":"Consent","id":"f-ny","status":")") + status
            + R"(","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
            "code":"patient-privacy"}]},"category":[{"coding":[{"system":"urn:oid:2.16.578.1.12.4.1.1.7611",
            "code":"FU"}]}],"patient":{"reference":"Patient/voksen"},"policyRule":{"coding":[{"code":"OPTIN",
            "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]},"provision":{"type":"permit","actor":[{
            "role":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-RoleCode","code":"GRANTEE"}]},
            "reference":{"reference":"Patient/framand"}}],"securityLabel":[
            {"system":"urn:oid:2.16.578.1.12.4.1.1.7618","code":"6"}]}})";
    }

    static std::string denial(const char* status)
    {
        return std::string(R"({"resourceType":"Consent","id":"d-ny","status":")") + status
            + R"(","scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope",
            "code":"patient-privacy"}]},"category":[{"coding":[{"code":"INFA",
            "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]}],"patient":{"reference":"Patient/voksen"},
            "policyRule":{"coding":[{"code":"OPTIN","system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]},
            "provision":{"type":"deny"}})";
    }

    int read(const char* caller) { return as(caller, "/Observation/puls").status; }
};

TEST_F(Withdrawal, a_consent_cached_is_worth_nothing_after_it_is_withdrawn)
{
    observe("puls", "voksen");
    EXPECT_EQ(read("framand"), 404);
    for (int round = 0; round < 20; ++round) {
        ASSERT_LT(put(fullmakt("active")), 300);
        EXPECT_EQ(read("framand"), 200) << round;
        EXPECT_EQ(read("framand"), 200) << round;
        ASSERT_LT(put(fullmakt("inactive")), 300);
        EXPECT_EQ(read("framand"), 404) << round;
    }
}

// Readers keep the cache warm while the writer gives and takes: whoever begins to read after the taking was answered,
// and ends before the next giving was begun, sees nothing.
TEST_F(Withdrawal, nobody_reads_by_an_old_consent_while_others_write)
{
    observe("puls", "voksen");
    std::atomic<int> given{0};  // Odd while something is given, or may be.
    std::atomic<bool> is_over{false};
    std::atomic<int> wrong{0};
    std::atomic<int> checked{0};
    const auto look = [&] {
        while (!is_over) {
            const int before = given;
            const int status = read("framand");
            const int after = given;
            if (before == after && before % 2 == 0) {
                ++checked;
                wrong += status == 200 ? 1 : 0;
            }
        }
    };
    std::thread first(look);
    std::thread second(look);
    for (int round = 0; round < 40; ++round) {
        ++given;
        EXPECT_LT(put(fullmakt("active")), 300);
        EXPECT_EQ(read("framand"), 200);
        EXPECT_LT(put(fullmakt("inactive")), 300);
        ++given;
        EXPECT_EQ(read("framand"), 404);
        // Until one of the others has looked as well.
        for (const int looked = checked; checked == looked;)
            std::this_thread::yield();
    }
    is_over = true;
    first.join();
    second.join();
    EXPECT_EQ(wrong, 0);
    EXPECT_GE(checked, 40);
}

TEST_F(Withdrawal, a_parent_loses_what_the_register_takes)
{
    observe("puls", "barn");
    EXPECT_EQ(read("forelder"), 200);
    EXPECT_EQ(ask(http::Method::delete_, "/RelatedPerson/r-barn", caller_of_the_matrix("operator")).status, 204);
    EXPECT_EQ(read("forelder"), 404);
}

TEST_F(Withdrawal, a_child_that_moves_is_seen_no_more)
{
    observe("puls", "barn");
    EXPECT_EQ(read("forelder"), 200);
    auto answer = as("operator", "/Patient/barn");
    auto text = answer.text;
    text.replace(text.find("Heimvegen 1"), 11, "Heimvegen 9");
    ASSERT_LT(put(text), 300);
    EXPECT_EQ(read("forelder"), 404);
}

TEST_F(Withdrawal, a_reservation_holds_from_its_answer_and_ends_with_its_withdrawal)
{
    observe("puls", "voksen");
    EXPECT_EQ(read("akutt"), 200);
    ASSERT_LT(put(denial("active")), 300);
    EXPECT_EQ(read("akutt"), 404);
    ASSERT_LT(put(denial("inactive")), 300);
    EXPECT_EQ(read("akutt"), 200);
}

TEST_F(Withdrawal, an_emergency_access_that_is_completed_is_over)
{
    observe("puls", "voksen");
    EXPECT_EQ(read("akutt"), 200);
    auto text = as("operator", "/Task/akutt-voksen").text;
    text.replace(text.find("in-progress"), 11, "completed");
    ASSERT_LT(put(text), 300);
    EXPECT_EQ(read("akutt"), 404);
}

}  // namespace

}  // namespace helselos::tests
