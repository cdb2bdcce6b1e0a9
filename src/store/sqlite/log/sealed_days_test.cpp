#include "store/sqlite/log/sealed_days.h"

#include "store/sqlite/log/chain.h"
#include "store/sqlite/log/seal_key.h"
#include "store/sqlite/open.h"

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

// Four days with an act each, one row on the first and two on the others; each is closed at the first act of the next,
// from the third on by a key.
class SealedDays : public testing::Test {
protected:
    SealedDays()
    {
        fs::remove_all(m_folder);
        fs::create_directories(m_folder);
        make_key(m_folder / "seal.pem");
        live(false, 1);
        live(false, 2);
        live(true, 2);
        live(true, 2);
    }
    ~SealedDays() override { fs::remove_all(m_folder); }

    fs::path folder() const { return m_folder / "data"; }
    std::string public_key() const { return to_hex(read_public_key(m_folder / "seal.pem").value()); }

private:
    void live(bool is_sealing, int rows)
    {
        Options options{.has_threads = false};
        if (is_sealing)
            options.seal_key = SealKey::read(m_folder / "seal.pem").value();
        const auto store = open(folder(), options, m_clock).value();
        ASSERT_TRUE(store->write([rows](Transaction& transaction) -> Result<void> {
            for (int row = 0; row < rows; ++row)
                TRY(transaction.audit({.agent = "Practitioner/12",
                    .action = "R",
                    .interaction = "read",
                    .record = "Patient/kanari",
                    .patient = "Patient/kanari",
                    .outcome = "0"}));
            return {};
        }));
        m_clock.advance(std::chrono::hours(24));
    }

    // Of its own for each test: they may run at once.
    fs::path m_folder = fs::path(testing::TempDir())
        / (std::string("sealed-days-") + testing::UnitTest::GetInstance()->current_test_info()->name());
    SetClock m_clock{instant_from_text("2026-11-20T10:00:00Z").value()};
};

TEST_F(SealedDays, are_told_newest_first_and_signed_or_not)
{
    const auto days = sealed_days(folder(), "", 10).value();
    ASSERT_EQ(days.size(), 3U) << "the last day is not over";
    EXPECT_EQ(days[0].day, "2026-11-22");
    EXPECT_EQ(days[0].rows, 2);
    EXPECT_EQ(days[0].key, public_key());
    EXPECT_EQ(days[0].hash.size(), 64U);
    EXPECT_EQ(days[2].day, "2026-11-20");
    EXPECT_EQ(days[2].rows, 1);
    EXPECT_EQ(days[2].key, "");
    EXPECT_NE(days[0].hash, days[1].hash);
}

TEST_F(SealedDays, are_told_in_portions)
{
    const auto newest = sealed_days(folder(), "", 1).value();
    ASSERT_EQ(newest.size(), 1U);
    const auto older = sealed_days(folder(), newest[0].day, 10).value();
    ASSERT_EQ(older.size(), 2U);
    EXPECT_EQ(older[0].day, "2026-11-21");
    EXPECT_TRUE(sealed_days(folder(), "2026-11-20", 10).value().empty());
    EXPECT_EQ(sealed_days(folder(), "yesterday", 10).error().kind, Kind::invalid);
}

TEST_F(SealedDays, name_the_keys_that_signed_them)
{
    const auto keys = sealing_keys(folder()).value();
    ASSERT_EQ(keys.size(), 1U);
    EXPECT_EQ(keys[0].key, public_key());
    EXPECT_EQ(keys[0].since, "2026-11-21") << "closed at the first act of a later day, by the key of that day";
}

}  // namespace

}  // namespace helselos::store::sqlite
