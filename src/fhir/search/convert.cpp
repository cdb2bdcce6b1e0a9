#include "fhir/search/convert.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/date_range.h"
#include "fhir/search/literal_reference.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

namespace helselos::fhir::search {

namespace {

using json::Value;

// The front of the text, whole characters, within the limit.
std::string_view cut(std::string_view text)
{
    if (text.size() <= limits::search_key_bytes_max)
        return text;
    auto end = limits::search_key_bytes_max;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80)
        --end;
    return text.substr(0, end);
}

std::string kept(std::string_view text)
{
    return std::string(cut(text));
}

// Tokens.

void add_token(std::string_view parameter, std::string_view system, std::string_view code, Rows& rows)
{
    if (!system.empty() || !code.empty())
        rows.tokens.push_back({std::string(parameter), kept(system), kept(code)});
}

// A plain code means the system its element is bound to.
std::string_view system_of(const ValueSet* codes, std::string_view code)
{
    if (codes == nullptr)
        return {};
    const auto found = std::ranges::lower_bound(codes->codes, code, {}, &Code::code);
    return found != codes->codes.end() && found->code == code ? found->system : std::string_view();
}

// For identifier:of-type: under a name of its own, by the type's code and the value together. A part of a composite
// has no name, and no such row.
void add_of_type(std::string_view parameter, Value identifier, Rows& rows)
{
    const auto value = identifier["value"].text();
    if (parameter.empty() || value.empty())
        return;
    for (const auto coding : identifier["type"]["coding"].elements())
        if (const auto code = coding["code"].text(); !code.empty())
            add_token(std::string(parameter) + ":of-type", coding["system"].text(),
                std::string(code).append("|").append(value), rows);
}

void add_identifier(std::string_view parameter, Value identifier, Rows& rows)
{
    add_token(parameter, identifier["system"].text(), identifier["value"].text(), rows);
    add_of_type(parameter, identifier, rows);
}

void add_tokens(std::string_view parameter, const Found& found, Rows& rows)
{
    const auto value = found.value;
    switch (found.shape) {
    case Shape::coding: return add_token(parameter, value["system"].text(), value["code"].text(), rows);
    case Shape::codeable_concept:
        for (const auto coding : value["coding"].elements())
            add_token(parameter, coding["system"].text(), coding["code"].text(), rows);
        return;
    case Shape::identifier: return add_identifier(parameter, value, rows);
    case Shape::contact_point: return add_token(parameter, {}, value["value"].text(), rows);
    case Shape::text: return add_token(parameter, system_of(found.codes, value.text()), value.text(), rows);
    case Shape::boolean:
    case Shape::number:
    case Shape::date:
    case Shape::uri:
    case Shape::canonical: return add_token(parameter, {}, value.text(), rows);
    default: return;
    }
}

// Strings.

void add_string(std::string_view parameter, Value text, Rows& rows)
{
    if (text.is_string() && !text.text().empty())
        rows.strings.push_back({std::string(parameter), kept(fold(cut(text.text()))), kept(text.text())});
}

void add_string_members(std::string_view parameter, Value value, std::initializer_list<const char*> members, Rows& rows)
{
    for (const auto* member : members) {
        add_string(parameter, value[member], rows);
        for (const auto element : value[member].elements())
            add_string(parameter, element, rows);
    }
}

void add_strings(std::string_view parameter, const Found& found, Rows& rows)
{
    switch (found.shape) {
    case Shape::human_name:
        return add_string_members(parameter, found.value, {"text", "family", "given", "prefix", "suffix"}, rows);
    case Shape::address:
        return add_string_members(
            parameter, found.value, {"text", "line", "city", "district", "state", "postalCode", "country"}, rows);
    case Shape::annotation: return add_string(parameter, found.value["text"], rows);
    case Shape::text:
    case Shape::uri:
    case Shape::canonical: return add_string(parameter, found.value, rows);
    default: return;
    }
}

// Dates.

void add_date(std::string_view parameter, std::int64_t low, std::int64_t high, Rows& rows)
{
    rows.dates.push_back({std::string(parameter), low, high});
}

void add_period(std::string_view parameter, Value period, const Zone& zone, Rows& rows)
{
    const auto start = date_range(period["start"].text(), zone);
    const auto end = date_range(period["end"].text(), zone);
    const auto low = start ? start->low : earliest;
    const auto high = end ? end->high : latest;
    if ((start || end) && low < high)
        add_date(parameter, low, high, rows);
}

// Only the outer limits matter (http://hl7.org/fhir/R4/search.html#date).
void add_timing(std::string_view parameter, Value timing, const Zone& zone, Rows& rows)
{
    std::int64_t low = latest;
    std::int64_t high = earliest;
    for (const auto event : timing["event"].elements()) {
        if (const auto range = date_range(event.text(), zone)) {
            low = std::min(low, range->low);
            high = std::max(high, range->high);
        }
    }
    if (const auto bounds = timing["repeat"]["boundsPeriod"]; bounds.exists()) {
        const auto start = date_range(bounds["start"].text(), zone);
        const auto end = date_range(bounds["end"].text(), zone);
        low = std::min(low, start ? start->low : earliest);
        high = std::max(high, end ? end->high : latest);
    }
    if (low < high)
        add_date(parameter, low, high, rows);
}

void add_dates(std::string_view parameter, const Found& found, const Zone& zone, Rows& rows)
{
    if (found.shape == Shape::period)
        return add_period(parameter, found.value, zone, rows);
    if (found.shape == Shape::timing)
        return add_timing(parameter, found.value, zone, rows);
    if (found.shape != Shape::date)
        return;
    if (const auto range = date_range(found.value.text(), zone))
        add_date(parameter, range->low, range->high, rows);
}

// Numbers.

// floating point: the nearest index bound; what is larger than any is the largest, what is smaller than any is zero.
std::optional<double> bound_of(Value number)
{
    const auto text = number.text();
    double bound = 0;  // floating point: as above.
    const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), bound);
    if (!number.is_number())
        return std::nullopt;
    if (failure == std::errc::result_out_of_range) {
        const bool is_tiny = text.find("e-") != std::string_view::npos || text.find("E-") != std::string_view::npos;
        return is_tiny ? 0 : text.front() == '-' ? least : most;
    }
    return bound;
}

void add_numbers(std::string_view parameter, const Found& found, Rows& rows)
{
    if (found.shape == Shape::number) {
        if (const auto bound = bound_of(found.value))
            rows.numbers.push_back({std::string(parameter), *bound, *bound});
    } else if (found.shape == Shape::range) {
        const auto low = bound_of(found.value["low"]["value"]);
        const auto high = bound_of(found.value["high"]["value"]);
        if (low || high)
            rows.numbers.push_back({std::string(parameter), low.value_or(least), high.value_or(most)});
    }
}

// Quantities.

struct Bounds {
    double low = least;  // floating point: an index bound.
    double high = most;  // floating point: an index bound.
};

void add_quantity(std::string_view parameter, Value quantity, const Bounds& bounds, Rows& rows)
{
    const auto code = quantity["code"].text();
    const auto unit = quantity["unit"].text();
    if (!code.empty() || unit.empty())
        rows.quantities.push_back(
            {std::string(parameter), kept(quantity["system"].text()), kept(code), bounds.low, bounds.high});
    if (!unit.empty() && unit != code)
        rows.quantities.push_back({std::string(parameter), "", kept(unit), bounds.low, bounds.high});
}

// "<5" may be anything below 5: the range is open to the side the comparator tells.
void add_compared_quantity(std::string_view parameter, Value quantity, Rows& rows)
{
    const auto bound = bound_of(quantity["value"]);
    if (!bound)
        return;
    Bounds bounds{*bound, *bound};
    const auto comparator = quantity["comparator"].text();
    if (comparator.starts_with('<'))
        bounds.low = least;
    if (comparator.starts_with('>'))
        bounds.high = most;
    add_quantity(parameter, quantity, bounds, rows);
}

// The unit of a Range stands at either end; both have the same.
void add_range(std::string_view parameter, Value range, Rows& rows)
{
    const auto low = bound_of(range["low"]["value"]);
    const auto high = bound_of(range["high"]["value"]);
    if (low || high)
        add_quantity(parameter, low ? range["low"] : range["high"], {low.value_or(least), high.value_or(most)}, rows);
}

void add_quantities(std::string_view parameter, const Found& found, Rows& rows)
{
    if (found.shape == Shape::quantity)
        return add_compared_quantity(parameter, found.value, rows);
    if (found.shape == Shape::range)
        return add_range(parameter, found.value, rows);
    if (found.shape != Shape::money)
        return;
    const auto currency = found.value["currency"].text();
    if (const auto bound = bound_of(found.value["value"]))
        rows.quantities.push_back(
            {std::string(parameter), currency.empty() ? "" : "urn:iso:std:iso:4217", kept(currency), *bound, *bound});
}

// References and addresses.

void add_reference(std::string_view parameter, Value reference, Rows& rows)
{
    const auto literal = literal_reference(reference["reference"].text());
    const auto identifier = reference["identifier"];
    ReferenceRow row{.parameter = std::string(parameter),
        .type = std::string(literal.type),
        .id = std::string(literal.id),
        .url = kept(literal.url),
        .identifier_system = kept(identifier["system"].text()),
        .identifier_value = kept(identifier["value"].text())};
    if (!row.id.empty() || !row.url.empty() || !row.identifier_system.empty() || !row.identifier_value.empty())
        rows.references.push_back(std::move(row));
}

// As it stands, and a canonical address without its version too.
template <typename Add>
void add_address(const Found& found, Add add)
{
    const auto address = found.value.text();
    if (address.empty() || address.front() == '#')
        return;
    add(kept(address));
    const auto version = found.shape == Shape::canonical ? address.rfind('|') : std::string_view::npos;
    if (version != std::string_view::npos && version > 0)
        add(kept(address.substr(0, version)));
}

bool is_address(Shape shape)
{
    return shape == Shape::uri || shape == Shape::canonical;
}

void add_references(std::string_view parameter, const Found& found, Rows& rows)
{
    if (found.shape == Shape::reference)
        return add_reference(parameter, found.value, rows);
    if (is_address(found.shape))
        add_address(found, [&](std::string address) {
            rows.references.push_back({.parameter = std::string(parameter), .url = std::move(address)});
        });
}

void add_uris(std::string_view parameter, const Found& found, Rows& rows)
{
    if (is_address(found.shape))
        add_address(found, [&](std::string address) {
            rows.uris.push_back({std::string(parameter), std::move(address)});
        });
}

constexpr std::array shapes = {
    std::pair{std::string_view("Address"), Shape::address},
    std::pair{std::string_view("Annotation"), Shape::annotation},
    std::pair{std::string_view("CodeableConcept"), Shape::codeable_concept},
    std::pair{std::string_view("Coding"), Shape::coding},
    std::pair{std::string_view("ContactPoint"), Shape::contact_point},
    std::pair{std::string_view("HumanName"), Shape::human_name},
    std::pair{std::string_view("Identifier"), Shape::identifier},
    std::pair{std::string_view("Money"), Shape::money},
    std::pair{std::string_view("Period"), Shape::period},
    std::pair{std::string_view("Range"), Shape::range},
    std::pair{std::string_view("Reference"), Shape::reference},
    std::pair{std::string_view("Timing"), Shape::timing},
    std::pair{std::string_view("boolean"), Shape::boolean},
    std::pair{std::string_view("canonical"), Shape::canonical},
    std::pair{std::string_view("date"), Shape::date},
    std::pair{std::string_view("dateTime"), Shape::date},
    std::pair{std::string_view("decimal"), Shape::number},
    std::pair{std::string_view("instant"), Shape::date},
    std::pair{std::string_view("integer"), Shape::number},
    std::pair{std::string_view("oid"), Shape::uri},
    std::pair{std::string_view("positiveInt"), Shape::number},
    std::pair{std::string_view("unsignedInt"), Shape::number},
    std::pair{std::string_view("uri"), Shape::uri},
    std::pair{std::string_view("url"), Shape::uri},
    std::pair{std::string_view("uuid"), Shape::uri},
};
static_assert(std::ranges::is_sorted(shapes));

}  // namespace

Shape shape_of(std::string_view type, const Definitions& definitions)
{
    const auto known = std::ranges::lower_bound(shapes, type, {}, &std::pair<std::string_view, Shape>::first);
    if (known != shapes.end() && known->first == type)
        return known->second;
    const auto* definition = definitions.type(type);
    if (definition == nullptr)
        return Shape::nothing;
    if (definition->is_a("Quantity"))
        return Shape::quantity;
    return definition->kind == TypeKind::primitive ? Shape::text : Shape::nothing;
}

void convert(const SearchParameter& parameter, const Found& found, const Zone& zone, Rows& rows)
{
    switch (parameter.type) {
    case SearchType::token: return add_tokens(parameter.code, found, rows);
    case SearchType::string: return add_strings(parameter.code, found, rows);
    case SearchType::date: return add_dates(parameter.code, found, zone, rows);
    case SearchType::number: return add_numbers(parameter.code, found, rows);
    case SearchType::quantity: return add_quantities(parameter.code, found, rows);
    case SearchType::reference: return add_references(parameter.code, found, rows);
    case SearchType::uri: return add_uris(parameter.code, found, rows);
    case SearchType::composite:
    case SearchType::special: return;
    }
}

}  // namespace helselos::fhir::search
