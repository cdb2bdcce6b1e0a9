// Snapshots made from differentials, beside the snapshots that were published with them.
#include "conformance/suite.h"
#include "fhir/package/read_package.h"
#include "fhir/profile/snapshot.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>
#include <string>

namespace helselos::fhir::profile {

namespace {

const std::filesystem::path source_folder = HL_SOURCE_DIR;
const std::filesystem::path packages_folder = source_folder / "../shared/data/packages";
const std::filesystem::path r4_folder = HL_DEFINITIONS_DIR;
constexpr const char* no_basis = "hl7.fhir.no.basis-2.2.2-snapshots.tgz";
constexpr const char* helsenorge = "no.nhn.fhir.helsenorge.profiles-2.5.8-beta.tgz";

using Facts = std::map<std::string, std::string>;

std::string texts_sorted(json::Value list)
{
    std::set<std::string> texts;
    for (const auto one : list.elements())
        texts.emplace(one.text());
    std::string all;
    for (const auto& text : texts)
        all += text + " ";
    return all;
}

std::string types_of(json::Value element)
{
    std::set<std::string> types;
    for (const auto type : element["type"].elements())
        types.insert(std::string(type["code"].text()) + "(" + texts_sorted(type["profile"]) + ")->("
            + texts_sorted(type["targetProfile"]) + ") " + json::to_text(type["aggregation"])
            + json::to_text(type["versioning"]));
    std::string all;
    for (const auto& type : types)
        all += type + "; ";
    return all;
}

void add_constraints(json::Value element, Facts& facts)
{
    for (const auto one : element["constraint"].elements())
        facts["constraint " + std::string(one["key"].text())]
            = std::string(one["severity"].text()) + " " + std::string(one["expression"].text());
}

// What an element demands, but for its words.
Facts facts_of(json::Value element)
{
    Facts facts;
    constexpr std::string_view plain[] = {"path", "sliceName", "min", "max", "contentReference", "maxLength"};
    constexpr std::string_view stems[] = {"fixed", "pattern", "minValue", "maxValue", "defaultValue"};
    for (const auto& member : element.members()) {
        if (std::find(std::begin(plain), std::end(plain), member.key) != std::end(plain))
            facts[std::string(member.key)] = member.value().text();
        for (const auto stem : stems)
            if (member.key.starts_with(stem))
                facts[std::string(member.key)] = json::to_text(member.value());
    }
    for (const auto* flag : {"mustSupport", "isModifier", "isSummary"})
        if (element[flag].truth())
            facts[flag] = "true";
    facts["type"] = types_of(element);
    facts["binding"]
        = std::string(element["binding"]["strength"].text()) + " " + std::string(element["binding"]["valueSet"].text());
    const auto slicing = element["slicing"];
    facts["slicing"] = json::to_text(slicing["discriminator"]) + " " + std::string(slicing["rules"].text())
        + (slicing["ordered"].truth() ? " ordered" : "");
    facts["base"] = json::to_text(element["base"]);
    add_constraints(element, facts);
    return facts;
}

using Differences = std::vector<std::string>;

void compare_facts(const std::string& id, const Facts& published, const Facts& made, Differences& differences)
{
    const auto text_at = [](const Facts& facts, const std::string& key) {
        const auto found = facts.find(key);
        return found == facts.end() ? std::string("-") : found->second;
    };
    std::set<std::string> keys;
    for (const auto& [key, value] : published)
        keys.insert(key);
    for (const auto& [key, value] : made)
        keys.insert(key);
    for (const auto& key : keys)
        if (text_at(published, key) != text_at(made, key))
            differences.push_back(
                id + " " + key + ": published [" + text_at(published, key) + "], made [" + text_at(made, key) + "]");
}

std::map<std::string, json::Value> by_id(const std::vector<json::Value>& elements)
{
    std::map<std::string, json::Value> all;
    for (const auto element : elements)
        all.emplace(element["id"].text(), element);
    return all;
}

std::vector<json::Value> listed(json::Value array)
{
    std::vector<json::Value> all;
    for (const auto one : array.elements())
        all.push_back(one);
    return all;
}

Differences compare(const std::vector<json::Value>& published, const std::vector<json::Value>& made)
{
    Differences differences;
    const auto theirs = by_id(published);
    const auto ours = by_id(made);
    std::vector<std::string> their_order;
    std::vector<std::string> our_order;
    for (const auto element : published) {
        const std::string id(element["id"].text());
        const auto found = ours.find(id);
        if (found == ours.end()) {
            differences.push_back(id + ": is missing");
            continue;
        }
        their_order.push_back(id);
        compare_facts(id, facts_of(element), facts_of(found->second), differences);
    }
    for (const auto element : made) {
        const std::string id(element["id"].text());
        if (theirs.contains(id))
            our_order.push_back(id);
        else
            differences.push_back(id + ": is too much");
    }
    if (their_order != our_order)
        differences.push_back("the order of elements differs");
    return differences;
}

// "profile | start of a difference | reason": a published snapshot that differs, and why ours stands.
struct Known {
    std::string profile;
    std::string start;
    std::size_t used = 0;
};

std::vector<Known> known_differences()
{
    std::vector<Known> known;
    std::ifstream stream(source_folder / "tests/conformance/snapshot_known_differences.txt");
    for (std::string line; std::getline(stream, line);) {
        const auto first = line.find(" | ");
        const auto second = line.find(" | ", first + 3);
        if (!line.empty() && line.front() != '#' && second != std::string::npos)
            known.push_back({line.substr(0, first), line.substr(first + 3, second - first - 3)});
    }
    return known;
}

bool is_known(const std::string& profile, const std::string& difference, std::vector<Known>& known)
{
    for (auto& one : known)
        if (one.profile == profile && difference.starts_with(one.start)) {
            ++one.used;
            return true;
        }
    return false;
}

struct Tally {
    std::size_t all = 0;
    std::size_t equal = 0;
};

void judge(json::Value definition, const Profiles& profiles, std::vector<Known>& known, Tally& tally)
{
    const std::string name(definition["id"].text());
    ++tally.all;
    const auto made = make_snapshot(
        definition, Definitions::r4(), [&](std::string_view canonical) { return profiles.find(canonical); });
    ASSERT_TRUE(made.ok()) << name << ": " << made.error().reason;
    const auto differences = compare(listed(definition["snapshot"]["element"]), listed(made->document.root()));
    tally.equal += differences.empty() ? 1 : 0;
    for (const auto& one : differences)
        EXPECT_TRUE(is_known(name, one, known)) << name << " | " << one;
}

// Of a file that may stand for several suites, the lines about these profiles.
void expect_all_used(const std::vector<Known>& known, const std::set<std::string>& profiles)
{
    for (const auto& one : known)
        EXPECT_TRUE(one.used > 0 || !profiles.contains(one.profile))
            << one.profile << " | " << one.start << " is listed as known difference and is none";
}

json::Document read_file(const std::filesystem::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::ostringstream text;
    text << file.rdbuf();
    return std::move(*json::read(text.view(), {64, 64'000'000}));
}

// The StructureDefinitions of a package, added to `profiles`.
std::vector<json::Document> add_package(const char* name, Profiles& profiles)
{
    std::vector<json::Document> structures;
    const auto package = package::read_package_file(packages_folder / name);
    EXPECT_TRUE(package.ok());
    for (const auto& resource : package->resources) {
        if (resource.type != "StructureDefinition")
            continue;
        structures.push_back(std::move(*json::read(resource.text)));
        EXPECT_TRUE(profiles.add(std::move(*json::read(resource.text))).ok());
    }
    return structures;
}

}  // namespace

TEST(Snapshots, of_the_norwegian_profiles_are_as_published)
{
    if (!std::filesystem::exists(packages_folder / no_basis))
        GTEST_SKIP() << "no package in " << packages_folder;
    Profiles profiles(Definitions::r4());
    const auto structures = add_package(no_basis, profiles);
    auto known = known_differences();
    std::set<std::string> judged;
    Tally tally;
    for (const auto& structure : structures) {
        judge(structure.root(), profiles, known, tally);
        judged.emplace(structure.root()["id"].text());
    }
    EXPECT_EQ(tally.all, 35U);
    expect_all_used(known, judged);
    conformance::tell(
        {"snapshot-no-basis", "Snapshots of hl7.fhir.no.basis, as published", tally.equal, tally.all, ""});
}

TEST(Snapshots, of_all_helsenorge_profiles_can_be_made)
{
    if (!std::filesystem::exists(packages_folder / helsenorge))
        GTEST_SKIP() << "no package in " << packages_folder;
    Profiles profiles(Definitions::r4());
    add_package(no_basis, profiles);
    const auto structures = add_package(helsenorge, profiles);
    EXPECT_EQ(structures.size(), 23U);
    for (const auto& structure : structures) {
        const auto found = profiles.find(structure.root()["url"].text());
        ASSERT_TRUE(found.ok()) << found.error().reason;
        EXPECT_GT((*found)->elements.size(), structure.root()["differential"]["element"].size());
    }
}

TEST(Snapshots, of_the_core_are_as_published)
{
    const Profiles profiles(Definitions::r4());
    auto known = known_differences();
    for (const auto* name : {"profiles-others.json", "extension-definitions.json"}) {
        const auto bundle = read_file(r4_folder / name);
        std::set<std::string> judged;
        Tally tally;
        for (const auto entry : bundle.root()["entry"].elements()) {
            judge(entry["resource"], profiles, known, tally);
            judged.emplace(entry["resource"]["id"].text());
        }
        expect_all_used(known, judged);
        conformance::tell({"snapshot-" + std::filesystem::path(name).stem().string(),
            "Snapshots of R4's " + std::string(name) + ", as published", tally.equal, tally.all, ""});
    }
}

}  // namespace helselos::fhir::profile
