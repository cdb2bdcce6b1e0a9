// http://hl7.org/fhirpath/N1/#conversion
#include "fhir/path/evaluator.h"
#include "fhir/path/parser.h"
#include "fhir/path/system_type.h"
#include "fhir/path/units.h"

#include "base/text.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;
using json::Decimal;

// Puts the converted item into the output, or nothing where it has no such form.
using Convert = bool (*)(const Call& call, const Item& item, Collection& output);

bool to_boolean(const Call& call, const Item& item, Collection& output)
{
    constexpr std::array<std::string_view, 6> yes{"true", "t", "yes", "y", "1", "1.0"};
    constexpr std::array<std::string_view, 6> no{"false", "f", "no", "n", "0", "0.0"};
    const auto is_one_of = [&](const auto& words) {
        return std::any_of(
            words.begin(), words.end(), [&](auto word) { return equals_ignoring_case(word, item.text()); });
    };
    const auto kind = system_kind(item);
    auto truth = Truth::unknown;
    if (kind == Kind::boolean)
        truth = *item.boolean() ? Truth::yes : Truth::no;
    else if (kind == Kind::string)
        truth = is_one_of(yes) ? Truth::yes : is_one_of(no) ? Truth::no : Truth::unknown;
    else if (const auto number = item.decimal())
        truth = *number == Decimal(1) ? Truth::yes : *number == Decimal(0) ? Truth::no : Truth::unknown;
    return call.evaluator.push_truth(truth, output);
}

bool is_whole_number(std::string_view text)
{
    if (text.starts_with('+') || text.starts_with('-'))
        text.remove_prefix(1);
    return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::optional<std::int64_t> whole_number_of(const Item& item)
{
    switch (system_kind(item)) {
    case Kind::boolean: return *item.boolean() ? 1 : 0;
    case Kind::integer: return item.integer();
    case Kind::string: break;
    default: return std::nullopt;
    }
    const auto number = is_whole_number(item.text()) ? Decimal::parse(item.text()) : std::nullopt;
    return number ? number->to_integer() : std::nullopt;
}

bool to_integer(const Call&, const Item& item, Collection& output)
{
    const auto number = whole_number_of(item);
    if (number && *number >= INT32_MIN && *number <= INT32_MAX)
        output.push(Item::of_integer(*number));
    return true;
}

bool to_long(const Call&, const Item& item, Collection& output)
{
    if (const auto number = whole_number_of(item))
        output.push(Item::of_long(*number));
    return true;
}

// (\+|-)?\d+(\.\d+)?
bool is_plain_decimal(std::string_view text)
{
    return text.find_first_of("eE") == std::string_view::npos;
}

bool to_decimal(const Call& call, const Item& item, Collection& output)
{
    const auto kind = system_kind(item);
    if (kind == Kind::boolean)
        return call.evaluator.push_decimal(*Decimal::parse(*item.boolean() ? "1.0" : "0.0"), output);
    if (kind == Kind::string)
        return !is_plain_decimal(item.text()) || call.evaluator.push_decimal(Decimal::parse(item.text()), output);
    return call.evaluator.push_decimal(item.decimal(), output);
}

bool to_string(const Call& call, const Item& item, Collection& output)
{
    if (system_kind(item) == Kind::none || item.kind() == Kind::type_info)
        return true;
    if (!item.is_element() || item.is_primitive())
        return call.evaluator.push_text(item.to_text(), output);
    const auto quantity = item.quantity();
    return !quantity || call.evaluator.push_text(Item::of_quantity(&*quantity).to_text(), output);
}

Temporal as_date(Temporal temporal)
{
    temporal.kind = Temporal::Kind::date;
    temporal.precision = std::min(temporal.precision, Temporal::Precision::day);
    temporal.has_offset = false;
    return temporal;
}

bool to_date(const Call& call, const Item& item, Collection& output)
{
    const auto kind = system_kind(item);
    std::optional<Temporal> date;
    if (kind == Kind::string)
        date = date_from_text(item.text());
    else if (kind == Kind::date || kind == Kind::date_time)
        date = item.temporal();
    return !date || call.evaluator.push_temporal(as_date(*date), output);
}

bool to_date_time(const Call& call, const Item& item, Collection& output)
{
    const auto kind = system_kind(item);
    std::optional<Temporal> moment;
    if (kind == Kind::string)
        moment = date_time_from_text(item.text());
    else if (kind == Kind::date || kind == Kind::date_time)
        moment = item.temporal();
    if (!moment)
        return true;
    moment->kind = Temporal::Kind::date_time;
    return call.evaluator.push_temporal(*moment, output);
}

bool to_time(const Call& call, const Item& item, Collection& output)
{
    const auto kind = system_kind(item);
    std::optional<Temporal> time;
    if (kind == Kind::string)
        time = time_from_text(item.text().substr(item.text().starts_with('T') ? 1 : 0));
    else if (kind == Kind::time)
        time = item.temporal();
    return !time || call.evaluator.push_temporal(*time, output);
}

// 1 | 1.5 'mg' | 4 days
std::optional<Quantity> quantity_of(std::string_view text)
{
    const auto end = std::min(text.find_first_of(" \t\r\n'"), text.size());
    const auto number = text.substr(0, end);
    const auto value = is_plain_decimal(number) ? Decimal::parse(number) : std::nullopt;
    if (!value)
        return std::nullopt;
    auto unit = trim(text.substr(end));
    if (unit.empty())
        return end == text.size() ? std::optional(Quantity{*value, "1"}) : std::nullopt;
    if (is_calendar_word(unit))
        return Quantity{*value, unit, true};
    if (unit.size() < 3 || !unit.starts_with('\'') || unit.find('\'', 1) != unit.size() - 1)
        return std::nullopt;
    return Quantity{*value, unit.substr(1, unit.size() - 2)};
}

std::optional<Quantity> to_quantity_value(const Item& item)
{
    switch (system_kind(item)) {
    case Kind::quantity: return item.quantity();
    case Kind::string: return quantity_of(item.text());
    case Kind::boolean: return Quantity{*Decimal::parse(*item.boolean() ? "1.0" : "0.0"), "1"};
    case Kind::integer:
    case Kind::decimal: break;
    default: return std::nullopt;
    }
    const auto number = item.decimal();
    return number ? std::optional(Quantity{*number, "1"}) : std::nullopt;
}

bool to_quantity(const Call& call, const Item& item, Collection& output)
{
    const auto quantity = to_quantity_value(item);
    if (!quantity)
        return true;
    if (call.step.arguments.empty())
        return call.evaluator.push_quantity(quantity->value, quantity->unit, quantity->is_calendar, output);
    Collection argument;
    Item wanted;
    if (!call.evaluator.argument(call, 0, argument) || !call.evaluator.single_value(argument, "a unit", wanted))
        return false;
    const auto unit = wanted.text();
    const Quantity target{0, unit, is_calendar_word(unit)};
    const auto result = converted(*quantity, target);
    return !result || call.evaluator.push_quantity(*result, unit, target.is_calendar, output);
}

bool convert_with(const Call& call, Convert convert, Collection& output)
{
    Item item;
    if (!call.evaluator.single_value(call.input, call.step.function->name, item))
        return false;
    return !item.exists() || convert(call, item, output);
}

template <Convert convert>
bool to(const Call& call)
{
    return convert_with(call, convert, call.output);
}

template <Convert convert>
bool converts_to(const Call& call)
{
    Collection converted_items;
    if (!convert_with(call, convert, converted_items))
        return false;
    if (!call.input.empty())
        call.output.push(Item::of_boolean(!converted_items.empty()));
    return true;
}

constexpr std::array functions{
    Function{"toBoolean", 0, 0, to<to_boolean>},
    Function{"toInteger", 0, 0, to<to_integer>},
    Function{"toLong", 0, 0, to<to_long>},
    Function{"toDecimal", 0, 0, to<to_decimal>},
    Function{"toString", 0, 0, to<to_string>},
    Function{"toDate", 0, 0, to<to_date>},
    Function{"toDateTime", 0, 0, to<to_date_time>},
    Function{"toTime", 0, 0, to<to_time>},
    Function{"toQuantity", 0, 1, to<to_quantity>},
    Function{"convertsToBoolean", 0, 0, converts_to<to_boolean>},
    Function{"convertsToInteger", 0, 0, converts_to<to_integer>},
    Function{"convertsToLong", 0, 0, converts_to<to_long>},
    Function{"convertsToDecimal", 0, 0, converts_to<to_decimal>},
    Function{"convertsToString", 0, 0, converts_to<to_string>},
    Function{"convertsToDate", 0, 0, converts_to<to_date>},
    Function{"convertsToDateTime", 0, 0, converts_to<to_date_time>},
    Function{"convertsToTime", 0, 0, converts_to<to_time>},
    Function{"convertsToQuantity", 0, 1, converts_to<to_quantity>},
};

}  // namespace

std::span<const Function> conversion_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
