#include "app/package/folder.h"
#include "app/package/install.h"
#include "app/package_command.h"
#include "app/packages.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

namespace helselos::app::package {

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;

const std::string profile
    = R"({"resourceType":"StructureDefinition","id":"p","url":"https://example.org/p","version":"1",
    "name":"P","status":"draft","fhirVersion":"4.0.1","kind":"resource","abstract":false,"type":"Patient",
    "baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient","derivation":"constraint",
    "differential":{"element":[{"id":"Patient.gender","path":"Patient.gender","min":1}]}})";
const std::string system = R"({"resourceType":"CodeSystem","id":"c","url":"https://example.org/c","version":"1",
    "status":"draft","content":"complete","concept":[{"code":"a"}]})";
const std::string set = R"({"resourceType":"ValueSet","id":"v","url":"https://example.org/v","status":"draft",
    "compose":{"include":[{"system":"https://example.org/c"}]}})";
const std::string parameter = R"({"resourceType":"SearchParameter","id":"s","url":"https://example.org/s","code":"s"})";

std::string manifest(const std::string& name, const std::string& version, const std::string& fhir = "4.0.1",
    const std::string& needs = R"("hl7.fhir.r4.core":"4.0.1")")
{
    return R"({"name":")" + name + R"(","version":")" + version + R"(","fhirVersions":[")" + fhir
        + R"("],"dependencies":{)" + needs + "}}";
}

std::string archive_of(const Files& files)
{
    std::string bytes(1U << 20, '\0');
    std::size_t used = 0;
    auto* archive = archive_write_new();
    archive_write_add_filter_gzip(archive);
    archive_write_set_format_pax_restricted(archive);
    archive_write_open_memory(archive, bytes.data(), bytes.size(), &used);
    for (const auto& [path, text] : files) {
        auto* entry = archive_entry_new();
        archive_entry_set_pathname(entry, path.c_str());
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
        archive_write_header(archive, entry);
        archive_write_data(archive, text.data(), text.size());
        archive_entry_free(entry);
    }
    archive_write_close(archive);
    archive_write_free(archive);
    bytes.resize(used);
    return bytes;
}

Files files(const std::string& package_manifest, const Files& more = {})
{
    Files all{{"package/package.json", package_manifest}, {"package/p.json", profile}, {"package/c.json", system},
        {"package/v.json", set}, {"package/s.json", parameter}};
    all.insert(all.end(), more.begin(), more.end());
    return all;
}

class Installing : public testing::Test {
protected:
    Installing()
    {
        std::string made = (std::filesystem::temp_directory_path() / "helselos_package_XXXXXX").string();
        m_folder = ::mkdtemp(made.data());
        data = m_folder / "data";
    }
    ~Installing() override { std::filesystem::remove_all(m_folder); }

    std::string write(const std::string& name, const std::string& bytes)
    {
        const auto file = m_folder / name;
        std::ofstream(file, std::ios::binary) << bytes;
        return file.string();
    }
    Result<Installation> add(const std::string& bytes) { return install(data, write("given.tgz", bytes)); }
    Kind refusal(const std::string& bytes)
    {
        const auto done = add(bytes);
        return done ? Kind::fault : done.error().kind;
    }
    std::size_t installed() const { return Folder(data).list()->size(); }
    std::filesystem::path file(const std::string& name) const { return data / "packages" / name; }

    std::filesystem::path data;

private:
    std::filesystem::path m_folder;
};

}  // namespace

TEST_F(Installing, a_package_is_known_at_the_next_start)
{
    const auto done = add(archive_of(files(manifest("no.example", "1.0.0"))));
    ASSERT_TRUE(done.ok()) << done.error().reason;
    EXPECT_EQ(done->name.text(), "no.example#1.0.0");
    EXPECT_EQ(done->resources.at("StructureDefinition"), 1U);
    EXPECT_TRUE(done->missing.empty());
    EXPECT_TRUE(done->defects.empty());

    fhir::terminology::Terminology terminology(fhir::Definitions::r4());
    const auto packages = Packages::load(data, fhir::Definitions::r4(), terminology);
    ASSERT_TRUE(packages.ok()) << packages.error().reason;
    const auto found = (*packages)->profiles().find("https://example.org/p");
    ASSERT_TRUE(found.ok());
    EXPECT_EQ((*found)->name, "P");
    EXPECT_EQ(terminology.contains("https://example.org/v", "", "a"), fhir::terminology::Membership::inside);
    EXPECT_EQ(terminology.contains("https://example.org/v", "", "b"), fhir::terminology::Membership::outside);
    const auto parameters = (*packages)->search_parameters();
    ASSERT_TRUE(parameters.ok());
    ASSERT_EQ(parameters->size(), 1U);
    EXPECT_EQ(parameters->front().root()["code"].text(), "s");
}

TEST_F(Installing, the_archive_is_kept_as_it_was_given)
{
    const auto bytes = archive_of(files(manifest("no.example", "1.0.0")));
    ASSERT_TRUE(add(bytes).ok());
    EXPECT_EQ(*Folder(data).archive({"no.example", "1.0.0"}), bytes);
}

TEST_F(Installing, the_same_package_again_changes_nothing)
{
    const auto bytes = archive_of(files(manifest("no.example", "1.0.0")));
    ASSERT_TRUE(add(bytes).ok());
    const auto again = add(bytes);
    ASSERT_TRUE(again.ok());
    EXPECT_TRUE(again->was_there);
    EXPECT_EQ(installed(), 1U);
}

TEST_F(Installing, another_package_of_the_same_name_and_version_is_a_conflict)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0")))).ok());
    EXPECT_EQ(refusal(archive_of({{"package/package.json", manifest("no.example", "1.0.0")}})), Kind::conflict);
    EXPECT_EQ(installed(), 1U);
}

TEST_F(Installing, two_versions_stand_beside_each_other_the_older_first)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.10.0")))).ok());
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.9.0")))).ok());
    const auto names = Folder(data).list();
    ASSERT_EQ(names->size(), 2U);
    EXPECT_EQ(names->at(0).version, "1.9.0");
}

TEST_F(Installing, a_damaged_archive_is_refused_and_leaves_nothing)
{
    auto bytes = archive_of(files(manifest("no.example", "1.0.0")));
    EXPECT_EQ(refusal(bytes.substr(0, bytes.size() / 2)), Kind::invalid);
    EXPECT_EQ(refusal("no archive"), Kind::invalid);
    EXPECT_EQ(refusal(archive_of(files(manifest("no.example", "1.0.0"), {{"package/x.json", "{"}}))), Kind::invalid);
    EXPECT_EQ(installed(), 0U);
    EXPECT_FALSE(std::filesystem::exists(data / "packages"));
}

TEST_F(Installing, a_package_for_another_release_of_fhir_is_refused)
{
    EXPECT_EQ(refusal(archive_of(files(manifest("no.example", "1.0.0", "5.0.0")))), Kind::invalid);
    EXPECT_EQ(refusal(archive_of(files(manifest("no.example", "1.0.0", "4.3.0")))), Kind::invalid);
    EXPECT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0", "4.0.0")))).ok());
}

TEST_F(Installing, a_name_that_would_leave_the_folder_is_refused)
{
    EXPECT_EQ(refusal(archive_of(files(manifest("../no.example", "1.0.0")))), Kind::invalid);
    EXPECT_EQ(refusal(archive_of(files(manifest("no.example", "1/0")))), Kind::invalid);
    EXPECT_EQ(refusal(archive_of(files(manifest(std::string(101, 'a'), "1")))), Kind::invalid);
    EXPECT_TRUE(add(archive_of(files(manifest(std::string(100, 'a'), "1")))).ok());
}

TEST_F(Installing, a_dependency_that_is_missing_is_told)
{
    const auto needy = archive_of(files(manifest("no.needy", "1", "4.0.1", R"("no.example":"1.0.x")")));
    const auto alone = add(needy);
    ASSERT_TRUE(alone.ok());
    EXPECT_EQ(alone->missing, std::vector<std::string>{"no.example 1.0.x"});
    ASSERT_TRUE(Folder(data).remove({"no.needy", "1"}).ok());
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.7")))).ok());
    EXPECT_TRUE(add(needy)->missing.empty());
}

TEST_F(Installing, a_profile_without_its_base_is_a_defect)
{
    auto orphan = profile;
    orphan.replace(orphan.find("http://hl7.org/fhir/StructureDefinition/Patient"), 47, "https://example.org/none");
    const auto done
        = add(archive_of({{"package/package.json", manifest("no.example", "1")}, {"package/p.json", orphan}}));
    ASSERT_TRUE(done.ok()) << done.error().reason;
    ASSERT_EQ(done->defects.size(), 1U);
    EXPECT_EQ(done->defects.front().of, "https://example.org/p");
    EXPECT_NE(done->defects.front().issue.text.find("https://example.org/none"), std::string::npos);
}

TEST_F(Installing, what_a_package_misses_is_judged_anew_when_another_comes_or_goes)
{
    auto derived = profile;
    derived.replace(derived.find("https://example.org/p"), 21, "https://example.org/d");
    derived.replace(derived.find("http://hl7.org/fhir/StructureDefinition/Patient"), 47, "https://example.org/p");
    const auto defects = [&] { return open_installed(Folder(data), {"no.derived", "1"})->about.defects->size(); };
    ASSERT_TRUE(
        add(archive_of({{"package/package.json", manifest("no.derived", "1")}, {"package/d.json", derived}})).ok());
    EXPECT_EQ(defects(), 1U);
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1")))).ok());
    EXPECT_EQ(defects(), 0U);
    ASSERT_TRUE(uninstall(data, {"no.example", "1"}).ok());
    EXPECT_EQ(defects(), 1U);
}

TEST_F(Installing, a_removed_package_is_gone)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0")))).ok());
    ASSERT_TRUE(Folder(data).remove({"no.example", "1.0.0"}).ok());
    EXPECT_EQ(installed(), 0U);
    EXPECT_FALSE(std::filesystem::exists(file("no.example#1.0.0.shelf")));
    const auto again = Folder(data).remove({"no.example", "1.0.0"});
    ASSERT_FALSE(again.ok());
    EXPECT_EQ(again.error().kind, Kind::not_found);
}

TEST_F(Installing, a_shelf_that_is_missing_or_foreign_is_made_anew)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0")))).ok());
    for (const bool is_foreign : {false, true}) {
        std::filesystem::remove(file("no.example#1.0.0.shelf"));
        if (is_foreign)
            std::ofstream(file("no.example#1.0.0.shelf")) << "of an older program, and long enough to be read at all";
        fhir::terminology::Terminology terminology(fhir::Definitions::r4());
        const auto packages = Packages::load(data, fhir::Definitions::r4(), terminology);
        ASSERT_TRUE(packages.ok()) << packages.error().reason;
        EXPECT_NE(*(*packages)->profiles().find("https://example.org/p|1"), nullptr);
        EXPECT_TRUE((*packages)->installed().front().about.defects.has_value());
    }
}

TEST_F(Installing, an_archive_that_was_exchanged_is_read_anew)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0")))).ok());
    std::ofstream(file("no.example#1.0.0.tgz"), std::ios::binary)
        << archive_of({{"package/package.json", manifest("no.example", "1.0.0")}, {"package/c.json", system}});
    const auto opened = open_installed(Folder(data), {"no.example", "1.0.0"});
    ASSERT_TRUE(opened.ok()) << opened.error().reason;
    EXPECT_EQ(opened->shelf->shelf().size(), 1U);
}

TEST_F(Installing, what_two_packages_define_is_a_defect_of_both)
{
    ASSERT_TRUE(add(archive_of({{"package/package.json", manifest("no.one", "1")}, {"package/c.json", system}})).ok());
    const auto second
        = add(archive_of({{"package/package.json", manifest("no.two", "1")}, {"package/c.json", system}}));
    ASSERT_TRUE(second.ok());
    ASSERT_EQ(second->defects.size(), 1U);
    EXPECT_EQ(second->defects.front().issue.text, "the package no.one#1 defines it too");
    EXPECT_EQ(open_installed(Folder(data), {"no.one", "1"})->about.defects->size(), 1U);
}

TEST_F(Installing, a_damaged_installed_package_stops_the_start_and_is_named)
{
    ASSERT_TRUE(add(archive_of(files(manifest("no.example", "1.0.0")))).ok());
    std::filesystem::remove(file("no.example#1.0.0.shelf"));
    std::filesystem::resize_file(file("no.example#1.0.0.tgz"), 100);
    fhir::terminology::Terminology terminology(fhir::Definitions::r4());
    const auto packages = Packages::load(data, fhir::Definitions::r4(), terminology);
    ASSERT_FALSE(packages.ok());
    EXPECT_NE(packages.error().reason.find("no.example#1.0.0"), std::string::npos);
}

TEST_F(Installing, the_commands_tell_by_their_exit_code)
{
    const auto good = write("good.tgz", archive_of(files(manifest("no.example", "1.0.0"))));
    testing::internal::CaptureStdout();
    EXPECT_EQ(add_package(data, good), 0);
    EXPECT_EQ(add_package(data, good), 0);
    EXPECT_EQ(list_packages(data), 0);
    EXPECT_EQ(remove_package(data, "no.example#1.0.0"), 0);
    EXPECT_EQ(list_packages(data), 0);
    const auto shown = testing::internal::GetCapturedStdout();
    EXPECT_NE(shown.find("no.example#1.0.0 is installed;"), std::string::npos);
    EXPECT_NE(shown.find("no.example#1.0.0 is installed already"), std::string::npos);
    EXPECT_NE(shown.find("no.example#1.0.0  4 definitions"), std::string::npos);
    EXPECT_NE(shown.find("no packages are installed"), std::string::npos);

    testing::internal::CaptureStderr();
    EXPECT_EQ(remove_package(data, "no.example#1.0.0"), 1);
    EXPECT_EQ(remove_package(data, "no.example"), 1);
    EXPECT_EQ(add_package(data, write("bad.tgz", "no archive")), 1);
    EXPECT_EQ(add_package(data, "/nowhere/at/all.tgz"), 1);
    EXPECT_NE(testing::internal::GetCapturedStderr().find("is not installed"), std::string::npos);
}

TEST(Dependency, is_satisfied_by_its_version_or_by_any_under_an_x)
{
    EXPECT_TRUE(satisfies("2.2.2", "2.2.2"));
    EXPECT_FALSE(satisfies("2.2.3", "2.2.2"));
    EXPECT_TRUE(satisfies("2.2.3", "2.2.x"));
    EXPECT_FALSE(satisfies("2.20.3", "2.2.x"));
    EXPECT_TRUE(satisfies("1", "latest"));
}

}  // namespace helselos::app::package
