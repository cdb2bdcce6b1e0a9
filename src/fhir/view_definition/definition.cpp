#include "fhir/view_definition/definition.h"

#include "base/limits.h"
#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace helselos::fhir::view_definition {

namespace {

using Names = std::span<const std::string_view>;

// What may stand beside the elements that say what the table is.
constexpr std::array<std::string_view, 42> of_view{"resourceType", "id", "meta", "implicitRules", "language", "text",
    "contained", "extension", "url", "identifier", "version", "versionAlgorithmString", "versionAlgorithmCoding",
    "name", "title", "status", "experimental", "date", "publisher", "contact", "description", "useContext",
    "jurisdiction", "purpose", "copyright", "copyrightLabel", "approvalDate", "lastReviewDate", "effectivePeriod",
    "topic", "author", "editor", "reviewer", "endorser", "relatedArtifact", "resource", "profile", "fhirVersion",
    "constant", "select", "where", "$schema"};
constexpr std::array<std::string_view, 9> of_select{
    "id", "extension", "column", "select", "forEach", "forEachOrNull", "repeat", "unionAll", "description"};
constexpr std::array<std::string_view, 8> of_column{
    "id", "extension", "path", "name", "description", "collection", "type", "tag"};
constexpr std::array<std::string_view, 4> of_where{"id", "extension", "path", "description"};

// ^[A-Za-z][A-Za-z0-9_]*$, invariant sql-name.
bool is_sql_name(std::string_view name)
{
    return !name.empty() && is_letter(name.front())
        && std::ranges::all_of(name, [](char c) { return is_letter(c) || is_digit(c) || c == '_'; });
}

class Reader {
public:
    explicit Reader(json::Value view) : m_view(view) {}

    Definition read()
    {
        if (!m_view.is_object()) {
            report("structure", "ViewDefinition", "a ViewDefinition is a JSON object");
            return std::move(m_definition);
        }
        refuse_unknown(m_view, of_view, "ViewDefinition");
        if (const auto type = m_view["resourceType"]; type.exists() && type.text() != "ViewDefinition")
            report("structure", "ViewDefinition.resourceType", "this is no ViewDefinition");
        read_name();
        m_definition.resource = required_text(m_view, "resource", "ViewDefinition");
        read_versions();
        read_constants();
        read_where();
        m_definition.selects = selects(m_view, "select", "ViewDefinition", 0);
        if (!m_view["select"].exists())
            report("required", "ViewDefinition.select", "a view has at least one select");
        return std::move(m_definition);
    }

private:
    void report(std::string_view code, std::string element, std::string text)
    {
        if (m_definition.issues.size() < limits::validation_issues_max)
            m_definition.issues.push_back({Severity::error, std::string(code), std::move(element), std::move(text)});
    }

    // A misspelt name would give another table than was meant, and nobody would notice.
    void refuse_unknown(json::Value object, Names names, const std::string& element)
    {
        for (const auto& member : object.members()) {
            const auto name = member.key.starts_with('_') ? member.key.substr(1) : member.key;
            if (std::ranges::find(names, name) == names.end())
                report("structure", element, fmt::format("there is no element {} here", quoted(member.key)));
        }
    }

    static std::string quoted(std::string_view name)
    {
        constexpr std::size_t letters_max = 40;
        return fmt::format("'{}'", name.substr(0, letters_max));
    }

    std::string optional_text(json::Value object, std::string_view name, const std::string& element)
    {
        const auto value = object[name];
        if (!value.exists())
            return {};
        if (!value.is_string() || value.text().empty())
            report("structure", fmt::format("{}.{}", element, name), "a text that is not empty is needed here");
        return value.is_string() ? std::string(value.text()) : std::string();
    }

    std::string required_text(json::Value object, std::string_view name, const std::string& element)
    {
        if (!object[name].exists())
            report("required", fmt::format("{}.{}", element, name), fmt::format("{} is missing", name));
        return optional_text(object, name, element);
    }

    PathText required_path(json::Value object, std::string_view name, const std::string& element)
    {
        return {required_text(object, name, element), fmt::format("{}.{}", element, name)};
    }

    // The objects of a list; anything else in it is a fault.
    std::vector<std::pair<json::Value, std::string>> objects(
        json::Value object, std::string_view name, const std::string& element)
    {
        std::vector<std::pair<json::Value, std::string>> found;
        const auto list = object[name];
        const auto place = fmt::format("{}.{}", element, name);
        if (list.exists() && (!list.is_array() || list.size() == 0))
            report("structure", place, "a list that is not empty is needed here");
        for (const auto one : list.elements()) {
            found.emplace_back(one, fmt::format("{}[{}]", place, found.size()));
            if (!one.is_object())
                report("structure", found.back().second, "an object is needed here");
        }
        return found;
    }

    void read_name()
    {
        m_definition.name = optional_text(m_view, "name", "ViewDefinition");
        if (!m_definition.name.empty() && !is_sql_name(m_definition.name))
            report("invariant", "ViewDefinition.name", "sql-name: a letter, and then letters, digits and underscores");
    }

    void read_versions()
    {
        const auto versions = m_view["fhirVersion"];
        if (!versions.exists())
            return;
        bool has_r4 = false;
        for (const auto version : versions.elements())
            has_r4 = has_r4 || version.text().starts_with("4.0");
        if (!has_r4)
            report("not-supported", "ViewDefinition.fhirVersion", "this view is not of FHIR 4.0.1");
    }

    void read_constants()
    {
        for (const auto& [constant, element] : objects(m_view, "constant", "ViewDefinition")) {
            ConstantDefinition read{required_text(constant, "name", element), {}, {}, element};
            for (const auto& member : constant.members())
                read_constant_member(member, read);
            if (!read.value.exists())
                report("required", element + ".value[x]", "a constant has a value");
            if (!read.name.empty() && !is_sql_name(read.name))
                report("invariant", element + ".name", "sql-name: a letter, and then letters, digits and underscores");
            m_definition.constants.push_back(std::move(read));
        }
        if (m_definition.constants.size() > limits::view_constants_max)
            report("too-long", "ViewDefinition.constant", "there are too many constants");
    }

    void read_constant_member(const json::Member& member, ConstantDefinition& constant)
    {
        constexpr std::string_view value = "value";
        if (member.key.starts_with(value) && member.key.size() > value.size()) {
            if (constant.value.exists())
                report("structure", constant.element + ".value[x]", "a constant has one value");
            constant.type = member.key.substr(value.size());
            constant.type.front() = to_lower(constant.type.front());
            constant.value = member.value();
        } else if (member.key != "name" && member.key != "id" && member.key != "extension") {
            report("structure", constant.element, fmt::format("there is no element {} here", quoted(member.key)));
        }
    }

    void read_where()
    {
        for (const auto& [where, element] : objects(m_view, "where", "ViewDefinition")) {
            refuse_unknown(where, of_where, element);
            m_definition.where.push_back(required_path(where, "path", element));
        }
    }

    std::vector<SelectDefinition> selects(
        json::Value parent, std::string_view name, const std::string& element, std::size_t depth)
    {
        std::vector<SelectDefinition> found;
        if (depth > limits::view_depth_max && parent[name].exists()) {
            report("too-long", element, "selects are nested too deep");
            return found;
        }
        for (const auto& [select, place] : objects(parent, name, element)) {
            if (++m_selects > limits::view_selects_max) {
                report("too-long", place, "there are too many selects");
                return found;
            }
            found.push_back(read_select(select, place, depth));
        }
        return found;
    }

    SelectDefinition read_select(json::Value select, const std::string& element, std::size_t depth)
    {
        refuse_unknown(select, of_select, element);
        SelectDefinition read;
        read.element = element;
        read_each(select, read);
        for (const auto& [column, place] : objects(select, "column", element))
            read.columns.push_back(read_column(column, place));
        read.selects = selects(select, "select", element, depth + 1);
        read.unions = selects(select, "unionAll", element, depth + 1);
        return read;
    }

    void read_each(json::Value select, SelectDefinition& read)
    {
        constexpr std::array<std::pair<std::string_view, Each>, 2> single{
            {{"forEach", Each::item}, {"forEachOrNull", Each::item_or_null}}};
        std::size_t count = 0;
        for (const auto& [name, each] : single)
            if (select[name].exists()) {
                ++count;
                read.each = each;
                read.paths = {required_path(select, name, read.element)};
            }
        if (const auto repeat = select["repeat"]; repeat.exists()) {
            ++count;
            read.each = Each::repeated;
            read.paths = repeated_paths(repeat, read.element + ".repeat");
        }
        if (count > 1)
            report("invariant", read.element,
                "sql-expressions: only one of forEach, forEachOrNull and repeat can be in a select");
    }

    std::vector<PathText> repeated_paths(json::Value repeat, const std::string& element)
    {
        std::vector<PathText> paths;
        if (!repeat.is_array() || repeat.size() == 0)
            report("structure", element, "a list that is not empty is needed here");
        for (const auto path : repeat.elements()) {
            paths.push_back({std::string(path.text()), fmt::format("{}[{}]", element, paths.size())});
            if (!path.is_string() || path.text().empty())
                report("structure", paths.back().element, "a text that is not empty is needed here");
        }
        return paths;
    }

    ColumnDefinition read_column(json::Value column, const std::string& element)
    {
        refuse_unknown(column, of_column, element);
        ColumnDefinition read;
        read.element = element;
        read.name = required_text(column, "name", element);
        read.path = required_path(column, "path", element);
        read.type = optional_text(column, "type", element);
        const auto collection = column["collection"];
        if (collection.exists() && !collection.is_boolean())
            report("structure", element + ".collection", "true or false is needed here");
        read.is_collection = collection.truth();
        if (!read.name.empty() && !is_sql_name(read.name))
            report("invariant", element + ".name", "sql-name: a letter, and then letters, digits and underscores");
        return read;
    }

    json::Value m_view;
    Definition m_definition;
    std::size_t m_selects = 0;
};

}  // namespace

Definition read_definition(json::Value view)
{
    return Reader(view).read();
}

}  // namespace helselos::fhir::view_definition
