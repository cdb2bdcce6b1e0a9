#include "fhir/search/parameters.h"

#include "base/limits.h"
#include "fhir/search/added_parameter.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

// Where another composite has the same rows, they are kept once, under the name of the one that has nothing else.
bool has_the_same_rows(const CompositePlan& left, const CompositePlan& right)
{
    const auto same_source = [](const CompositeSource& one, const CompositeSource& other) {
        return one.is_from_resource == other.is_from_resource
            && std::ranges::equal(one.walks, other.walks, leads_the_same_way, &ShapedWalk::walk, &ShapedWalk::walk);
    };
    const auto same_element = [&](const CompositeElement& one, const CompositeElement& other) {
        return leads_the_same_way(one.way, other.way) && std::ranges::equal(one.sources, other.sources, same_source);
    };
    return std::ranges::equal(left.parts, right.parts, {}, &CompositePart::type, &CompositePart::type)
        && std::ranges::equal(left.elements, right.elements, same_element);
}

}  // namespace

Parameters::Shared Parameters::of(const Definitions& definitions, Zone::Shared zone)
{
    const std::shared_ptr<Parameters> made(new Parameters(definitions, std::move(zone)));
    made->index();
    return made;
}

Result<Parameters::Shared> Parameters::with(json::Value resource) const
{
    auto added = TRY(read_parameter(resource, m_definitions));
    TRY(check_codes(*added));
    const std::shared_ptr<Parameters> made(new Parameters(*this));
    const std::string url(added->parameter.url);
    const auto bases = added->parameter.bases;
    const auto code = added->parameter.code;
    const bool is_composite = added->parameter.type == SearchType::composite;
    made->m_added[url] = std::move(added);
    if (made->m_added.size() > limits::search_parameters_added_max)
        return Error{Kind::too_large,
            fmt::format("more than {} search parameters were added", limits::search_parameters_added_max)};
    made->m_being_indexed.insert(url);
    made->index();
    for (const auto base : bases)
        if (is_composite && made->composite(base, code) == nullptr)
            return Error{Kind::unsupported, "a composite of this form cannot be answered", "SearchParameter.component"};
    return Shared(made);
}

Parameters::Shared Parameters::with_ready(std::string_view url) const
{
    const std::shared_ptr<Parameters> made(new Parameters(*this));
    if (const auto waiting = made->m_being_indexed.find(url); waiting != made->m_being_indexed.end())
        made->m_being_indexed.erase(waiting);
    return made;
}

Parameters::Shared Parameters::without(std::string_view url) const
{
    const std::shared_ptr<Parameters> made(new Parameters(*this));
    if (const auto found = made->m_added.find(url); found != made->m_added.end())
        made->m_added.erase(found);
    if (const auto waiting = made->m_being_indexed.find(url); waiting != made->m_being_indexed.end())
        made->m_being_indexed.erase(waiting);
    made->index();
    return made;
}

Result<void> Parameters::check_codes(const AddedParameter& added) const
{
    const auto& parameter = added.parameter;
    if (m_definitions.search_parameter_by_url(parameter.url) != nullptr)
        return Error{Kind::conflict, "the address is that of a parameter of R4", "SearchParameter.url"};
    for (const auto base : parameter.bases) {
        const auto* taken = find(base, parameter.code);
        if (taken != nullptr && taken->url != parameter.url)
            return Error{Kind::conflict, fmt::format("the code is taken by another parameter of {}", base),
                "SearchParameter.code"};
    }
    return {};
}

void Parameters::index()
{
    m_of_type.clear();
    m_composites.clear();
    for (const auto& [url, added] : m_added)
        for (const auto base : added->parameter.bases)
            m_of_type[std::string(base)][std::string(added->parameter.code)] = &added->parameter;
    for (const auto type : m_definitions.resource_types())
        plan_composites(type);
}

void Parameters::plan_composites(std::string_view type)
{
    const ParametersOfType known{type, of_type(type), [this](std::string_view url) { return by_url(url); }};
    std::vector<CompositePlan*> of_this_type;
    for (const auto* parameter : known.all) {
        if (parameter->type != SearchType::composite)
            continue;
        if (auto plan = plan_of_composite(*parameter, known, m_definitions)) {
            auto& kept = m_composites[{std::string(type), std::string(parameter->code)}];
            kept = *std::move(plan);
            of_this_type.push_back(&kept);
        }
    }
    for (auto* both : of_this_type)
        for (const auto* elements : of_this_type)
            if (!both->of_resource.empty() && elements->of_resource.empty() && !both->elements.empty()
                && has_the_same_rows(*both, *elements)) {
                both->rows_of = elements->rows_of;
                both->elements.clear();
            }
}

Parameters::Shared Parameters::with_rows_of(int edition) const
{
    const std::shared_ptr<Parameters> made(new Parameters(*this));
    made->m_rows_edition = edition;
    return made;
}

std::vector<const SearchParameter*> Parameters::of_type(std::string_view type) const
{
    const auto core = m_definitions.search_parameters(type);
    std::vector<const SearchParameter*> all(core.begin(), core.end());
    if (const auto added = m_of_type.find(type); added != m_of_type.end()) {
        for (const auto& [code, parameter] : added->second)
            all.push_back(parameter);
        std::ranges::sort(all, {}, &SearchParameter::code);
    }
    return all;
}

const SearchParameter* Parameters::find(std::string_view type, std::string_view code) const
{
    if (const auto* core = m_definitions.search_parameter(type, code))
        return core;
    const auto added = m_of_type.find(type);
    if (added == m_of_type.end())
        return nullptr;
    const auto found = added->second.find(code);
    return found == added->second.end() ? nullptr : found->second;
}

const SearchParameter* Parameters::by_url(std::string_view url) const
{
    if (const auto* core = m_definitions.search_parameter_by_url(url))
        return core;
    const auto added = m_added.find(url);
    return added == m_added.end() ? nullptr : &added->second->parameter;
}

bool Parameters::is_ready(const SearchParameter& parameter) const
{
    return !m_being_indexed.contains(parameter.url) && has_rows_for(parameter);
}

// A composite of the whole resource needs the rows of its components, one of elements its own.
bool Parameters::has_rows_for(const SearchParameter& parameter) const
{
    if (parameter.type != SearchType::composite || m_rows_edition >= rows_edition)
        return has_rows(rows_kind_of(parameter.type));
    return std::ranges::all_of(parameter.bases, [&](std::string_view base) {
        const auto* plan = composite(base, parameter.code);
        if (plan == nullptr)
            return true;
        const bool has_own = plan->rows_of.empty() || has_rows(RowsKind::composite);
        return has_own && std::ranges::all_of(plan->parts, [&](const CompositePart& part) {
            return has_rows(rows_kind_of(part.type));
        });
    });
}

const CompositePlan* Parameters::composite(std::string_view type, std::string_view code) const
{
    const auto found = m_composites.find(std::pair<std::string, std::string>(type, code));
    return found == m_composites.end() ? nullptr : &found->second;
}

std::vector<std::string> Parameters::urls_being_indexed() const
{
    return {m_being_indexed.begin(), m_being_indexed.end()};
}

}  // namespace helselos::fhir::search
