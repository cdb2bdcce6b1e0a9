// http://hl7.org/fhirpath/N1/#string-manipulation
#include "fhir/path/evaluator.h"
#include "fhir/path/system_type.h"
#include "fhir/path/text.h"

#include <fmt/format.h>

#include <array>
#include <optional>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

namespace {

using Text = std::optional<std::string_view>;

// The one string of the collection; empty when there is none.
bool read_text(const Call& call, const Collection& items, Text& text)
{
    Item item;
    // The text of a refusal is made only for one.
    if (items.size() > 1)
        return call.evaluator.fail(
            fmt::format("FHIRPath: {}() takes one item, and there are several", call.step.function->name));
    if (!call.evaluator.single_value(items, call.step.function->name, item))
        return false;
    if (!item.exists())
        return true;
    if (system_kind(item) != Item::Kind::string)
        return call.evaluator.fail(fmt::format("FHIRPath: {}() takes strings", call.step.function->name));
    text = item.text();
    constexpr std::size_t bytes_per_step = 64;
    return call.evaluator.spend(text->size() / bytes_per_step);
}

bool read_argument(const Call& call, std::size_t index, Text& text)
{
    Collection items;
    return call.evaluator.argument(call, index, items) && read_text(call, items, text);
}

bool read_number(const Call& call, std::size_t index, std::optional<std::int64_t>& number)
{
    Collection items;
    Item item;
    if (!call.evaluator.argument(call, index, items) || !call.evaluator.single_value(items, "an argument", item))
        return false;
    number = item.integer();
    return number || !item.exists() || call.evaluator.fail("FHIRPath: an argument is an Integer");
}

// Input and first argument; both are there when `ready`.
struct Two {
    Text text;
    Text argument;
    bool ready() const { return text && argument; }
};

bool read_two(const Call& call, Two& two)
{
    return read_text(call, call.input, two.text) && read_argument(call, 0, two.argument);
}

bool push_boolean(const Call& call, bool truth)
{
    call.output.push(Item::of_boolean(truth));
    return true;
}

bool push_count(const Call& call, std::size_t count)
{
    call.output.push(Item::of_integer(static_cast<std::int64_t>(count)));
    return true;
}

bool push_place(const Call& call, std::string_view text, std::size_t byte)
{
    if (byte != std::string_view::npos)
        return push_count(call, count_code_points(text.substr(0, byte)));
    call.output.push(Item::of_integer(-1));
    return true;
}

bool index_of(const Call& call)
{
    Two two;
    return read_two(call, two) && (!two.ready() || push_place(call, *two.text, two.text->find(*two.argument)));
}

bool last_index_of(const Call& call)
{
    Two two;
    return read_two(call, two) && (!two.ready() || push_place(call, *two.text, two.text->rfind(*two.argument)));
}

bool substring(const Call& call)
{
    Text text;
    std::optional<std::int64_t> start;
    std::optional<std::int64_t> length;
    if (!read_text(call, call.input, text) || !read_number(call, 0, start))
        return false;
    if (call.step.arguments.size() > 1 && !read_number(call, 1, length))
        return false;
    if (!text || !start || *start < 0)
        return true;
    const auto begin = byte_of_code_point(*text, static_cast<std::size_t>(*start));
    if (begin >= text->size())
        return true;
    auto rest = text->substr(begin);
    if (length)
        rest = rest.substr(0, *length <= 0 ? 0 : byte_of_code_point(rest, static_cast<std::size_t>(*length)));
    return call.evaluator.push_text(rest, call.output);
}

bool starts_with(const Call& call)
{
    Two two;
    return read_two(call, two) && (!two.ready() || push_boolean(call, two.text->starts_with(*two.argument)));
}

bool ends_with(const Call& call)
{
    Two two;
    return read_two(call, two) && (!two.ready() || push_boolean(call, two.text->ends_with(*two.argument)));
}

bool contains_text(const Call& call)
{
    Two two;
    return read_two(call, two)
        && (!two.ready() || push_boolean(call, two.text->find(*two.argument) != std::string_view::npos));
}

bool push_changed(const Call& call, std::string (*change)(std::string_view))
{
    Text text;
    return read_text(call, call.input, text) && (!text || call.evaluator.push_text(change(*text), call.output));
}

bool upper(const Call& call)
{
    return push_changed(call, upper_case);
}
bool lower(const Call& call)
{
    return push_changed(call, lower_case);
}
bool trim_text(const Call& call)
{
    return push_changed(call, [](std::string_view text) { return std::string(trim_white_space(text)); });
}

bool length(const Call& call)
{
    Text text;
    return read_text(call, call.input, text) && (!text || push_count(call, count_code_points(*text)));
}

bool to_chars(const Call& call)
{
    Text text;
    if (!read_text(call, call.input, text))
        return false;
    for (auto rest = text.value_or(""); !rest.empty();) {
        const auto size = byte_of_code_point(rest, 1);
        if (!call.evaluator.push_text(rest.substr(0, size), call.output))
            return false;
        rest.remove_prefix(size);
    }
    return true;
}

std::string replaced(std::string_view text, std::string_view pattern, std::string_view substitution)
{
    std::string result;
    if (pattern.empty()) {
        // Before each character, and at the end.
        while (!text.empty()) {
            const auto size = byte_of_code_point(text, 1);
            result.append(substitution).append(text.substr(0, size));
            text.remove_prefix(size);
        }
        return result.append(substitution);
    }
    for (auto at = text.find(pattern); at != std::string_view::npos; at = text.find(pattern)) {
        result.append(text.substr(0, at)).append(substitution);
        text.remove_prefix(at + pattern.size());
    }
    return result.append(text);
}

// Refuses before it makes what would not fit.
bool may_make(const Call& call, std::size_t text_bytes, std::size_t substitution_bytes)
{
    const auto bytes = (text_bytes + 1) * (substitution_bytes + 1);
    return bytes <= call.evaluator.environment().budget.bytes
        || call.evaluator.fail(helselos::Kind::too_costly, "FHIRPath: a text grows too large");
}

bool replace(const Call& call)
{
    Two two;
    Text substitution;
    if (!read_two(call, two) || !read_argument(call, 1, substitution))
        return false;
    if (!two.ready() || !substitution)
        return true;
    return may_make(call, two.text->size(), substitution->size())
        && call.evaluator.push_text(replaced(*two.text, *two.argument, *substitution), call.output);
}

// 'i': letters in upper and lower case are the same; 'm': ^ and $ are at each line.
bool read_flags(const Call& call, std::size_t index, std::string& prefix)
{
    Text flags;
    if (call.step.arguments.size() <= index)
        return true;
    if (!read_argument(call, index, flags))
        return false;
    if (!flags || flags->empty())
        return true;
    if (flags->find_first_not_of("im") != std::string_view::npos || flags->size() > 2)
        return call.evaluator.fail("FHIRPath: the flags of a regular expression are i and m");
    prefix = fmt::format("(?{})", *flags);
    return true;
}

// `flags` is the place of the argument that may hold them.
bool read_pattern(const Call& call, std::string_view text, std::size_t flags, const re2::RE2*& pattern)
{
    std::string flagged;
    if (!read_flags(call, flags, flagged))
        return false;
    auto compiled = call.evaluator.environment().memory().patterns().compiled(
        flagged.empty() ? text : std::string_view(flagged += text));
    if (!compiled)
        return call.evaluator.fail(compiled.error().kind, compiled.error().reason);
    pattern = *compiled;
    constexpr std::uint64_t pattern_steps = 10;
    return call.evaluator.spend(pattern_steps);
}

bool push_match(const Call& call, bool (*matches)(const re2::RE2&, std::string_view))
{
    Two two;
    const re2::RE2* pattern = nullptr;
    if (!read_two(call, two))
        return false;
    return !two.ready()
        || (read_pattern(call, *two.argument, 1, pattern) && push_boolean(call, matches(*pattern, *two.text)));
}

bool matches(const Call& call)
{
    return push_match(call, is_found);
}
bool matches_full(const Call& call)
{
    return push_match(call, is_whole_match);
}

bool replace_matches(const Call& call)
{
    Two two;
    Text substitution;
    const re2::RE2* pattern = nullptr;
    if (!read_two(call, two) || !read_argument(call, 1, substitution))
        return false;
    if (!two.ready() || !substitution)
        return true;
    if (two.argument->empty())
        return call.evaluator.push_text(*two.text, call.output);
    if (!read_pattern(call, *two.argument, 2, pattern) || !may_make(call, two.text->size(), substitution->size()))
        return false;
    const auto result = replace_all(*pattern, *two.text, *substitution);
    if (!result)
        return call.evaluator.fail(result.error().kind, result.error().reason);
    return call.evaluator.push_text(*result, call.output);
}

bool split_text(const Call& call)
{
    Two two;
    if (!read_two(call, two))
        return false;
    if (!two.ready())
        return true;
    if (two.argument->empty())
        return to_chars(call);
    auto rest = *two.text;
    for (auto at = rest.find(*two.argument); at != std::string_view::npos; at = rest.find(*two.argument)) {
        if (!call.evaluator.push_text(rest.substr(0, at), call.output))
            return false;
        rest.remove_prefix(at + two.argument->size());
    }
    return call.evaluator.push_text(rest, call.output);
}

bool join(const Call& call)
{
    Text separator;
    if (!call.step.arguments.empty() && !read_argument(call, 0, separator))
        return false;
    if (call.input.empty())
        return true;
    std::string joined;
    for (const auto& item : call.input) {
        if (system_kind(item) != Item::Kind::string)
            return call.evaluator.fail("FHIRPath: join() takes strings");
        if (&item != call.input.begin())
            joined += separator.value_or("");
        joined += item.text();
        if (!call.evaluator.spend(1) || !may_make(call, joined.size(), 0))
            return false;
    }
    return call.evaluator.push_text(joined, call.output);
}

// One of a few named forms of a text; empty where the text is not of that form.
struct Form {
    std::string_view name;
    std::optional<std::string> (*change)(std::string_view text);
};

bool push_in_form(const Call& call, std::span<const Form> forms)
{
    Two two;
    if (!read_two(call, two))
        return false;
    if (!two.ready())
        return true;
    for (const auto& form : forms)
        if (form.name == *two.argument) {
            const auto result = form.change(*two.text);
            return !result || call.evaluator.push_text(*result, call.output);
        }
    return call.evaluator.fail(fmt::format("FHIRPath: {}() does not know this form", call.step.function->name));
}

std::optional<std::string> text_of(std::optional<std::string> bytes)
{
    return bytes && is_utf8(*bytes) ? std::move(bytes) : std::nullopt;
}

// What ASCII does not have is a question mark.
std::string to_ascii(std::string_view text)
{
    std::string ascii;
    while (!text.empty()) {
        ascii += static_cast<unsigned char>(text.front()) < 0x80 ? text.front() : '?';
        text.remove_prefix(byte_of_code_point(text, 1));
    }
    return ascii;
}

constexpr std::array<Form, 4> encodings{{
    {"ascii", [](std::string_view text) { return std::optional(to_ascii(text)); }},
    {"hex", [](std::string_view text) { return std::optional(to_hex(text)); }},
    {"base64", [](std::string_view text) { return std::optional(to_base64(text, Base64::standard)); }},
    {"urlbase64", [](std::string_view text) { return std::optional(to_base64(text, Base64::url)); }},
}};

constexpr std::array<Form, 3> decodings{{
    {"hex", [](std::string_view text) { return text_of(from_hex(text)); }},
    {"base64", [](std::string_view text) { return text_of(from_base64(text, Base64::standard)); }},
    {"urlbase64", [](std::string_view text) { return text_of(from_base64(text, Base64::url)); }},
}};

constexpr std::array<Form, 2> escapes{{
    {"html", [](std::string_view text) { return std::optional(escape_html(text)); }},
    {"json", [](std::string_view text) { return std::optional(escape_json(text)); }},
}};

constexpr std::array<Form, 2> unescapes{{
    {"html", [](std::string_view text) { return std::optional(unescape_html(text)); }},
    {"json", unescape_json},
}};

bool encode(const Call& call)
{
    return push_in_form(call, encodings);
}
bool decode(const Call& call)
{
    return push_in_form(call, decodings);
}
bool escape_text(const Call& call)
{
    return push_in_form(call, escapes);
}
bool unescape_text(const Call& call)
{
    return push_in_form(call, unescapes);
}

constexpr std::array functions{
    Function{"indexOf", 1, 1, index_of},
    Function{"lastIndexOf", 1, 1, last_index_of},
    Function{"substring", 1, 2, substring},
    Function{"startsWith", 1, 1, starts_with},
    Function{"endsWith", 1, 1, ends_with},
    Function{"contains", 1, 1, contains_text},
    Function{"upper", 0, 0, upper},
    Function{"lower", 0, 0, lower},
    Function{"replace", 2, 2, replace},
    Function{"matches", 1, 2, matches},
    Function{"matchesFull", 1, 2, matches_full},
    Function{"replaceMatches", 2, 3, replace_matches},
    Function{"length", 0, 0, length},
    Function{"toChars", 0, 0, to_chars},
    Function{"trim", 0, 0, trim_text},
    Function{"split", 1, 1, split_text},
    Function{"join", 0, 1, join},
    Function{"encode", 1, 1, encode},
    Function{"decode", 1, 1, decode},
    Function{"escape", 1, 1, escape_text},
    Function{"unescape", 1, 1, unescape_text},
};

}  // namespace

std::span<const Function> text_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
