#include "fhir/search/parse_value.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/date_range.h"
#include "fhir/search/literal_reference.h"
#include "fhir/search/rows.h"
#include "json/decimal.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

constexpr std::int64_t approximation = 10;  // A tenth: http://hl7.org/fhir/R4/search.html#prefix

Error bad_value(const Asked& asked, std::string_view wanted)
{
    return {Kind::invalid, fmt::format("the value of search parameter {} is not {}", asked.parameter, wanted)};
}

constexpr std::array prefixes = {
    std::pair{std::string_view("eq"), Prefix::eq},
    std::pair{std::string_view("ne"), Prefix::ne},
    std::pair{std::string_view("gt"), Prefix::gt},
    std::pair{std::string_view("lt"), Prefix::lt},
    std::pair{std::string_view("ge"), Prefix::ge},
    std::pair{std::string_view("le"), Prefix::le},
    std::pair{std::string_view("sa"), Prefix::sa},
    std::pair{std::string_view("eb"), Prefix::eb},
    std::pair{std::string_view("ap"), Prefix::ap},
};

Prefix take_prefix(std::string_view& text)
{
    const auto found = std::ranges::find(prefixes, text.substr(0, 2), &std::pair<std::string_view, Prefix>::first);
    if (found == prefixes.end())
        return Prefix::eq;
    text.remove_prefix(2);
    return found->second;
}

Result<SimpleValue> parse_string(const Asked& asked, std::string_view text)
{
    StringValue value;
    value.exact = TRY(unescape(text));
    value.folded = fold(value.exact);
    if (value.folded.empty())
        return bad_value(asked, "a text with something to look for");
    return SimpleValue(std::move(value));
}

// http://hl7.org/fhir/R4/search.html#date: an approximate date is a tenth of its distance from now.
Result<SimpleValue> parse_date(const Asked& asked, std::string_view text)
{
    DateValue value{.prefix = take_prefix(text)};
    const auto range = date_range(text, asked.zone == nullptr ? *Zone::utc() : *asked.zone);
    if (!range)
        return bad_value(asked, "a date: yyyy, yyyy-mm, yyyy-mm-dd, or with a time yyyy-mm-ddThh:mm:ss and an offset");
    value.low = range->low;
    value.high = range->high;
    if (value.prefix == Prefix::ap) {
        const auto now = asked.now.time_since_epoch().count();
        const auto distance = now < value.low ? value.low - now : now > value.high ? now - value.high : 0;
        value.low -= distance / approximation;
        value.high += distance / approximation;
    }
    return SimpleValue(value);
}

Result<NumberValue> parse_number(const Asked& asked, std::string_view text)
{
    NumberValue value{.prefix = take_prefix(text)};
    const auto number = json::Decimal::parse(text);
    if (!number || text.starts_with('+'))
        return bad_value(asked, "a number");
    auto bounds = number->bounds_by_precision();
    if (value.prefix == Prefix::ap) {
        const auto tenth = json::divide(number->absolute(), json::Decimal(approximation));
        const auto low = tenth ? json::subtract(*number, *tenth) : std::nullopt;
        const auto high = tenth ? json::add(*number, *tenth) : std::nullopt;
        if (!low || !high)
            return bad_value(asked, "a number one can be near");
        bounds = {std::min(bounds.low, *low), std::max(bounds.high, *high)};
    }
    value.value = number->to_double();
    value.low = bounds.low.to_double();
    value.high = bounds.high.to_double();
    return value;
}

// number | number|system|code | number||code
Result<SimpleValue> parse_quantity(const Asked& asked, std::string_view text)
{
    const auto parts = split_unescaped(text, '|');
    if (parts.size() != 1 && parts.size() != 3)
        return bad_value(asked, "a number, or number|system|code, or number||code");
    QuantityValue value;
    value.number = TRY(parse_number(asked, parts.front()));
    if (parts.size() == 1)
        return SimpleValue(std::move(value));
    auto system = TRY(unescape(parts[1]));
    auto code = TRY(unescape(parts[2]));
    if (!system.empty())
        value.system = std::move(system);
    if (!code.empty())
        value.code = std::move(code);
    return SimpleValue(std::move(value));
}

bool is_resource_type(const Asked& asked, std::string_view name)
{
    return std::ranges::binary_search(asked.definitions->resource_types(), name);
}

// "http://here/fhir/Patient/1" is Patient/1.
std::string_view without_own_base(const Asked& asked, std::string_view text)
{
    const auto base = asked.own_base;
    if (base.empty() || !text.starts_with(base) || text.size() <= base.size() || text[base.size()] != '/')
        return text;
    const auto path = text.substr(base.size() + 1);
    return path.contains('/') ? path : text;
}

// id | Type/id | Type/id/_history/version | an address
Result<SimpleValue> parse_reference(const Asked& asked, std::string_view text)
{
    const auto written = TRY(unescape(text));
    const auto unescaped = without_own_base(asked, written);
    ReferenceValue value;
    if (is_id(unescaped)) {
        value.id = unescaped;
        value.type = asked.targets.size() == 1 ? asked.targets.front() : asked.type_modifier;
    } else if (const auto literal = literal_reference(unescaped); !literal.id.empty()) {
        value.type = literal.type;
        value.id = literal.id;
        if (!is_resource_type(asked, value.type))
            return bad_value(asked, "a reference to a resource type of FHIR R4");
    } else if (literal.url.find(':') != std::string_view::npos) {
        value.url = literal.url;
    } else {
        return bad_value(asked, "a reference: id, Type/id or an address");
    }
    if (!asked.type_modifier.empty() && !value.id.empty() && value.type != asked.type_modifier)
        return bad_value(asked, "a reference of the type the modifier names");
    return SimpleValue(std::move(value));
}

Result<SimpleValue> parse_identified(const Asked& asked, std::string_view text)
{
    ReferenceValue value;
    value.identifier = TRY(parse_token(asked, text));
    return SimpleValue(std::move(value));
}

Result<SimpleValue> parse_uri(const Asked& asked, std::string_view text)
{
    UriValue value;
    value.uri = TRY(unescape(text));
    if (value.uri.empty())
        return bad_value(asked, "an address");
    return SimpleValue(std::move(value));
}

}  // namespace

Result<TokenValue> parse_token(const Asked& asked, std::string_view text)
{
    const auto parts = split_unescaped(text, '|');
    if (parts.size() > 2)
        return bad_value(asked, "a code, or a system and a code with one | between");
    TokenValue token;
    if (parts.size() == 2)
        token.system = TRY(unescape(parts.front()));
    auto code = TRY(unescape(parts.back()));
    if (code.empty() && token.system.value_or("").empty())
        return bad_value(asked, "a code");
    if (!code.empty())
        token.code = std::move(code);
    return token;
}

std::vector<std::string_view> split_unescaped(std::string_view text, char separator)
{
    std::vector<std::string_view> parts;
    std::size_t start = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\') {
            ++i;
        } else if (text[i] == separator) {
            parts.push_back(text.substr(start, i - start));
            start = i + 1;
        }
    }
    parts.push_back(text.substr(start));
    return parts;
}

Result<std::string> unescape(std::string_view text)
{
    constexpr std::string_view escapable = ",|$\\";
    std::string plain;
    plain.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '\\' && (++i == text.size() || !escapable.contains(text[i])))
            return Error{Kind::invalid, "a backslash in a search value stands only before , | $ or another backslash"};
        plain += text[i];
    }
    return plain;
}

Result<SimpleValue> parse_simple_value(const Asked& asked, std::string_view text)
{
    if (text.size() > limits::search_value_bytes_max)
        return Error{Kind::too_large,
            fmt::format("a value of search parameter {} is longer than {} bytes", asked.parameter,
                limits::search_value_bytes_max)};
    if (text.empty())
        return Error{Kind::invalid, fmt::format("search parameter {} has an empty value", asked.parameter)};
    switch (asked.type) {
    case SearchType::token: return SimpleValue(TRY(parse_token(asked, text)));
    case SearchType::string: return parse_string(asked, text);
    case SearchType::date: return parse_date(asked, text);
    case SearchType::number: return SimpleValue(TRY(parse_number(asked, text)));
    case SearchType::quantity: return parse_quantity(asked, text);
    case SearchType::reference:
        return asked.modifier == Modifier::identifier ? parse_identified(asked, text) : parse_reference(asked, text);
    case SearchType::uri: return parse_uri(asked, text);
    case SearchType::composite:
    case SearchType::special: break;
    }
    return Error{
        Kind::unsupported, fmt::format("search parameter {} is of a type that is not supported", asked.parameter)};
}

Result<Value> parse_value(const Asked& asked, std::string_view text)
{
    auto simple = TRY(parse_simple_value(asked, text));
    return std::visit([](auto& value) { return Value(std::move(value)); }, simple);
}

}  // namespace helselos::fhir::search
