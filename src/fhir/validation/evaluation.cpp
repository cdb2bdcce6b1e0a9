#include "fhir/validation/evaluation.h"

#include "fhir/path/reference.h"
#include "fhir/validation/code_sets.h"
#include "fhir/validation/tables.h"

namespace helselos::fhir::validation {

void Evaluation::fill(path::Environment& environment)
{
    environment.resolve = [this](std::string_view reference) { return resolved(reference); };
    environment.member_of = [this](const path::Item& item, std::string_view url) -> std::optional<bool> {
        const auto is = membership(m_tables.codes().set(url), item.json());
        if (is == Membership::undecided)
            return std::nullopt;
        return is == Membership::inside;
    };
    environment.conforms_to = [this](const path::Item& item, std::string_view url) -> std::optional<bool> {
        return conforms && item.json().exists() ? conforms(item.json(), url, *m_around) : std::nullopt;
    };
}

// Inside the container or the bundle; of anything else the type, where the text tells it.
path::Item Evaluation::resolved(std::string_view reference) const
{
    const auto& definitions = m_tables.definitions();
    if (const auto target = m_around->resolve(reference))
        return path::Item::of_resource(target, definitions);
    if (reference.starts_with('#'))
        return {};
    const auto* type = path::referenced_type(reference, definitions);
    return type == nullptr ? path::Item() : path::Item::of_reference(type);
}

path::Environment& Evaluation::environment(const Around& around, const path::Item& focus)
{
    if (m_depth == m_environments.size())
        fill(*m_environments.emplace_back(std::make_unique<path::Environment>(m_tables.definitions())));
    m_around = &around;
    auto& environment = *m_environments[m_depth];
    environment.resource = path::Item::of_element(around.resource, {}, around.rule->type);
    environment.root_resource = path::Item::of_element(around.root, {}, around.root_rule->type);
    environment.context = focus;
    return environment;
}

Evaluation::Outcome Evaluation::evaluate(
    const Invariant& invariant, const Found& found, const Type* type, const Around& around)
{
    const auto& expression = invariant.expression();
    if (!expression)
        return {false, expression.error().reason};
    const auto focus = path::Item::of_element(found.value, found.extension, type);
    const auto* outer = m_around;
    auto& surroundings = environment(around, focus);
    ++m_depth;
    const auto truth = path::truth_of(*expression, focus, surroundings);
    --m_depth;
    m_around = outer;
    surroundings.forget();
    if (!truth)
        return {false, truth.error().reason};
    return {*truth == path::Truth::yes, {}};
}

Result<path::Collection> Evaluation::select(
    const path::Expression& expression, const Found& found, const Type* type, const Around& around)
{
    const auto focus = path::Item::of_element(found.value, found.extension, type);
    auto& surroundings = environment(around, focus);
    surroundings.forget();
    ++m_depth;
    auto selected = path::evaluate(expression, focus, surroundings);
    --m_depth;
    return selected;
}

}  // namespace helselos::fhir::validation
