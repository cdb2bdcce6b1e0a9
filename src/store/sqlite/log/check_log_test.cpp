// Each way to tamper with the log, done by direct SQL as somebody with the file in hand would, is found and named.
#include "store/sqlite/log/check_log.h"

#include "base/random.h"
#include "store/sqlite/log/log_table.h"
#include "store/sqlite/log/log_writer.h"
#include "store/sqlite/open.h"

#include <algorithm>
#include <filesystem>
#include <fmt/format.h>
#include <fstream>
#include <gtest/gtest.h>
#include <openssl/evp.h>
#include <openssl/pem.h>

namespace helselos::store::sqlite {

namespace {

namespace fs = std::filesystem;

void make_key(const fs::path& path)
{
    EVP_PKEY* key = EVP_PKEY_Q_keygen(nullptr, nullptr, "ED25519");
    std::FILE* file = std::fopen(path.c_str(), "w");
    ASSERT_EQ(PEM_write_PrivateKey(file, key, nullptr, nullptr, 0, nullptr, nullptr), 1);
    std::fclose(file);
    EVP_PKEY_free(key);
}

// Three days with three commits each of two rows: rows 1 to 18, links 1 to 9.
class CheckLog : public testing::Test {
protected:
    CheckLog()
    {
        fs::create_directories(m_folder);
        make_key(key_file());
    }
    ~CheckLog() override
    {
        std::error_code ignored;
        fs::remove_all(m_folder, ignored);
    }

    fs::path folder() const { return m_folder / "data"; }
    fs::path key_file() const { return m_folder / "seal.pem"; }
    std::string public_key() const { return read_public_key(key_file()).value(); }
    SetClock& clock() { return m_clock; }

    std::unique_ptr<Store> open(bool is_sealing = false)
    {
        Options options{.has_threads = false};
        if (is_sealing)
            options.seal_key = SealKey::read(key_file()).value();
        return sqlite::open(folder(), options, m_clock).value();
    }

    static void look(Store& store, const std::string& patient)
    {
        ASSERT_TRUE(store.write([&](Transaction& transaction) -> Result<void> {
            AuditRow row;
            row.agent = "Practitioner/12";
            row.organization = "Organization/7";
            row.action = "R";
            row.interaction = "read";
            row.record = patient;
            row.patient = patient;
            row.purpose = "TREAT";
            row.outcome = "0";
            row.basis = "shared-by-consent";
            TRY(transaction.audit(row));
            row.action = "E";
            return transaction.audit(row);
        }));
    }

    void fill(bool is_sealing = false)
    {
        const auto store = open(is_sealing);
        for (int i = 0; i < 9; ++i) {
            look(*store, fmt::format("Patient/{}", i));
            m_clock.advance(i % 3 == 2 ? std::chrono::hours{20} : std::chrono::hours{2});
        }
    }

    void tamper(const std::string& sql) const
    {
        const auto raw = Connection::open({.path = (folder() / "helselos.db").string(), .is_writer = true}).value();
        ASSERT_TRUE(raw->run(sql.c_str())) << sql;
    }

    LogCheck check(const LogCheckWishes& wishes = {}) const { return check_log(folder(), wishes).value(); }

    static std::string told(const LogCheck& check)
    {
        std::string text;
        for (const auto& finding : check.findings)
            text += finding.text + "\n";
        return text;
    }

    static bool names(const LogCheck& check, LogFault fault, std::int64_t first, const std::string& day)
    {
        return std::ranges::any_of(check.findings, [&](const LogFinding& finding) {
            return finding.fault == fault && finding.first == first && finding.day == day;
        });
    }

private:
    fs::path m_folder = fs::temp_directory_path() / ("helselos-log-" + make_uuid(secure_random()));
    SetClock m_clock{instant_from_text("2026-11-20T08:00:00Z").value()};
};

constexpr const char* first_day = "2026-11-20";
constexpr const char* second_day = "2026-11-21";
constexpr const char* third_day = "2026-11-22";

}  // namespace

TEST_F(CheckLog, what_was_written_is_whole)
{
    fill();
    const auto found = check();
    EXPECT_EQ(told(found), "");
    EXPECT_EQ(found.rows, 18);
    EXPECT_EQ(found.links, 9);
    EXPECT_EQ(found.days, 2) << "the last day is still open";
    EXPECT_EQ(found.signed_days, 0);
    EXPECT_EQ(found.unchained, 0);
    EXPECT_EQ(found.head.size(), 64U);
}

TEST_F(CheckLog, an_empty_log_is_whole)
{
    open().reset();
    EXPECT_EQ(told(check()), "");
}

TEST_F(CheckLog, acts_of_one_commit_share_a_link_and_a_failed_act_leaves_none)
{
    const auto store = open();
    EXPECT_FALSE(store->write([](Transaction& transaction) -> Result<void> {
        TRY(transaction.audit(log_note("read", "")));
        return Error{Kind::precondition, "no"};
    }));
    look(*store, "Patient/1");
    const auto found = check();
    EXPECT_EQ(told(found), "");
    EXPECT_EQ(found.rows, 2);
    EXPECT_EQ(found.links, 1);
}

TEST_F(CheckLog, is_done_beside_a_running_server)
{
    fill();
    const auto store = open();
    EXPECT_EQ(told(check()), "");
    look(*store, "Patient/1");
    EXPECT_EQ(told(check()), "");
    EXPECT_EQ(check().rows, 20);
}

TEST_F(CheckLog, each_changed_column_is_found_and_the_row_named)
{
    fill();
    for (const char* change : {"at=at+1", "agent='Practitioner/13'", "organization=action", "action=purpose",
             "interaction=action", "record='Patient/99'", "patient='Patient/99'", "purpose=action", "outcome=action",
             "role=action", "basis=action", "reason='x'", "decision='x'", "network_request='x'"}) {
        fs::copy(folder(), folder().string() + "-kept", fs::copy_options::recursive);
        tamper(fmt::format("UPDATE audit SET {} WHERE id=9", change));
        EXPECT_TRUE(names(check(), LogFault::changed, 9, second_day)) << change << "\n" << told(check());
        EXPECT_EQ(check().findings.size(), 1U) << change;
        fs::remove_all(folder());
        fs::rename(folder().string() + "-kept", folder());
    }
}

TEST_F(CheckLog, a_name_that_rows_share_cannot_be_changed_either)
{
    fill();
    tamper("UPDATE name SET text='Organization/8' WHERE text='Organization/7'");
    EXPECT_EQ(check().findings.size(), 18U);
    EXPECT_TRUE(names(check(), LogFault::changed, 1, first_day));
}

TEST_F(CheckLog, a_row_changed_together_with_its_digest_is_found_by_its_link)
{
    fill();
    {
        const auto raw = Connection::open({.path = (folder() / "helselos.db").string(), .is_writer = true}).value();
        SharedNames shared;
        Names all(*raw, shared);
        auto statement = raw->prepare(fmt::format("SELECT {} FROM audit WHERE id=9", log_columns)).value();
        ASSERT_TRUE(statement.step().value());
        auto stored = log_row_from(all, statement).value();
        statement.reset();
        stored.row.agent = "Practitioner/13";
        auto update = raw->prepare("UPDATE audit SET agent='Practitioner/13',digest=? WHERE id=9").value();
        ASSERT_TRUE(update.bind_blob(bytes_of(digest_of(stored.row, 9)).substr(0, kept_digest_bytes)).finish());
    }
    EXPECT_TRUE(names(check(), LogFault::link, 9, second_day)) << told(check());
}

TEST_F(CheckLog, a_removed_row_is_found_and_named)
{
    fill();
    tamper("DELETE FROM audit WHERE id=9");
    EXPECT_TRUE(names(check(), LogFault::removed, 9, second_day)) << told(check());
    EXPECT_EQ(check().findings.size(), 1U);
}

TEST_F(CheckLog, a_removed_commit_is_found)
{
    fill();
    tamper("DELETE FROM audit WHERE id IN(9,10); DELETE FROM log_link WHERE number=5");
    EXPECT_FALSE(check().findings.empty());
    EXPECT_EQ(check().findings.at(0).fault, LogFault::removed) << told(check());
    EXPECT_EQ(check().findings.at(0).day, second_day);
}

TEST_F(CheckLog, rows_that_changed_places_are_found_and_named)
{
    fill();
    tamper("UPDATE audit SET id=-1 WHERE id=3; UPDATE audit SET id=3 WHERE id=9; UPDATE audit SET id=9 WHERE id=-1");
    EXPECT_TRUE(names(check(), LogFault::reordered, 3, first_day)) << told(check());
    EXPECT_TRUE(names(check(), LogFault::reordered, 9, second_day)) << told(check());
}

TEST_F(CheckLog, contents_that_changed_places_are_found_and_named)
{
    fill();
    tamper("UPDATE audit SET at=(SELECT at FROM audit WHERE id=9),patient=(SELECT patient FROM audit WHERE id=9),"
           "record=(SELECT record FROM audit WHERE id=9) WHERE id=3");
    tamper("UPDATE audit SET record='Patient/1',patient='Patient/1',at=(SELECT at FROM audit WHERE id=4) WHERE id=9");
    EXPECT_TRUE(names(check(), LogFault::reordered, 3, first_day)) << told(check());
    EXPECT_TRUE(names(check(), LogFault::reordered, 9, second_day)) << told(check());
}

TEST_F(CheckLog, a_row_put_in_is_found_wherever_it_stands)
{
    fill();
    const std::string columns(log_columns.substr(log_columns.find(',') + 1));
    const std::string copy = "INSERT INTO audit(id," + columns + ") SELECT {}," + columns + " FROM audit WHERE id=1";
    tamper(fmt::format(fmt::runtime(copy), 0));
    tamper(fmt::format(fmt::runtime(copy), 500));
    EXPECT_TRUE(names(check(), LogFault::inserted, 0, first_day)) << told(check());
    EXPECT_TRUE(names(check(), LogFault::inserted, 500, "")) << told(check());
    EXPECT_EQ(check().findings.size(), 2U);
}

TEST_F(CheckLog, rows_cut_off_at_the_end_are_found)
{
    fill();
    tamper("DELETE FROM audit WHERE id>16");
    EXPECT_TRUE(names(check(), LogFault::removed, 17, third_day)) << told(check());
}

TEST_F(CheckLog, a_tail_cut_off_with_its_links_is_found_by_the_head)
{
    fill();
    tamper("DELETE FROM audit WHERE id>16; DELETE FROM log_link WHERE number=9");
    EXPECT_TRUE(names(check(), LogFault::cut, 17, third_day)) << told(check());
}

TEST_F(CheckLog, a_tail_cut_off_with_links_and_head_is_found_by_the_days)
{
    fill();
    tamper(
        "DELETE FROM audit WHERE id>10; DELETE FROM log_link WHERE number>5; DELETE FROM meta WHERE name='log_head'");
    EXPECT_TRUE(names(check(), LogFault::cut, 11, second_day)) << told(check());
}

TEST_F(CheckLog, a_head_that_was_told_earlier_proves_that_the_end_was_rewritten)
{
    fill();
    const auto earlier = check().head;
    EXPECT_EQ(told(check({.public_key = {}, .passes = earlier, .vfs = {}})), "");
    {
        const auto store = open();
        look(*store, "Patient/1");
    }
    EXPECT_EQ(told(check({.public_key = {}, .passes = earlier, .vfs = {}})), "");
    EXPECT_NE(told(check({.public_key = {}, .passes = std::string(64, '0'), .vfs = {}})), "");
}

TEST_F(CheckLog, each_changed_fact_of_a_link_or_a_day_is_found)
{
    fill();
    for (const char* change : {"log_link SET at=at+1 WHERE number=5", "log_link SET first=first-1 WHERE number=5",
             "log_link SET last=last+1 WHERE number=5", "log_link SET rows=rows+1 WHERE number=5",
             "log_link SET hash=zeroblob(32) WHERE number=5", "log_link SET number=50 WHERE number=9",
             "log_day SET rows=rows+1 WHERE last_link=6", "log_day SET rows=rows-1 WHERE last_link=6",
             "log_day SET last_row=last_row-1 WHERE last_link=6", "log_day SET last_link=5 WHERE last_link=6",
             "log_day SET hash=zeroblob(32) WHERE last_link=6", "log_day SET day=day+300 WHERE last_link=6",
             "meta SET value=x'00' WHERE name='log_head'"}) {
        fs::copy(folder(), folder().string() + "-kept", fs::copy_options::recursive);
        tamper(fmt::format("UPDATE {}", change));
        EXPECT_FALSE(check().findings.empty()) << change;
        fs::remove_all(folder());
        fs::rename(folder().string() + "-kept", folder());
    }
    tamper("DELETE FROM log_day WHERE last_link=3");
    EXPECT_TRUE(names(check(), LogFault::link, 0, first_day)) << told(check());
}

TEST_F(CheckLog, a_digest_that_was_taken_away_is_found)
{
    fill();
    tamper("UPDATE audit SET digest=x'' WHERE id=9");
    EXPECT_TRUE(names(check(), LogFault::changed, 9, second_day)) << told(check());
}

TEST_F(CheckLog, signed_days_are_known_by_their_key)
{
    fill(true);
    const auto found = check({.public_key = public_key(), .passes = {}, .vfs = {}});
    EXPECT_EQ(told(found), "");
    EXPECT_EQ(found.signed_days, 2);
    make_key(key_file());
    const auto other = check({.public_key = public_key(), .passes = {}, .vfs = {}});
    EXPECT_EQ(std::ranges::count(other.findings, LogFault::seal, &LogFinding::fault), 2);
}

TEST_F(CheckLog, a_signature_that_was_changed_or_taken_away_is_found)
{
    fill(true);
    tamper("UPDATE log_day SET signature=zeroblob(64) WHERE last_link=6");
    EXPECT_TRUE(names(check(), LogFault::seal, 0, second_day)) << told(check());
    tamper("UPDATE log_day SET signature=x'',key=x'' WHERE last_link=6");
    EXPECT_TRUE(names(check(), LogFault::seal, 0, second_day)) << told(check());
    tamper("UPDATE log_day SET signature=x'',key=x''");
    EXPECT_NE(told(check({.public_key = public_key(), .passes = {}, .vfs = {}})), "");
}

TEST_F(CheckLog, a_file_that_is_no_private_key_cannot_seal)
{
    std::ofstream(key_file()) << "not a key";
    EXPECT_EQ(SealKey::read(key_file()).error().kind, Kind::invalid);
    EXPECT_EQ(SealKey::read(folder() / "nothing").error().kind, Kind::invalid);
}

// The care goes on, and the log tells for good that it was changed.
TEST_F(CheckLog, a_start_on_a_log_that_was_cut_goes_on_and_notes_it)
{
    fill();
    tamper("DELETE FROM audit WHERE id>16; DELETE FROM log_link WHERE number=9");
    {
        const auto store = open();
        look(*store, "Patient/1");
        const auto log
            = store->reader().value()->audit_search({.patients = {}, .agent = "system", .count = 10}).value();
        ASSERT_EQ(log.rows.size(), 1U);
        EXPECT_EQ(log.rows[0].row.interaction, "log-found-changed");
    }
    const auto found = check();
    EXPECT_EQ(std::ranges::count(found.findings, LogFault::noted, &LogFinding::fault), 1) << told(found);
    EXPECT_EQ(std::ranges::count(found.findings, LogFault::removed, &LogFinding::fault), 1) << told(found);
    {
        const auto store = open();
        look(*store, "Patient/1");
    }
    EXPECT_EQ(check().findings.size(), found.findings.size()) << "noted once";
}

TEST_F(CheckLog, no_data_is_not_found)
{
    EXPECT_EQ(check_log(folder()).error().kind, Kind::not_found);
}

TEST_F(CheckLog, data_of_another_layout_is_unsupported)
{
    open().reset();
    tamper("PRAGMA user_version=2");
    EXPECT_EQ(check_log(folder()).error().kind, Kind::unsupported);
    tamper("PRAGMA user_version=99");
    EXPECT_EQ(check_log(folder()).error().kind, Kind::unsupported);
}

}  // namespace helselos::store::sqlite
