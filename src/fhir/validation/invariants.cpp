#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

void Walk::invariants(const Invariants& of, const Found& found, const Type* type, const Place& place)
{
    for (const auto* one : of)
        if (is_wanted(one->constraint().is_error ? Severity::error : Severity::warning) && !is_stopped())
            invariant(*one, found, type, place);
}

void Walk::invariant(const Invariant& of, const Found& found, const Type* type, const Place& place)
{
    switch (of.known()) {
    case Known::by_walk: return;
    case Known::contained: return contained_are_used(of, place);
    case Known::urls: return urls_are_distinct(of, place);
    case Known::narrative:
        // What is contained is told by the narrative of the resource around it.
        if (!m_around.is_contained() && !found.value["text"]["div"].exists())
            violated(of, place);
        return;
    case Known::no: break;
    }
    const auto outcome = m_evaluation.evaluate(of, found, type, m_around);
    if (!outcome.undecided.empty())
        add(Severity::warning, "not-supported", place,
            "not checked: " + std::string(of.constraint().key) + " cannot be evaluated: " + outcome.undecided);
    else if (!outcome.holds)
        violated(of, place);
}

void Walk::violated(const Invariant& of, const Place& place)
{
    add(of.constraint().is_error ? Severity::error : Severity::warning, "invariant", place,
        std::string(of.constraint().key) + ": " + std::string(of.constraint().human));
}

}  // namespace helselos::fhir::validation
