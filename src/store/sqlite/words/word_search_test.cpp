// Searches over an index that is brought on by who waits for it: after one that is too far behind, all is indexed.
#include "base/limits.h"
#include "base/random.h"
#include "store/sqlite/open.h"

#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using fhir::search::Criterion;
using fhir::search::Modifier;
using fhir::search::WordReader;
using Ids = std::vector<std::string>;

constexpr std::size_t persons = limits::words_tail_max + 50;

class WordSearchTest : public testing::Test {
protected:
    WordSearchTest()
    {
        static const auto reader = std::make_shared<const WordReader>(
            WordReader::create(fhir::search::Parameters::of(fhir::Definitions::r4())).value());
        m_store
            = sqlite::open(m_folder, {.has_threads = false, .words = [] { return reader; }}, system_clock()).value();
        HL_ASSERT(m_store->write([&](Transaction& transaction) -> Result<void> {
            for (std::size_t i = 0; i < persons; ++i)
                TRY(transaction.put(person(std::to_string(i), Act::create, i % 100 == 7 ? "Nordmann" : "Hansen")));
            return {};
        }));
    }

    ~WordSearchTest() override
    {
        m_store.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    static Change person(const std::string& id, Act act, const std::string& name)
    {
        Change change{{"Patient", id}, act, {}, {}, {}};
        change.body = {R"({"resourceType":"Patient","meta":{)", R"(},"name":[{"family":")" + name + R"("}]})"};
        change.rows.strings = {{"family", fhir::search::fold(name), name}};
        return change;
    }

    Ids ids(fhir::search::Clause clause)
    {
        fhir::search::Query query;
        query.types = {"Patient"};
        query.all_of = {std::move(clause)};
        query.count = limits::search_page_max;
        const auto found = m_store->reader().value()->search(query, {.everything = true});
        Ids ids;
        if (!found)
            return {found.error().reason};
        for (const auto& version : found->matches)
            ids.push_back(version.key.id);
        return ids;
    }
    Ids saying(const char* word)
    {
        return ids(fhir::search::Words{fhir::search::Words::In::content, "", {{word, false}}});
    }
    Ids containing(const char* text)
    {
        return ids(Criterion{
            "family", SearchType::string, Modifier::contains, false, {fhir::search::StringValue{text, text}}});
    }

    void update(const std::string& id, const std::string& name)
    {
        HL_ASSERT(m_store->write([&](Transaction& transaction) -> Result<void> {
            TRY(transaction.put(person(id, Act::update, name)));
            return {};
        }));
    }

private:
    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("helselos-wordsearch-" + make_uuid(secure_random()));
    std::unique_ptr<Store> m_store;
};

}  // namespace

TEST_F(WordSearchTest, contains_gives_the_same_by_scan_and_by_letters)
{
    const auto by_scan = containing("ordm");
    EXPECT_EQ(by_scan.size(), 11U);
    EXPECT_EQ(saying("nordmann"), by_scan);
    EXPECT_EQ(containing("ordm"), by_scan);
    EXPECT_EQ(containing("mann"), by_scan);
    EXPECT_EQ(containing("manx"), Ids{});
    EXPECT_EQ(containing("an").size(), limits::search_page_max);
}

TEST_F(WordSearchTest, contains_sees_what_is_not_indexed_yet_and_not_what_has_gone)
{
    EXPECT_EQ(saying("nordmann").size(), 11U);
    update("3", "Nordmannsen");
    update("7", "Hansen");
    auto expected = saying("nordmann");
    EXPECT_EQ(expected.size(), 10U);
    expected.insert(expected.begin(), "3");
    EXPECT_EQ(containing("ordm"), expected);
}

}  // namespace helselos::store::sqlite
