#include "fhir/path/operand_types.h"

#include "fhir/path/system_type.h"

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;

bool is_in(Kind kind, Kinds kinds)
{
    return (bit_of(kind) & kinds) != 0;
}

bool both(Kind left, Kind right, Kinds kinds)
{
    return is_in(left, kinds) && is_in(right, kinds);
}

bool is_sum(Operator operation)
{
    return operation == Operator::add || operation == Operator::subtract;
}

bool is_order(Operator operation)
{
    return operation >= Operator::less && operation <= Operator::greater_or_equal;
}

// As the arithmetic of the evaluator does it; none: these do not fit.
Kind arithmetic(Operator operation, Kind left, Kind right)
{
    if (both(left, right, kinds::number)) {
        if (operation == Operator::whole_divide)
            return Kind::integer;
        const bool is_whole = left == Kind::integer && right == Kind::integer && operation != Operator::divide;
        return is_whole ? Kind::integer : Kind::decimal;
    }
    if (both(left, right, kinds::amount))
        return operation == Operator::whole_divide || operation == Operator::modulo ? Kind::none : Kind::quantity;
    if (is_sum(operation) && is_in(left, kinds::temporal) && right == Kind::quantity)
        return left;
    return operation == Operator::add && both(left, right, kinds::string) ? Kind::string : Kind::none;
}

Kind result_kind(Operator operation, Kind left, Kind right)
{
    if (is_order(operation)) {
        const bool fits = both(left, right, kinds::string) || both(left, right, kinds::amount)
            || both(left, right, kinds::day) || both(left, right, kinds::time);
        return fits ? Kind::boolean : Kind::none;
    }
    if (operation == Operator::concatenate)
        return both(left, right, kinds::string) ? Kind::string : Kind::none;
    return arithmetic(operation, left, right);
}

bool takes_values(Operator operation)
{
    return operation <= Operator::concatenate || is_order(operation);
}

}  // namespace

PossibleTypes result_of(Operator operation, const PossibleTypes& left, const PossibleTypes& right)
{
    if (operation == Operator::unite) {
        auto both_sides = left;
        both_sides.add(right);
        return both_sides;
    }
    if (!takes_values(operation) || is_order(operation))
        return PossibleTypes::of(Kind::boolean);
    if (operation == Operator::concatenate)
        return PossibleTypes::of(Kind::string);
    if (left.is_unknown() || right.is_unknown())
        return PossibleTypes::unknown();
    PossibleTypes result;
    for (const auto& a : left.types())
        for (const auto& b : right.types())
            if (const auto kind = arithmetic(operation, a.system_kind(), b.system_kind()); kind != Kind::none)
                result.add(PossibleType{nullptr, kind});
    return result;
}

bool may_fit(Operator operation, const PossibleTypes& left, const PossibleTypes& right)
{
    if (!takes_values(operation))
        return true;
    // An empty operand of `&` is an empty string, so each side is asked for itself.
    if (operation == Operator::concatenate)
        return left.may_be(kinds::string) && right.may_be(kinds::string);
    if (left.is_unknown() || right.is_unknown() || left.is_nothing() || right.is_nothing())
        return true;
    for (const auto& a : left.types())
        for (const auto& b : right.types())
            if (result_kind(operation, a.system_kind(), b.system_kind()) != Kind::none)
                return true;
    return false;
}

}  // namespace helselos::fhir::path
