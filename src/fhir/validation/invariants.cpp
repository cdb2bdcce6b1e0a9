#include "fhir/validation/walk.h"

namespace helselos::fhir::validation {

path::Environment& Walk::environment()
{
    if (!m_environment)
        m_environment.emplace(m_rules.definitions());
    auto& environment = *m_environment;
    environment.resource = path::Item::of_element(m_around.resource, {}, m_around.rule->type);
    environment.root_resource = path::Item::of_element(m_around.root, {}, m_around.root_rule->type);
    return environment;
}

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
        if (m_around.resource.identity() == m_around.root.identity() && !found.value["text"]["div"].exists())
            violated(of, place);
        return;
    case Known::no: break;
    }
    const auto unsure = [&](const std::string& reason) {
        add(Severity::warning, "not-supported", place,
            "not checked: " + std::string(of.constraint().key) + " cannot be evaluated: " + reason);
    };
    const auto& expression = of.expression();
    if (!expression)
        return unsure(expression.error().reason);
    auto& surroundings = environment();
    const auto focus = path::Item::of_element(found.value, found.extension, type);
    surroundings.context = focus;
    const auto truth = path::truth_of(*expression, focus, surroundings);
    if (!truth)
        unsure(truth.error().reason);
    else if (*truth == path::Truth::unknown)
        unsure("it can be neither held nor refused");
    else if (*truth == path::Truth::no)
        violated(of, place);
    surroundings.forget();
}

void Walk::violated(const Invariant& of, const Place& place)
{
    add(of.constraint().is_error ? Severity::error : Severity::warning, "invariant", place,
        std::string(of.constraint().key) + ": " + std::string(of.constraint().human));
}

}  // namespace helselos::fhir::validation
