#include "fhir/search/extract.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/path/path.h"
#include "fhir/search/convert.h"
#include "fhir/search/protected_address.h"
#include "fhir/search/reading_plan.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <unordered_map>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

// How one parameter is read from resources of one type: by walks, or by the engine.
struct Plan {
    const SearchParameter* parameter = nullptr;
    std::vector<ShapedWalk> walks;
    std::optional<path::Expression> expression;
    const CompositePlan* composite = nullptr;
    bool puts_into_patient_compartment = false;

    bool reads_anything() const { return expression || !walks.empty() || (composite && !composite->elements.empty()); }
};

bool is_read(const SearchParameter& parameter)
{
    return !parameter.expression.empty() && parameter.code != "_id" && parameter.code != "_lastUpdated"
        && parameter.type != SearchType::special;
}

bool puts_into_patient_compartment(
    const Definitions& definitions, std::string_view resource_type, std::string_view parameter)
{
    const auto* compartment = definitions.compartment("Patient");
    if (compartment == nullptr)
        return false;
    const auto rule = std::ranges::find(compartment->rules, resource_type, &CompartmentRule::resource_type);
    return rule != compartment->rules.end() && std::ranges::find(rule->parameters, parameter) != rule->parameters.end();
}

Result<Plan> plan_of(
    const SearchParameter& parameter, std::string_view resource_type, const Parameters& parameters, Extractor::Way way)
{
    const auto& definitions = parameters.definitions();
    if (parameter.type == SearchType::composite)
        return Plan{.parameter = &parameter, .composite = parameters.composite(resource_type, parameter.code)};
    Plan plan{.parameter = &parameter,
        .puts_into_patient_compartment = puts_into_patient_compartment(definitions, resource_type, parameter.code)};
    if (way == Extractor::Way::quick) {
        if (auto walks = shaped_walks(parameter.expression, resource_type, definitions)) {
            plan.walks = *std::move(walks);
            return plan;
        }
    }
    auto expression = path::compile(parameter.expression);
    if (!expression.ok())
        return Error{Kind::fault, fmt::format("search parameter {}: {}", parameter.url, expression.error().reason)};
    plan.expression = *std::move(expression);
    return plan;
}

// The size of every kind of row at one moment.
struct Sizes {
    explicit Sizes(const Rows& rows)
        : tokens(rows.tokens.size()), strings(rows.strings.size()), dates(rows.dates.size()),
          numbers(rows.numbers.size()), quantities(rows.quantities.size()), references(rows.references.size()),
          uris(rows.uris.size()), composites(rows.composites.size())
    {}

    std::size_t sum() const { return tokens + strings + dates + numbers + quantities + references + uris + composites; }

    std::size_t tokens, strings, dates, numbers, quantities, references, uris, composites;
};

// Sorts the rows from `first` on and drops doubles.
template <typename Row>
void tidy(std::vector<Row>& rows, std::size_t first)
{
    if (rows.size() - first < 2)
        return;
    const auto begin = rows.begin() + static_cast<std::ptrdiff_t>(first);
    std::sort(begin, rows.end());
    rows.erase(std::unique(begin, rows.end()), rows.end());
}

void tidy_since(const Sizes& before, Rows& rows)
{
    tidy(rows.tokens, before.tokens);
    tidy(rows.strings, before.strings);
    tidy(rows.dates, before.dates);
    tidy(rows.numbers, before.numbers);
    tidy(rows.quantities, before.quantities);
    tidy(rows.references, before.references);
    tidy(rows.uris, before.uris);
    tidy(rows.composites, before.composites);
}

void add_compartments(const Plan& plan, std::size_t first_reference, Rows& rows)
{
    if (!plan.puts_into_patient_compartment)
        return;
    for (auto i = first_reference; i < rows.references.size(); ++i)
        if (const auto& row = rows.references[i]; row.type == "Patient")
            rows.compartments.push_back("Patient/" + row.id);
}

// The rows of one resource.
class Reading {
public:
    Reading(json::Value resource, const Parameters& parameters)
        : m_resource(resource), m_definitions(parameters.definitions()), m_zone(parameters.zone())
    {}

    Result<void> read(const Plan& plan);
    Rows finish(std::string_view type) &&;

private:
    void walk(const Plan& plan);
    Result<void> evaluate(const Plan& plan);
    const ValueSet* codes_of(const SearchParameter& parameter, json::Value value);

    json::Value m_resource;
    const Definitions& m_definitions;
    const Zone& m_zone;
    std::optional<path::Environment> m_environment;
    Rows m_rows;
};

Result<void> Reading::read(const Plan& plan)
{
    const Sizes before(m_rows);
    bool fits = true;
    if (plan.composite != nullptr)
        fits = add_composites(std::string(plan.parameter->code), *plan.composite, m_resource, m_zone, m_rows);
    else if (plan.expression)
        TRY(evaluate(plan));
    else
        walk(plan);
    if (!fits || Sizes(m_rows).sum() > limits::search_rows_max)
        return Error{Kind::too_large, fmt::format("more than {} values to search by", limits::search_rows_max)};
    tidy_since(before, m_rows);
    add_compartments(plan, before.references, m_rows);
    return {};
}

void Reading::walk(const Plan& plan)
{
    for (const auto& [walk, shape] : plan.walks)
        follow(walk, m_resource, [&](json::Value value) {
            convert(*plan.parameter, {value, shape, walk.codes}, m_zone, m_rows);
        });
}

Result<void> Reading::evaluate(const Plan& plan)
{
    if (!m_environment)
        m_environment.emplace(m_definitions);
    const auto focus = path::Item::of_resource(m_resource, m_definitions);
    const auto items = path::evaluate(*plan.expression, focus, *m_environment);
    if (!items.ok())
        return Error{
            items.error().kind, fmt::format("search parameter {}: {}", plan.parameter->code, items.error().reason)};
    json::Document computed;
    for (const auto& item : *items) {
        const auto truth = item.is_system() ? item.boolean() : std::nullopt;
        const auto value = truth ? computed.make_boolean(*truth) : item.json();
        const auto shape = shape_of(item.fhir_type_name(), m_definitions);
        if (value.exists())
            convert(*plan.parameter, {value, shape, codes_of(*plan.parameter, value)}, m_zone, m_rows);
    }
    m_environment->forget();
    return {};
}

// What the engine found does not say which element it was: the walks know.
const ValueSet* Reading::codes_of(const SearchParameter& parameter, json::Value value)
{
    if (parameter.type != SearchType::token || !value.is_string())
        return nullptr;
    const ValueSet* codes = nullptr;
    const auto walks = plain_walks(parameter.expression, m_resource["resourceType"].text(), m_definitions);
    for (const auto& walk : walks.value_or(std::vector<Walk>()))
        follow(walk, m_resource, [&](json::Value end) {
            if (end.is_same(value))
                codes = walk.codes;
        });
    return codes;
}

Rows Reading::finish(std::string_view type) &&
{
    if (const auto id = m_resource["id"].text(); type == "Patient" && !id.empty())
        m_rows.compartments.push_back(fmt::format("Patient/{}", id));
    tidy(m_rows.compartments, 0);
    return std::move(m_rows);
}

}  // namespace

struct Extractor::Plans {
    Parameters::Shared parameters;
    std::unordered_map<std::string_view, std::vector<Plan>, TextHash, std::equal_to<>> of_type;

    static Result<std::shared_ptr<const Plans>> make(Parameters::Shared parameters, Way way);
};

Result<std::shared_ptr<const Extractor::Plans>> Extractor::Plans::make(Parameters::Shared parameters, Way way)
{
    auto plans = std::make_shared<Plans>();
    plans->parameters = std::move(parameters);
    for (const auto type : plans->parameters->definitions().resource_types()) {
        auto& of_type = plans->of_type[type];
        for (const auto* parameter : plans->parameters->of_type(type))
            if (is_read(*parameter))
                of_type.push_back(TRY(plan_of(*parameter, type, *plans->parameters, way)));
        std::erase_if(of_type, [](const Plan& plan) { return !plan.reads_anything(); });
    }
    return std::shared_ptr<const Plans>(plans);
}

// Shared with every extract() under way while another set takes its place.
struct Extractor::Current {
    Way way = Way::quick;
    std::atomic<std::shared_ptr<const Plans>> plans;
};

Extractor::Extractor(std::unique_ptr<Current> current) : m_current(std::move(current)) {}
Extractor::Extractor(Extractor&&) noexcept = default;
Extractor& Extractor::operator=(Extractor&&) noexcept = default;
Extractor::~Extractor() = default;

Result<Extractor> Extractor::create(const Definitions& definitions, Way way)
{
    return create(Parameters::of(definitions), way);
}

Result<Extractor> Extractor::create(Parameters::Shared parameters, Way way)
{
    auto current = std::make_unique<Current>();
    current->way = way;
    current->plans = TRY(Plans::make(std::move(parameters), way));
    return Extractor(std::move(current));
}

Parameters::Shared Extractor::parameters() const
{
    return m_current->plans.load()->parameters;
}

Result<void> Extractor::change_to(Parameters::Shared parameters)
{
    m_current->plans = TRY(Plans::make(std::move(parameters), m_current->way));
    return {};
}

Result<Rows> Extractor::extract(json::Value resource) const
{
    const auto type = resource["resourceType"].text();
    const auto current = m_current->plans.load();
    const auto plans = current->of_type.find(type);
    if (plans == current->of_type.end())
        return Error{Kind::invalid, "not a known resource type", "resourceType"};
    // What nobody is shown nobody finds by.
    std::optional<json::Document> shown;
    if (has_protected_address(resource))
        shown = without_addresses(resource);
    Reading reading(shown ? shown->root() : resource, *current->parameters);
    for (const auto& plan : plans->second)
        TRY(reading.read(plan));
    return std::move(reading).finish(type);
}

}  // namespace helselos::fhir::search
