// bench_validation: the validator in its own process, without HTTP: one JSON line about how many resources
// a second it reads and judges, and how many of them it found at fault. The lines are those of
// medplum/validate.mjs, to stand beside it.
//
//     bench_validation PROFILE FILE.ndjson SECONDS
//     bench_validation PROFILE FILE.ndjson SECONDS --bundle 10000     the resources as entries of one Bundle
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <CLI/CLI.hpp>
#include <fmt/core.h>

#include <chrono>
#include <fstream>
#include <string>
#include <vector>

namespace {

using namespace helselos;
using SteadyClock = std::chrono::steady_clock;

struct Counted {
    std::size_t checked = 0;
    std::size_t faulty = 0;
    double seconds = 0;  // floating point: a measurement, nothing clinical.

    double rate() const { return static_cast<double>(checked) / seconds; }
};

std::vector<std::string> lines_of(const std::string& file)
{
    std::vector<std::string> lines;
    std::ifstream stream(file);
    for (std::string line; std::getline(stream, line);)
        if (!line.empty())
            lines.push_back(line);
    return lines;
}

std::string bundle_of(const std::vector<std::string>& lines, std::size_t entries)
{
    std::string text = R"({"resourceType":"Bundle","type":"collection","entry":[)";
    for (std::size_t i = 0; i < entries; ++i)
        text += fmt::format(R"({}{{"fullUrl":"urn:uuid:00000000-0000-4000-8000-{:012x}","resource":{}}})",
            i == 0 ? "" : ",", i, lines[i % lines.size()]);
    return text + "]}";
}

bool is_faulty(const std::string& text, const fhir::validation::Options& options)
{
    const json::ReadLimits wide{.nodes_max = 40'000'000};
    const auto resource = json::read(text, wide);
    return !resource || has_error(fhir::validation::Validator::r4().validate(resource->root(), options));
}

Counted during(std::chrono::duration<double> time, const std::vector<std::string>& texts, std::size_t in_each,
    const fhir::validation::Options& options)
{
    Counted counted;
    const auto began = SteadyClock::now();
    const auto passed = [&] { return std::chrono::duration<double>(SteadyClock::now() - began); };
    for (std::size_t i = 0; passed() < time; ++i) {
        counted.faulty += is_faulty(texts[i % texts.size()], options) ? 1U : 0U;
        counted.checked += in_each;
    }
    counted.seconds = passed().count();
    return counted;
}

}  // namespace

int main(int count, char** values)
{
    CLI::App app("Measures the validator.");
    std::string profile;
    std::string file;
    double seconds = 1;
    std::size_t entries = 0;
    app.add_option("profile", profile, "canonical address, or - for none")->required();
    app.add_option("file", file, "one resource a line")->required();
    app.add_option("seconds", seconds)->required();
    app.add_option("--bundle", entries, "entries of one Bundle, instead of resources by themselves");
    CLI11_PARSE(app, count, values);

    auto texts = lines_of(file);
    if (texts.empty())
        return 1;
    fhir::validation::Options options;
    if (profile != "-" && entries == 0)
        options.profiles.push_back(profile);
    if (entries > 0)
        texts = {bundle_of(texts, entries)};
    during(std::chrono::duration<double>(seconds / 4), texts, 1, options);
    const auto counted = during(std::chrono::duration<double>(seconds), texts, entries == 0 ? 1 : entries, options);
    fmt::print(R"({{"checked":{},"faulty":{},"rate":{:.1f}}})"
               "\n",
        counted.checked, counted.faulty, counted.rate());
    return 0;
}
