// The official FHIRPath cases for R4, where they are at hand: types and values compared,
// known failures listed with their reason in fhirpath_known_failures.txt.
#include "conformance/suite.h"
#include "fhir/path/check.h"
#include "fhir/path/path.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace helselos::fhir::path {

namespace {

using conformance::file_text;

const std::filesystem::path cases_folder = conformance::shared_folder() / "fhirpath";

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

// What is refused before evaluation: a mistake of meaning.
bool is_mistaken(json::Value expected, const Expression& expression, const Item& focus)
{
    CheckOptions options;
    options.resource = focus.type();
    if (expected["checkOrderedFunctions"].text() == "true")
        options.order = Order::undefined;
    const auto* type = focus.type();
    return !checked(expression, {&type, 1}, Definitions::r4(), options).ok();
}

// A case may ask whether the result counts as true.
std::string what_differs_as_predicate(json::Value expected, const Collection& found)
{
    const bool holds = found.size() == 1 && found.front().boolean() ? *found.front().boolean() : !found.empty();
    return what_differs(expected, Collection(Item::of_boolean(holds)));
}

// Empty when the case passes.
std::string run(json::Value expected, Inputs& inputs)
{
    const auto& definitions = Definitions::r4();
    Environment environment(definitions);
    environment.now = instant_from_text("2026-11-22T12:00:00Z").value();
    environment.as_is_a_filter = false;
    const auto resource = inputs.resource(expected["input"].text());
    const auto focus = resource.exists() ? Item::of_resource(resource, definitions) : Item();
    const auto expression = compile(expected["expression"].text());
    if (!expression.ok())
        return expected["invalid"].exists() ? "" : "does not compile: " + expression.error().reason;
    if (is_mistaken(expected, *expression, focus))
        return expected["invalid"].exists() ? "" : "the check refuses what is right";
    const auto found = evaluate(*expression, focus, environment);
    if (!found.ok())
        return expected["invalid"].exists() ? "" : "fails: " + found.error().reason;
    if (expected["invalid"].exists())
        return "is not refused (" + std::string(expected["invalid"].text()) + ")";
    const bool is_predicate = expected["predicate"].text() == "true";
    return is_predicate ? what_differs_as_predicate(expected, *found) : what_differs(expected, *found);
}

TEST(FhirpathConformance, the_official_cases_pass_but_for_the_known_failures)
{
    if (!std::filesystem::exists(cases_folder / "cases.json"))
        GTEST_SKIP() << "the official cases are not at hand";
    const auto document = json::read(file_text(cases_folder / "cases.json"));
    Inputs inputs;
    std::map<std::string, std::string> failures;
    for (const auto one : document->root().elements()) {
        const auto failure = run(one, inputs);
        if (!failure.empty())
            failures[std::string(one["name"].text())] = std::string(one["expression"].text()) + "\n    " + failure;
    }
    conformance::expect_only_known(failures, "fhirpath_known_failures.txt");
    const auto total = document->root().size();
    conformance::tell({"fhirpath", "FHIRPath, the official cases for R4 at hand", total - failures.size(), total,
        "fhirpath_known_failures.txt"});
}

}  // namespace

}  // namespace helselos::fhir::path
