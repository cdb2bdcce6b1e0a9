#include "fhir/path/patterns.h"

#include "base/text.h"

#include <re2/re2.h>

#include <algorithm>

namespace helselos::fhir::path {

namespace {

constexpr std::size_t patterns_kept_max = 64;
constexpr std::int64_t pattern_memory_max = 1 << 20;  // Repetitions of repetitions grow beyond it and are refused.
constexpr std::size_t pattern_bytes_max = 4096;

re2::StringPiece piece(std::string_view text)
{
    return {text.data(), text.size()};
}

// (?<name>...) is (?P<name>...) to RE2; looking behind is (?<= and (?<! and stays.
std::string with_named_groups(std::string_view pattern)
{
    std::string prepared;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
        prepared += pattern[i];
        const auto rest = pattern.substr(i);
        if (rest.starts_with("\\") && rest.size() > 1)
            prepared += pattern[++i];
        else if (rest.starts_with("(?<") && rest.size() > 3 && is_letter(rest[3])) {
            prepared += "?P";
            ++i;
        }
    }
    return prepared;
}

std::size_t name_end(std::string_view text)
{
    return static_cast<std::size_t>(std::find_if_not(text.begin(), text.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_';
    }) - text.begin());
}

// The number of the group named at the front of the text, which is taken off; -1: none.
int take_group(const re2::RE2& pattern, std::string_view& rest)
{
    if (rest.starts_with('{')) {
        const auto end = 1 + name_end(rest.substr(1));
        if (end >= rest.size() || rest[end] != '}')
            return -1;
        const std::string name(rest.substr(1, end - 1));
        rest.remove_prefix(end + 1);
        if (const auto number = to_unsigned(name))
            return static_cast<int>(std::min<std::uint64_t>(*number, 99));
        const auto& groups = pattern.NamedCapturingGroups();
        const auto found = groups.find(name);
        return found == groups.end() ? -1 : found->second;
    }
    if (rest.empty() || !is_digit(rest.front()))
        return -1;
    const int group = rest.front() - '0';
    rest.remove_prefix(1);
    return group;
}

Result<std::string> to_rewrite(const re2::RE2& pattern, std::string_view substitution)
{
    std::string rewrite;
    for (auto rest = substitution; !rest.empty();) {
        const char c = rest.front();
        rest.remove_prefix(1);
        if (c == '$') {
            const int group = take_group(pattern, rest);
            if (group < 0 || group > pattern.NumberOfCapturingGroups() || group > 9)
                return Error{helselos::Kind::unprocessable, "FHIRPath: a substitution names a group that is not there"};
            rewrite += '\\';
            rewrite += static_cast<char>('0' + group);
        } else if (c == '\\') {
            // A backslash makes the next character plain.
            if (!rest.empty() && (rest.front() == '$' || rest.front() == '\\')) {
                rewrite += rest.front() == '\\' ? "\\\\" : "$";
                rest.remove_prefix(1);
            } else {
                rewrite += "\\\\";
            }
        } else {
            rewrite += c;
        }
    }
    return rewrite;
}

}  // namespace

Patterns::Patterns() = default;
Patterns::~Patterns() = default;

Result<const re2::RE2*> Patterns::compiled(std::string_view pattern)
{
    if (const auto known = m_compiled.find(pattern); known != m_compiled.end())
        return known->second.get();
    if (pattern.size() > pattern_bytes_max)
        return Error{helselos::Kind::too_costly, "FHIRPath: a regular expression that is too long"};
    re2::RE2::Options options;
    options.set_log_errors(false);
    options.set_dot_nl(true);
    options.set_max_mem(pattern_memory_max);
    auto made = std::make_unique<re2::RE2>(with_named_groups(pattern), options);
    if (made->error_code() == re2::RE2::ErrorPatternTooLarge)
        return Error{helselos::Kind::too_costly, "FHIRPath: a regular expression that grows too large"};
    if (made->error_code() == re2::RE2::ErrorBadPerlOp)
        return Error{helselos::Kind::unsupported, "FHIRPath: a regular expression that looks around is not supported"};
    if (!made->ok())
        return Error{helselos::Kind::unprocessable, "FHIRPath: not a regular expression"};
    if (m_compiled.size() >= patterns_kept_max)
        m_compiled.clear();
    return m_compiled.emplace(std::string(pattern), std::move(made)).first->second.get();
}

bool is_found(const re2::RE2& pattern, std::string_view text)
{
    return re2::RE2::PartialMatch(piece(text), pattern);
}

bool is_whole_match(const re2::RE2& pattern, std::string_view text)
{
    return re2::RE2::FullMatch(piece(text), pattern);
}

Result<std::string> replace_all(const re2::RE2& pattern, std::string_view text, std::string_view substitution)
{
    const auto rewrite = TRY(to_rewrite(pattern, substitution));
    std::string result(text);
    re2::RE2::GlobalReplace(&result, pattern, rewrite);
    return result;
}

}  // namespace helselos::fhir::path
