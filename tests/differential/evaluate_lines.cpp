// FHIRPath from line to line, for tests that compare: standard input holds JSON lines, the answers
// go to standard output in the same order.
//
//     {"resource": {...}}                     keeps a resource; they are numbered from 0
//     {"expression": "...", "resource": 0}    evaluates: {"items": [{"type": "FHIR.code", "value": ...}]}
//                                             or {"error": "why not"}
//     {"check": "...", "resource": 0}         looks for mistakes: {"mistakes": ["..."]}
#include "base/text.h"
#include "fhir/path/check.h"
#include "fhir/path/path.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <iostream>
#include <string>
#include <utility>
#include <vector>

namespace helselos::fhir::path {

namespace {

constexpr std::string_view fixed_now = "2026-11-22T12:00:00.000Z";

json::Draft value_of(const Item& item)
{
    if (item.is_element() && !item.is_primitive())
        return item.json().exists() ? json::Draft(item.json()) : json::Draft();
    if (item.is_element() && !item.has_value())
        return {};
    if (item.kind() == Item::Kind::type_info)
        return item.to_text();
    if (const auto boolean = item.boolean())
        return *boolean;
    if (item.decimal())
        return json::Draft::number(item.to_text());
    return item.to_text();
}

json::Draft shown(const Item& item)
{
    const std::string model = item.is_element() ? "FHIR." : "System.";
    return json::object({{"type", model + std::string(item.type_name())}, {"value", value_of(item)}});
}

json::Draft refused(const Error& error)
{
    return json::object({{"error", error.reason}});
}

json::Draft evaluated(std::string_view text, json::Value resource)
{
    const auto expression = compile(text);
    if (!expression.ok())
        return refused(expression.error());
    Environment environment(Definitions::r4());
    environment.now = instant_from_text(fixed_now).value();
    const auto focus = Item::of_resource(resource, Definitions::r4());
    const auto found = evaluate(*expression, focus, environment);
    if (!found.ok())
        return refused(found.error());
    auto items = json::array({});
    for (const auto& item : *found)
        items.push(shown(item));
    return json::object({{"items", std::move(items)}});
}

json::Draft mistakes(std::string_view text, json::Value resource)
{
    const auto expression = compile(text);
    auto found = json::array({});
    if (!expression.ok())
        return json::object({{"mistakes", json::array({expression.error().reason})}});
    const auto* type = Definitions::r4().type(resource["resourceType"].text());
    for (const auto& error : check(*expression, {&type, 1}, Definitions::r4()).errors)
        found.push(error.reason);
    return json::object({{"mistakes", std::move(found)}});
}

int run()
{
    std::vector<json::Document> resources;
    for (std::string line; std::getline(std::cin, line);) {
        auto document = json::read(line);
        if (!document.ok()) {
            std::cerr << document.error().reason << "\n";
            return 1;
        }
        const auto root = document->root();
        if (root["resource"].is_object()) {
            resources.push_back(std::move(*document));
            continue;
        }
        const auto place = to_unsigned(root["resource"].text());
        if (!place || *place >= resources.size()) {
            std::cerr << "no such resource\n";
            return 1;
        }
        const auto resource = resources[*place].root()["resource"];
        const auto answer = root["check"].exists() ? mistakes(root["check"].text(), resource)
                                                   : evaluated(root["expression"].text(), resource);
        std::cout << json::to_text(answer) << "\n";
    }
    return 0;
}

}  // namespace

}  // namespace helselos::fhir::path

int main()
{
    return helselos::fhir::path::run();
}
