// What the operators between two collections do.
#pragma once

#include "fhir/path/evaluator.h"

#include <cstddef>
#include <unordered_map>

namespace helselos::fhir::path {

// All but `is`, `as` and the logical ones.
bool apply_operator(
    Evaluator& evaluator, Operator operation, const Collection& left, const Collection& right, Collection& output);

// http://hl7.org/fhirpath/N1/#boolean-logic
Truth conjunction(Truth left, Truth right);
Truth disjunction(Truth left, Truth right);
Truth exclusive(Truth left, Truth right);
Truth implication(Truth left, Truth right);

// A collection that takes an item only when no equal one is in it.
class DistinctItems {
public:
    // What is in `items` already is taken to be distinct.
    DistinctItems(Evaluator& evaluator, Collection& items) : m_evaluator(evaluator), m_items(items) {}

    bool add(const Item& item);

private:
    bool is_there(const Item& item, bool& found);

    Evaluator& m_evaluator;
    Collection& m_items;
    std::unordered_multimap<std::size_t, std::size_t> m_places;  // By hash, once there are many.
};

// Appends what is not there yet.
bool append_distinct(Evaluator& evaluator, const Collection& items, Collection& output);
bool contains(Evaluator& evaluator, const Collection& items, const Item& wanted, bool& is_there);

}  // namespace helselos::fhir::path
