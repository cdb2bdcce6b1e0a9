#include "fhir/search/composite.h"

#include "base/limits.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::search {

namespace {

constexpr std::string_view from_resource = "%resource.";

using Walks = std::vector<ShapedWalk>;

bool contains(const Walks& walks, const Walk& wanted)
{
    return std::ranges::any_of(walks, [&](const ShapedWalk& one) { return leads_the_same_way(one.walk, wanted); });
}

bool contains_all(const Walks& walks, const Walks& wanted)
{
    return std::ranges::all_of(wanted, [&](const ShapedWalk& one) { return contains(walks, one.walk); });
}

bool are_the_same(const Walks& left, const Walks& right)
{
    return contains_all(left, right) && contains_all(right, left);
}

// From the resource, by way of the element.
Walks joined(const Walk& way, const Walks& further)
{
    Walks joined;
    for (const auto& one : further) {
        auto whole = one;
        whole.walk.steps.insert(whole.walk.steps.begin(), way.steps.begin(), way.steps.end());
        joined.push_back(std::move(whole));
    }
    return joined;
}

// A backbone element is of a type that only it has.
std::string_view type_at(const Walk& way)
{
    return way.end != nullptr && way.end->content != nullptr ? way.end->content->name : way.type;
}

class Planner {
public:
    Planner(const SearchParameter& composite, const ParametersOfType& known, const Definitions& definitions)
        : m_composite(composite), m_known(known), m_definitions(definitions)
    {}

    std::optional<CompositePlan> plan();

private:
    std::optional<CompositeSource> source_of(const SearchComponent& component, const Walk& way) const;
    const SearchParameter* answering(const SearchComponent& component, const Walks& walks) const;
    const SearchParameter* exactly(SearchType type, const Walks& walks) const;
    bool plan_parts(const CompositeElement& first);
    bool plan_form_of_resource(const CompositeElement& resource, bool has_elements);
    Walks walks_of(const SearchParameter& parameter) const;

    const SearchParameter& m_composite;
    const ParametersOfType& m_known;
    const Definitions& m_definitions;
    CompositePlan m_plan;
    std::vector<const SearchParameter*> m_answering;
};

Walks Planner::walks_of(const SearchParameter& parameter) const
{
    return shaped_walks(parameter.expression, m_known.type, m_definitions).value_or(Walks());
}

std::optional<CompositeSource> Planner::source_of(const SearchComponent& component, const Walk& way) const
{
    auto expression = component.expression;
    CompositeSource source{.is_from_resource = expression.starts_with(from_resource)};
    if (source.is_from_resource)
        expression.remove_prefix(from_resource.size());
    const auto root = source.is_from_resource || way.steps.empty() ? m_known.type : type_at(way);
    auto walks = shaped_walks(expression, root, m_definitions);
    if (!walks || walks->empty())
        return std::nullopt;
    source.walks = *std::move(walks);
    return source;
}

// The parameter of the definition decides the type of the part, unless it is about something else: R4 names the two
// components of DocumentReference "relationship" the wrong way round.
const SearchParameter* Planner::answering(const SearchComponent& component, const Walks& walks) const
{
    const auto* named = m_known.by_url(component.parameter_url);
    if (named == nullptr)
        return nullptr;
    if (contains_all(walks_of(*named), walks))
        return named;
    const auto same = std::ranges::find_if(m_known.all, [&](const SearchParameter* one) {
        return one->type != SearchType::composite && are_the_same(walks_of(*one), walks);
    });
    return same == m_known.all.end() ? named : *same;
}

const SearchParameter* Planner::exactly(SearchType type, const Walks& walks) const
{
    const auto same = std::ranges::find_if(m_known.all,
        [&](const SearchParameter* one) { return one->type == type && are_the_same(walks_of(*one), walks); });
    return same == m_known.all.end() ? nullptr : *same;
}

bool Planner::plan_parts(const CompositeElement& first)
{
    for (std::size_t i = 0; i < m_composite.components.size(); ++i) {
        const auto& source = first.sources[i];
        const auto walks = source.is_from_resource ? source.walks : joined(first.way, source.walks);
        const auto* parameter = answering(m_composite.components[i], walks);
        if (parameter == nullptr || parameter->type == SearchType::composite || parameter->type == SearchType::special)
            return false;
        m_answering.push_back(parameter);
        m_plan.parts.push_back({parameter->type, {parameter->targets.begin(), parameter->targets.end()}});
    }
    return true;
}

// Where there are elements as well, the parameter of the definition (combo-code) finds those too: another one, of the
// resource only, must stand for it.
bool Planner::plan_form_of_resource(const CompositeElement& resource, bool has_elements)
{
    for (std::size_t i = 0; i < m_answering.size(); ++i) {
        const auto* parameter
            = has_elements ? exactly(m_plan.parts[i].type, resource.sources[i].walks) : m_answering[i];
        if (parameter == nullptr)
            return false;
        m_plan.of_resource.emplace_back(parameter->code);
    }
    return true;
}

std::optional<CompositePlan> Planner::plan()
{
    const auto ways = plain_walks(m_composite.expression, m_known.type, m_definitions);
    if (!ways || ways->empty() || m_composite.components.size() < 2)
        return std::nullopt;
    std::vector<CompositeElement> elements;
    for (const auto& way : *ways) {
        CompositeElement element{way, {}};
        for (const auto& component : m_composite.components) {
            auto source = source_of(component, way);
            if (!source)
                return std::nullopt;
            element.sources.push_back(*std::move(source));
        }
        elements.push_back(std::move(element));
    }
    if (!plan_parts(elements.front()))
        return std::nullopt;
    for (auto& element : elements) {
        const bool is_resource = element.way.steps.empty();
        if (is_resource && !plan_form_of_resource(element, elements.size() > 1))
            return std::nullopt;
        if (!is_resource)
            m_plan.elements.push_back(std::move(element));
    }
    if (!m_plan.elements.empty())
        m_plan.rows_of = m_composite.code;
    return std::move(m_plan);
}

template <typename Row>
void take_all(const std::vector<Row>& rows, std::vector<SimpleRow>& found)
{
    found.insert(found.end(), rows.begin(), rows.end());
}

std::vector<SimpleRow> rows_of(const CompositePart& part, const CompositeSource& source, json::Value element,
    json::Value resource, const Zone& zone)
{
    const SearchParameter nameless{.code = {}, .type = part.type};
    Rows rows;
    for (const auto& [walk, shape] : source.walks)
        follow(walk, source.is_from_resource ? resource : element, [&](json::Value value) {
            convert(nameless, {value, shape, walk.codes}, zone, rows);
        });
    std::vector<SimpleRow> found;
    take_all(rows.tokens, found);
    take_all(rows.strings, found);
    take_all(rows.dates, found);
    take_all(rows.numbers, found);
    take_all(rows.quantities, found);
    take_all(rows.references, found);
    take_all(rows.uris, found);
    return found;
}

// Every combination, one part after the other.
bool combine(
    const std::string& parameter, const std::vector<std::vector<SimpleRow>>& parts, std::vector<CompositeRow>& rows)
{
    std::size_t count = 1;
    for (const auto& part : parts) {
        count *= part.size();
        if (count > limits::search_rows_max)
            return false;
    }
    if (rows.size() + count > limits::search_rows_max)
        return false;
    for (std::size_t i = 0; i < count; ++i) {
        CompositeRow row{parameter, {}};
        auto rest = i;
        for (const auto& part : parts) {
            row.parts.push_back(part[rest % part.size()]);
            rest /= part.size();
        }
        rows.push_back(std::move(row));
    }
    return true;
}

}  // namespace

std::optional<CompositePlan> plan_of_composite(
    const SearchParameter& composite, const ParametersOfType& known, const Definitions& definitions)
{
    return Planner(composite, known, definitions).plan();
}

bool add_composites(
    const std::string& parameter, const CompositePlan& plan, json::Value resource, const Zone& zone, Rows& rows)
{
    bool fits = true;
    for (const auto& element : plan.elements)
        follow(element.way, resource, [&](json::Value value) {
            std::vector<std::vector<SimpleRow>> parts;
            for (std::size_t i = 0; i < plan.parts.size(); ++i)
                parts.push_back(rows_of(plan.parts[i], element.sources[i], value, resource, zone));
            fits = fits && combine(parameter, parts, rows.composites);
        });
    return fits;
}

}  // namespace helselos::fhir::search
