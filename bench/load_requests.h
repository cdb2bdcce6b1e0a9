// The requests of a load run: templates with holes, filled anew for each request.
#pragma once

#include "base/random.h"
#include "base/result.h"

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::bench {

// Holes in path and body: {n} counts up over the whole run, {uuid} and {hex} are made by
// chance from one seed, {below:1000} is a number under 1000. When one template of the run says
// keep = "Patient", {Patient} is the id of the resource that its last answer held.
struct RequestTemplate {
    std::string method = "GET";
    std::string path;
    std::vector<std::string> headers;  // "Accept: application/fhir+json".
    std::string body;
    std::string kind;  // What its answers are counted under; may be empty.
    std::string keep;  // The hole that the id in the answer fills; may be empty.
};

// Who takes the next template.
enum class Turns : std::uint8_t {
    shared,  // Whoever asks next.
    own,     // Each client goes through all of them, in order, and begins again.
};

// Where one client is.
struct Walk {
    std::size_t next = 0;     // Only when turns are its own.
    std::size_t current = 0;  // The template that was asked last.
    std::map<std::string, std::string, std::less<>> kept;
};

class Requests {
public:
    struct Settings {
        std::string host;
        Turns turns = Turns::shared;
        std::uint64_t first = 0;  // Where {n} begins.
        std::uint64_t seed = 0;
    };

    Requests(std::vector<RequestTemplate> templates, Settings settings);

    // The bytes of the client's next request.
    const std::string& next(Walk& walk);

    // What came of the client's last one: keeps the id that later ones ask for, or forgets it when
    // there was none, so that they are refused and counted so.
    void take_answer(Walk& walk, bool is_good, std::string_view body) const;

    const std::vector<RequestTemplate>& templates() const { return m_templates; }

private:
    std::size_t choose(Walk& walk);
    void fill(std::string_view text, const Walk& walk, std::string& out);
    bool is_hole(std::string_view name) const;
    void fill_hole(std::string_view name, const Walk& walk, std::string& out);

    std::vector<RequestTemplate> m_templates;
    std::set<std::string, std::less<>> m_kept_names;
    Settings m_settings;
    std::uint64_t m_count;
    SeededRandom m_random;
    std::size_t m_turn = 0;
    std::string m_body;
    std::string m_request;
};

// One template a line: {"method":"POST","path":"/fhir/Patient","headers":["Accept: ..."],"body":"...",
// "kind":"create Patient","keep":"Patient"}. The body may be a string or any JSON.
Result<std::vector<RequestTemplate>> read_templates(std::string_view lines);

}  // namespace helselos::bench
