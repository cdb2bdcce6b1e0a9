#include "fhir/questionnaire/evaluation.h"

#include "base/limits/sdc.h"
#include "fhir/path/cache.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::fhir::questionnaire {

namespace {

// Forms are asked again and again with the same expressions.
path::ExpressionCache& expressions()
{
    static path::ExpressionCache cache(1'024);
    return cache;
}

}  // namespace

Evaluation::Evaluation(
    const Definitions& definitions, std::optional<Instant> now, json::Value response, json::Value form)
    : m_environment(definitions)
{
    m_environment.now = now;
    if (response.exists())
        m_environment.resource = path::Item::of_resource(response, definitions);
    m_environment.root_resource = m_environment.resource;
    if (form.exists())
        bind("questionnaire", path::Collection(path::Item::of_resource(form, definitions)));
}

// Each evaluation may spend what all those before it have left.
Result<void> Evaluation::prepare(const path::Item& focus)
{
    const auto spent = m_environment.steps_spent;
    if (spent >= limits::form_path_steps_max || m_environment.bytes_used() >= limits::form_path_bytes_max)
        m_is_spent = true;
    if (m_is_spent)
        return Error{Kind::too_costly, "the expressions of the form cost too much"};
    m_environment.budget.steps = std::min(limits::path_steps_max, limits::form_path_steps_max - spent);
    m_environment.context = focus;
    return {};
}

Result<path::Collection> Evaluation::evaluate(std::string_view text, const path::Item& focus)
{
    const auto expression = TRY(expressions().compiled(text));
    TRY(prepare(focus));
    auto items = path::evaluate(expression, focus, m_environment);
    m_is_spent |= !items && items.error().kind == Kind::too_costly;
    return items;
}

Result<path::Truth> Evaluation::truth(std::string_view text, const path::Item& focus)
{
    const auto expression = TRY(expressions().compiled(text));
    TRY(prepare(focus));
    auto truth = path::truth_of(expression, focus, m_environment);
    m_is_spent |= !truth && truth.error().kind == Kind::too_costly;
    return truth;
}

std::optional<bool> Evaluation::compare(const path::Item& left, std::string_view comparison, const path::Item& right)
{
    const auto before = mark();
    bind("leftOfTwo", path::Collection(left));
    bind("rightOfTwo", path::Collection(right));
    const auto truth = this->truth(fmt::format("%leftOfTwo {} %rightOfTwo", comparison), left);
    release(before);
    if (!truth || *truth == path::Truth::unknown)
        return {};
    return *truth == path::Truth::yes;
}

void Evaluation::bind(std::string_view name, path::Collection items)
{
    auto& variables = m_environment.variables;
    variables.emplace(variables.begin(), std::string(name), std::move(items));
}

bool Evaluation::is_bound(std::string_view name) const
{
    return std::ranges::any_of(m_environment.variables, [&](const auto& variable) { return variable.first == name; });
}

void Evaluation::release(std::size_t mark)
{
    auto& variables = m_environment.variables;
    variables.erase(variables.begin(), variables.end() - static_cast<std::ptrdiff_t>(mark));
}

path::Item Evaluation::element(json::Value json, std::string_view type) const
{
    return path::Item::of_element(json, {}, m_environment.definitions.type(type));
}

}  // namespace helselos::fhir::questionnaire
