// http://hl7.org/fhirpath/N1/#math
#include "fhir/path/evaluator.h"
#include "fhir/path/system_type.h"

#include <array>

namespace helselos::fhir::path {

namespace {

using json::Decimal;
using Rounding = Decimal::Rounding;
using Maybe = std::optional<Decimal>;

// The input as a number; none when there is none or it is a quantity, which stands in `quantity` then.
struct Input {
    Item item;
    Maybe number;
    std::optional<Quantity> quantity;

    bool is_whole() const { return system_kind(item) == Item::Kind::integer; }
};

bool read_input(const Call& call, Input& input)
{
    if (!call.evaluator.single_value(call.input, call.step.function->name, input.item))
        return false;
    if (!input.item.exists())
        return true;
    input.number = input.item.decimal();
    if (!input.number)
        input.quantity = input.item.quantity();
    return input.number || input.quantity
        || call.evaluator.fail("FHIRPath: " + std::string(call.step.function->name) + "() takes a number");
}

bool read_argument(const Call& call, Maybe& number)
{
    Collection argument;
    Item item;
    if (!call.evaluator.argument(call, 0, argument) || !call.evaluator.single_value(argument, "a number", item))
        return false;
    number = item.decimal();
    return number || !item.exists() || call.evaluator.fail("FHIRPath: an argument is a number");
}

bool push_whole(const Call& call, const Maybe& number)
{
    const auto whole = number ? number->to_integer() : std::nullopt;
    if (whole && *whole >= INT32_MIN && *whole <= INT32_MAX)
        call.output.push(Item::of_integer(*whole));
    return true;
}

bool push_rounded(const Call& call, Rounding rounding)
{
    Input input;
    if (!read_input(call, input))
        return false;
    if (input.quantity) {
        const auto value = input.quantity->value.rounded(0, rounding);
        return !value
            || call.evaluator.push_quantity(*value, input.quantity->unit, input.quantity->is_calendar, call.output);
    }
    return !input.number || push_whole(call, input.number->rounded(0, rounding));
}

bool ceiling(const Call& call)
{
    return push_rounded(call, Rounding::ceiling);
}
bool floor(const Call& call)
{
    return push_rounded(call, Rounding::floor);
}
bool truncate(const Call& call)
{
    return push_rounded(call, Rounding::down);
}

bool absolute(const Call& call)
{
    Input input;
    if (!read_input(call, input))
        return false;
    if (input.quantity)
        return call.evaluator.push_quantity(
            input.quantity->value.absolute(), input.quantity->unit, input.quantity->is_calendar, call.output);
    if (!input.number)
        return true;
    if (input.item.kind() == Item::Kind::long_integer) {
        if (const auto whole = input.number->absolute().to_integer())
            call.output.push(Item::of_long(*whole));
        return true;
    }
    return input.is_whole() ? push_whole(call, input.number->absolute())
                            : call.evaluator.push_decimal(input.number->absolute(), call.output);
}

bool round(const Call& call)
{
    Input input;
    Maybe precision = Decimal(0);
    if (!read_input(call, input) || (!call.step.arguments.empty() && !read_argument(call, precision)))
        return false;
    const auto& value = input.quantity ? Maybe(input.quantity->value) : input.number;
    const auto scale = precision ? precision->to_integer() : std::nullopt;
    if (!value || !precision)
        return true;
    if (!scale || *scale < 0 || *scale > Decimal::digits_max)
        return call.evaluator.fail("FHIRPath: round() takes a precision that is not negative");
    const auto rounded = value->scale() <= *scale ? value : value->rounded(static_cast<int>(*scale), Rounding::half_up);
    if (input.quantity)
        return !rounded
            || call.evaluator.push_quantity(*rounded, input.quantity->unit, input.quantity->is_calendar, call.output);
    return call.evaluator.push_decimal(rounded, call.output);
}

bool push_function(const Call& call, Maybe (*function)(const Decimal&))
{
    Input input;
    if (!read_input(call, input))
        return false;
    if (input.quantity)
        return call.evaluator.fail("FHIRPath: " + std::string(call.step.function->name) + "() takes a number");
    constexpr std::uint64_t series_steps = 100;
    if (!input.number)
        return true;
    return call.evaluator.spend(series_steps) && call.evaluator.push_decimal(function(*input.number), call.output);
}

bool square_root(const Call& call)
{
    return push_function(call, json::square_root);
}
bool exponential(const Call& call)
{
    return push_function(call, json::exponential);
}
bool natural_logarithm(const Call& call)
{
    return push_function(call, json::natural_logarithm);
}

bool two_numbers(const Call& call, Input& input, Maybe& argument)
{
    constexpr std::uint64_t series_steps = 200;
    if (!read_input(call, input) || !read_argument(call, argument) || !call.evaluator.spend(series_steps))
        return false;
    return !input.quantity
        || call.evaluator.fail("FHIRPath: " + std::string(call.step.function->name) + "() takes a number");
}

bool logarithm(const Call& call)
{
    Input input;
    Maybe base;
    if (!two_numbers(call, input, base))
        return false;
    return !input.number || !base || call.evaluator.push_decimal(json::logarithm(*input.number, *base), call.output);
}

bool power(const Call& call)
{
    Input input;
    Maybe exponent;
    if (!two_numbers(call, input, exponent))
        return false;
    if (!input.number || !exponent)
        return true;
    const auto result = json::power(*input.number, *exponent);
    // Of Integers an Integer, where the result is one.
    if (result && input.is_whole() && exponent->scale() == 0 && result->is_whole())
        return push_whole(call, result);
    return call.evaluator.push_decimal(result, call.output);
}

constexpr std::array functions{
    Function{"abs", 0, 0, absolute},
    Function{"ceiling", 0, 0, ceiling},
    Function{"exp", 0, 0, exponential},
    Function{"floor", 0, 0, floor},
    Function{"ln", 0, 0, natural_logarithm},
    Function{"log", 1, 1, logarithm},
    Function{"power", 1, 1, power},
    Function{"round", 0, 1, round},
    Function{"sqrt", 0, 0, square_root},
    Function{"truncate", 0, 0, truncate},
};

}  // namespace

std::span<const Function> number_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
