// Installed content is whole or not there, and is what was installed or refused.
#include "app/content/install.h"

#include "app/content_codes.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <fstream>

namespace helselos::app::content {

namespace {

namespace fs = std::filesystem;

const fs::path shipped = HL_SOURCE_DIR "/content";
const Instant noon = *instant_from_text("2026-11-22T12:00:00Z");

Result<Proved> all_proved(const triage::Content&, const fs::path&)
{
    return Proved{{{"sore-throat", {{"one-outcome", 7}}}}, {}};
}

// The whole check is slow, and has tests of its own.
triage::Check read_only(const fs::path& folder)
{
    const auto reading = triage::read_content(folder);
    triage::Check check{reading.problems, reading.content.findings.size(), reading.content.protocols.size()};
    for (const auto& protocol : reading.content.protocols)
        check.rules += protocol.rules.size();
    return check;
}

class InstalledContent : public testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (fs::temp_directory_path() / "helselos-content-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
        fs::copy(shipped / "triage", source() / "triage", fs::copy_options::recursive);
    }
    void TearDown() override { fs::remove_all(m_folder); }

    fs::path data() const { return m_folder / "data"; }
    fs::path source() const
    {
        fs::create_directories(m_folder / "source");
        return m_folder / "source";
    }
    // Another version of the same content: a comment tells them apart.
    void change_source() const { append(source() / "triage" / "levels.yaml", "# changed\n"); }
    static void append(const fs::path& file, std::string_view text) { std::ofstream(file, std::ios::app) << text; }

    Result<Installation> install_it(const Prove& prove = all_proved)
    {
        return install(data(), source(), {read_only, prove}, m_clock);
    }
    Versions versions() const { return Versions(data()); }

    SetClock m_clock{noon};

private:
    fs::path m_folder;
};

TEST(ContentCodes, a_complaint_the_program_does_not_know_brings_its_code)
{
    triage::Content content;
    content.fingerprint = "0123456789abcdef";
    content.protocols.resize(2);
    content.protocols[0].id = "sore-throat";
    content.protocols[1].id = "hiccups";
    content.protocols[1].title.write(triage::Language::nb, triage::Speaks::to_person, "Hikke");
    content.protocols[1].title.write(triage::Language::en, triage::Speaks::to_person, "Hiccups");
    auto known = *json::read(R"({"resourceType":"CodeSystem","url":"https://helselos.no/fhir/CodeSystem/complaint",
        "version":"0.1.0","count":1,"concept":[{"code":"sore-throat","display":"Sore throat"}]})");
    add_codes(content, known);
    const auto root = known.root();
    EXPECT_EQ(root["version"].text(), "0.1.0+0123456789abcdef");
    EXPECT_EQ(root["count"].text(), "2");
    EXPECT_EQ(root["concept"].at(0)["display"].text(), "Sore throat");
    EXPECT_EQ(root["concept"].at(1)["code"].text(), "hiccups");
    EXPECT_EQ(root["concept"].at(1)["display"].text(), "Hiccups");
    EXPECT_EQ(root["concept"].at(1)["designation"].at(0)["value"].text(), "Hikke");
}

TEST(ContentCodes, what_has_all_the_codes_is_left_as_it_is)
{
    triage::Content content;
    content.protocols.resize(1);
    content.protocols[0].id = "sore-throat";
    for (const char* text : {R"({"resourceType":"CodeSystem","url":"https://helselos.no/fhir/CodeSystem/complaint",
             "version":"0.1.0","concept":[{"code":"sore-throat"}]})",
             R"({"resourceType":"CodeSystem","url":"https://helselos.no/fhir/CodeSystem/task","version":"1"})"}) {
        auto resource = *json::read(text);
        add_codes(content, resource);
        EXPECT_TRUE(json::equal(resource.root(), json::read(text)->root())) << text;
    }
}

TEST_F(InstalledContent, without_any_the_content_of_the_program_is_in_force)
{
    EXPECT_EQ(*versions().open_in_force(shipped), shipped / "triage");
}

TEST_F(InstalledContent, what_was_installed_last_is_in_force_and_one_can_go_back)
{
    const auto first = install_it();
    ASSERT_TRUE(first) << first.error().reason;
    m_clock.advance(std::chrono::hours(1));
    change_source();
    const auto second = install_it();
    ASSERT_TRUE(second) << second.error().reason;
    EXPECT_NE(first->version.fingerprint, second->version.fingerprint);
    EXPECT_EQ(*versions().in_force(), second->version.fingerprint);
    EXPECT_EQ(versions().open_in_force(shipped)->parent_path().filename(), second->version.fingerprint);

    ASSERT_TRUE(versions().use(first->version.fingerprint));
    EXPECT_EQ(*versions().in_force(), first->version.fingerprint);
    ASSERT_TRUE(versions().use(std::nullopt));
    EXPECT_EQ(*versions().open_in_force(shipped), shipped / "triage");

    const auto listed = versions().list();
    ASSERT_TRUE(listed);
    ASSERT_EQ(listed->size(), 2U);
    EXPECT_EQ((*listed)[0].fingerprint, first->version.fingerprint);
    EXPECT_EQ((*listed)[0].installed, "2026-11-22T12:00:00.000Z");
    EXPECT_EQ((*listed)[1].installed, "2026-11-22T13:00:00.000Z");
    EXPECT_GT((*listed)[0].rules, 0U);
    EXPECT_GT((*listed)[0].reviews.at("draft"), 0U);
    EXPECT_EQ((*listed)[0].proofs.at("sore-throat").at("one-outcome"), 7U);
    EXPECT_EQ((*installed_version(*versions().open(first->version.fingerprint)))->proofs, (*listed)[0].proofs);
}

TEST_F(InstalledContent, the_same_files_twice_are_one_version)
{
    ASSERT_TRUE(install_it());
    const auto again = install_it();
    ASSERT_TRUE(again) << again.error().reason;
    EXPECT_TRUE(again->was_there);
    EXPECT_EQ(versions().list()->size(), 1U);
}

TEST_F(InstalledContent, content_with_a_problem_is_refused_and_changes_nothing)
{
    const auto first = install_it();
    ASSERT_TRUE(first);
    append(source() / "triage" / "levels.yaml", "nonsense: 1\n");
    const auto refused = install_it();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::invalid);
    EXPECT_NE(refused.error().issues.at(0).text.find("levels.yaml:"), std::string::npos);
    EXPECT_EQ(*versions().in_force(), first->version.fingerprint);
    EXPECT_EQ(versions().list()->size(), 1U);
    EXPECT_FALSE(fs::exists(versions().workshop()));
}

TEST_F(InstalledContent, content_that_fails_a_proof_is_refused_with_the_words_of_the_proof)
{
    const auto refused = install_it([](const triage::Content&, const fs::path&) -> Result<Proved> {
        return Proved{{}, {"protocols/x.yaml:1: a woman of 34 gets less"}};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().issues.at(0).text, "protocols/x.yaml:1: a woman of 34 gets less");
    EXPECT_FALSE(versions().in_force()->has_value());
}

TEST_F(InstalledContent, content_that_cannot_be_proved_is_refused)
{
    const auto refused = install_it([](const triage::Content&, const fs::path&) -> Result<Proved> {
        return Error{Kind::fault, "the solver z3 cannot be started"};
    });
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().reason, "the solver z3 cannot be started");
    EXPECT_FALSE(versions().in_force()->has_value());
}

TEST_F(InstalledContent, a_file_that_was_changed_added_or_taken_away_is_noticed)
{
    const auto done = install_it();
    ASSERT_TRUE(done);
    const auto folder = *versions().open(done->version.fingerprint);
    append(folder / "README.md", "x");
    const auto opened = versions().open_in_force(shipped);
    ASSERT_FALSE(opened);
    EXPECT_NE(opened.error().reason.find("is not what was installed"), std::string::npos);

    ASSERT_TRUE(install_it());
    ASSERT_TRUE(versions().open_in_force(shipped)) << "installing it anew mends it";
    append(folder / "another.yaml", "");
    EXPECT_FALSE(versions().open_in_force(shipped));
    fs::remove(folder / "another.yaml");
    EXPECT_TRUE(versions().open_in_force(shipped));
    fs::remove(folder / "sources.yaml");
    EXPECT_FALSE(versions().open_in_force(shipped));
}

TEST_F(InstalledContent, what_an_interrupted_installation_left_behind_counts_nothing)
{
    const auto done = install_it();
    ASSERT_TRUE(done);
    fs::create_directories(versions().workshop() / "triage");
    append(versions().workshop() / "triage" / "levels.yaml", "half");
    EXPECT_EQ(versions().list()->size(), 1U);
    EXPECT_TRUE(versions().open_in_force(shipped));
    change_source();
    ASSERT_TRUE(install_it());
    EXPECT_FALSE(fs::exists(versions().workshop()));
}

TEST_F(InstalledContent, two_programs_do_not_install_at_once)
{
    const auto turn = versions().take_turn();
    ASSERT_TRUE(turn);
    const auto second = install_it();
    ASSERT_FALSE(second);
    EXPECT_EQ(second.error().kind, Kind::conflict);
}

TEST_F(InstalledContent, a_version_that_is_not_there_cannot_be_put_in_force)
{
    for (const auto* name : {"0123456789abcdef", "../../etc", "", "new"}) {
        const auto used = versions().use(name);
        ASSERT_FALSE(used) << name;
        EXPECT_EQ(used.error().kind, Kind::not_found) << name;
    }
}

TEST_F(InstalledContent, a_folder_without_content_and_a_file_that_is_no_archive_are_refused)
{
    fs::remove_all(source() / "triage");
    EXPECT_EQ(install_it().error().kind, Kind::invalid);
    append(source() / "levels.tgz", "no archive");
    EXPECT_EQ(install(data(), source() / "levels.tgz", {read_only, all_proved}, m_clock).error().kind, Kind::invalid);
    EXPECT_EQ(install(data(), source() / "nothing", {read_only, all_proved}, m_clock).error().kind, Kind::not_found);
}

TEST_F(InstalledContent, a_link_in_the_folder_is_refused)
{
    fs::create_symlink("/etc/hostname", source() / "triage" / "link.yaml");
    const auto refused = install_it();
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().kind, Kind::invalid);
}

}  // namespace

}  // namespace helselos::app::content
