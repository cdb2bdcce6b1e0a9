// The persons of the demonstration at every door, signed in as they sign in: against a table written by hand and not
// derived from the policy. What is refused is searched for canaries. All of the rules: matrix_test.cpp.
#include "journeys/house_in_a_box.h"

#include <array>
#include <span>

namespace helselos::tests {

namespace {

constexpr const char* canary = "kanari-190723";

enum class Situation { adults_own, childs, shared_with_legevakt, organisation, staff };
enum class Way { read, vread, history, search, count, posted_search, include, batch_read, update, remove };

struct Target {
    Situation situation;
    const char* type;
    const char* id;
    const char* include;  // A search of another type that would include it; "" where there is none.
};

constexpr std::array targets{
    Target{Situation::adults_own, "Observation", "odd-puls", "DiagnosticReport?_include=DiagnosticReport:result"},
    Target{Situation::childs, "Observation", "emil-temperatur", ""},
    Target{Situation::shared_with_legevakt, "Observation", "odd-delt", ""},
    Target{Situation::organisation, "Organization", "legevakt-solvik", ""},
    Target{Situation::staff, "Practitioner", "sykepleier-kari", ""},
};

constexpr std::array ways{Way::read, Way::vread, Way::history, Way::search, Way::count, Way::posted_search,
    Way::include, Way::batch_read, Way::update, Way::remove};

// What a caller meets: seen; not there; told to sign in; told they may not.
enum class Met { seen, absent, sign_in, forbidden };

// One letter a way, in the order above. s seen, a absent, l log in, f forbidden, - not asked.
struct Row {
    const char* caller;
    Situation situation;
    const char* expected;
};

constexpr Row table[] = {
    //                                                      rvhscpibud
    {"", Situation::adults_own, "lllllllall"},
    {"", Situation::childs, "llllll-all"},
    {"", Situation::shared_with_legevakt, "llllll-all"},
    {"", Situation::organisation, "sslsss-sll"},
    {"", Situation::staff, "llllll-all"},

    {"odd", Situation::adults_own, "ssssssssff"},
    {"odd", Situation::childs, "aaaaaa-aff"},
    {"odd", Situation::shared_with_legevakt, "ssssss-sff"},
    {"odd", Situation::organisation, "ssfsss-sff"},
    {"odd", Situation::staff, "ssfsss-sff"},

    {"anita", Situation::adults_own, "aaaaaaaaff"},
    {"anita", Situation::childs, "ssssss-sff"},
    {"anita", Situation::shared_with_legevakt, "aaaaaa-aff"},
    {"anita", Situation::organisation, "ssfsss-sff"},
    {"anita", Situation::staff, "ssfsss-sff"},

    {"maria", Situation::adults_own, "aaaaaaaaff"},
    {"maria", Situation::childs, "aaaaaa-aff"},
    {"maria", Situation::shared_with_legevakt, "aaaaaa-aff"},

    {"sykepleier-kari", Situation::adults_own, "aaaaaaaaff"},
    {"sykepleier-kari", Situation::childs, "aaaaaa-aff"},
    {"sykepleier-kari", Situation::shared_with_legevakt, "ssssss-sff"},
    {"sykepleier-kari", Situation::organisation, "ssfsss-sff"},
    {"sykepleier-kari", Situation::staff, "ssfsss-sff"},

    {"fastlege-jonas", Situation::adults_own, "aaaaaaaaff"},
    {"fastlege-jonas", Situation::childs, "aaaaaa-aff"},
    {"fastlege-jonas", Situation::shared_with_legevakt, "aaaaaa-aff"},

    {"operator", Situation::adults_own, "ssssssss--"},
    {"operator", Situation::childs, "ssssss-s--"},
    {"operator", Situation::shared_with_legevakt, "ssssss-s--"},
    {"operator", Situation::organisation, "ssssss-s--"},
    {"operator", Situation::staff, "ssssss-s--"},
};

class AccessDoors : public HouseInABox {
protected:
    void SetUp() override
    {
        HouseInABox::SetUp();
        put(observation("odd-puls", "odd"));
        put(observation("emil-temperatur", "emil"));
        put(observation("odd-delt", "odd"));
        put(R"({"resourceType":"DiagnosticReport","id":"apen","status":"final","code":{"text":"x"},
            "subject":{"reference":"Patient/odd"},"result":[{"reference":"Observation/odd-puls"}]})");
        put(R"({"resourceType":"Consent","id":"odd-samtykke","status":"active",
            "scope":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}]},
            "category":[{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"INFA"}]}],
            "patient":{"reference":"Patient/odd"},
            "policyRule":{"coding":[{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}]},
            "provision":{"type":"permit","actor":[{"role":{"text":"recipient"},
              "reference":{"reference":"Organization/legevakt-solvik"}}],
              "data":[{"meaning":"instance","reference":{"reference":"Observation/odd-delt"}}]}})");
    }

    static std::string observation(const std::string& id, const std::string& patient)
    {
        return R"({"resourceType":"Observation","id":")" + id
            + R"(","status":"final","code":{"text":"kanari-190723"},"subject":{"reference":"Patient/)" + patient
            + R"("}})";
    }

    void put(const std::string& resource)
    {
        const auto root = *json::read(resource);
        const auto target
            = "/" + std::string(root.root()["resourceType"].text()) + "/" + std::string(root.root()["id"].text());
        const auto answer = ask(http::Method::put, target, "operator", resource);
        ASSERT_EQ(answer.status, 201) << answer.text;
    }

    Answer go(Way way, const Target& target, const std::string& caller)
    {
        const std::string type(target.type);
        const std::string id(target.id);
        const auto at = "/" + type + "/" + id;
        switch (way) {
        case Way::read: return get(at, caller);
        case Way::vread: return get(at + "/_history/1", caller);
        case Way::history: return get(at + "/_history", caller);
        case Way::search: return get("/" + type + "?_id=" + id, caller);
        case Way::count: return get("/" + type + "?_summary=count&_id=" + id, caller);
        case Way::posted_search: return get("/" + type + "?_total=accurate&_id=" + id, caller);
        case Way::include: return get("/" + std::string(target.include), caller);
        case Way::batch_read:
            return post("", caller,
                R"({"resourceType":"Bundle","type":"batch","entry":[{"request":{"method":"GET","url":")" + at.substr(1)
                    + R"("}}]})");
        case Way::update: return ask(http::Method::put, at, caller, observation(id, "maria"));
        case Way::remove: return ask(http::Method::delete_, at, caller);
        }
        return {};
    }

    static bool is_search(Way way)
    {
        return way == Way::search || way == Way::count || way == Way::posted_search || way == Way::include;
    }

    static Met met(Way way, const Answer& answer, const Target& target)
    {
        if (answer.status == 401)
            return Met::sign_in;
        if (answer.status == 403)
            return Met::forbidden;
        if (way == Way::batch_read)
            return answer.text.find(std::string("\"id\":\"") + target.id) == std::string::npos ? Met::absent
                                                                                               : Met::seen;
        if (way == Way::count)
            return answer.root()["total"].text() == "0" ? Met::absent : Met::seen;
        if (is_search(way))
            return answer.text.find(std::string("\"id\":\"") + target.id) == std::string::npos ? Met::absent
                                                                                               : Met::seen;
        return answer.status == 404 ? Met::absent : Met::seen;
    }
};

Met expected(char letter)
{
    switch (letter) {
    case 's': return Met::seen;
    case 'a': return Met::absent;
    case 'l': return Met::sign_in;
    default: return Met::forbidden;
    }
}

TEST_F(AccessDoors, every_cell_is_as_the_table_says)
{
    int cells = 0;
    for (const auto& row : table) {
        for (std::size_t i = 0; i < ways.size(); ++i) {
            if (row.expected[i] == '-')
                continue;
            const auto& target = *std::ranges::find(targets, row.situation, &Target::situation);
            const auto answer = go(ways[i], target, row.caller);
            ++cells;
            EXPECT_EQ(met(ways[i], answer, target), expected(row.expected[i]))
                << "caller '" << row.caller << "', way " << i << ", " << target.type << "/" << target.id << ": "
                << answer.status << " " << answer.text.substr(0, 300);
            if (row.expected[i] != 's') {
                EXPECT_EQ(answer.text.find(canary), std::string::npos) << row.caller << " way " << i;
            }
        }
    }
    EXPECT_GT(cells, 250);
}

// A record of another and a record that never was are answered with the same words.
TEST_F(AccessDoors, what_is_anothers_cannot_be_told_from_what_is_not)
{
    for (const char* path : {"", "/_history/1", "/_history"}) {
        const auto anothers = get("/Observation/odd-puls" + std::string(path), "maria");
        const auto nothing = get("/Observation/no-such-one" + std::string(path), "maria");
        EXPECT_EQ(anothers.status, nothing.status) << path;
        EXPECT_EQ(anothers.text, nothing.text) << path;
    }
}

TEST_F(AccessDoors, what_was_refused_was_not_done)
{
    for (const char* caller : {"", "odd", "sykepleier-kari", "maria"}) {
        ask(http::Method::put, "/Observation/odd-puls", caller, observation("odd-puls", "maria"));
        ask(http::Method::delete_, "/Observation/odd-puls", caller);
        post("/Observation", caller, observation("x", "maria"));
    }
    const auto now = get("/Observation/odd-puls", "operator");
    EXPECT_EQ(now.root()["meta"]["versionId"].text(), "1");
    EXPECT_EQ(get("/Observation?_summary=count", "operator").root()["total"].text(), "3");
}

}  // namespace

}  // namespace helselos::tests
