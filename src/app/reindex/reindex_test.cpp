#include "app/reindex/reindex.h"

#include "base/limits.h"
#include "base/random.h"
#include "store/sqlite/open.h"
#include "json/read.h"

#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::app {

namespace {

using fhir::search::Extractor;
using fhir::search::Parameters;
using fhir::search::StringValue;
using store::Act;

constexpr std::size_t persons = 2 * limits::reindex_page_max + 50;
const access::Caller dispatcher{access::CallerKind::service, "dispatcher", "", {}, ""};

std::string definition(const std::string& expression)
{
    return R"(,"url":"https://e.org/SearchParameter/nickname","name":"Nickname","status":"active","description":"x",)"
           R"("code":"nickname","base":["Patient"],"type":"string","expression":")"
        + expression + "\"}";
}

// A store with persons in it, and what the house keeps beside it.
class ReindexTest : public testing::Test {
protected:
    ReindexTest()
    {
        start_house();
        HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
            for (std::size_t i = 0; i < persons; ++i)
                TRY(put(transaction, person(std::to_string(i), Act::create, "nick" + std::to_string(i))));
            return {};
        }));
    }

    ~ReindexTest() override
    {
        m_reindex.reset();
        m_store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    void start_house()
    {
        m_reindex.reset();
        m_store.reset();
        m_store = store::sqlite::open(m_folder, {}, system_clock()).value();
        m_extractor.emplace(Extractor::create(fhir::Definitions::r4()).value());
        m_reindex = std::make_unique<Reindex>(*m_store, *m_extractor, Reindex::Settings{});
        HL_ASSERT(m_reindex->load({}));
    }

    struct Wanted {
        store::Key key;
        Act act;
        std::string rest;  // Of the body, after meta.
    };
    static Wanted person(const std::string& id, Act act, const std::string& nickname)
    {
        return {{"Patient", id}, act, R"(,"name":[{"use":"nickname","family":")" + nickname + R"("}]})"};
    }

    Result<void> put(store::Transaction& transaction, const Wanted& wanted)
    {
        store::Change change{wanted.key, wanted.act, {}, {}, {}};
        if (wanted.act != Act::remove) {
            const auto head = R"({"resourceType":")" + wanted.key.type + R"(","meta":{)";
            change.body = {head, "}" + wanted.rest};
            change.rows = TRY(m_extractor->extract(json::read(head + "}" + wanted.rest).value().root()));
        }
        TRY(transaction.put(change));
        return {};
    }
    void write(const Wanted& wanted)
    {
        HL_ASSERT(m_store->write([&](store::Transaction& transaction) { return put(transaction, wanted); }));
    }

    // As the reaction to the event does it.
    void write_parameter(Act act, const std::string& rest)
    {
        const Wanted wanted{{"SearchParameter", "nickname"}, act, rest};
        write(wanted);
        HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
            access::Writing writing(transaction, *m_extractor, dispatcher);
            return m_reindex->take_up_stored(writing, wanted.key);
        }));
    }

    void read_all_anew()
    {
        while (m_reindex->step().value()) {}
    }

    std::uint64_t with_nickname(const std::string& start)
    {
        fhir::search::Query query;
        query.types = {"Patient"};
        query.all_of = {fhir::search::Criterion{
            "nickname", fhir::SearchType::string, fhir::search::Modifier::none, false, {StringValue{start, start}}}};
        return m_store->reader().value()->count(query, {.everything = true}).value();
    }

    std::string state()
    {
        const auto entries = m_reindex->entries().value();
        return entries.empty() ? "none" : std::string(entries.front().state());
    }
    bool is_ready()
    {
        const auto parameters = m_extractor->parameters();
        const auto* found = parameters->find("Patient", "nickname");
        return found != nullptr && parameters->is_ready(*found);
    }
    Reindex& reindex() { return *m_reindex; }

    // What an earlier program leaves of a person with a typed identifier: no row for the type, and no edition.
    void write_as_earlier_program(const std::string& id)
    {
        const std::string text = R"({"resourceType":"Patient","identifier":[{"value":"v","type":{"coding":[{"system":)"
                                 R"("s","code":"t"}]}}],"meta":{)";
        HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
            store::Change change{{"Patient", id}, Act::create, {text, "}}"}, {}, {}};
            change.rows = TRY(m_extractor->extract(json::read(text + "}}").value().root()));
            std::erase_if(change.rows.tokens, [](const auto& row) { return row.parameter == "identifier:of-type"; });
            TRY(transaction.put(change));
            return transaction.keep_fact("search-rows", "");
        }));
    }

    // No rows can be made of it.
    void write_without_type(const std::string& id)
    {
        HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
            TRY(transaction.put({{"Patient", id}, Act::create, {R"({"meta":{)", "}}"}, {}, {}}));
            return {};
        }));
    }

    std::uint64_t with_type_of_identifier()
    {
        fhir::search::Query query;
        query.types = {"Patient"};
        query.all_of = {fhir::search::Criterion{"identifier:of-type", fhir::SearchType::token,
            fhir::search::Modifier::none, false, {fhir::search::TokenValue{"s", "t|v"}}}};
        return m_store->reader().value()->count(query, {.everything = true}).value();
    }

    bool has_rows_of_type() { return m_extractor->parameters()->has_rows(fhir::search::RowsKind::of_type); }

private:
    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("helselos-reindex-" + make_uuid(secure_random()));

protected:
    std::unique_ptr<store::Store> m_store;
    std::optional<Extractor> m_extractor;

private:
    std::unique_ptr<Reindex> m_reindex;
};

}  // namespace

TEST_F(ReindexTest, what_was_stored_before_and_what_comes_after_is_found)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    EXPECT_FALSE(is_ready());
    write(person("new", Act::create, "nickel"));
    read_all_anew();
    EXPECT_TRUE(is_ready());
    EXPECT_EQ(state(), "ready");
    EXPECT_EQ(with_nickname("nick"), persons + 1);
    EXPECT_EQ(with_nickname("nick7"), 11U);
    EXPECT_EQ(reindex().figures().parameters_waiting, 0U);
}

TEST_F(ReindexTest, after_a_stop_it_goes_on_where_it_was)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    ASSERT_TRUE(reindex().step().value());
    start_house();
    EXPECT_FALSE(is_ready());
    EXPECT_EQ(reindex().figures().resources_done, limits::reindex_page_max);
    EXPECT_EQ(reindex().figures().resources_total, persons);
    read_all_anew();
    EXPECT_TRUE(is_ready());
    EXPECT_EQ(with_nickname("nick"), persons);
    EXPECT_EQ(reindex().entries().value().front().resources_done, persons);
}

TEST_F(ReindexTest, what_was_ready_is_ready_after_the_next_start)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    read_all_anew();
    start_house();
    EXPECT_TRUE(is_ready());
    EXPECT_FALSE(reindex().step().value());
}

TEST_F(ReindexTest, another_expression_replaces_the_rows)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    read_all_anew();
    write_parameter(Act::update, definition("Patient.name.given"));
    EXPECT_FALSE(is_ready());
    read_all_anew();
    EXPECT_TRUE(is_ready());
    EXPECT_EQ(with_nickname("nick"), 0U);
}

TEST_F(ReindexTest, a_parameter_that_is_removed_leaves_no_rows)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    read_all_anew();
    write_parameter(Act::remove, "");
    EXPECT_EQ(state(), "removing");
    read_all_anew();
    EXPECT_EQ(state(), "none");
    EXPECT_EQ(with_nickname("nick"), 0U);
}

TEST_F(ReindexTest, a_change_in_the_middle_begins_anew)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    ASSERT_TRUE(reindex().step().value());
    write_parameter(Act::update, definition("Patient.name.given | Patient.name.family"));
    EXPECT_EQ(reindex().figures().resources_done, 0U);
    read_all_anew();
    EXPECT_EQ(with_nickname("nick"), persons);
}

TEST_F(ReindexTest, one_written_before_the_house_knew_of_it_is_taken_up_at_start)
{
    write({{"SearchParameter", "nickname"}, Act::create, definition("Patient.name.family")});
    EXPECT_EQ(state(), "none");
    start_house();
    EXPECT_EQ(state(), "indexing");
    read_all_anew();
    EXPECT_EQ(with_nickname("nick"), persons);
}

TEST_F(ReindexTest, a_new_store_has_the_rows_of_this_program)
{
    EXPECT_TRUE(has_rows_of_type());
    EXPECT_EQ(reindex().rows().value().state(), "ready");
    EXPECT_FALSE(reindex().step().value());
}

TEST_F(ReindexTest, rows_of_an_earlier_program_are_made_anew)
{
    write_as_earlier_program("old");
    EXPECT_EQ(with_type_of_identifier(), 0U);
    start_house();
    EXPECT_FALSE(has_rows_of_type());
    EXPECT_EQ(reindex().rows().value().state(), "indexing");
    read_all_anew();
    EXPECT_TRUE(has_rows_of_type());
    EXPECT_EQ(with_type_of_identifier(), 1U);
    const auto rows = reindex().rows().value();
    EXPECT_EQ(rows.state(), "ready");
    EXPECT_EQ(rows.edition, fhir::search::rows_edition);
    EXPECT_EQ(rows.resources_done, persons + 1);
    EXPECT_EQ(reindex().figures().resources_total, 0U);
    start_house();
    EXPECT_TRUE(has_rows_of_type());
    EXPECT_FALSE(reindex().step().value());
}

TEST_F(ReindexTest, rows_of_an_earlier_program_go_on_after_a_stop)
{
    write_as_earlier_program("old");
    start_house();
    ASSERT_TRUE(reindex().step().value());
    start_house();
    EXPECT_FALSE(has_rows_of_type());
    EXPECT_EQ(reindex().figures().resources_done, limits::reindex_page_max);
    EXPECT_EQ(reindex().figures().resources_total, persons + 1);
    read_all_anew();
    EXPECT_TRUE(has_rows_of_type());
    EXPECT_EQ(with_type_of_identifier(), 1U);
    EXPECT_EQ(reindex().rows().value().resources_done, persons + 1);
}

// A folder from before labels kept anything from anyone: what is hidden from parents was a member of the patient alone.
TEST_F(ReindexTest, who_may_see_what_is_stored_is_said_anew_by_the_rules_of_this_program)
{
    const store::Key hidden{"Observation", "hidden"};
    HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
        const std::string head = R"({"resourceType":"Observation","subject":{"reference":"Patient/1"},"meta":{)"
                                 R"("security":[{"system":"urn:oid:2.16.578.1.12.4.1.1.9603","code":"NORN_FORANS"}])";
        store::Change change{hidden, Act::create, {head + ",", "}}"}, {}, {{"Patient/1", hidden}}};
        change.rows = TRY(m_extractor->extract(json::read(head + "}}").value().root()));
        TRY(transaction.put(change));
        return transaction.keep_fact("search-rows", R"({"edition":2,"target":2,"isDone":true,"types":["Patient"]})");
    }));
    const auto is_kept_from_parents
        = [&] { return m_store->reader().value()->is_within(hidden, {.owners = {"Patient/1!parent"}}).value(); };
    start_house();
    EXPECT_FALSE(is_kept_from_parents());
    EXPECT_EQ(reindex().rows().value().state(), "indexing");
    EXPECT_TRUE(has_rows_of_type()) << "no search waits for it";
    ASSERT_TRUE(reindex().step().value());
    start_house();
    EXPECT_EQ(reindex().rows().value().state(), "indexing") << "it goes on after a stop";
    read_all_anew();
    EXPECT_TRUE(is_kept_from_parents());
    EXPECT_TRUE(m_store->reader().value()->is_within(hidden, {.owners = {"Patient/1"}}).value());
    EXPECT_EQ(reindex().rows().value().state(), "ready");
    start_house();
    EXPECT_FALSE(reindex().step().value());
}

TEST_F(ReindexTest, what_says_who_may_see_and_cannot_be_kept_is_left_and_told)
{
    const store::Key consent{"Consent", "c"};
    HL_ASSERT(m_store->write([&](store::Transaction& transaction) -> Result<void> {
        const std::string text
            = R"({"resourceType":"Consent","status":"active","scope":{"coding":[{"code":"patient-privacy","system":)"
              R"("http://terminology.hl7.org/CodeSystem/consentscope"}]},"category":[{"coding":[{"code":"INFA",)"
              R"("system":"http://terminology.hl7.org/CodeSystem/v3-ActCode"}]}],"patient":{"reference":"Patient/1"},)"
              R"("policyRule":{"coding":[{"code":"OPTIN","system":)"
              R"("http://terminology.hl7.org/CodeSystem/v3-ActCode"}]},"provision":{"type":"deny","period":)"
              R"({"end":"2030-01-01"}},"meta":{)";
        store::Change change{consent, Act::create, {text, "}}"}, {}, {{"Practitioner/all!blocked", {"Patient", "1"}}}};
        change.rows = TRY(m_extractor->extract(json::read(text + "}}").value().root()));
        TRY(transaction.put(change));
        return transaction.keep_fact("search-rows", R"({"edition":2,"target":2,"isDone":true,"types":["Patient"]})");
    }));
    start_house();
    read_all_anew();
    const auto rows = reindex().rows().value();
    EXPECT_EQ(rows.state(), "incomplete");
    EXPECT_EQ(rows.first_failed, "Consent/c");
    EXPECT_TRUE(
        m_store->reader().value()->is_within({"Patient", "1"}, {.owners = {"Practitioner/all!blocked"}}).value());
}

TEST_F(ReindexTest, a_parameter_that_comes_in_the_middle_has_its_rows_too)
{
    write_as_earlier_program("old");
    start_house();
    ASSERT_TRUE(reindex().step().value());
    write_parameter(Act::create, definition("Patient.name.family"));
    read_all_anew();
    EXPECT_TRUE(is_ready());
    EXPECT_TRUE(has_rows_of_type());
    EXPECT_EQ(with_nickname("nick"), persons);
    EXPECT_EQ(with_type_of_identifier(), 1U);
}

TEST_F(ReindexTest, what_changes_meanwhile_keeps_its_rows)
{
    write_parameter(Act::create, definition("Patient.name.family"));
    read_all_anew();
    write_as_earlier_program("old");
    start_house();
    ASSERT_TRUE(reindex().step().value());
    write(person("0", Act::update, "other"));
    write(person("new", Act::create, "other"));
    write(person("1", Act::remove, ""));
    read_all_anew();
    EXPECT_EQ(with_nickname("other"), 2U);
    EXPECT_EQ(with_nickname("nick"), persons - 2);
    EXPECT_TRUE(has_rows_of_type());
}

TEST_F(ReindexTest, rows_that_cannot_be_made_are_told_and_what_needs_them_is_not_asked)
{
    write_as_earlier_program("old");
    write_without_type("odd");
    start_house();
    read_all_anew();
    EXPECT_FALSE(has_rows_of_type());
    EXPECT_EQ(reindex().rows().value().state(), "incomplete");
    EXPECT_EQ(reindex().rows().value().first_failed, "Patient/odd");
    write({{"Patient", "odd"}, Act::remove, ""});
    EXPECT_FALSE(reindex().step().value());
    start_house();
    read_all_anew();
    EXPECT_TRUE(has_rows_of_type());
}

TEST_F(ReindexTest, one_that_cannot_be_evaluated_on_what_is_stored_is_refused_and_leaves_no_rows)
{
    write({{"Patient", "two"}, Act::create, R"(,"name":[{"family":"nickone"},{"family":"nicktwo"}]})"});
    write_parameter(Act::create, definition("Patient.name.family.single()"));
    read_all_anew();
    EXPECT_EQ(state(), "refused");
    EXPECT_EQ(with_nickname("nick"), 0U);
}

}  // namespace helselos::app
