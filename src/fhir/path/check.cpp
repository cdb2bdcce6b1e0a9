#include "fhir/path/check.h"

#include "base/limits.h"
#include "fhir/path/function.h"
#include "fhir/path/lexer.h"
#include "fhir/path/operand_types.h"
#include "fhir/path/parser.h"
#include "fhir/path/possible_types.h"
#include "fhir/path/program.h"
#include "fhir/path/signatures.h"
#include "fhir/path/system_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <utility>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;

class Checker {
public:
    Checker(const Program& program, const Definitions& definitions, const CheckOptions& options, PossibleTypes focus)
        : m_program(program), m_definitions(definitions), m_options(options), m_focus(std::move(focus))
    {}

    Checked run()
    {
        const auto types = of_node(m_program.root, m_focus);
        for (const auto& type : types.types())
            m_checked.types.push_back(type.name());
        return std::move(m_checked);
    }

private:
    struct Variable {
        std::string name;
        PossibleTypes types;
    };

    void report(std::size_t position, const std::string& reason)
    {
        if (m_checked.errors.size() >= limits::path_check_errors_max)
            return;
        // repeat() looks at its argument more than once.
        for (const auto& error : m_checked.errors)
            if (error.position == position)
                return;
        m_checked.errors.push_back({syntax_error(m_program.text, position, reason).reason, position});
    }

    // What came of a mistake is not known, so that one mistake is told once.
    PossibleTypes wrong(std::size_t position, const std::string& reason)
    {
        report(position, reason);
        return PossibleTypes::unknown();
    }

    PossibleTypes of_node(NodeId id, const PossibleTypes& self)
    {
        if (++m_steps > limits::path_check_steps_max)
            return PossibleTypes::unknown();
        const auto& node = m_program.nodes[id];
        switch (node.kind) {
        case Node::Kind::empty: return {};
        case Node::Kind::literal: return PossibleTypes::of(node.literal.kind());
        case Node::Kind::this_item: return self;
        case Node::Kind::index: return PossibleTypes::of(Kind::integer);
        case Node::Kind::total: return PossibleTypes::unknown();
        case Node::Kind::variable: return of_variable(node);
        case Node::Kind::chain: return of_chain(node, self);
        case Node::Kind::fold: return of_fold(node, self);
        case Node::Kind::negate:
        case Node::Kind::plus: break;
        }
        auto operand = of_node(node.first, self);
        if (!operand.may_be(kinds::amount))
            return wrong(node.position, fmt::format("{} has no sign", operand.text()));
        return operand;
    }

    PossibleTypes of_variable(const Node& node)
    {
        const std::string_view name = node.name;
        for (auto known = m_variables.rbegin(); known != m_variables.rend(); ++known)
            if (known->name == name)
                return known->types;
        if (name == "context")
            return m_focus;
        if (name == "resource" || name == "rootResource")
            return PossibleTypes::of(
                m_options.resource != nullptr ? m_options.resource : m_definitions.type("Resource"));
        const auto& given = m_options.variables;
        if (m_has_unknown_variables || std::find(given.begin(), given.end(), name) != given.end())
            return PossibleTypes::unknown();
        constexpr std::array<std::string_view, 3> systems{"ucum", "sct", "loinc"};
        if (std::find(systems.begin(), systems.end(), name) != systems.end() || name.starts_with("vs-")
            || name.starts_with("ext-"))
            return PossibleTypes::of(Kind::string);
        return wrong(node.position, fmt::format("there is no variable %{}", name));
    }

    PossibleTypes of_chain(const Node& node, const PossibleTypes& self)
    {
        auto types = node.first == no_node ? self : of_node(node.first, self);
        const auto variables = m_variables.size();
        for (const auto& step : node.steps)
            types = of_step(step, types, self);
        // A variable ends with the chain that defines it.
        m_variables.resize(variables);
        return types;
    }

    PossibleTypes of_step(const Step& step, const PossibleTypes& input, const PossibleTypes& self)
    {
        switch (step.kind) {
        case Step::Kind::child: return of_child(step, input);
        case Step::Kind::call: return of_call(step, input, self);
        case Step::Kind::index: break;
        }
        require_order(step, "an index", input);
        const auto place = of_node(step.arguments.front().node, self);
        if (!place.may_be(kinds::integer))
            report(step.position, fmt::format("an index is an Integer, not {}", place.text()));
        return input;
    }

    PossibleTypes of_child(const Step& step, const PossibleTypes& input)
    {
        if (input.is_unknown() || input.is_nothing())
            return input;
        PossibleTypes found;
        found.is_ordered = input.is_ordered;
        bool is_known = false;
        for (const auto& parent : input.types()) {
            if (const auto named = named_by(step, parent); named.type != nullptr) {
                found.add(named);
            } else if (const auto children = child_types(parent, step.element.name, m_definitions)) {
                found.add(*children);
            } else {
                continue;
            }
            is_known = true;
        }
        return is_known ? found : wrong(step.position, why_unknown(step, input));
    }

    // A path may begin with the type of the focus, or with one above or, for resources, below it.
    PossibleType named_by(const Step& step, const PossibleType& focus) const
    {
        if (!step.may_be_type || focus.type == nullptr)
            return {};
        const auto& name = step.element.name;
        if (focus.type->is_a(name))
            return focus.type->kind == TypeKind::resource || focus.type->element(name) == nullptr ? focus
                                                                                                  : PossibleType{};
        const auto* named = m_definitions.type(name);
        const bool is_below = focus.type->is_abstract && named != nullptr && named->is_a(focus.type->name);
        return is_below ? PossibleType{named} : PossibleType{};
    }

    std::string why_unknown(const Step& step, const PossibleTypes& input) const
    {
        const auto& name = step.element.name;
        if (step.may_be_type && m_definitions.type(name) != nullptr)
            return fmt::format("the focus is {}, not {}", input.text(), name);
        for (const auto& parent : input.types()) {
            const auto written = parent.type != nullptr ? parent.type->json_element(name) : std::nullopt;
            if (written && written->element->is_choice)
                return fmt::format(
                    "{} has no element {}: FHIRPath calls it {}", input.text(), name, written->element->name);
        }
        return fmt::format("{} has no element {}", input.text(), name);
    }

    void require_order(const Step& step, std::string_view what, const PossibleTypes& input)
    {
        if (m_options.order == Order::undefined && !input.is_ordered)
            report(step.position, fmt::format("{} needs an order, and these items have none", what));
    }

    PossibleTypes of_call(const Step& step, const PossibleTypes& input, const PossibleTypes& self)
    {
        const auto name = step.function->name;
        const auto* signature = find_signature(name);
        if (signature == nullptr)
            return PossibleTypes::unknown();
        if (signature->needs_order)
            require_order(step, fmt::format("{}()", name), input);
        if (step.function->may_lack_type && !step.type.name.empty() && m_definitions.type(step.type.name) == nullptr)
            report(step.position, fmt::format("there is no type {}", step.type.name));
        if (!input.may_be(signature->input))
            report(step.position, fmt::format("{}() does not take {}", name, input.text()));
        if (signature->gives == Gives::special)
            return of_special(step, input, self);
        std::vector<PossibleTypes> arguments;
        for (std::size_t i = 0; i < step.arguments.size(); ++i)
            arguments.push_back(of_argument(step, *signature, i, input, self));
        return result(step, *signature, input, arguments);
    }

    PossibleTypes of_argument(const Step& step, const Signature& signature, std::size_t index,
        const PossibleTypes& input, const PossibleTypes& self)
    {
        const auto& parameter = signature.parameters[std::min(index, signature.parameters.size() - 1)];
        auto types = of_scoped(step.arguments[index].node, parameter.scope == Scope::each ? input : self);
        if (!types.may_be(parameter.takes))
            report(step.position, fmt::format("an argument of {}() cannot be {}", step.function->name, types.text()));
        return types;
    }

    // What an argument defines ends with it.
    PossibleTypes of_scoped(NodeId id, const PossibleTypes& self)
    {
        const auto variables = m_variables.size();
        auto types = of_node(id, self);
        m_variables.resize(variables);
        return types;
    }

    PossibleTypes result(const Step& step, const Signature& signature, const PossibleTypes& input,
        const std::vector<PossibleTypes>& arguments)
    {
        switch (signature.gives) {
        case Gives::kind: return PossibleTypes::of(signature.kind);
        case Gives::input: return input;
        case Gives::first: return arguments.empty() ? PossibleTypes::unknown() : arguments.front();
        case Gives::same_kind: return same_kinds(input, signature.input);
        case Gives::narrowed: return narrowed(step.type, step.position, input);
        case Gives::special:
        case Gives::unknown: return PossibleTypes::unknown();
        case Gives::input_and_first:
        case Gives::all_arguments: break;
        }
        auto types = signature.gives == Gives::input_and_first ? input : PossibleTypes();
        for (const auto& argument : arguments)
            types.add(argument);
        return types;
    }

    static PossibleTypes same_kinds(const PossibleTypes& input, Kinds accepted)
    {
        if (input.is_unknown())
            return input;
        PossibleTypes types;
        for (const auto& type : input.types()) {
            const auto kind = type.system_kind();
            if ((bit_of(kind) & accepted) == 0)
                continue;
            types.add(PossibleType{nullptr, kind});
            // Rounding makes Integers of Decimals, boundaries the reverse.
            if (is_number(kind))
                types.add(PossibleTypes::of(kind == Kind::integer ? Kind::decimal : Kind::integer));
        }
        return types;
    }

    // The type named. Where FHIR and System have one of that name, the one that the input may be.
    PossibleTypes narrowed(const TypeName& name, std::size_t position, const PossibleTypes& input)
    {
        const auto* type = name.name_space != "System" ? m_definitions.type(name.name) : nullptr;
        const auto kind = name.name_space != "FHIR" ? system_kind_named(name.name) : Kind::none;
        if (type == nullptr && kind == Kind::none && name.name_space != "System")
            return wrong(position, fmt::format("there is no type {}", name.name));
        PossibleTypes types;
        for (const auto& one : input.types())
            if (one.type != nullptr && type != nullptr)
                types.add(PossibleType{type});
            else if (one.type == nullptr && one.kind == kind)
                types.add(one);
            else if (one.type != nullptr && one.system_kind() == kind)
                types.add(one);  // `as Boolean` of a FHIR boolean.
        return types.is_nothing() ? PossibleTypes::unknown() : types;
    }

    PossibleTypes of_special(const Step& step, const PossibleTypes& input, const PossibleTypes& self)
    {
        const auto name = step.function->name;
        if (name == "children" || name == "descendants") {
            auto types = PossibleTypes::unknown();
            types.is_ordered = false;
            return types;
        }
        if (name == "extension") {
            of_argument(step, *find_signature(name), 0, input, self);
            return PossibleTypes::of(m_definitions.type("Extension"));
        }
        if (name == "resolve")
            return PossibleTypes::of(m_definitions.type("Resource"));
        if (name == "getValue")
            return same_kinds(input, ~Kinds(0));
        if (name == "repeat" || name == "repeatAll")
            return of_repeat(step, input);
        if (name == "iif")
            return of_iif(step, input);
        if (name == "sort")
            return of_sort(step, input);
        if (name == "defineVariable")
            return of_definition(step, input);
        return of_aggregate(step, input, self);
    }

    // Of the input, and of all that is found: until no new type turns up.
    PossibleTypes of_repeat(const Step& step, const PossibleTypes& input)
    {
        constexpr int rounds_max = 8;
        auto found = of_scoped(step.arguments.front().node, input);
        for (int round = 0; round < rounds_max; ++round) {
            auto whole = input;
            whole.add(found);
            const auto known = found.types().size();
            found.add(of_scoped(step.arguments.front().node, whole));
            if (found.is_unknown() || found.types().size() == known)
                break;
        }
        found.is_ordered = false;
        return found;
    }

    PossibleTypes of_iif(const Step& step, const PossibleTypes& input)
    {
        const auto criterion = of_scoped(step.arguments.front().node, input);
        if (!criterion.may_be(kinds::boolean))
            report(step.position, fmt::format("the criterion of iif() is a Boolean, not {}", criterion.text()));
        PossibleTypes types;
        for (std::size_t i = 1; i < step.arguments.size(); ++i)
            types.add(of_scoped(step.arguments[i].node, input));
        return types;
    }

    PossibleTypes of_sort(const Step& step, const PossibleTypes& input)
    {
        for (const auto& argument : step.arguments)
            of_scoped(argument.node, input);
        auto types = input;
        types.is_ordered = true;
        return types;
    }

    PossibleTypes of_aggregate(const Step& step, const PossibleTypes& input, const PossibleTypes& self)
    {
        of_scoped(step.arguments.front().node, input);
        if (step.arguments.size() > 1)
            of_scoped(step.arguments[1].node, self);
        return PossibleTypes::unknown();
    }

    PossibleTypes of_definition(const Step& step, const PossibleTypes& input)
    {
        auto value = step.arguments.size() > 1 ? of_scoped(step.arguments[1].node, input) : input;
        const auto& name = m_program.nodes[step.arguments.front().node];
        if (name.kind == Node::Kind::literal && name.literal.kind() == Kind::string)
            m_variables.push_back({std::string(name.literal.text()), std::move(value)});
        else
            m_has_unknown_variables = true;
        return input;
    }

    PossibleTypes of_fold(const Node& node, const PossibleTypes& self)
    {
        auto left = of_node(node.first, self);
        for (const auto& operand : node.operands)
            left = of_operand(operand, left, self);
        return left;
    }

    PossibleTypes of_operand(const Operand& operand, const PossibleTypes& left, const PossibleTypes& self)
    {
        const auto operation = operand.operation;
        if (operation == Operator::is || operation == Operator::as) {
            auto types = narrowed(operand.type, operand.position, left);
            return operation == Operator::is ? PossibleTypes::of(Kind::boolean) : types;
        }
        const auto right = of_node(operand.node, self);
        if (!may_fit(operation, left, right))
            return wrong(operand.position,
                fmt::format("'{}' does not take {} and {}", operator_sign(operation), left.text(), right.text()));
        return result_of(operation, left, right);
    }

    const Program& m_program;
    const Definitions& m_definitions;
    const CheckOptions& m_options;
    PossibleTypes m_focus;
    Checked m_checked;
    std::vector<Variable> m_variables;
    std::size_t m_steps = 0;
    bool m_has_unknown_variables = false;
};

}  // namespace

Checked check(const Expression& expression, std::span<const Type* const> focus, const Definitions& definitions,
    const CheckOptions& options)
{
    if (expression.program() == nullptr)
        return {};
    PossibleTypes types = focus.empty() ? PossibleTypes::unknown() : PossibleTypes();
    for (const auto* type : focus)
        types.add(PossibleTypes::of(type));
    return Checker(*expression.program(), definitions, options, std::move(types)).run();
}

Result<void> checked(const Expression& expression, std::span<const Type* const> focus, const Definitions& definitions,
    const CheckOptions& options)
{
    const auto found = check(expression, focus, definitions, options);
    if (found.errors.empty())
        return {};
    return Error{helselos::Kind::unprocessable, found.errors.front().reason};
}

}  // namespace helselos::fhir::path
