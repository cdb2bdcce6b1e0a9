// A person is found by national identity number, and nothing that is kept of it outside the store tells whom.
#include "base/base64.h"
#include "interaction/transaction.h"
#include "journeys/house_in_a_box.h"

namespace helselos::tests {

namespace {

constexpr const char* maria = "05919949637";  // Synthetic: month + 80.

class NationalNumbers : public HouseInABox {
protected:
    // As a form, in the one place where a number may stand.
    Answer find(const std::string& criteria)
    {
        const http::Header headers[] = {{"Content-Type", "application/x-www-form-urlencoded"}};
        http::Request request;
        request.method = http::Method::post;
        request.target = request.path = "/Patient/_search";
        request.headers = headers;
        request.body = criteria;
        const auto response = fhir().handle(request, request.path, caller("operator"));
        Answer answer{response.status, std::string(response.body.view()), {}};
        answer.document = *json::read(answer.text);
        return answer;
    }

    std::string link(const Answer& answer, std::string_view relation)
    {
        for (const auto each : answer.root()["link"].elements())
            if (each["relation"].text() == relation)
                return std::string(each["url"].text().substr(std::string_view("http://test/fhir").size()));
        return {};
    }

    static constexpr const char* by_number = "identifier=urn:oid:2.16.578.1.12.4.1.4.1|05919949637";
};

TEST_F(NationalNumbers, a_link_finds_the_same_person_after_a_restart)
{
    const auto found = find(by_number);
    ASSERT_EQ(found.root()["entry"].size(), 1U) << found.text;
    const auto self = link(found, "self");
    EXPECT_NE(self.find("_sealed="), std::string::npos) << self;
    EXPECT_EQ(self.find(maria), std::string::npos);

    open_again();
    const auto again = get(self, "operator");
    ASSERT_EQ(again.root()["entry"].size(), 1U) << again.text;
    EXPECT_EQ(again.root()["entry"].at(0)["resource"]["id"].text(), "maria");
    EXPECT_EQ(link(again, "self"), self);
}

TEST_F(NationalNumbers, a_sealed_link_opens_nothing_to_who_may_not_see_it)
{
    const auto self = link(find(by_number), "self");
    EXPECT_EQ(get(self, "odd").root()["entry"].size(), 0U);
}

// What is sorted by stands in the cursor: in base64, a number would only look hidden.
TEST_F(NationalNumbers, a_cursor_cannot_be_read)
{
    const auto next = link(get("/Patient?_count=1&_sort=identifier", "operator"), "next");
    ASSERT_NE(next.find("_cursor="), std::string::npos) << next;
    const auto found = get("/Patient?_count=1&_sort=identifier", "operator");
    const std::string number(found.root()["entry"].at(0)["resource"]["identifier"].at(0)["value"].text());
    ASSERT_EQ(number.size(), 11U);
    // As it would stand at each place of a group of three bytes; what is whole of it there.
    for (const char* before : {"", "x", "xx"})
        EXPECT_EQ(next.find(base64(before + number).substr(4, 8)), std::string::npos);
}

TEST_F(NationalNumbers, an_import_is_judged_as_every_write_is)
{
    auto session = house().operator_session();
    const auto bundle = *json::read(R"({"resourceType":"Bundle","type":"transaction","entry":[{
        "request":{"method":"POST","url":"Patient"},"resource":{"resourceType":"Patient",
        "identifier":[{"system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"05919949638"}]}}]})");
    const auto refused = interaction::transaction(session, house().hall(), {bundle, "", interaction::Return::minimal});
    ASSERT_FALSE(refused.ok());
    ASSERT_EQ(refused.error().issues.size(), 1U);
    EXPECT_EQ(refused.error().issues[0].element, "Bundle.entry[0].resource.identifier[0].value");
}

}  // namespace

}  // namespace helselos::tests
