// The official FHIRPath cases for R4, where they are at hand: types and values compared,
// known failures listed with their reason in fhirpath_known_failures.txt.
#include "fhir/path/path.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iostream>
#include <map>
#include <optional>
#include <sstream>
#include <string>
#include <vector>

namespace helselos::fhir::path {

namespace {

const std::filesystem::path source_folder = HL_SOURCE_DIR;
const std::filesystem::path cases_folder = source_folder / "../shared/data/fhirpath";

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
    std::ifstream stream(source_folder / "tests/conformance/fhirpath_known_failures.txt");
    for (std::string line; std::getline(stream, line);) {
        const auto colon = line.find(": ");
        if (!line.empty() && line.front() != '#' && colon != std::string::npos)
            reasons[line.substr(0, colon)] = line.substr(colon + 2);
    }
    return reasons;
}

// As the cases write values: dates with @, times with @T, quantities as FHIRPath.
std::string shown(const Item& item)
{
    switch (item.kind()) {
    case Item::Kind::date:
    case Item::Kind::date_time: return "@" + item.to_text();
    case Item::Kind::time: return "@T" + item.to_text();
    default: return item.to_text();
    }
}

// Decimals are compared by text: their precision is part of the answer.
std::string without_at(std::string text)
{
    if (text.starts_with("@T"))
        return text.substr(2);
    return text.starts_with("@") ? text.substr(1) : text;
}

std::string what_differs(json::Value expected, const Collection& found)
{
    const auto outputs = expected["outputs"];
    if (outputs.size() != found.size())
        return std::to_string(found.size()) + " items instead of " + std::to_string(outputs.size());
    for (std::size_t i = 0; i < found.size(); ++i) {
        const auto output = outputs.at(i);
        const auto type = output["type"].text();
        if (output["type"].is_string() && type != found[i].fhir_type_name())
            return "type " + std::string(found[i].fhir_type_name()) + " instead of " + std::string(type);
        const std::string value(output["value"].text());
        if (output["value"].exists() && without_at(value) != without_at(shown(found[i])))
            return "value " + shown(found[i]) + " instead of " + value;
    }
    return {};
}

class Inputs {
public:
    json::Value resource(std::string_view name)
    {
        auto found = m_documents.find(name);
        if (found == m_documents.end()) {
            auto document = json::read(file_text(cases_folder / "inputs" / (std::string(name) + ".json")));
            if (!document.ok())
                return {};
            found = m_documents.emplace(name, std::move(*document)).first;
        }
        return found->second.root();
    }

private:
    std::map<std::string, json::Document, std::less<>> m_documents;
};

// Empty when the case passes.
std::string run(json::Value expected, Inputs& inputs)
{
    const auto& definitions = Definitions::r4();
    Environment environment(definitions);
    environment.now = instant_from_text("2026-11-22T12:00:00Z").value();
    const auto resource = inputs.resource(expected["input"].text());
    const auto focus = resource.exists() ? Item::of_resource(resource, definitions) : Item();
    const auto expression = compile(expected["expression"].text());
    if (!expression.ok())
        return expected["invalid"].exists() ? "" : "does not compile: " + expression.error().reason;
    const auto found = evaluate(*expression, focus, environment);
    if (!found.ok())
        return expected["invalid"].exists() ? "" : "fails: " + found.error().reason;
    if (expected["invalid"].exists())
        return "is not refused (" + std::string(expected["invalid"].text()) + ")";
    return what_differs(expected, *found);
}

TEST(FhirpathConformance, the_official_cases_pass_but_for_the_known_failures)
{
    if (!std::filesystem::exists(cases_folder / "cases.json"))
        GTEST_SKIP() << "the official cases are not at hand";
    const auto document = json::read(file_text(cases_folder / "cases.json"));
    auto known = known_failures();
    Inputs inputs;
    std::size_t passed = 0;
    for (const auto one : document->root().elements()) {
        const std::string name(one["name"].text());
        const auto failure = run(one, inputs);
        passed += failure.empty() ? 1 : 0;
        const bool is_known = known.erase(name) > 0;
        if (!failure.empty())
            EXPECT_TRUE(is_known) << name << ": " << one["expression"].text() << "\n    " << failure;
        else
            EXPECT_FALSE(is_known) << name << " passes and is still listed as a known failure";
    }
    for (const auto& [name, reason] : known)
        ADD_FAILURE() << name << " is listed as a known failure, and there is no such case";
    std::cout << "FHIRPath: " << passed << " of " << document->root().size() << " official cases pass\n";
    RecordProperty("passed", static_cast<int>(passed));
}

}  // namespace

}  // namespace helselos::fhir::path
