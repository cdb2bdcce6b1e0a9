// Equality, equivalence and order of items and collections (http://hl7.org/fhirpath/N1/#equality).
#pragma once

#include "fhir/path/path.h"

#include <compare>
#include <cstddef>
#include <optional>

namespace helselos::fhir::path {

constexpr Truth to_truth(bool truth)
{
    return truth ? Truth::yes : Truth::no;
}
constexpr Truth negated(Truth truth)
{
    return truth == Truth::unknown ? truth : to_truth(truth == Truth::no);
}

// `=`: unknown where precisions or units do not allow an answer.
Truth equal(const Item& left, const Item& right);
Truth equal(const Collection& left, const Collection& right);

// `~`: never unknown.
bool equivalent(const Item& left, const Item& right);

// What `<` and its like need. `comparable` false: operands of types that have no order together.
struct Comparison {
    bool comparable = true;
    std::optional<std::strong_ordering> order = {};
};
Comparison order_of(const Item& left, const Item& right);

// Equal items have equal hashes.
std::size_t hash_of(const Item& item);

// Roughly how many steps a comparison of this item takes.
std::size_t weight_of(const Item& item);

}  // namespace helselos::fhir::path
