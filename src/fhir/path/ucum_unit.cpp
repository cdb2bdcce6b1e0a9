// The grammar of UCUM (https://ucum.org/ucum#section-Grammar-of-Units-and-Unit-Terms).
#include "base/text.h"
#include "fhir/path/ucum_atoms.h"
#include "fhir/path/units.h"

#include <algorithm>
#include <string>
#include <unordered_map>
#include <utility>

namespace helselos::fhir::path {

namespace {

using json::Decimal;

constexpr int unit_depth_max = 32;  // Parentheses, and twice the ten atoms between [tsp_us] and m.
constexpr std::size_t unit_bytes_max = 256;

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
using NamedUnits = std::unordered_map<std::string, Unit>;

// Units that have a name of their own, also behind a prefix: "g", "mg".
const NamedUnits& named_units();

class UnitReader {
public:
    // Without table each name is worked out from what it is made of.
    UnitReader(std::string_view text, int depth, const NamedUnits* table) : m_rest(text), m_depth(depth), m_table(table)
    {}

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
        if (m_table != nullptr) {
            const auto known = m_table->find(std::string(symbol));
            return known != m_table->end() ? std::optional(known->second) : std::nullopt;
        }
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
        const auto below = UnitReader(atom.unit, m_depth - 1, nullptr).read();
        if (!factor || !below)
            return std::nullopt;
        auto unit = multiply(Unit{*factor, 0, {}}, *below, 1);
        if (unit && !atom.offset.empty())
            unit->offset = Decimal::parse(atom.offset).value_or(Decimal());
        return unit;
    }

    std::string_view m_rest;
    int m_depth;
    const NamedUnits* m_table;
};

void add_named(NamedUnits& table, std::string name)
{
    if (const auto unit = UnitReader(name, unit_depth_max, nullptr).read())
        table.emplace(std::move(name), *unit);
}

const NamedUnits& named_units()
{
    static const NamedUnits table = [] {
        NamedUnits made;
        for (const auto& atom : ucum_atoms()) {
            add_named(made, std::string(atom.code));
            for (const auto& prefix : ucum_prefixes())
                if (atom.is_metric)
                    add_named(made, std::string(prefix.code) + std::string(atom.code));
        }
        return made;
    }();
    return table;
}

}  // namespace

std::optional<Unit> ucum_unit(std::string_view code)
{
    if (code.size() > unit_bytes_max)
        return std::nullopt;
    return UnitReader(code, unit_depth_max, &named_units()).read();
}

}  // namespace helselos::fhir::path
