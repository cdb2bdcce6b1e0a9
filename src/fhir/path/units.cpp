#include "fhir/path/units.h"

#include "base/text.h"
#include "fhir/path/ucum_atoms.h"

#include <algorithm>

namespace helselos::fhir::path {

namespace {

using json::Decimal;

constexpr int unit_depth_max = 32;  // Parentheses, and twice the ten atoms between [tsp_us] and m.
constexpr std::size_t unit_bytes_max = 256;
constexpr int digits_that_count = 24;

std::optional<Unit> multiply(const Unit& left, const Unit& right, int sign)
{
    if (!left.offset.is_zero() || !right.offset.is_zero())
        return std::nullopt;  // Degrees Celsius have a place on a scale, and no multiples.
    Unit product;
    const auto factor = sign > 0 ? json::multiply(left.factor, right.factor) : json::divide(left.factor, right.factor);
    if (!factor)
        return std::nullopt;
    product.factor = factor->trimmed();
    for (std::size_t i = 0; i < product.dimensions.size(); ++i) {
        const int exponent = left.dimensions[i] + sign * right.dimensions[i];
        if (exponent < INT8_MIN || exponent > INT8_MAX)
            return std::nullopt;
        product.dimensions[i] = static_cast<std::int8_t>(exponent);
    }
    return product;
}

std::optional<Unit> raise(const Unit& unit, int exponent)
{
    std::optional<Unit> power = Unit{};
    for (int i = 0; power && i < std::abs(exponent); ++i)
        power = multiply(*power, unit, exponent < 0 ? -1 : 1);
    return power;
}

// term: component ('.' component | '/' component)*, with an optional leading '/'.
class UnitReader {
public:
    UnitReader(std::string_view text, int depth) : m_rest(text), m_depth(depth) {}

    std::optional<Unit> read()
    {
        auto unit = term();
        return m_rest.empty() ? unit : std::nullopt;
    }

private:
    bool skip(char c)
    {
        if (m_rest.empty() || m_rest.front() != c)
            return false;
        m_rest.remove_prefix(1);
        return true;
    }

    std::optional<Unit> term()
    {
        if (--m_depth < 0 || m_rest.empty())
            return std::nullopt;
        std::optional<Unit> unit;
        if (skip('/')) {
            const auto below = component();
            unit = below ? multiply(Unit{}, *below, -1) : std::nullopt;
        } else {
            unit = component();
        }
        while (unit && !m_rest.empty() && (m_rest.front() == '.' || m_rest.front() == '/')) {
            const int sign = m_rest.front() == '.' ? 1 : -1;
            m_rest.remove_prefix(1);
            const auto next = component();
            unit = next ? multiply(*unit, *next, sign) : std::nullopt;
        }
        ++m_depth;
        return unit;
    }

    std::optional<Unit> component()
    {
        if (skip('(')) {
            const auto inner = term();
            return inner && skip(')') ? with_exponent(*inner) : std::nullopt;
        }
        if (!m_rest.empty() && m_rest.front() == '{')
            return annotation() ? std::optional(Unit{}) : std::nullopt;
        const auto size = symbol_size();
        const auto symbol = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        if (symbol.empty())
            return std::nullopt;
        std::optional<Unit> unit;
        if (std::all_of(symbol.begin(), symbol.end(), is_digit))
            unit = number(symbol);
        else if (const auto found = named(symbol))
            unit = with_exponent(*found);
        if (unit && !m_rest.empty() && m_rest.front() == '{' && !annotation())
            return std::nullopt;
        return unit;
    }

    static std::optional<Unit> number(std::string_view digits)
    {
        const auto factor = Decimal::parse(digits);
        if (!factor || factor->is_zero())
            return std::nullopt;
        return Unit{*factor, 0, {}};
    }

    bool annotation()
    {
        const auto end = m_rest.find('}');
        if (end == std::string_view::npos)
            return false;
        m_rest.remove_prefix(end + 1);
        return true;
    }

    // Up to an operator, a parenthesis, an annotation or an exponent; brackets belong to the name.
    std::size_t symbol_size() const
    {
        std::size_t size = 0;
        bool in_brackets = false;
        const bool is_number
            = !m_rest.empty() && is_digit(m_rest.front()) && !m_rest.starts_with("10*") && !m_rest.starts_with("10^");
        for (; size < m_rest.size(); ++size) {
            const char c = m_rest[size];
            if (c == '[' || c == ']')
                in_brackets = c == '[';
            else if (!in_brackets && (std::string_view("./(){+-").find(c) != std::string_view::npos))
                break;
            else if (!in_brackets && is_number != is_digit(c) && !(m_rest.starts_with("10") && size < 3))
                break;
        }
        return size;
    }

    std::optional<Unit> with_exponent(const Unit& unit)
    {
        const bool is_negative = !m_rest.empty() && m_rest.front() == '-';
        if (!m_rest.empty() && (m_rest.front() == '+' || m_rest.front() == '-'))
            m_rest.remove_prefix(1);
        else if (m_rest.empty() || !is_digit(m_rest.front()))
            return unit;
        std::size_t size = 0;
        while (size < m_rest.size() && is_digit(m_rest[size]))
            ++size;
        const auto exponent = to_unsigned(m_rest.substr(0, size));
        m_rest.remove_prefix(size);
        if (!exponent || *exponent > 36)
            return std::nullopt;
        const auto whole = static_cast<int>(*exponent);
        return raise(unit, is_negative ? -whole : whole);
    }

    std::optional<Unit> named(std::string_view symbol) const
    {
        if (const auto* atom = find_ucum_atom(symbol))
            return unit_of(*atom);
        for (const auto& prefix : ucum_prefixes()) {
            if (!symbol.starts_with(prefix.code))
                continue;
            const auto* atom = find_ucum_atom(symbol.substr(prefix.code.size()));
            if (atom == nullptr || !atom->is_metric)
                continue;
            const auto unit = unit_of(*atom);
            return unit ? multiply(Unit{*Decimal::make(1, -prefix.exponent), 0, {}}, *unit, 1) : std::nullopt;
        }
        return std::nullopt;
    }

    std::optional<Unit> unit_of(const UcumAtom& atom) const
    {
        if (atom.base >= 0) {
            Unit unit;
            unit.dimensions[static_cast<std::size_t>(atom.base)] = 1;
            return unit;
        }
        const auto factor = Decimal::parse(atom.value);
        const auto below = UnitReader(atom.unit, m_depth - 1).read();
        if (!factor || !below)
            return std::nullopt;
        auto unit = multiply(Unit{*factor, 0, {}}, *below, 1);
        if (unit && !atom.offset.empty())
            unit->offset = Decimal::parse(atom.offset).value_or(Decimal());
        return unit;
    }

    std::string_view m_rest;
    int m_depth;
};

constexpr std::size_t month_dimension = 7;

std::optional<Unit> unit_of(const Quantity& quantity, Calendar calendar)
{
    if (!quantity.is_calendar)
        return ucum_unit(quantity.unit);
    const auto word = singular_calendar_word(quantity.unit);
    if (calendar == Calendar::exact && (word == "year" || word == "month")) {
        Unit unit;
        unit.factor = word == "year" ? 12 : 1;
        unit.dimensions[month_dimension] = 1;
        return unit;
    }
    return ucum_unit(ucum_code_of_calendar_word(word));
}

std::optional<Decimal> in_base(const Quantity& quantity, const Unit& unit)
{
    const auto scaled = json::multiply(quantity.value, unit.factor);
    const auto sum = scaled ? json::add(*scaled, unit.offset) : std::nullopt;
    // Factors such as 5/9 are rounded themselves; what lies below their last digit is noise.
    return sum ? std::optional(sum->to_significant(digits_that_count)) : std::nullopt;
}

bool same_unit(const Quantity& left, const Quantity& right)
{
    if (left.is_calendar != right.is_calendar)
        return false;
    return left.is_calendar ? singular_calendar_word(left.unit) == singular_calendar_word(right.unit)
                            : left.unit == right.unit;
}

struct InBase {
    Decimal left;
    Decimal right;
};

std::optional<InBase> both_in_base(const Quantity& left, const Quantity& right, Calendar calendar)
{
    if (same_unit(left, right))
        return InBase{left.value, right.value};
    const auto a = unit_of(left, calendar);
    const auto b = unit_of(right, calendar);
    if (!a || !b || a->dimensions != b->dimensions)
        return std::nullopt;
    const auto x = in_base(left, *a);
    const auto y = in_base(right, *b);
    return x && y ? std::optional(InBase{*x, *y}) : std::nullopt;
}

// The value of `quantity` expressed in the unit of `target`.
std::optional<Decimal> converted(const Quantity& quantity, const Quantity& target, Calendar calendar)
{
    if (same_unit(quantity, target))
        return quantity.value;
    const auto from = unit_of(quantity, calendar);
    const auto to = unit_of(target, calendar);
    if (!from || !to || from->dimensions != to->dimensions)
        return std::nullopt;
    const auto base = in_base(quantity, *from);
    const auto shifted = base ? json::subtract(*base, to->offset) : std::nullopt;
    return shifted ? json::divide(*shifted, to->factor) : std::nullopt;
}

int decimals(const Decimal& number)
{
    return std::max(0, number.scale());
}

std::string_view unit_text(const Quantity& quantity)
{
    return quantity.is_calendar ? ucum_code_of_calendar_word(quantity.unit) : quantity.unit;
}

std::string in_parentheses(std::string_view unit)
{
    const bool is_simple = unit.find_first_of("./") == std::string_view::npos;
    return is_simple ? std::string(unit) : "(" + std::string(unit) + ")";
}

}  // namespace

std::optional<Unit> ucum_unit(std::string_view code)
{
    if (code.size() > unit_bytes_max)
        return std::nullopt;
    return UnitReader(code, unit_depth_max).read();
}

std::string_view singular_calendar_word(std::string_view word)
{
    return word.ends_with('s') ? word.substr(0, word.size() - 1) : word;
}

std::string_view ucum_code_of_calendar_word(std::string_view word)
{
    constexpr std::array<std::pair<std::string_view, std::string_view>, 8> codes{{{"year", "a"}, {"month", "mo"},
        {"week", "wk"}, {"day", "d"}, {"hour", "h"}, {"minute", "min"}, {"second", "s"}, {"millisecond", "ms"}}};
    const auto singular = singular_calendar_word(word);
    for (const auto& [name, code] : codes)
        if (name == singular)
            return code;
    return {};
}

bool are_comparable(const Quantity& left, const Quantity& right, Calendar calendar)
{
    const auto a = unit_of(left, calendar);
    const auto b = unit_of(right, calendar);
    return a && b ? a->dimensions == b->dimensions : same_unit(left, right);
}

std::optional<std::strong_ordering> compare(const Quantity& left, const Quantity& right)
{
    const auto both = both_in_base(left, right, Calendar::exact);
    return both ? std::optional(both->left <=> both->right) : std::nullopt;
}

std::optional<json::Decimal> converted(const Quantity& quantity, const Quantity& target)
{
    return converted(quantity, target, Calendar::exact);
}

std::optional<bool> are_equivalent(const Quantity& left, const Quantity& right)
{
    // In the unit of the less precise, so that its digits mean what they meant as written.
    const bool left_is_coarser = decimals(left.value) <= decimals(right.value);
    const auto& coarse = left_is_coarser ? left : right;
    const auto& fine = left_is_coarser ? right : left;
    const auto value = converted(fine, coarse, Calendar::as_ucum);
    if (!value)
        return std::nullopt;
    const auto scale = decimals(coarse.value);
    const auto a = coarse.value.rounded(scale, Decimal::Rounding::half_up);
    const auto b = value->rounded(scale, Decimal::Rounding::half_up);
    return a && b && *a == *b;
}

std::optional<NewQuantity> add(const Quantity& left, const Quantity& right)
{
    const auto value = converted(right, left, Calendar::exact);
    const auto sum = value ? json::add(left.value, *value) : std::nullopt;
    return sum ? std::optional(NewQuantity{*sum, std::string(left.unit), left.is_calendar}) : std::nullopt;
}

std::optional<NewQuantity> subtract(const Quantity& left, const Quantity& right)
{
    return add(left, Quantity{-right.value, right.unit, right.is_calendar});
}

std::optional<NewQuantity> multiply(const Quantity& left, const Quantity& right)
{
    const auto product = json::multiply(left.value, right.value);
    if (!product)
        return std::nullopt;
    // A number without unit leaves the other's unit as it is, calendar words too.
    if (!left.is_calendar && left.unit == "1")
        return NewQuantity{*product, std::string(right.unit), right.is_calendar};
    if (!right.is_calendar && right.unit == "1")
        return NewQuantity{*product, std::string(left.unit), left.is_calendar};
    return NewQuantity{*product, in_parentheses(unit_text(left)) + "." + in_parentheses(unit_text(right))};
}

std::optional<NewQuantity> divide(const Quantity& left, const Quantity& right)
{
    const auto quotient = json::divide(left.value, right.value);
    if (!quotient)
        return std::nullopt;
    if (!right.is_calendar && right.unit == "1")
        return NewQuantity{*quotient, std::string(left.unit), left.is_calendar};
    if (same_unit(left, right))
        return NewQuantity{*quotient, "1"};
    const auto above = !left.is_calendar && left.unit == "1" ? std::string() : std::string(unit_text(left));
    return NewQuantity{*quotient, above + "/" + in_parentheses(unit_text(right))};
}

}  // namespace helselos::fhir::path
