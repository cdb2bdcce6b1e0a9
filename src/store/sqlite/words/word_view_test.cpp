#include "store/sqlite/words/word_view.h"

#include "base/limits.h"
#include "base/random.h"
#include "store/sqlite/open.h"
#include "store/sqlite/search/sql.h"
#include "json/read.h"

#include <algorithm>
#include <fstream>
#include <gtest/gtest.h>
#include <map>
#include <set>

namespace helselos::store::sqlite {

namespace {

using fhir::search::WordReader;
using Ids = std::vector<std::string>;

SharedWordReader word_reader()
{
    static const auto reader = std::make_shared<const WordReader>(
        WordReader::create(fhir::search::Parameters::of(fhir::Definitions::r4())).value());
    return reader;
}

WordQuestion content(const std::string& word, bool is_start = false)
{
    return {TermKind::content, "", {{word, is_start}}};
}

WordQuestion coded(const std::string& word, const std::string& parameter = "code")
{
    return {TermKind::coded, parameter, {{word, false}}};
}

// With a parameter of Basic that was added.
SharedWordReader reader_with(const std::string& code)
{
    const auto parameter = json::read(R"({"resourceType":"SearchParameter","url":"https://e.org/)" + code
        + R"(","name":"x","status":"active","description":"x","code":")" + code
        + R"(","base":["Basic"],"type":"token","expression":"Basic.code"})");
    const auto parameters = fhir::search::Parameters::of(fhir::Definitions::r4())->with(parameter.value().root());
    return std::make_shared<const WordReader>(
        WordReader::create(parameters.value()->with_ready("https://e.org/" + code)).value());
}

// One moment of the store, and its view of the words.
class OpenMoment {
public:
    OpenMoment(const std::filesystem::path& db, WordIndex& index, SharedNames& shared)
        : m_connection(Connection::open({.path = db.string()}).value()), m_names(*m_connection, shared),
          m_view(index, *m_connection, WordView::Waits::yes)
    {
        HL_ASSERT(m_connection->run("BEGIN"));
        HL_ASSERT(m_connection->integer("SELECT count(*) FROM meta").ok());
    }

    Result<Ids> ask(const WordQuestion& question)
    {
        const auto type = TRY(m_names.find("Basic"));
        const auto* hits = TRY(m_view.find("Basic", type.value_or(0), question));
        return ids_of(hits);
    }

    // What may have the letters in a value of the parameter "identifier".
    Result<Ids> ask_letters(const std::string& text)
    {
        const auto type = TRY(m_names.find("Basic"));
        const auto parameter = TRY(m_names.find("Basic.identifier"));
        return ids_of(TRY(m_view.find_letters({type.value_or(0), parameter.value_or(0), "Basic.identifier", {text}})));
    }

    // Walked as a driver and asked as a check, which must agree.
    Result<Ids> ids_of(const WordHits* hits)
    {
        Sql driver("SELECT r.logical_id FROM word_hits(?) h CROSS JOIN resource r ON r.id=h.resource");
        Sql check("SELECT logical_id FROM resource r WHERE EXISTS"
                  "(SELECT 1 FROM word_hits(?) w WHERE w.resource=r.id)");
        const auto ids = TRY(ids_by(driver.add("", hits)));
        EXPECT_EQ(TRY(ids_by(check.add("", hits))), ids);
        return ids;
    }

    Result<Ids> ids_by(const Sql& sql)
    {
        auto statement = TRY(sql.prepare(*m_connection));
        Ids ids;
        while (TRY(statement.step()))
            ids.emplace_back(statement.text(0));
        std::ranges::sort(ids);
        return ids;
    }

    WordView& view() { return m_view; }
    Connection& connection() { return *m_connection; }

private:
    std::unique_ptr<Connection> m_connection;
    Names m_names;
    WordView m_view;
};

// A store, and an index beside it that comes on when it is told to.
class WordViewTest : public testing::Test {
protected:
    WordViewTest()
    {
        reopen_store();
        reopen_index();
    }

    ~WordViewTest() override
    {
        m_index.reset();
        m_store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    void reopen_store()
    {
        m_store.reset();
        m_store = sqlite::open(m_folder, {}, system_clock()).value();
    }
    void reopen_index()
    {
        m_index.reset();
        m_index = std::make_unique<WordIndex>(WordIndex::Settings{words_path(), {.path = db_path().string()},
                                                  [this] { return m_reader; }, [] { return std::uint64_t{0}; }},
            m_names);
    }

    std::filesystem::path folder() const { return m_folder; }
    std::filesystem::path db_path() const { return m_folder / "helselos.db"; }
    std::filesystem::path words_path() const { return m_folder / "words.db"; }
    WordIndex& index() { return *m_index; }
    void read_by(SharedWordReader reader) { m_reader = std::move(reader); }
    Store& store() { return *m_store; }

    static Change change(const std::string& id, Act act, const std::string& text)
    {
        Change change{{"Basic", id}, act, {}, {}, {}};
        if (act != Act::remove)
            change.body = {R"({"resourceType":"Basic","meta":{)", R"(},"code":{"text":")" + text + "\"}}"};
        return change;
    }
    void put(const std::string& id, Act act, const std::string& text)
    {
        HL_ASSERT(m_store->write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(change(id, act, text)));
            return {};
        }));
    }

    void put_many(std::size_t count, const std::string& text)
    {
        HL_ASSERT(m_store->write([&](Transaction& transaction) -> Result<void> {
            for (std::size_t i = 0; i < count; ++i)
                TRY(transaction.put(change(std::to_string(i), Act::create, text)));
            return {};
        }));
    }

    // Indexes all there is.
    void bring_on() { static_cast<void>(m_index->wait_for(INT64_MAX, std::chrono::milliseconds(0))); }
    OpenMoment moment() { return OpenMoment(db_path(), *m_index, m_names); }
    Ids ask(const WordQuestion& question) { return moment().ask(question).value(); }

private:
    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("helselos-words-" + make_uuid(secure_random()));
    std::unique_ptr<Store> m_store;
    SharedNames m_names;
    SharedWordReader m_reader = word_reader();
    std::unique_ptr<WordIndex> m_index;
};

}  // namespace

TEST_F(WordViewTest, what_is_indexed_and_what_is_not_yet_is_found_alike)
{
    put("a", Act::create, "blood pressure");
    bring_on();
    put("b", Act::create, "blood sugar");
    EXPECT_EQ(ask(content("blood")), (Ids{"a", "b"}));
    bring_on();
    EXPECT_EQ(ask(content("blood")), (Ids{"a", "b"}));
    EXPECT_EQ(ask(content("pressure")), Ids{"a"});
    EXPECT_EQ(ask(content("blo")), Ids{});
    EXPECT_EQ(ask(content("blo", true)), (Ids{"a", "b"}));
    EXPECT_EQ(ask(coded("sugar")), Ids{"b"});
}

TEST_F(WordViewTest, what_was_superseded_or_removed_is_not_found)
{
    put("a", Act::create, "blood");
    put("b", Act::create, "blood");
    bring_on();
    put("a", Act::update, "heart");
    put("b", Act::remove, "");
    EXPECT_EQ(ask(content("blood")), Ids{});
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{});
    EXPECT_EQ(ask(content("heart")), Ids{"a"});
}

TEST_F(WordViewTest, an_old_moment_is_answered_as_it_was)
{
    put("a", Act::create, "blood");
    bring_on();
    auto before = moment();
    put("a", Act::update, "heart");
    put("b", Act::create, "blood");
    bring_on();
    EXPECT_EQ(before.ask(content("blood")).value(), Ids{"a"});
    EXPECT_EQ(before.ask(content("heart")).value(), Ids{});
    EXPECT_EQ(ask(content("blood")), Ids{"b"});
}

TEST_F(WordViewTest, a_moment_that_is_older_than_what_is_listed_is_told_to_come_back)
{
    put("a", Act::create, "blood");
    auto before = moment();
    put("b", Act::create, "blood");
    bring_on();  // The index is begun after that moment.
    const auto answer = before.ask(content("blood"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().kind, Kind::busy);
}

TEST_F(WordViewTest, an_index_that_is_behind_is_brought_on_where_one_may_wait)
{
    put_many(limits::words_tail_max + 1, "blood");
    auto now = moment();
    WordView writers(index(), now.connection(), WordView::Waits::no);
    SharedNames shared;
    const auto type = Names(now.connection(), shared).find("Basic").value();
    const auto refused = writers.find("Basic", *type, content("blood"));
    ASSERT_FALSE(refused.ok());
    EXPECT_EQ(refused.error().kind, Kind::busy);
    EXPECT_EQ(ask(content("blood")).size(), limits::words_tail_max + 1);
}

TEST_F(WordViewTest, a_short_tail_needs_no_waiting)
{
    put("x", Act::create, "heart");
    bring_on();
    put_many(limits::words_tail_max, "blood");
    auto now = moment();
    WordView writers(index(), now.connection(), WordView::Waits::no);
    SharedNames shared;
    const auto type = Names(now.connection(), shared).find("Basic").value();
    EXPECT_EQ(writers.find("Basic", *type, content("blood")).value()->found.size(), limits::words_tail_max);
}

TEST_F(WordViewTest, an_index_left_in_order_goes_on_where_it_was)
{
    put("a", Act::create, "blood");
    bring_on();
    index().stop();
    const auto written = std::filesystem::last_write_time(words_path());
    reopen_index();
    bring_on();
    EXPECT_EQ(std::filesystem::last_write_time(words_path()), written);
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
}

TEST_F(WordViewTest, an_index_that_is_ahead_of_an_older_store_put_back_is_made_anew)
{
    put("a", Act::create, "blood");
    bring_on();
    index().stop();
    reopen_store();
    const auto copy = folder() / "copy.db";
    std::filesystem::copy_file(db_path(), copy);
    put("b", Act::create, "blood");
    put("c", Act::create, "blood");
    reopen_index();
    bring_on();
    index().stop();
    std::filesystem::rename(copy, db_path());
    std::filesystem::remove(db_path().string() + "-wal");
    reopen_store();
    // Other resources get the numbers of those that are lost.
    put("d", Act::create, "heart");
    put("e", Act::create, "heart");
    put("f", Act::create, "heart");
    reopen_index();
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
    EXPECT_EQ(ask(content("heart")), (Ids{"d", "e", "f"}));
}

TEST_F(WordViewTest, a_file_that_is_damaged_or_foreign_is_made_anew)
{
    put("a", Act::create, "blood");
    bring_on();
    index().stop();
    std::ofstream(words_path(), std::ios::trunc) << std::string(10'000, 'x');
    reopen_index();
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
}

TEST_F(WordViewTest, damage_that_shows_later_is_told_as_busy_and_the_file_is_made_anew)
{
    put("a", Act::create, "blood");
    bring_on();
    {
        const auto file = WordFile::open(words_path(), WordFile::Use::write).value();
        ASSERT_TRUE(file->connection().run("UPDATE said_data SET block=x'0102' WHERE id>10"));
    }
    const auto answer = moment().ask(content("blood"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().kind, Kind::busy);
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
}

TEST_F(WordViewTest, a_worn_index_gives_way_to_one_made_beside_it)
{
    put("a", Act::create, "blood");
    put("b", Act::create, "heart");
    bring_on();
    const auto before = index().generation();
    HL_ASSERT(store().write([&](Transaction& transaction) -> Result<void> {
        for (std::size_t i = 0; i < limits::words_stale_min; ++i) {
            const auto id = "s" + std::to_string(i);
            TRY(transaction.put(change(id, Act::create, "first")));
            TRY(transaction.put(change(id, Act::update, "second")));
        }
        return {};
    }));
    bring_on();
    EXPECT_GT(index().generation(), before);
    EXPECT_EQ(ask(content("first")), Ids{});
    EXPECT_EQ(ask(content("second")).size(), limits::words_stale_min);
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
    const auto file = WordFile::open(words_path(), WordFile::Use::read).value();
    EXPECT_EQ(file->connection().integer("SELECT count(*) FROM stale").value(), 0);
    EXPECT_FALSE(std::filesystem::exists(words_path().string() + ".next"));
}

TEST_F(WordViewTest, an_index_of_other_definitions_is_made_anew)
{
    put("a", Act::create, "blood");
    bring_on();
    index().stop();
    {
        const auto file = WordFile::open(words_path(), WordFile::Use::write).value();
        auto facts = file->facts().value();
        facts.edition = "older";
        ASSERT_TRUE(file->write(facts));
        ASSERT_TRUE(file->connection().run("DELETE FROM stale; INSERT INTO said(said) VALUES('delete-all')"));
    }
    reopen_index();
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
}

TEST_F(WordViewTest, an_index_of_other_definitions_is_not_asked)
{
    put("a", Act::create, "blood");
    bring_on();
    auto facts = WordFile::open(words_path(), WordFile::Use::read).value()->facts().value();
    facts.edition = "older";
    ASSERT_TRUE(WordFile::open(words_path(), WordFile::Use::write).value()->write(facts));
    const auto answer = moment().ask(content("blood"));
    ASSERT_FALSE(answer.ok());
    EXPECT_EQ(answer.error().kind, Kind::busy);
}

TEST_F(WordViewTest, a_parameter_that_was_away_is_gone_through_again)
{
    const auto with = reader_with("extra");
    read_by(with);
    put("a", Act::create, "blood");
    bring_on();
    EXPECT_EQ(ask(coded("blood", "extra")), Ids{"a"});
    read_by(word_reader());
    put("b", Act::create, "blood");
    bring_on();
    read_by(with);
    EXPECT_FALSE(moment().ask(coded("blood", "extra")).ok());
    bring_on();
    EXPECT_EQ(ask(coded("blood", "extra")), (Ids{"a", "b"}));
}

TEST_F(WordViewTest, what_cannot_be_read_is_told_and_not_passed_over)
{
    put("a", Act::create, "blood");
    put("b", Act::create, "broken \" here");
    bring_on();
    const auto answer = moment().ask(content("blood"));
    ASSERT_FALSE(answer.ok());
    put("b", Act::remove, "");
    bring_on();
    EXPECT_EQ(ask(content("blood")), Ids{"a"});
}

// What it adds up to for a search stands in word_search_test.cpp.
TEST_F(WordViewTest, letters_give_what_may_have_them)
{
    const auto named = [&](const std::string& id, Act act, const std::string& name) {
        Change change{{"Basic", id}, act, {R"({"resourceType":"Basic","meta":{)", "}}"}, {}, {}};
        change.rows.strings = {{"identifier", name, name}};
        HL_ASSERT(store().write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(change));
            return {};
        }));
    };
    named("a", Act::create, "nordmann");
    named("b", Act::create, "hansen");
    bring_on();
    named("c", Act::create, "olsen");
    named("a", Act::update, "hansen");
    EXPECT_EQ(moment().ask_letters("nordm").value(), (Ids{"a", "c"}));
    bring_on();
    EXPECT_EQ(moment().ask_letters("hans").value(), (Ids{"a", "b"}));
    EXPECT_EQ(moment().ask_letters("hxns").value(), Ids{});
}

// Whatever the index has seen and whenever a moment was opened: the answer is that of reading every resource.
TEST_F(WordViewTest, answers_are_those_of_reading_everything)
{
    const std::vector<std::string> words{"alpha", "beta", "gamma", "delta", "alphabet"};
    SeededRandom random(20261122);
    std::map<std::string, std::set<std::string>> living;
    struct Kept {
        OpenMoment moment;
        std::map<std::string, std::set<std::string>> living;
    };
    std::vector<std::unique_ptr<Kept>> moments;
    const auto check = [&](OpenMoment& open, const std::map<std::string, std::set<std::string>>& truth) {
        for (const auto& word : words) {
            for (const bool is_start : {false, true}) {
                Ids expected;
                for (const auto& [id, said] : truth)
                    if (std::ranges::any_of(
                            said, [&](const auto& each) { return is_start ? each.starts_with(word) : each == word; }))
                        expected.push_back(id);
                ASSERT_EQ(open.ask(content(word, is_start)).value(), expected) << word << is_start;
                open.view().end();
            }
        }
    };
    bring_on();
    for (int i = 0; i < 600; ++i) {
        const auto id = "r" + std::to_string(below(random, 40));
        const bool is_there = living.contains(id);
        if (is_there && below(random, 4) == 0) {
            put(id, Act::remove, "");
            living.erase(id);
        } else {
            std::set<std::string> said{words[below(random, words.size())], words[below(random, words.size())]};
            std::string text;
            for (const auto& word : said)
                text += word + " ";
            put(id, is_there ? Act::update : Act::create, text);
            living[id] = said;
        }
        if (below(random, 12) == 0)
            bring_on();
        if (below(random, 20) == 0)
            moments.push_back(std::make_unique<Kept>(Kept{moment(), living}));
        if (below(random, 20) == 0 && !moments.empty()) {
            const auto& kept = *moments[below(random, moments.size())];
            check(const_cast<OpenMoment&>(kept.moment), kept.living);
        }
        if (below(random, 60) == 0) {
            index().stop();
            reopen_index();
            moments.clear();
        }
    }
    auto now = moment();
    check(now, living);
}

}  // namespace helselos::store::sqlite
