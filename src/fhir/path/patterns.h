// Regular expressions of linear time (RE2), kept compiled for the life of an environment.
#pragma once

#include "base/result.h"

#include <cstddef>
#include <map>
#include <memory>
#include <string>
#include <string_view>

namespace re2 {
class RE2;
}

namespace helselos::fhir::path {

class Patterns {
public:
    Patterns();
    ~Patterns();

    // Errors: unprocessable (no regular expression), unsupported (one that needs to look around
    // or back, which cannot be done in linear time).
    Result<const re2::RE2*> compiled(std::string_view pattern);

private:
    std::map<std::string, std::unique_ptr<re2::RE2>, std::less<>> m_compiled;
};

bool is_found(const re2::RE2& pattern, std::string_view text);
bool is_whole_match(const re2::RE2& pattern, std::string_view text);
// $1 and ${name} in the substitution are what the groups matched. Empty: an unknown group.
Result<std::string> replace_all(const re2::RE2& pattern, std::string_view text, std::string_view substitution);

}  // namespace helselos::fhir::path
