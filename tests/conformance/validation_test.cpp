// The validator against what is known: the cases of the official R4 suite, and real-looking records.
#include "conformance/suite.h"
#include "fhir/package/read_package.h"
#include "fhir/profile/profiles.h"
#include "fhir/terminology/terminology.h"
#include "fhir/validation/validate.h"
#include "json/read.h"
#include "json/write.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <set>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

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

// A list of names with reasons.
std::map<std::string, std::string> listed(const std::string& file)
{
    std::map<std::string, std::string> reasons;
    std::ifstream stream(source_folder / "tests/conformance" / file);
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(": ");
        if (!line.empty() && line.front() != '#' && colon != std::string::npos)
            reasons[line.substr(0, colon)] = line.substr(colon + 2);
    }
    return reasons;
}

// The suite tells in comments which resource a path leads into.
std::string without_comments(std::string_view path)
{
    std::string result;
    while (!path.empty()) {
        const auto begin = path.find("/*");
        result += path.substr(0, begin);
        const auto end = begin == std::string_view::npos ? begin : path.find("*/", begin);
        path = end == std::string_view::npos ? std::string_view() : path.substr(end + 2);
    }
    return result;
}

// What is found: nothing when there is no error, else the element of the first one.
using FirstError = std::optional<std::string>;

FirstError first_expected(json::Value issues)
{
    for (const auto issue : issues.elements())
        if (issue["severity"].text() == "error" || issue["severity"].text() == "fatal")
            return without_comments(issue["expression"].at(0).text());
    return std::nullopt;
}

FirstError first_told(const Issues& issues)
{
    for (const auto& issue : issues)
        if (issue.severity <= Severity::error)
            return issue.element;
    return std::nullopt;
}

// What a case brings beside the resource: profiles, value sets, code systems, and guides that demand
// a profile of every resource of a type.
class Surroundings {
public:
    void add(json::Value resource)
    {
        const auto type = resource["resourceType"].text();
        auto copy = json::read(json::to_text(resource));
        if (type == "StructureDefinition")
            EXPECT_TRUE(m_profiles.add(std::move(*copy)).ok());
        else if (type == "ValueSet" || type == "CodeSystem")
            EXPECT_TRUE(m_terminology.add(std::move(*copy)).ok());
        else if (type == "ImplementationGuide")
            for (const auto global : resource["global"].elements())
                m_demanded.emplace(global["type"].text(), global["profile"].text());
    }

    Issues judge(json::Value resource, Options options) const
    {
        const auto demanded = m_demanded.equal_range(std::string(resource["resourceType"].text()));
        for (auto one = demanded.first; one != demanded.second; ++one)
            options.profiles.push_back(one->second);
        // As the suite was run: extensions without definition and wrong displays are errors.
        options.unknown_extension = Severity::error;
        options.wrong_display = Severity::error;
        return Validator(Definitions::r4(), m_profiles, m_terminology).validate(resource, options);
    }

private:
    profile::Profiles m_profiles{Definitions::r4()};
    terminology::Terminology m_terminology{Definitions::r4()};
    std::multimap<std::string, std::string> m_demanded;
};

// The suite's files may begin with a byte order mark.
FirstError found_in(std::string_view text, const Surroundings& surroundings, const Options& options)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.remove_prefix(3);
    const auto resource = json::read(text);
    if (!resource)
        return "";
    const auto issues = surroundings.judge(resource->root(), options);
    if (std::getenv("HL_SHOW_CASES") != nullptr)
        for (const auto& issue : issues)
            if (issue.severity <= Severity::error)
                std::cout << "  " << issue.element << ": " << issue.text << "\n";
    return first_told(issues);
}

// One run of a case: by itself, or by the profile it names.
struct Run {
    std::string name;
    FirstError expected;
    FirstError found;
};

std::vector<Run> runs_of(json::Value one)
{
    const std::string name(one["name"].text());
    Surroundings surroundings;
    for (const auto resource : one["supporting"].elements())
        surroundings.add(resource);
    std::vector<Run> runs{{name, first_expected(one["expected"]), found_in(one["raw"].text(), surroundings, {})}};
    if (!one["profile"].exists())
        return runs;
    for (const auto resource : one["profileSupporting"].elements())
        surroundings.add(resource);
    surroundings.add(one["profile"]);
    Options options;
    options.profiles.emplace_back(one["profile"]["url"].text());
    runs.push_back({name + " by profile", first_expected(one["profileExpected"]),
        found_in(one["raw"].text(), surroundings, options)});
    return runs;
}

void expect_listed(const std::set<std::string>& failing, const std::string& file)
{
    const auto known = listed(file);
    for (const auto& name : failing)
        EXPECT_TRUE(known.contains(name)) << name << " is judged otherwise than by the reference validator";
    for (const auto& [name, reason] : known)
        EXPECT_TRUE(failing.contains(name)) << name << " is listed in " << file << " and agrees";
}

std::string shown(const FirstError& error)
{
    return error ? "error at [" + *error + "]" : "no error";
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

// A case agrees when each of its runs does: by itself, and by the profile it names.
TEST(ValidatorSuite, verdicts_and_first_errors_agree_but_for_the_known_failures)
{
    const auto file = shared_folder / "validator/cases.json";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no cases at " << file;
    const auto cases = json::read(file_text(file));
    ASSERT_TRUE(cases.ok());
    std::set<std::string> other_verdict;
    std::set<std::string> other_element;
    std::set<std::string> failing_cases;
    std::size_t with_error = 0;
    for (const auto one : cases->root().elements()) {
        for (const auto& run : runs_of(one)) {
            with_error += run.expected ? 1U : 0U;
            if (run.expected.has_value() != run.found.has_value()) {
                other_verdict.insert(run.name);
                failing_cases.emplace(one["name"].text());
            }
            if (run.expected && run.expected != run.found)
                other_element.insert(run.name);
            if (std::getenv("HL_SHOW_CASES") != nullptr && run.expected != run.found)
                std::cout << run.name << ": expected " << shown(run.expected) << ", found " << shown(run.found) << "\n";
        }
    }
    expect_listed(other_verdict, "validation_known_failures.txt");
    expect_listed(other_element, "validation_other_elements.txt");
    const auto count = cases->root().size();
    conformance::tell({"validator-verdict", "Validator suite, verdict", count - failing_cases.size(), count,
        "validation_known_failures.txt"});
    conformance::tell({"validator-element", "Validator suite, element of the first error",
        with_error - other_element.size(), with_error, "validation_other_elements.txt"});
}

// As they would be written, and judged by everything there is: fourteen observations have a category that
// does not exist, "vital-sign".
TEST(SyntheticRecords, have_no_error_but_a_code_that_does_not_exist)
{
    const auto file = shared_folder / "synthea/synthea-r4.tar.zst";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no records at " << file;
    Archive archive(file);
    std::string name;
    std::string text;
    std::size_t entries = 0;
    std::size_t wrong_codes = 0;
    Options all;
    all.least = Severity::error;
    while (archive.next(name, text)) {
        const auto bundle = json::read(text);
        ASSERT_TRUE(bundle.ok()) << name;
        const auto issues = Validator::r4().validate(bundle->root(), options_of_write());
        EXPECT_FALSE(has_error(issues)) << name << " " << first_error(issues);
        for (const auto& issue : Validator::r4().validate(bundle->root(), all)) {
            EXPECT_EQ(issue.code, "code-invalid") << name << " " << issue.element << ": " << issue.text;
            ++wrong_codes;
        }
        entries += bundle->root()["entry"].size();
    }
    EXPECT_EQ(entries, 42'491U);
    EXPECT_EQ(wrong_codes, 14U);
}

// A resource that was right stays as right or becomes less so: a profile takes no issue away.
TEST(SyntheticRecords, are_told_no_less_with_a_profile)
{
    const auto file = shared_folder / "synthea/synthea-r4.tar.zst";
    if (!std::filesystem::exists(file))
        GTEST_SKIP() << "no records at " << file;
    Archive archive(file);
    std::string name;
    std::string text;
    ASSERT_TRUE(archive.next(name, text));
    const auto bundle = json::read(text);
    ASSERT_TRUE(bundle.ok());
    const std::string base = "http://hl7.org/fhir/StructureDefinition/";
    Options plain;
    plain.with_implied_profiles = false;
    std::size_t more = 0;
    for (const auto entry : bundle->root()["entry"].elements()) {
        const auto without = Validator::r4().validate(entry["resource"], plain);
        for (const auto* profile : {"vitalsigns", "bp", "bodyweight", "lipidprofile", "shareablevalueset"}) {
            auto with = plain;
            with.profiles = {base + profile};
            const auto issues = Validator::r4().validate(entry["resource"], with);
            ASSERT_GE(issues.size(), without.size());
            more += issues.size() - without.size();
            for (std::size_t i = 0; i < without.size(); ++i)
                ASSERT_EQ(issues[i].element + issues[i].text, without[i].element + without[i].text);
        }
    }
    EXPECT_GT(more, 100U);
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

namespace {

// The packages at hand, loaded together: one is built upon the other.
class Installed {
public:
    bool load()
    {
        for (const auto* name :
            {"hl7.fhir.no.basis-2.2.2-snapshots.tgz", "no.nhn.fhir.helsenorge.profiles-2.5.8-beta.tgz"}) {
            auto read = package::read_package_file((shared_folder / "packages" / name).string());
            if (!read)
                return false;
            for (const auto& resource : read->resources)
                take(resource);
        }
        return true;
    }

    // Judges what is in the packages beside definitions: by file, the first error.
    std::map<std::string, std::string> faults() const
    {
        const Validator validator(Definitions::r4(), m_profiles, m_terminology);
        std::map<std::string, std::string> faults;
        for (const auto& [file, document] : m_examples) {
            const auto issues = validator.validate(document.root());
            if (std::getenv("HL_SHOW_CASES") != nullptr)
                for (const auto& issue : issues)
                    if (issue.severity <= Severity::warning)
                        std::cout << file << " " << static_cast<int>(issue.severity) << " " << issue.element << ": "
                                  << issue.text << "\n";
            if (has_error(issues))
                faults[file] = first_error(issues);
        }
        return faults;
    }

    std::size_t examples() const { return m_examples.size(); }

private:
    void take(const package::PackagedResource& resource)
    {
        auto document = json::read(resource.text);
        ASSERT_TRUE(document.ok()) << resource.file;
        if (resource.type == "StructureDefinition") {
            EXPECT_TRUE(m_profiles.add(std::move(*document)).ok()) << resource.file;
        } else if (resource.type == "ValueSet" || resource.type == "CodeSystem") {
            EXPECT_TRUE(m_terminology.add(std::move(*document)).ok()) << resource.file;
        } else if (resource.url.empty()) {
            m_examples.emplace_back(resource.file, std::move(*document));
        }
    }

    profile::Profiles m_profiles{Definitions::r4()};
    terminology::Terminology m_terminology{Definitions::r4()};
    std::vector<std::pair<std::string, json::Document>> m_examples;
};

}  // namespace

TEST(Packages, have_examples_that_satisfy_the_profiles_they_claim)
{
    Installed installed;
    if (!installed.load())
        GTEST_SKIP() << "no packages in " << shared_folder / "packages";
    EXPECT_EQ(installed.examples(), 31U);
    const auto known = listed("validation_example_faults.txt");
    const auto faults = installed.faults();
    for (const auto& [file, fault] : faults)
        EXPECT_TRUE(known.contains(file)) << file << " " << fault;
    for (const auto& [file, reason] : known)
        EXPECT_TRUE(faults.contains(file)) << file << " is listed as faulty and is not";
    conformance::tell({"package-examples", "Examples of the Norwegian packages, valid by the profiles they claim",
        installed.examples() - faults.size(), installed.examples(), "validation_example_faults.txt"});
}

}  // namespace helselos::fhir::validation
