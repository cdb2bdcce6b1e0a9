// The validator against what is known: the cases of the official R4 suite, and real-looking records.
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace helselos::fhir::validation {

namespace {

const std::filesystem::path source_folder = HL_SOURCE_DIR;
const std::filesystem::path shared_folder = source_folder / "../shared/data";

std::string file_text(const std::filesystem::path& file)
{
    std::ifstream stream(file, std::ios::binary);
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::map<std::string, std::string> known_failures()
{
    std::map<std::string, std::string> reasons;
    std::ifstream stream(source_folder / "tests/conformance/validation_known_failures.txt");
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(": ");
        if (!line.empty() && line.front() != '#' && colon != std::string::npos)
            reasons[line.substr(0, colon)] = line.substr(colon + 2);
    }
    return reasons;
}

bool expects_error(json::Value one)
{
    for (const auto issue : one["expected"].elements())
        if (issue["severity"].text() == "error" || issue["severity"].text() == "fatal")
            return true;
    return false;
}

// The suite's files may begin with a byte order mark.
bool finds_error(std::string_view text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const auto resource = json::read(text);
    return !resource || has_error(Validator::r4().validate(resource->root()));
}

std::string first_error(const Issues& issues)
{
    for (const auto& issue : issues)
        if (issue.severity <= Severity::error)
            return issue.element + ": " + issue.text;
    return {};
}

// One file of a .tar.zst after the other.
class Archive {
public:
    explicit Archive(const std::filesystem::path& file) : m_archive(archive_read_new())
    {
        archive_read_support_filter_all(m_archive);
        archive_read_support_format_tar(m_archive);
        m_is_open = archive_read_open_filename(m_archive, file.c_str(), 1U << 16) == ARCHIVE_OK;
    }
    ~Archive() { archive_read_free(m_archive); }
    Archive(const Archive&) = delete;
    Archive& operator=(const Archive&) = delete;

    bool next(std::string& name, std::string& text)
    {
        ::archive_entry* entry = nullptr;
        while (m_is_open && archive_read_next_header(m_archive, &entry) == ARCHIVE_OK) {
            if (archive_entry_filetype(entry) != AE_IFREG)
                continue;
            name = archive_entry_pathname(entry);
            text.resize(static_cast<std::size_t>(archive_entry_size(entry)));
            return archive_read_data(m_archive, text.data(), text.size()) == static_cast<la_ssize_t>(text.size());
        }
        return false;
    }

private:
    ::archive* m_archive;
    bool m_is_open = false;
};

}  // namespace

TEST(ValidatorSuite, verdicts_agree_but_for_the_known_failures)
{
    const auto file = shared_folder / "validator/cases.json";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no cases at " << file;
    const auto cases = json::read(file_text(file));
    ASSERT_TRUE(cases.ok());
    const auto known = known_failures();
    std::set<std::string> failing;
    for (const auto one : cases->root().elements())
        if (finds_error(one["raw"].text()) != expects_error(one))
            failing.emplace(one["name"].text());
    for (const auto& name : failing)
        EXPECT_TRUE(known.contains(name)) << name << " is judged otherwise than by the reference validator";
    for (const auto& [name, reason] : known)
        EXPECT_TRUE(failing.contains(name)) << name << " is listed as known failure and passes";
    std::cout << "validator suite: " << cases->root().size() - failing.size() << " of " << cases->root().size()
              << " verdicts agree\n";
}

TEST(SyntheticRecords, have_no_error)
{
    const auto file = shared_folder / "synthea/synthea-r4.tar.zst";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no records at " << file;
    Archive archive(file);
    std::string name;
    std::string text;
    std::size_t entries = 0;
    Options options;
    options.least = Severity::error;
    while (archive.next(name, text)) {
        const auto bundle = json::read(text);
        ASSERT_TRUE(bundle.ok()) << name;
        const auto issues = Validator::r4().validate(bundle->root(), options);
        EXPECT_FALSE(has_error(issues)) << name << " " << first_error(issues);
        entries += bundle->root()["entry"].size();
    }
    EXPECT_EQ(entries, 42'491U);
}

// What was changed has to be noticed: each record is valid, and not any more without its status.
TEST(SyntheticRecords, lose_their_validity_with_a_required_element)
{
    const auto file = shared_folder / "synthea/synthea-r4.tar.zst";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no records at " << file;
    Archive archive(file);
    std::string name;
    std::string text;
    ASSERT_TRUE(archive.next(name, text));
    auto bundle = json::read(text);
    ASSERT_TRUE(bundle.ok());
    std::size_t changed = 0;
    for (const auto entry : bundle->root()["entry"].elements()) {
        const auto resource = entry["resource"];
        const auto* type = Definitions::r4().type(resource["resourceType"].text());
        const auto* status = type->element("status");
        if (status == nullptr || status->min == 0)
            continue;
        bundle->remove(resource, "status");
        ++changed;
        EXPECT_TRUE(has_error(Validator::r4().validate(resource))) << type->name;
    }
    EXPECT_GT(changed, 10U);
}

}  // namespace helselos::fhir::validation
