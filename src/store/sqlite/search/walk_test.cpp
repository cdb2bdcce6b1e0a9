// A walk gives what gathering and sorting gives.
#include "store/sqlite/search/walk.h"

#include "base/random.h"
#include "store/sqlite/open.h"

#include <algorithm>
#include <filesystem>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;
using fhir::search::Modifier;

class WalkTest : public testing::Test {
protected:
    WalkTest()
    {
        auto store = open(m_folder, {}, system_clock()).value();
        HL_ASSERT(store->write([&](Transaction& transaction) { return fill(transaction); }).ok());
        store.reset();
        m_connection = Connection::open({.path = (m_folder / "helselos.db").string()}).value();
        m_names = std::make_unique<Names>(*m_connection, m_shared);
    }

    ~WalkTest() override
    {
        m_names.reset();
        m_connection.reset();
        std::error_code ignored;
        std::filesystem::remove_all(m_folder, ignored);
    }

    Result<void> fill(Transaction& transaction)
    {
        for (int i = 0; i < 300; ++i)
            TRY(transaction.put(random_change(std::to_string(i), Act::create)));
        for (int i = 0; i < 100; ++i) {
            const auto id = std::to_string(below(m_random, 300));
            const auto there = TRY(transaction.read({"Thing", id}));
            const auto act = there->act == Act::remove ? Act::create : i % 5 == 0 ? Act::remove : Act::update;
            TRY(transaction.put(random_change(id, act)));
        }
        return {};
    }

    Change random_change(const std::string& id, Act act)
    {
        Change change{{"Thing", id}, act, {"{", "}"}, {}, {}};
        for (auto count = below(m_random, 4); count > 0; --count) {
            const auto low = static_cast<std::int64_t>(below(m_random, 40)) * 1000;
            const auto width = static_cast<std::int64_t>(1) << below(m_random, 42);
            change.rows.dates.push_back({"date", low, low + width});
        }
        change.rows.tokens = {{"code", "", below(m_random, 3) == 0 ? "rare" : "common"}};
        for (auto count = below(m_random, 3); count > 0; --count) {
            const auto name = std::string(1 + below(m_random, 2), static_cast<char>('a' + below(m_random, 4)));
            change.rows.strings.push_back({"name", name, name});
            const auto number = static_cast<double>(below(m_random, 9)) / 4;
            change.rows.numbers.push_back({"n", number, number + static_cast<double>(below(m_random, 3))});
            change.rows.quantities.push_back({"q", "", "kg", number, number});
            change.rows.uris.push_back({"u", "http://" + name});
        }
        return change;
    }

    static std::vector<fhir::search::Clause> question(const char* code)
    {
        using namespace fhir::search;
        if (code == nullptr)
            return {};
        return {Criterion{"code", SearchType::token, Modifier::none, false, {TokenValue{{}, code}}}};
    }

    std::vector<ResourceId> gathered(const std::vector<fhir::search::Clause>& all_of, const SortOrder& order)
    {
        const auto moment = this->moment();
        auto inquiry = Inquiry::of(moment, {.everything = true}).value();
        const auto plan = make_plan(inquiry, "Thing", all_of, 8).value();
        Sql sql = SortOrder::columns;
        auto statement
            = sql.add(passing(plan, plan.type.driver, Living::yes, true, true)).prepare(*m_connection).value();
        std::vector<Placed> placed;
        while (statement.step().value())
            placed.push_back(order.place(moment, statement).value());
        std::ranges::sort(placed, [&](const auto& left, const auto& right) { return order.comes_before(left, right); });
        std::vector<ResourceId> resources;
        std::ranges::transform(placed, std::back_inserter(resources), &Placed::resource);
        return resources;
    }

    std::vector<ResourceId> walked(
        const std::vector<fhir::search::Clause>& all_of, const SortOrder& order, std::size_t page)
    {
        const auto moment = this->moment();
        auto inquiry = Inquiry::of(moment, {.everything = true}).value();
        const auto plan = make_plan(inquiry, "Thing", all_of, 8).value();
        const auto tracks = find_tracks(inquiry, plan, order.first()).value();
        HL_ASSERT(tracks.has_value());
        std::vector<ResourceId> resources;
        std::optional<Placed> after;
        for (;;) {
            const auto placed = walk(inquiry, plan, *tracks, order, after, page).value();
            std::ranges::transform(placed, std::back_inserter(resources), &Placed::resource);
            if (placed.size() < page)
                return resources;
            after = placed.back();
        }
    }

    SortOrder order(const std::vector<fhir::search::SortKey>& keys)
    {
        return SortOrder::of(moment(), "Thing", keys).value();
    }

private:
    Moment moment() { return {*m_connection, *m_names}; }

    std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / ("helselos-walk-" + make_uuid(secure_random()));
    SeededRandom m_random{4711};
    std::unique_ptr<Connection> m_connection;
    SharedNames m_shared;
    std::unique_ptr<Names> m_names;
};

}  // namespace

TEST_F(WalkTest, by_any_index_is_as_sorting_all)
{
    const std::vector<std::pair<std::string, SearchType>> keys{{"date", SearchType::date},
        {"_lastUpdated", SearchType::date}, {"_id", SearchType::token}, {"code", SearchType::token},
        {"name", SearchType::string}, {"n", SearchType::number}, {"q", SearchType::quantity}, {"u", SearchType::uri},
        {"unused", SearchType::string}};
    for (const auto& [parameter, type] : keys) {
        for (const bool is_descending : {false, true}) {
            for (const char* code : {static_cast<const char*>(nullptr), "rare", "common"}) {
                for (const bool is_alone : {true, false}) {
                    std::vector<fhir::search::SortKey> wanted{{parameter, type, is_descending}};
                    if (!is_alone)
                        wanted.push_back({"name", SearchType::string, true});
                    const auto expected = gathered(question(code), order(wanted));
                    EXPECT_FALSE(expected.empty());
                    for (const std::size_t page : {1U, 7U, 1000U})
                        EXPECT_EQ(walked(question(code), order(wanted), page), expected)
                            << parameter << is_descending << page;
                }
            }
        }
    }
}

}  // namespace helselos::store::sqlite
