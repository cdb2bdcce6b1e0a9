// Answers are judged by their form whoever writes them: services and imports too.
#include "app/import/import.h"
#include "interaction/put_for_service.h"
#include "interaction/transaction.h"
#include "journeys/house_in_a_box.h"

#include <fstream>

namespace helselos::tests {

namespace {

constexpr const char* form
    = R"({"resourceType":"Questionnaire","id":"f","url":"https://example.org/f","status":"active",
    "item":[{"linkId":"a","type":"integer","required":true}]})";

std::string response(const std::string& status, const std::string& items, const std::string& name = "f")
{
    return R"({"resourceType":"QuestionnaireResponse","id":"r","status":")" + status
        + R"(","questionnaire":"https://example.org/)" + name + R"(")" + items + "}";
}

constexpr const char* answered = R"(,"item":[{"linkId":"a","answer":[{"valueInteger":1}]}])";
constexpr const char* mistaken = R"(,"item":[{"linkId":"a","answer":[{"valueString":"1"}]}])";

class FormsAtEveryWrite : public HouseInABox {
protected:
    access::Session service()
    {
        return house().records().open(interaction::on_behalf_of(caller("operator"), "sharing"));
    }

    Result<void> put_by_service(const std::string& text)
    {
        auto session = service();
        return session.write([&](access::Writing& writing) -> Result<void> {
            TRY(interaction::put_new(writing, house().hall(), *json::read(text)));
            return {};
        });
    }

    void store_form() { EXPECT_EQ(ask(http::Method::put, "/Questionnaire/f", "operator", form).status, 201); }

    // One NDJSON file for each text, put in as the command does.
    std::vector<std::string> import(const std::vector<std::pair<std::string, std::string>>& files)
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "helselos-XXXXXX").string();
        const std::filesystem::path folder(mkdtemp(pattern.data()));
        std::filesystem::create_directories(folder / "in");
        for (const auto& [name, text] : files)
            std::ofstream(folder / "in" / name) << text << '\n';
        std::vector<std::string> failures;
        app::ImportCallbacks callbacks;
        callbacks.carry_out = [this](const app::ImportUnit& unit) -> Result<void> {
            auto session = house().operator_session();
            TRY(interaction::transaction(session, house().hall(), {unit.bundle, "", interaction::Return::minimal}));
            return {};
        };
        callbacks.on_failure = [&](const app::ImportFailure& failure) { failures.push_back(app::to_text(failure)); };
        const std::filesystem::path paths[] = {folder / "in"};
        EXPECT_TRUE(app::import_all(paths, {folder / "journal", 4, nullptr}, callbacks).ok());
        std::filesystem::remove_all(folder);
        return failures;
    }
};

std::string on_one_line(std::string text)
{
    std::erase(text, '\n');
    return text;
}

TEST_F(FormsAtEveryWrite, a_service_puts_no_answers_that_break_their_form)
{
    store_form();
    EXPECT_TRUE(put_by_service(response("completed", answered)).ok());
    for (const char* items : {"", mistaken}) {
        const auto refused = put_by_service(response("completed", items));
        ASSERT_FALSE(refused.ok()) << items;
        EXPECT_EQ(refused.error().kind, Kind::unprocessable);
        EXPECT_TRUE(has_error(refused.error().issues));
    }
}

TEST_F(FormsAtEveryWrite, a_service_puts_what_is_not_whole_and_answers_to_a_form_nobody_knows)
{
    store_form();
    EXPECT_TRUE(put_by_service(response("in-progress", "")).ok());
    EXPECT_TRUE(put_by_service(response("completed", mistaken, "unknown")).ok());
}

TEST_F(FormsAtEveryWrite, a_service_changes_no_answers_into_ones_that_break_their_form)
{
    store_form();
    ASSERT_EQ(
        ask(http::Method::put, "/QuestionnaireResponse/r", "operator", response("completed", answered)).status, 201);
    auto session = service();
    const auto changed = session.write([&](access::Writing& writing) -> Result<void> {
        TRY(interaction::put_changed(
            writing, house().hall(), {"QuestionnaireResponse", "r"}, *json::read(response("amended", mistaken))));
        return {};
    });
    ASSERT_FALSE(changed.ok());
    EXPECT_EQ(changed.error().kind, Kind::unprocessable);
}

TEST_F(FormsAtEveryWrite, what_is_made_ready_before_the_writer_is_judged_as_well)
{
    store_form();
    auto session = service();
    const auto search = interaction::search_in(session);
    const interaction::FormSources forms{search, house().hall()};
    EXPECT_TRUE(interaction::prepare_new(forms, *json::read(response("completed", answered)), "x").ok());
    EXPECT_FALSE(interaction::prepare_new(forms, *json::read(response("completed", "")), "x").ok());
}

TEST_F(FormsAtEveryWrite, an_import_meets_its_forms_wherever_they_stand_in_it)
{
    const auto failures = import({{"a.ndjson", response("completed", mistaken)}, {"b.ndjson", on_one_line(form)}});
    ASSERT_EQ(failures.size(), 1U);
    EXPECT_NE(failures[0].find("a.ndjson, line 1"), std::string::npos) << failures[0];
    EXPECT_EQ(ask(http::Method::get, "/QuestionnaireResponse/r", "operator").status, 404);
    EXPECT_EQ(ask(http::Method::get, "/Questionnaire/f", "operator").status, 200);
}

TEST_F(FormsAtEveryWrite, an_import_judges_by_the_form_in_the_same_bundle)
{
    const auto bundle = R"({"resourceType":"Bundle","type":"transaction","entry":[
        {"request":{"method":"PUT","url":"QuestionnaireResponse/r"},"resource":)"
        + response("completed", mistaken) + R"(},{"request":{"method":"PUT","url":"Questionnaire/f"},"resource":)"
        + form + "}]}";
    EXPECT_EQ(import({{"a.json", bundle}}).size(), 1U);
    EXPECT_EQ(ask(http::Method::get, "/Questionnaire/f", "operator").status, 404);
}

TEST_F(FormsAtEveryWrite, an_import_keeps_answers_to_a_form_nobody_knows)
{
    EXPECT_TRUE(import({{"a.ndjson", response("completed", mistaken, "unknown")}}).empty());
    EXPECT_EQ(ask(http::Method::get, "/QuestionnaireResponse/r", "operator").status, 200);
}

}  // namespace

}  // namespace helselos::tests
