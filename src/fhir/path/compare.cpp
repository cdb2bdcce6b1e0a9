#include "fhir/path/compare.h"

#include "base/text.h"
#include "fhir/path/system_type.h"
#include "fhir/path/text.h"
#include "fhir/path/units.h"

#include <algorithm>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;

bool both(Kind left, Kind right, bool (*holds)(Kind))
{
    return holds(left) && holds(right);
}

bool is_date(Kind kind)
{
    return kind == Kind::date || kind == Kind::date_time;
}

Quantity as_quantity(const Item& item)
{
    if (const auto quantity = item.quantity())
        return *quantity;
    return {item.decimal().value_or(json::Decimal()), "1"};
}

// A quantity, and beside it a quantity or a number.
bool are_quantities(const Item& left, Kind left_kind, const Item& right, Kind right_kind)
{
    const auto fits
        = [](const Item& item, Kind kind) { return is_number(kind) || (kind == Kind::quantity && item.quantity()); };
    return (left_kind == Kind::quantity || right_kind == Kind::quantity) && fits(left, left_kind)
        && fits(right, right_kind);
}

Truth truth_of(const std::optional<std::strong_ordering>& order)
{
    return order ? to_truth(*order == 0) : Truth::unknown;
}

using SameValue = bool (*)(json::Value left, json::Value right);

// By content; members in any order. No deeper than the JSON reader allowed.
bool same_content(json::Value left, json::Value right, SameValue same_value)
{
    if (left.type() != right.type() || left.size() != right.size())
        return false;
    if (left.is_array()) {
        for (std::size_t i = 0; i < left.size(); ++i)
            if (!same_content(left.at(i), right.at(i), same_value))
                return false;
        return true;
    }
    if (!left.is_object())
        return same_value(left, right);
    return std::all_of(left.members().begin(), left.members().end(), [&](const json::Member& member) {
        const auto other = right[member.key];
        return other.exists() && same_content(member.value(), other, same_value);
    });
}

bool same_scalar(json::Value left, json::Value right)
{
    if (left.text() == right.text())
        return true;
    if (!left.is_number())
        return false;
    const auto a = json::Decimal::parse(left.text());
    const auto b = json::Decimal::parse(right.text());
    return a && b && *a == *b;
}

bool equivalent_scalar(json::Value left, json::Value right)
{
    if (left.is_number()) {
        const auto a = json::Decimal::parse(left.text());
        const auto b = json::Decimal::parse(right.text());
        return a && b && are_equivalent(*a, *b);
    }
    return left.is_string() ? folded_for_equivalence(left.text()) == folded_for_equivalence(right.text())
                            : left.text() == right.text();
}

bool same_element(const Item& left, const Item& right, SameValue same_value)
{
    if (!left.is_element() || !right.is_element())
        return false;
    if (left.json().is_same(right.json()) && left.extension().is_same(right.extension()))
        return left.json().exists() || left.extension().exists() || left.type() == right.type();
    return same_content(left.json(), right.json(), same_value)
        && same_content(left.extension(), right.extension(), same_value);
}

bool is_without_value(const Item& item)
{
    return item.is_element() && item.is_primitive() && !item.has_value();
}

}  // namespace

Truth equal(const Item& left, const Item& right)
{
    if (left.kind() == Kind::integer && right.kind() == Kind::integer)
        return to_truth(left.system_integer() == right.system_integer());
    if (is_without_value(left) != is_without_value(right))
        return Truth::unknown;
    const auto a = system_kind(left);
    const auto b = system_kind(right);
    if (a == Kind::string && b == Kind::string)
        return to_truth(left.text() == right.text());
    if (a == Kind::boolean && b == Kind::boolean)
        return to_truth(left.boolean() == right.boolean());
    if (both(a, b, is_number)) {
        const auto x = left.decimal();
        const auto y = right.decimal();
        return x && y ? to_truth(*x == *y) : to_truth(left.text() == right.text());
    }
    if (both(a, b, is_date) || (a == Kind::time && b == Kind::time)) {
        const auto x = left.temporal();
        const auto y = right.temporal();
        return x && y ? truth_of(compare(*x, *y)) : to_truth(left.text() == right.text());
    }
    if (are_quantities(left, a, right, b)) {
        if (same_element(left, right, same_scalar))
            return Truth::yes;
        return truth_of(compare(as_quantity(left), as_quantity(right)));
    }
    if (a == Kind::type_info && b == Kind::type_info)
        return to_truth(left.to_text() == right.to_text());
    return to_truth(same_element(left, right, same_scalar));
}

Truth equal(const Collection& left, const Collection& right)
{
    if (left.empty() || right.empty())
        return Truth::unknown;
    if (left.size() != right.size())
        return Truth::no;
    auto all = Truth::yes;
    for (std::size_t i = 0; i < left.size(); ++i) {
        const auto one = equal(left[i], right[i]);
        if (one == Truth::no)
            return one;
        all = one == Truth::unknown ? one : all;
    }
    return all;
}

bool equivalent(const Item& left, const Item& right)
{
    const auto a = system_kind(left);
    const auto b = system_kind(right);
    if (a == Kind::string && b == Kind::string)
        return folded_for_equivalence(left.text()) == folded_for_equivalence(right.text());
    if (both(a, b, is_number)) {
        const auto x = left.decimal();
        const auto y = right.decimal();
        return x && y ? are_equivalent(*x, *y) : left.text() == right.text();
    }
    if (both(a, b, is_temporal)) {
        const auto x = left.temporal();
        const auto y = right.temporal();
        return x && y ? is_equivalent(*x, *y) : left.text() == right.text();
    }
    if (are_quantities(left, a, right, b))
        return are_equivalent(as_quantity(left), as_quantity(right)).value_or(false);
    if (same_element(left, right, equivalent_scalar))
        return true;
    return equal(left, right) == Truth::yes;
}

Comparison order_of(const Item& left, const Item& right)
{
    const auto a = system_kind(left);
    const auto b = system_kind(right);
    if (a == Kind::string && b == Kind::string)
        return {true, left.text() <=> right.text()};
    if (both(a, b, is_number)) {
        const auto x = left.decimal();
        const auto y = right.decimal();
        return x && y ? Comparison{true, *x <=> *y} : Comparison{};
    }
    if (both(a, b, is_date) || (a == Kind::time && b == Kind::time)) {
        const auto x = left.temporal();
        const auto y = right.temporal();
        return x && y ? Comparison{true, compare(*x, *y)} : Comparison{};
    }
    if (are_quantities(left, a, right, b))
        return {true, compare(as_quantity(left), as_quantity(right))};
    // A quantity that cannot be computed with has no known order.
    return {a == Kind::quantity && b == Kind::quantity, std::nullopt};
}

std::size_t hash_of(const Item& item)
{
    constexpr std::hash<std::string_view> hash;
    const auto kind = system_kind(item);
    if (kind == Kind::string)
        return hash(item.text());
    if (kind == Kind::none) {
        // A sum, because members may stand in any order; numbers are left out, they have many spellings.
        std::size_t sum = item.json().size();
        for (const auto& member : item.json().members())
            sum += hash(member.key) * (member.value().is_string() ? hash(member.value().text()) : 1);
        return sum;
    }
    // Other kinds have many spellings of one value; they meet in one place and are compared.
    return is_number(kind) || kind == Kind::quantity ? 1 : is_temporal(kind) ? 2 : static_cast<std::size_t>(kind) + 3;
}

std::size_t weight_of(const Item& item)
{
    constexpr std::size_t bytes_per_step = 64;
    if (item.is_element() && item.json().is_object())
        return 1 + item.json().size();
    return 1 + item.text().size() / bytes_per_step;
}

}  // namespace helselos::fhir::path
