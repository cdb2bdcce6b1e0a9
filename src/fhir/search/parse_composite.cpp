#include "fhir/search/parse_composite.h"

#include "fhir/search/all_of.h"
#include "fhir/search/parse_value.h"

#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

using Parts = std::vector<SimpleValue>;

Result<const CompositePlan*> plan_of(const Asking& asking, const Subject& subject)
{
    TRY(refuse_if_not_ready(asking, subject.parameter));
    const auto* plan = asking.grounds.parameters->composite(subject.type, subject.parameter.code);
    if (plan == nullptr)
        return not_supported(asking.name, "a composite of this form is not supported");
    return plan;
}

Result<Parts> parts_of(const Asking& asking, const CompositePlan& plan, std::string_view value)
{
    const auto texts = split_unescaped(value, '$');
    if (texts.size() != plan.parts.size())
        return Error{Kind::invalid,
            fmt::format(
                "the value of search parameter {} has not {} parts with $ between", asking.name, plan.parts.size())};
    Parts parts;
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Asked asked{.parameter = asking.name,
            .type = plan.parts[i].type,
            .targets = plan.parts[i].targets,
            .definitions = &asking.grounds.parameters->definitions(),
            .now = asking.grounds.now,
            .zone = &asking.grounds.parameters->zone(),
            .own_base = asking.grounds.base};
        parts.push_back(TRY(parse_simple_value(asked, texts[i])));
    }
    return parts;
}

Value to_value(const SimpleValue& simple)
{
    return std::visit([](const auto& value) { return Value(value); }, simple);
}

// The resource is one: what holds of each component holds of all together.
Result<Clause> of_resource(const Asking& asking, const CompositePlan& plan, const std::vector<Parts>& values)
{
    std::vector<Clause> any;
    for (const auto& parts : values) {
        std::vector<Clause> all;
        for (std::size_t i = 0; i < parts.size(); ++i)
            all.emplace_back(Criterion{
                .parameter = plan.of_resource[i], .type = plan.parts[i].type, .any_of = {to_value(parts[i])}});
        TRY(asking.spending.take_clauses(all.size()));
        any.push_back(all_of(std::move(all)));
    }
    return any_of(std::move(any));
}

Result<Clause> of_elements(const Asking& asking, const CompositePlan& plan, const std::vector<Parts>& values)
{
    TRY(asking.spending.take_clauses(1));
    Criterion criterion{.parameter = plan.rows_of, .type = SearchType::composite};
    for (const auto& parts : values)
        criterion.any_of.emplace_back(CompositeValue{parts});
    return Clause(std::move(criterion));
}

Clause presence(std::string parameter, SearchType type, bool is_missing)
{
    return Criterion{
        .parameter = std::move(parameter), .type = type, .modifier = Modifier::missing, .missing = is_missing};
}

}  // namespace

Result<Clause> parse_composite(const Asking& asking, const Subject& subject, std::span<const std::string_view> values)
{
    const auto& plan = *TRY(plan_of(asking, subject));
    std::vector<Parts> parsed;
    for (const auto value : values)
        parsed.push_back(TRY(parts_of(asking, plan, value)));
    TRY(asking.spending.take_values(parsed.size() * plan.parts.size()));
    std::vector<Clause> forms;
    if (!plan.of_resource.empty())
        forms.push_back(TRY(of_resource(asking, plan, parsed)));
    if (!plan.rows_of.empty())
        forms.push_back(TRY(of_elements(asking, plan, parsed)));
    return any_of(std::move(forms));
}

// Missing when no form has anything: of the resource when any component lacks.
Result<Clause> presence_of_composite(const Asking& asking, const Subject& subject, bool is_missing)
{
    const auto& plan = *TRY(plan_of(asking, subject));
    std::vector<Clause> forms;
    if (!plan.of_resource.empty()) {
        std::vector<Clause> parts;
        for (std::size_t i = 0; i < plan.parts.size(); ++i)
            parts.push_back(presence(plan.of_resource[i], plan.parts[i].type, is_missing));
        forms.push_back(is_missing ? any_of(std::move(parts)) : all_of(std::move(parts)));
    }
    if (!plan.rows_of.empty())
        forms.push_back(presence(plan.rows_of, SearchType::composite, is_missing));
    TRY(asking.spending.take_clauses(plan.of_resource.size() + 1));
    return is_missing ? all_of(std::move(forms)) : any_of(std::move(forms));
}

}  // namespace helselos::fhir::search
