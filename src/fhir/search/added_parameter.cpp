#include "fhir/search/added_parameter.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/path/path.h"

#include <algorithm>
#include <array>
#include <deque>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

constexpr std::size_t code_bytes_max = 64;  // As an id.

constexpr std::array types = {
    std::pair{std::string_view("number"), SearchType::number},
    std::pair{std::string_view("date"), SearchType::date},
    std::pair{std::string_view("string"), SearchType::string},
    std::pair{std::string_view("token"), SearchType::token},
    std::pair{std::string_view("reference"), SearchType::reference},
    std::pair{std::string_view("composite"), SearchType::composite},
    std::pair{std::string_view("quantity"), SearchType::quantity},
    std::pair{std::string_view("uri"), SearchType::uri},
};

Error invalid(std::string_view element, std::string_view why)
{
    return {Kind::invalid, std::string(why), fmt::format("SearchParameter.{}", element)};
}

// It must be possible to ask by the code: no dot, no colon, no underscore in front, which are the protocol's.
bool is_code(std::string_view text)
{
    const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_'; };
    return !text.empty() && text.size() <= code_bytes_max && is_letter(text.front())
        && std::ranges::all_of(text, is_part);
}

class Reader {
public:
    Reader(json::Value resource, const Definitions& definitions)
        : m_resource(resource), m_definitions(definitions), m_added(std::make_shared<AddedParameter>())
    {}

    Result<std::shared_ptr<const AddedParameter>> read();

private:
    Result<void> read_names();
    Result<void> read_type();
    Result<void> read_bases();
    Result<void> read_targets();
    Result<void> read_expression();
    Result<void> read_components();
    std::string_view keep(std::string_view text);

    json::Value m_resource;
    const Definitions& m_definitions;
    std::shared_ptr<AddedParameter> m_added;
    std::size_t m_kept = 0;
};

// The list of texts is made once, as long as it can become: its strings must not move.
std::string_view Reader::keep(std::string_view text)
{
    auto& place = m_added->texts.at(m_kept++);
    place = text;
    return place;
}

Result<void> Reader::read_names()
{
    const auto url = m_resource["url"].text();
    if (url.find(':') == std::string_view::npos)
        return invalid("url", "the parameter has no absolute address");
    if (!is_code(m_resource["code"].text()))
        return invalid("code", "a code to search by has letters, digits, - and _, and begins with a letter");
    m_added->parameter.url = keep(url);
    m_added->parameter.code = keep(m_resource["code"].text());
    return {};
}

Result<void> Reader::read_type()
{
    const auto named = m_resource["type"].text();
    const auto* const found = std::ranges::find(types, named, &std::pair<std::string_view, SearchType>::first);
    if (named == "special")
        return Error{Kind::unsupported, "a special parameter cannot be added", "SearchParameter.type"};
    if (found == types.end())
        return invalid("type", "not a type of search parameter");
    m_added->parameter.type = found->second;
    return {};
}

Result<void> Reader::read_bases()
{
    auto& bases = m_added->bases;
    for (const auto base : m_resource["base"].elements()) {
        const auto* type = m_definitions.type(base.text());
        if (type == nullptr || type->kind != TypeKind::resource)
            return invalid("base", "not a resource type of FHIR R4");
        for (const auto name : m_definitions.resource_types())
            if (m_definitions.type(name)->is_a(base.text()))
                bases.push_back(name);
    }
    if (bases.empty())
        return invalid("base", "the parameter has no base");
    std::ranges::sort(bases);
    bases.erase(std::unique(bases.begin(), bases.end()), bases.end());
    m_added->parameter.bases = bases;
    return {};
}

Result<void> Reader::read_targets()
{
    for (const auto target : m_resource["target"].elements()) {
        const auto& known = m_definitions.resource_types();
        const auto type = std::ranges::lower_bound(known, target.text());
        if (target.text() == "Resource")
            m_added->targets.assign(known.begin(), known.end());
        else if (type == known.end() || *type != target.text())
            return invalid("target", "not a resource type of FHIR R4");
        else
            m_added->targets.push_back(*type);
    }
    if (m_added->parameter.type == SearchType::reference && m_added->targets.empty())
        return invalid("target", "a reference needs the types it can lead to");
    m_added->parameter.targets = m_added->targets;
    return {};
}

Result<void> Reader::read_expression()
{
    const auto expression = m_resource["expression"].text();
    if (expression.empty())
        return invalid("expression", "the parameter has no expression");
    if (const auto compiled = path::compile(expression); !compiled.ok())
        return invalid("expression", compiled.error().reason);
    m_added->parameter.expression = keep(expression);
    return {};
}

Result<void> Reader::read_components()
{
    for (const auto component : m_resource["component"].elements()) {
        if (component["definition"].text().empty() || component["expression"].text().empty())
            return invalid("component", "a component has a definition and an expression");
        const auto definition = keep(component["definition"].text());
        m_added->components.push_back({definition, keep(component["expression"].text())});
    }
    m_added->parameter.components = m_added->components;
    return {};
}

Result<std::shared_ptr<const AddedParameter>> Reader::read()
{
    if (m_resource["resourceType"].text() != "SearchParameter")
        return Error{Kind::invalid, "not a SearchParameter", "resourceType"};
    if (m_resource["component"].size() > limits::search_values_max)
        return Error{Kind::too_large, "too many components", "SearchParameter.component"};
    m_added->texts.resize(3 + 2 * m_resource["component"].size());
    TRY(read_names());
    TRY(read_type());
    TRY(read_bases());
    TRY(read_targets());
    TRY(read_expression());
    TRY(read_components());
    return std::shared_ptr<const AddedParameter>(m_added);
}

}  // namespace

Result<std::shared_ptr<const AddedParameter>> read_parameter(json::Value resource, const Definitions& definitions)
{
    return Reader(resource, definitions).read();
}

}  // namespace helselos::fhir::search
