// %names: those of FHIR, those the environment brings, and those that defineVariable() makes.
#include "fhir/path/evaluator.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::fhir::path {

bool Evaluator::push_focus_resource(const Item& given, std::string_view name, Collection& output)
{
    const auto& item = given.exists() ? given : m_focus;
    if (!given.exists() && !m_focus.is_resource())
        return fail(fmt::format("FHIRPath: %{} is not known here", name));
    output.push(m_navigation.rooted(item));
    return true;
}

bool Evaluator::define(const Step& step, const Frame& frame, const Collection& input, Variable& variable)
{
    Collection names;
    Item name;
    if (!evaluate(step.arguments.front().node, frame, names) || !single(names, "defineVariable()", name))
        return false;
    variable.name = name.text();
    if (variable.name.empty())
        return fail("FHIRPath: defineVariable() takes a name");
    if (is_known(variable.name, frame))
        return fail("FHIRPath: a variable is defined twice");
    if (step.arguments.size() > 1) {
        const Frame on_input{input.items(), frame.index, frame.total, frame.variables};
        return evaluate(step.arguments[1].node, on_input, variable.value);
    }
    variable.value = input;
    return spend(1 + input.size());
}

bool Evaluator::is_known(std::string_view name, const Frame& frame) const
{
    for (const auto* variable = frame.variables; variable != nullptr; variable = variable->outer)
        if (variable->name == name)
            return true;
    constexpr std::array<std::string_view, 6> always{"resource", "rootResource", "context", "ucum", "sct", "loinc"};
    const auto& given = m_environment.variables;
    return std::find(always.begin(), always.end(), name) != always.end()
        || std::any_of(given.begin(), given.end(), [&](const auto& known) { return known.first == name; });
}

bool Evaluator::variable(const std::string& name, const Frame& frame, Collection& output)
{
    for (const auto* defined = frame.variables; defined != nullptr; defined = defined->outer)
        if (defined->name == name) {
            output.append(defined->value.items());
            return true;
        }
    for (const auto& [known, items] : m_environment.variables)
        if (known == name) {
            output.append(items.items());
            return true;
        }
    if (name == "resource")
        return push_focus_resource(m_environment.resource, name, output);
    if (name == "rootResource")
        return push_focus_resource(
            m_environment.root_resource.exists() ? m_environment.root_resource : m_environment.resource, name, output);
    if (name == "context") {
        output.push(m_navigation.rooted(m_environment.context.exists() ? m_environment.context : m_focus));
        return true;
    }
    // http://hl7.org/fhir/R4/fhirpath.html#variables
    if (name == "terminologies" || name == "factory")
        return fail(helselos::Kind::unsupported, fmt::format("FHIRPath: %{} is not offered here", name));
    if (name == "ucum")
        return push_text("http://unitsofmeasure.org", output);
    if (name == "sct")
        return push_text("http://snomed.info/sct", output);
    if (name == "loinc")
        return push_text("http://loinc.org", output);
    if (name.starts_with("vs-"))
        return push_text("http://hl7.org/fhir/ValueSet/" + name.substr(3), output);
    if (name.starts_with("ext-"))
        return push_text("http://hl7.org/fhir/StructureDefinition/" + name.substr(4), output);
    return fail(fmt::format("FHIRPath: no variable %{}", name));
}

}  // namespace helselos::fhir::path
