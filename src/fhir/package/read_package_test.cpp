#include "fhir/package/read_package.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::fhir::package {

namespace {

struct File {
    std::string path;
    std::string text;
    unsigned type = AE_IFREG;
};

constexpr const char* manifest
    = R"({"name":"no.example","version":"1.2.3","canonical":"https://example.org","title":"Example",
    "fhirVersions":["4.0.1"],"dependencies":{"hl7.fhir.r4.core":"4.0.1","hl7.fhir.no.basis":"2.2.2"}})";

void write_file(::archive* archive, const File& file)
{
    auto* entry = archive_entry_new();
    archive_entry_set_pathname(entry, file.path.c_str());
    archive_entry_set_filetype(entry, file.type);
    archive_entry_set_perm(entry, 0644);
    if (file.type == AE_IFLNK)
        archive_entry_set_symlink(entry, file.text.c_str());
    const auto size = file.type == AE_IFREG ? file.text.size() : 0;
    archive_entry_set_size(entry, static_cast<la_int64_t>(size));
    archive_write_header(archive, entry);
    archive_write_data(archive, file.text.data(), size);
    archive_entry_free(entry);
}

std::string archive_of(const std::vector<File>& files)
{
    std::string bytes(1U << 20, '\0');
    std::size_t used = 0;
    auto* archive = archive_write_new();
    archive_write_add_filter_gzip(archive);
    archive_write_set_format_pax_restricted(archive);
    archive_write_open_memory(archive, bytes.data(), bytes.size(), &used);
    for (const auto& file : files)
        write_file(archive, file);
    archive_write_close(archive);
    archive_write_free(archive);
    bytes.resize(used);
    return bytes;
}

std::vector<File> with(std::vector<File> more)
{
    more.insert(more.begin(), {"package/package.json", manifest});
    return more;
}

Kind kind_of(const std::string& bytes, const ArchiveLimits& limits = {})
{
    const auto package = read_package(bytes, limits);
    return package ? Kind::fault : package.error().kind;
}

std::string real_package(const std::string& name)
{
    const char* named = std::getenv("HELSELOS_PACKAGES_DIR");
    const std::string folder = named != nullptr ? named : std::string(HL_SOURCE_DIR) + "/../shared/data/packages";
    return folder + "/" + name;
}

}  // namespace

TEST(Package, tells_what_its_manifest_says)
{
    const auto package = read_package(archive_of(with({})));
    ASSERT_TRUE(package.ok()) << package.error().reason;
    EXPECT_EQ(package->name, "no.example");
    EXPECT_EQ(package->version, "1.2.3");
    EXPECT_EQ(package->canonical, "https://example.org");
    EXPECT_EQ(package->fhir_versions, std::vector<std::string>{"4.0.1"});
    ASSERT_EQ(package->dependencies.size(), 2U);
    EXPECT_EQ(package->dependencies[1].name, "hl7.fhir.no.basis");
    EXPECT_EQ(package->dependencies[1].version, "2.2.2");
}

TEST(Package, lists_its_resources_with_their_text)
{
    const std::string text
        = R"({"resourceType":"ValueSet","id":"v","url":"https://example.org/ValueSet/v","version":"7"})";
    const auto package = read_package(archive_of(with({{"package/ValueSet-v.json", text},
        {"package/example/Patient-p.json", R"({"resourceType":"Patient","id":"p"})"}})));
    ASSERT_TRUE(package.ok()) << package.error().reason;
    ASSERT_EQ(package->resources.size(), 2U);
    const auto* set = package->find("https://example.org/ValueSet/v");
    ASSERT_NE(set, nullptr);
    EXPECT_EQ(set->type, "ValueSet");
    EXPECT_EQ(set->version, "7");
    EXPECT_EQ(set->text, text);
    EXPECT_EQ(package->resources[1].folder, "package/example");
    EXPECT_EQ(package->resources[1].url, "");
    EXPECT_EQ(package->find(""), nullptr);
}

TEST(Package, a_byte_order_mark_is_taken_away)
{
    const auto package
        = read_package(archive_of(with({{"package/a.json", "\xEF\xBB\xBF{\"resourceType\":\"Basic\"}"}})));
    ASSERT_TRUE(package.ok());
    EXPECT_EQ(package->resources.at(0).text, R"({"resourceType":"Basic"})");
}

TEST(Package, tells_what_it_leaves_out)
{
    const auto package = read_package(archive_of(
        with({{"package/.index.json", "{}"}, {"package/x.xml", "<a/>"}, {"package/summary.json", R"({"a":1})"}})));
    ASSERT_TRUE(package.ok());
    EXPECT_TRUE(package->resources.empty());
    EXPECT_EQ(
        package->left_out, (std::vector<std::string>{"package/.index.json", "package/x.xml", "package/summary.json"}));
}

TEST(Package, folders_and_a_leading_dot_are_fine)
{
    EXPECT_TRUE(read_package(archive_of({{"./package/", "", AE_IFDIR}, {"./package/package.json", manifest}})).ok());
}

TEST(Package, paths_that_leave_the_archive_are_refused)
{
    for (const auto* path : {"../evil.json", "package/../../evil.json", "/etc/passwd", "package\\x.json", "C:/x.json",
             "package//x.json", "package/./x.json"})
        EXPECT_EQ(kind_of(archive_of(with({{path, "{}"}}))), Kind::invalid) << path;
}

TEST(Package, links_and_devices_are_refused)
{
    EXPECT_EQ(kind_of(archive_of(with({{"package/x.json", "/etc/passwd", AE_IFLNK}}))), Kind::invalid);
    EXPECT_EQ(kind_of(archive_of(with({{"package/x.json", "", AE_IFIFO}}))), Kind::invalid);
}

TEST(Package, what_is_no_archive_is_refused)
{
    EXPECT_EQ(kind_of(""), Kind::invalid);
    EXPECT_EQ(kind_of("hello"), Kind::invalid);
    const auto whole = archive_of(with({{"package/x.json", std::string(5000, ' ') + "{}"}}));
    EXPECT_EQ(kind_of(whole.substr(0, whole.size() / 2)), Kind::invalid);
}

TEST(Package, what_is_no_package_is_refused)
{
    EXPECT_EQ(kind_of(archive_of({{"package/x.json", R"({"resourceType":"Patient"})"}})), Kind::invalid);
    EXPECT_EQ(kind_of(archive_of({{"package/package.json", R"({"name":"a"})"}})), Kind::invalid);
    EXPECT_EQ(kind_of(archive_of({{"package/package.json", "{"}})), Kind::invalid);
}

TEST(Package, a_broken_resource_is_named_and_not_shown)
{
    const auto package = read_package(archive_of(with({{"package/x.json", R"({"secret": )"}})));
    ASSERT_FALSE(package.ok());
    EXPECT_EQ(package.error().kind, Kind::invalid);
    EXPECT_NE(package.error().reason.find("package/x.json"), std::string::npos);
    EXPECT_EQ(package.error().reason.find("secret"), std::string::npos);
}

TEST(Package, may_hold_files_up_to_its_limit)
{
    const auto bytes = archive_of(with({{"package/a.xml", "a"}, {"package/b.xml", "b"}}));
    EXPECT_TRUE(read_package(bytes, {1 << 20, 4}).ok());
    EXPECT_TRUE(read_package(bytes, {1 << 20, 3}).ok());
    EXPECT_EQ(kind_of(bytes, {1 << 20, 2}), Kind::too_large);
}

TEST(Package, may_unpack_to_its_limit)
{
    const auto size = std::string(manifest).size() + 100;
    const auto bytes = archive_of(with({{"package/a.xml", std::string(100, 'a')}}));
    EXPECT_TRUE(read_package(bytes, {size + 1, 10}).ok());
    EXPECT_TRUE(read_package(bytes, {size, 10}).ok());
    EXPECT_EQ(kind_of(bytes, {size - 1, 10}), Kind::too_large);
}

TEST(Package, a_file_that_is_missing_is_not_found)
{
    EXPECT_EQ(read_package_file("/nonexistent/package.tgz").error().kind, Kind::not_found);
}

TEST(Package, the_norwegian_base_profiles_can_be_read)
{
    const auto path = real_package("hl7.fhir.no.basis-2.2.2-snapshots.tgz");
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no package at " << path;
    const auto package = read_package_file(path);
    ASSERT_TRUE(package.ok()) << package.error().reason;
    EXPECT_EQ(package->name, "hl7.fhir.no.basis");
    EXPECT_EQ(package->version, "2.2.2");
    const auto* patient = package->find("http://hl7.no/fhir/StructureDefinition/no-basis-Patient");
    ASSERT_NE(patient, nullptr);
    EXPECT_EQ(patient->type, "StructureDefinition");
}

TEST(Package, the_helsenorge_profiles_can_be_read)
{
    const auto path = real_package("no.nhn.fhir.helsenorge.profiles-2.5.8-beta.tgz");
    if (!std::filesystem::exists(path))
        GTEST_SKIP() << "no package at " << path;
    const auto package = read_package_file(path);
    ASSERT_TRUE(package.ok()) << package.error().reason;
    EXPECT_EQ(package->name, "no.nhn.fhir.helsenorge.profiles");
    ASSERT_FALSE(package->dependencies.empty());
    EXPECT_NE(package->find("http://helsenorge.no/fhir/StructureDefinition/hn-basis-appointment"), nullptr);
}

}  // namespace helselos::fhir::package
