#include "store/sqlite/open.h"

#include "base/random.h"
#include "store/sqlite/connection.h"

#include <filesystem>
#include <fstream>
#include <gtest/gtest.h>

namespace helselos::store::sqlite {

namespace {

namespace fs = std::filesystem;

class Open : public testing::Test {
protected:
    ~Open() override
    {
        std::error_code ignored;
        fs::remove_all(m_base, ignored);
    }

    fs::path folder(const std::string& name) const { return m_base / name; }
    Result<std::unique_ptr<Store>> open(const std::string& name) const
    {
        return sqlite::open(folder(name), {}, system_clock());
    }
    static void fill(Store& store, int count)
    {
        for (int i = 0; i < count; ++i) {
            Change change{{"Patient", std::to_string(i)}, Act::create, {"{", "}" + std::string(3'000, 'x')}, {}, {}};
            change.rows.tokens = {{"identifier", "s", std::to_string(i)}};
            ASSERT_TRUE(store.write([&](Transaction& transaction) -> Result<void> {
                TRY(transaction.put(change));
                return {};
            }));
        }
    }
    // As a killed process leaves it: the files as they are while the store is open.
    void copy_while_open(const std::string& from, const std::string& to) const
    {
        fs::create_directories(folder(to));
        for (const char* file : {"helselos.db", "helselos.db-wal"})
            fs::copy_file(folder(from) / file, folder(to) / file);
    }

private:
    fs::path m_base = fs::temp_directory_path() / ("helselos-open-" + make_uuid(secure_random()));
};

}  // namespace

TEST_F(Open, a_folder_that_is_open_already_is_a_conflict)
{
    auto first = open("a").value();
    EXPECT_EQ(open("a").error().kind, Kind::conflict);
    first.reset();
    EXPECT_TRUE(open("a").ok());
}

TEST_F(Open, data_of_a_newer_program_is_refused_and_left_as_it_is)
{
    open("a").value().reset();
    {
        auto raw = Connection::open({.path = (folder("a") / "helselos.db").string(), .is_writer = true}).value();
        ASSERT_TRUE(raw->run("PRAGMA user_version=9999"));
    }
    EXPECT_EQ(open("a").error().kind, Kind::unsupported);
    auto raw = Connection::open({.path = (folder("a") / "helselos.db").string()}).value();
    EXPECT_EQ(raw->integer("PRAGMA user_version").value(), 9999);
}

TEST_F(Open, a_file_that_is_no_store_is_a_fault)
{
    fs::create_directories(folder("a"));
    std::ofstream(folder("a") / "helselos.db") << std::string(8'192, 'x');
    EXPECT_EQ(open("a").error().kind, Kind::fault);
}

TEST_F(Open, a_folder_that_cannot_be_made_is_a_fault)
{
    fs::create_directories(folder(""));
    std::ofstream(folder("file")) << "x";
    EXPECT_EQ(open("file/below").error().kind, Kind::fault);
}

TEST_F(Open, a_store_closed_in_order_has_an_empty_log)
{
    auto store = open("a").value();
    fill(*store, 20);
    EXPECT_GT(fs::file_size(folder("a") / "helselos.db-wal"), 0U);
    store.reset();
    EXPECT_EQ(fs::file_size(folder("a") / "helselos.db-wal"), 0U);
}

TEST_F(Open, what_a_killed_process_leaves_is_opened_whole)
{
    auto store = open("a").value();
    fill(*store, 20);
    copy_while_open("a", "b");
    auto survivor = open("b").value();
    EXPECT_EQ(survivor->figures().resources, 20U);
    EXPECT_TRUE(survivor->reader().value()->read({"Patient", "19"}).value().has_value());
}

TEST_F(Open, damage_after_an_unclean_stop_is_noticed)
{
    auto store = open("a").value();
    fill(*store, 50);
    store.reset();
    store = open("a").value();
    fill(*store, 0);
    copy_while_open("a", "b");
    {
        std::fstream file(folder("b") / "helselos.db", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(5 * 4096);
        for (int page = 0; page < 10; ++page)
            file.write(std::string(4096, '\x5a').data(), 4096);
    }
    EXPECT_EQ(open("b").error().kind, Kind::fault);
}

TEST_F(Open, only_what_somebody_reacts_to_waits)
{
    Options options{.has_threads = false};
    options.reacting_types = std::vector<std::string>{"Task"};
    auto store = sqlite::open(folder("a"), options, system_clock()).value();
    int told = 0;
    store->on_events([&told] { ++told; });
    fill(*store, 3);
    EXPECT_EQ(store->figures().waiting_events, 0U);
    EXPECT_EQ(told, 0);
    ASSERT_TRUE(store->write([](Transaction& transaction) -> Result<void> {
        TRY(transaction.put(Change{{"Task", "t"}, Act::create, {"{", "}"}, {}, {}}));
        return {};
    }));
    EXPECT_EQ(told, 1);
    const auto waiting = store->reader().value()->waiting_events(10).value();
    ASSERT_EQ(waiting.size(), 1U);
    EXPECT_EQ(waiting[0].type, "Task");
    EXPECT_EQ(waiting[0].sequence, 4U) << "the others have their place in the order all the same";
}

}  // namespace helselos::store::sqlite
