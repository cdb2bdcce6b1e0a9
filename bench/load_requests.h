// The requests of a load run: templates with holes, filled anew for each request.
#pragma once

#include "base/random.h"
#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::bench {

// Holes in path and body: {n} counts up over the whole run, {uuid} and {hex} are made by
// chance from one seed, {below:1000} is a number under 1000.
struct RequestTemplate {
    std::string method = "GET";
    std::string path;
    std::vector<std::string> headers;  // "Accept: application/fhir+json".
    std::string body;
};

class Requests {
public:
    Requests(std::vector<RequestTemplate> templates, std::string host, std::uint64_t first, std::uint64_t seed);

    // The bytes of the next request; templates take turns.
    const std::string& next();

private:
    void fill(std::string_view text, std::string& out);
    void fill_hole(std::string_view name, std::string& out);

    std::vector<RequestTemplate> m_templates;
    std::string m_host;
    std::uint64_t m_count;
    SeededRandom m_random;
    std::size_t m_turn = 0;
    std::string m_body;
    std::string m_request;
};

// One template a line: {"method":"POST","path":"/fhir/Patient","headers":["Accept: ..."],"body":"..."}.
// The body may be a string or any JSON.
Result<std::vector<RequestTemplate>> read_templates(std::string_view lines);

}  // namespace helselos::bench
