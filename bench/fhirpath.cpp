// Evaluates one expression over resources, compiled once:
//     bench_fhirpath RESOURCES.ndjson EXPRESSION SECONDS
// One line of JSON: evaluations a second, and how many items all resources gave, in one round.
#include "base/text.h"
#include "fhir/path/path.h"
#include "json/read.h"

#include <chrono>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <string>
#include <vector>

namespace {

using namespace helselos;
using namespace helselos::fhir;
using Steady = std::chrono::steady_clock;

std::vector<json::Document> read_resources(const char* file)
{
    std::vector<json::Document> resources;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        resources.push_back(json::read(line).value());
    return resources;
}

std::size_t evaluate_all(
    const path::Expression& expression, const std::vector<path::Item>& resources, path::Environment& environment)
{
    std::size_t items = 0;
    for (const auto& resource : resources) {
        environment.resource = resource;
        const auto found = path::evaluate(expression, resource, environment);
        if (!found.ok()) {
            std::cerr << found.error().reason << "\n";
            std::exit(1);
        }
        items += found->size();
        environment.forget();
    }
    return items;
}

double seconds_since(Steady::time_point start)
{
    return std::chrono::duration<double>(Steady::now() - start).count();
}

}  // namespace

int main(int count, char** arguments)
{
    if (count != 4) {
        std::cerr << "bench_fhirpath RESOURCES.ndjson EXPRESSION SECONDS\n";
        return 2;
    }
    const auto documents = read_resources(arguments[1]);
    std::vector<path::Item> resources;
    for (const auto& document : documents)
        resources.push_back(path::Item::of_resource(document.root(), Definitions::r4()));
    const auto expression = path::compile(arguments[2]);
    if (!expression.ok() || resources.empty()) {
        std::cerr << (expression.ok() ? "no resources" : expression.error().reason) << "\n";
        return 1;
    }
    path::Environment environment(Definitions::r4());
    environment.now = Instant(std::chrono::milliseconds(1'795'000'000'000));
    const auto items = evaluate_all(*expression, resources, environment);
    const auto seconds = static_cast<double>(to_unsigned(arguments[3]).value_or(1));
    const auto start = Steady::now();
    const auto cpu = std::clock();
    std::size_t evaluated = 0;
    while (seconds_since(start) < seconds) {
        evaluate_all(*expression, resources, environment);
        evaluated += resources.size();
    }
    const auto taken = seconds_since(start);
    const auto cpu_us = static_cast<double>(std::clock() - cpu) * 1e6 / CLOCKS_PER_SEC;
    const auto all = static_cast<double>(evaluated);
    std::cout << R"({"rate": )" << all / taken << R"(, "server_cpu_us": )" << cpu_us / all << R"(, "items": )" << items
              << "}\n";
    return 0;
}
