#include "base/limits.h"
#include "fhir/path/check.h"
#include "fhir/path/program.h"
#include "fhir/view_definition/plan.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

namespace helselos::fhir::view_definition {

namespace {

// What a path may be asked of; none, or null among them: anything.
using Types = std::vector<const Type*>;

struct Compiled {
    PlannedPath path;
    std::vector<std::string> types;  // "FHIR.string"; empty when not known.
};

struct Shape {
    NodeId node = 0;
    std::vector<Column> columns;
};

class Compiler {
public:
    Compiler(Definition definition, const Definitions& definitions)
        : m_definition(std::move(definition)), m_definitions(definitions), m_plan(std::make_shared<Plan>())
    {
        m_issues = std::move(m_definition.issues);
    }

    Result<View> compile()
    {
        m_plan->name = m_definition.name;
        m_plan->resource = m_definition.resource;
        const auto* resource = resource_type();
        add_constants();
        m_check.resource = resource;
        const Types focus{resource};
        for (const auto& where : m_definition.where)
            add_where(where, focus);
        SelectDefinition root;
        root.element = "ViewDefinition";
        root.selects = std::move(m_definition.selects);
        auto shape = add_select(root, focus);
        m_plan->root = shape.node;
        m_plan->columns = std::move(shape.columns);
        check_columns();
        if (has_error(m_issues))
            return Error{
                Kind::unprocessable, "the ViewDefinition cannot be run", "ViewDefinition", std::move(m_issues)};
        return View(m_plan);
    }

private:
    void report(std::string_view code, std::string element, std::string text)
    {
        if (m_issues.size() < limits::validation_issues_max)
            m_issues.push_back({Severity::error, std::string(code), std::move(element), std::move(text)});
    }

    const Type* resource_type()
    {
        const auto* type = m_definitions.type(m_plan->resource);
        if (type != nullptr && type->kind == TypeKind::resource && !type->is_abstract)
            return type;
        if (!m_plan->resource.empty())
            report("code-invalid", "ViewDefinition.resource", "there is no such type of resources");
        return nullptr;
    }

    void add_constants()
    {
        constexpr std::array<std::string_view, 8> taken{
            "rowIndex", "resource", "rootResource", "context", "ucum", "sct", "loinc", "terminologies"};
        m_check.variables.emplace_back("rowIndex");
        for (const auto& constant : m_definition.constants) {
            if (std::ranges::find(taken, constant.name) != taken.end())
                report("value", constant.element + ".name", "this name has a meaning of its own in FHIRPath");
            if (std::ranges::find(m_check.variables, constant.name) != m_check.variables.end())
                report("duplicate", constant.element + ".name", "a constant is defined twice");
            m_check.variables.push_back(constant.name);
            const auto item = constant.value.exists() ? constant_item(constant, *m_plan) : path::Item();
            if (!item)
                report("value", constant.element + ".value[x]", "this is no value of a type that a constant may have");
            else
                m_plan->constants.emplace_back(constant.name, *item);
        }
    }

    std::optional<PlannedPath> parsed(const PathText& text)
    {
        if (text.text.empty())
            return std::nullopt;
        auto expression = path::compile(text.text);
        if (!expression) {
            report("invalid", text.element, expression.error().reason);
            return std::nullopt;
        }
        for (const auto& node : expression->program()->nodes)
            if (node.kind == path::Node::Kind::variable && node.name == "rowIndex")
                m_plan->asks_row_index = true;
        return PlannedPath{std::move(*expression), text.element};
    }

    Compiled compiled(const PathText& text, const Types& focus)
    {
        auto path = parsed(text);
        if (!path)
            return {};
        auto checked = path::check(path->expression, focus, m_definitions, m_check);
        for (const auto& error : checked.errors)
            report("invalid", text.element, error.reason);
        return {std::move(*path), checked.errors.empty() ? std::move(checked.types) : std::vector<std::string>()};
    }

    // The types of what a path yields, as those the next paths are asked of.
    Types focus_of(const std::vector<std::string>& names) const
    {
        Types types;
        for (const auto& name : names) {
            constexpr std::string_view fhir = "FHIR.";
            const auto* type
                = name.starts_with(fhir) ? m_definitions.type(std::string_view(name).substr(fhir.size())) : nullptr;
            if (type == nullptr)
                return {};
            if (std::ranges::find(types, type) == types.end())
                types.push_back(type);
        }
        return types;
    }

    static Family family_named(std::string_view name, const Definitions& definitions)
    {
        const auto type = column_type(name, definitions);
        return type ? type->family : Family::complex;
    }

    void add_where(const PathText& text, const Types& focus)
    {
        auto where = compiled(text, focus);
        const auto is_truth
            = [&](const std::string& type) { return family_named(type, m_definitions) == Family::boolean; };
        if (!where.types.empty() && std::ranges::none_of(where.types, is_truth))
            report(
                "invalid", text.element, fmt::format("a condition is a boolean, and this is {}", where.types.front()));
        m_plan->where.push_back(std::move(where.path));
    }

    // Each path is asked of where the repetition begins and of all that the paths yield.
    Types add_repeated(const SelectDefinition& select, const Types& start, PlannedSelect& planned)
    {
        for (const auto& text : select.paths)
            if (auto path = parsed(text))
                planned.paths.push_back(std::move(*path));
        Types yielded;
        Types asked = start;
        for (bool is_new = true; is_new && !asked.empty();) {
            is_new = false;
            for (const auto& path : planned.paths) {
                const auto found = focus_of(path::check(path.expression, asked, m_definitions, m_check).types);
                for (const auto* type : found) {
                    if (std::ranges::find(yielded, type) != yielded.end())
                        continue;
                    yielded.push_back(type);
                    asked.push_back(type);
                    is_new = true;
                }
            }
        }
        for (const auto& path : planned.paths)
            for (const auto& error : path::check(path.expression, asked, m_definitions, m_check).errors)
                report("invalid", path.element, error.reason);
        return yielded;
    }

    Types add_paths(const SelectDefinition& select, const Types& focus, PlannedSelect& planned)
    {
        if (select.each == Each::focus)
            return focus;
        if (select.each == Each::repeated)
            return add_repeated(select, focus, planned);
        Types types;
        for (const auto& text : select.paths) {
            auto path = compiled(text, focus);
            types = focus_of(path.types);
            planned.paths.push_back(std::move(path.path));
        }
        return types;
    }

    void add_column(const ColumnDefinition& column, const Types& focus, PlannedSelect& planned, Shape& shape)
    {
        auto path = compiled(column.path, focus);
        auto type = column_type(column.type, m_definitions);
        if (!type) {
            report("code-invalid", column.element + ".type", "there is no such type");
            type = ColumnType{};
        }
        const auto fits = [&](const std::string& name) { return may_fit(*type, family_named(name, m_definitions)); };
        if (!path.types.empty() && std::ranges::none_of(path.types, fits))
            report_misfit(column, path.types.front());
        shape.columns.push_back({column.name, type->name, column.is_collection, column.element});
        if (shape.columns.back().type.empty() && path.types.size() == 1)
            shape.columns.back().type = column_type(path.types.front(), m_definitions).value_or(ColumnType{}).name;
        planned.columns.push_back({std::move(path.path), *type, column.is_collection});
    }

    void report_misfit(const ColumnDefinition& column, const std::string& yielded)
    {
        if (column.type.empty())
            report(
                "invalid", column.element + ".path", fmt::format("a column of {} has to say so in its type", yielded));
        else
            report("invalid", column.element + ".type", fmt::format("the path yields {}", yielded));
    }

    Shape add_select(const SelectDefinition& select, const Types& outer)
    {
        PlannedSelect planned;
        planned.each = select.each;
        planned.element = select.element;
        Shape shape;
        const auto focus = add_paths(select, outer, planned);
        for (const auto& column : select.columns)
            add_column(column, focus, planned, shape);
        for (const auto& inner : select.selects) {
            auto part = add_select(inner, focus);
            planned.selects.push_back(part.node);
            shape.columns.insert(shape.columns.end(), part.columns.begin(), part.columns.end());
        }
        std::vector<Column> united;
        for (const auto& inner : select.unions) {
            auto part = add_select(inner, focus);
            if (!planned.unions.empty())
                compare(united, part.columns, inner.element);
            else
                united = std::move(part.columns);
            planned.unions.push_back(part.node);
        }
        shape.columns.insert(shape.columns.end(), united.begin(), united.end());
        planned.width = shape.columns.size();
        shape.node = static_cast<NodeId>(m_plan->nodes.size());
        m_plan->nodes.push_back(std::move(planned));
        return shape;
    }

    void compare(const std::vector<Column>& first, const std::vector<Column>& other, const std::string& element)
    {
        if (first.size() != other.size())
            return report("structure", element, "the parts of a unionAll have the same columns, and this has others");
        for (std::size_t i = 0; i < first.size(); ++i) {
            if (first[i].name != other[i].name)
                report("structure", other[i].element,
                    "the parts of a unionAll have the same columns in the same order, and this has another name");
            const bool says = !first[i].type.empty() && !other[i].type.empty();
            if ((says && !are_alike(first[i].type, other[i].type)) || first[i].is_collection != other[i].is_collection)
                report("structure", other[i].element,
                    "a column has the same type in all parts of a unionAll, and here it is another");
        }
    }

    // What is inferred may be a code here and a string there.
    bool are_alike(const std::string& left, const std::string& right) const
    {
        const auto family = family_named(left, m_definitions);
        return left == right || (family != Family::complex && family == family_named(right, m_definitions));
    }

    void check_columns()
    {
        std::set<std::string_view> names;
        for (const auto& column : m_plan->columns)
            if (!column.name.empty() && !names.insert(column.name).second)
                report("duplicate", column.element + ".name", "a column of this name is there already");
        if (m_plan->columns.size() > limits::view_columns_max)
            report("too-long", "ViewDefinition.select", "there are too many columns");
        if (m_plan->columns.empty() && m_issues.empty())
            report("required", "ViewDefinition.select", "a view has at least one column");
    }

    Definition m_definition;
    const Definitions& m_definitions;
    // Handed to the View; changed by nobody afterwards.
    std::shared_ptr<Plan> m_plan;
    path::CheckOptions m_check;
    Issues m_issues;
};

}  // namespace

const std::string& View::name() const
{
    return m_plan->name;
}

const std::string& View::resource() const
{
    return m_plan->resource;
}

const std::vector<Column>& View::columns() const
{
    return m_plan->columns;
}

Result<View> compile(json::Value definition, const Definitions& definitions)
{
    return Compiler(read_definition(definition), definitions).compile();
}

}  // namespace helselos::fhir::view_definition
