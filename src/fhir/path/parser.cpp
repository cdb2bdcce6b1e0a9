#include "fhir/path/parser.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/path/function.h"
#include "fhir/path/lexer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

namespace helselos::fhir::path {

namespace {

struct OperatorSign {
    std::string_view sign;
    Operator operation;
    int precedence;  // Higher binds tighter.
};

// http://hl7.org/fhirpath/N1/#operator-precedence
constexpr std::array operator_signs{
    OperatorSign{"*", Operator::multiply, 10},
    OperatorSign{"/", Operator::divide, 10},
    OperatorSign{"div", Operator::whole_divide, 10},
    OperatorSign{"mod", Operator::modulo, 10},
    OperatorSign{"+", Operator::add, 9},
    OperatorSign{"-", Operator::subtract, 9},
    OperatorSign{"&", Operator::concatenate, 9},
    OperatorSign{"is", Operator::is, 8},
    OperatorSign{"as", Operator::as, 8},
    OperatorSign{"|", Operator::unite, 7},
    OperatorSign{"<", Operator::less, 6},
    OperatorSign{"<=", Operator::less_or_equal, 6},
    OperatorSign{">", Operator::greater, 6},
    OperatorSign{">=", Operator::greater_or_equal, 6},
    OperatorSign{"=", Operator::equal, 5},
    OperatorSign{"~", Operator::equivalent, 5},
    OperatorSign{"!=", Operator::not_equal, 5},
    OperatorSign{"!~", Operator::not_equivalent, 5},
    OperatorSign{"in", Operator::in, 4},
    OperatorSign{"contains", Operator::contains, 4},
    OperatorSign{"and", Operator::conjunction, 3},
    OperatorSign{"or", Operator::disjunction, 2},
    OperatorSign{"xor", Operator::exclusive, 2},
    OperatorSign{"implies", Operator::implication, 1},
};

constexpr std::array<std::string_view, 16> calendar_words{"year", "years", "month", "months", "week", "weeks", "day",
    "days", "hour", "hours", "minute", "minutes", "second", "seconds", "millisecond", "milliseconds"};

const OperatorSign* operator_of(const Token& token)
{
    if (token.kind != Token::Kind::symbol && token.kind != Token::Kind::identifier)
        return nullptr;
    const auto* found = std::find_if(operator_signs.begin(), operator_signs.end(),
        [&](const OperatorSign& sign) { return sign.sign == token.text; });
    return found == operator_signs.end() ? nullptr : found;
}

class Parser {
public:
    Parser(std::string_view text, std::vector<Token> tokens)
        : m_program(std::make_shared<Program>()), m_tokens(std::move(tokens))
    {
        m_program->text = text;
    }

    Result<std::shared_ptr<const Program>> read()
    {
        m_program->root = TRY(expression(0));
        // The evaluator recurses as deep as the tree is.
        if (m_depths[m_program->root] > limits::path_depth_max)
            return too_deep();
        if (peek().kind != Token::Kind::end)
            return error("something stands after the expression");
        return std::shared_ptr<const Program>(std::move(m_program));
    }

private:
    const Token& peek(std::size_t ahead = 0) const { return m_tokens[std::min(m_at + ahead, m_tokens.size() - 1)]; }
    const Token& take() { return m_tokens[std::min(m_at++, m_tokens.size() - 1)]; }
    bool skip(std::string_view symbol)
    {
        const bool found = peek().is_symbol(symbol);
        m_at += found ? 1 : 0;
        return found;
    }
    Error error(std::string_view reason) const { return syntax_error(m_program->text, peek().position, reason); }
    Result<void> expect(std::string_view symbol)
    {
        if (!skip(symbol))
            return error(fmt::format("'{}' is missing", symbol));
        return {};
    }

    NodeId add(Node node)
    {
        m_depths.push_back(1 + depth_below(node));
        m_program->nodes.push_back(std::move(node));
        return static_cast<NodeId>(m_program->nodes.size() - 1);
    }
    std::size_t depth_below(const Node& node) const
    {
        std::size_t deepest = 0;
        const auto look
            = [&](NodeId below) { deepest = below == no_node ? deepest : std::max(deepest, m_depths[below]); };
        look(node.first);
        for (const auto& operand : node.operands)
            look(operand.node);
        for (const auto& step : node.steps)
            for (const auto& argument : step.arguments)
                look(argument.node);
        return deepest;
    }
    static Error too_deep()
    {
        return {helselos::Kind::too_large, fmt::format("FHIRPath: nested deeper than {}", limits::path_depth_max)};
    }
    NodeId add(Node::Kind kind, NodeId first = no_node, std::size_t position = 0)
    {
        Node node;
        node.kind = kind;
        node.first = first;
        node.position = position;
        return add(std::move(node));
    }
    NodeId add_literal(Item item)
    {
        Node node;
        node.kind = Node::Kind::literal;
        node.literal = item;
        return add(std::move(node));
    }

    // Operators that bind tighter than `floor`; each loop turn adds one level of a flat fold.
    Result<NodeId> expression(int floor)
    {
        if (++m_depth > limits::path_depth_max)
            return too_deep();
        auto left = TRY(signed_term());
        while (const auto* sign = operator_of(peek())) {
            if (sign->precedence <= floor)
                break;
            left = TRY(fold(left, sign->precedence));
        }
        --m_depth;
        return left;
    }

    Result<NodeId> fold(NodeId first, int precedence)
    {
        Node node;
        node.kind = Node::Kind::fold;
        node.first = first;
        node.position = peek().position;
        for (const auto* sign = operator_of(peek()); sign != nullptr && sign->precedence == precedence;
             sign = operator_of(peek())) {
            Operand operand;
            operand.position = take().position;
            operand.operation = sign->operation;
            if (sign->operation == Operator::is || sign->operation == Operator::as)
                operand.type = TRY(type_name());
            else
                operand.node = TRY(expression(precedence));
            node.operands.push_back(std::move(operand));
        }
        return add(std::move(node));
    }

    Result<NodeId> signed_term()
    {
        const auto position = peek().position;
        std::vector<Node::Kind> signs;
        for (; peek().is_symbol("-") || peek().is_symbol("+"); take()) {
            signs.push_back(peek().is_symbol("-") ? Node::Kind::negate : Node::Kind::plus);
            if (m_depth + signs.size() > limits::path_depth_max)
                return too_deep();
        }
        auto node = TRY(chain());
        for (; !signs.empty(); signs.pop_back())
            node = add(signs.back(), node, position);
        return node;
    }

    bool starts_step() const
    {
        const auto kind = peek().kind;
        return kind == Token::Kind::identifier || kind == Token::Kind::delimited;
    }

    Result<NodeId> chain()
    {
        Node node;
        node.kind = Node::Kind::chain;
        node.position = peek().position;
        if (starts_step() && !is_literal_word(peek())) {
            node.steps.push_back(TRY(step()));
            node.steps.back().may_be_type = node.steps.back().kind == Step::Kind::child;
        } else {
            node.first = TRY(term());
        }
        for (;;) {
            if (skip(".")) {
                if (peek().kind == Token::Kind::special)
                    return error("$this, $index and $total cannot follow a dot");
                node.steps.push_back(TRY(step()));
            } else if (peek().is_symbol("[")) {
                node.steps.push_back(TRY(index()));
            } else {
                break;
            }
        }
        return node.steps.empty() ? node.first : add(std::move(node));
    }

    static bool is_literal_word(const Token& token) { return token.is_word("true") || token.is_word("false"); }

    Result<Step> step()
    {
        if (!starts_step())
            return error("a name is missing");
        Step step;
        step.position = peek().position;
        const auto name = take().text;
        if (peek().is_symbol("("))
            return call(std::move(step), name);
        step.element = {name, "_" + name};
        return step;
    }

    Result<Step> index()
    {
        Step step;
        step.kind = Step::Kind::index;
        step.position = take().position;
        step.arguments.push_back({TRY(expression(0))});
        TRY(expect("]"));
        return step;
    }

    Result<Step> call(Step step, const std::string& name)
    {
        step.kind = Step::Kind::call;
        step.function = find_function(name);
        if (step.function == nullptr)
            return Error{helselos::Kind::unsupported, "FHIRPath: no function " + name + "()"};
        TRY(expect("("));
        if (step.function->takes_type) {
            if (!step.function->may_lack_type)
                step.type = TRY(type_name());
            else if (!peek().is_symbol(")"))
                step.type = TRY(type_of_key());
        } else if (!peek().is_symbol(")")) {
            do
                step.arguments.push_back(TRY(argument(*step.function)));
            while (skip(","));
        }
        TRY(expect(")"));
        const auto count = step.arguments.size();
        if (count < step.function->arguments_min || count > step.function->arguments_max)
            return syntax_error(m_program->text, step.position, name + "() has the wrong number of arguments");
        return step;
    }

    Result<Argument> argument(const Function& function)
    {
        Argument argument;
        argument.node = TRY(expression(0));
        if (!function.takes_order)
            return argument;
        // A leading minus means descending, also of what has no negative.
        if (const auto& node = m_program->nodes[argument.node]; node.kind == Node::Kind::negate)
            argument = {node.first, true};
        if (peek().is_word("desc") || peek().is_word("asc"))
            argument.descending = take().text == "desc";
        return argument;
    }

    // getReferenceKey(Patient), and as the examples of SQL on FHIR have it, getReferenceKey('Patient').
    Result<TypeName> type_of_key()
    {
        if (peek().kind != Token::Kind::string)
            return type_name();
        return TypeName{"", take().text};
    }

    Result<TypeName> type_name()
    {
        if (!starts_step())
            return error("a type is missing");
        TypeName type;
        type.name = take().text;
        if (peek().is_symbol(".") && (type.name == "FHIR" || type.name == "System")) {
            take();
            if (!starts_step())
                return error("a type is missing");
            type.name_space = std::exchange(type.name, take().text);
        }
        return type;
    }

    Result<NodeId> term()
    {
        const auto& token = peek();
        if (token.is_symbol("(")) {
            take();
            const auto inner = TRY(expression(0));
            TRY(expect(")"));
            return inner;
        }
        if (token.is_symbol("{")) {
            take();
            TRY(expect("}"));
            return add(Node::Kind::empty);
        }
        if (token.kind == Token::Kind::special) {
            const auto name = take().text;
            return add(name == "this" ? Node::Kind::this_item
                    : name == "index" ? Node::Kind::index
                                      : Node::Kind::total);
        }
        if (token.kind == Token::Kind::variable) {
            Node node;
            node.kind = Node::Kind::variable;
            node.position = peek().position;
            node.name = take().text;
            return add(std::move(node));
        }
        return literal();
    }

    Result<NodeId> literal()
    {
        switch (peek().kind) {
        case Token::Kind::identifier: return add_literal(Item::of_boolean(take().text == "true"));
        case Token::Kind::string: return add_literal(Item::of_string(keep(take().text)));
        case Token::Kind::integer:
        case Token::Kind::long_integer:
        case Token::Kind::decimal: return number();
        case Token::Kind::date: return temporal(date_from_text(peek().text));
        case Token::Kind::date_time: return temporal(date_time_from_text(peek().text));
        case Token::Kind::time: return temporal(time_from_text(peek().text));
        default: return error("an expression is missing");
        }
    }

    std::string_view keep(std::string text) { return m_program->texts.emplace_back(std::move(text)); }

    Result<NodeId> temporal(const std::optional<Temporal>& value)
    {
        if (!value)
            return error("there is no such date or time");
        take();
        return add_literal(Item::of_temporal(&m_program->temporals.emplace_back(*value)));
    }

    Result<NodeId> number()
    {
        const auto value = json::Decimal::parse(peek().text);
        if (!value)
            return error("a number with too many digits");
        const auto kind = take().kind;
        if (peek().kind == Token::Kind::string)
            return quantity(*value, keep(take().text), false);
        if (peek().kind == Token::Kind::identifier && is_calendar_word(peek().text))
            return quantity(*value, keep(take().text), true);
        if (kind == Token::Kind::decimal)
            return add_literal(Item::of_decimal(&m_program->decimals.emplace_back(*value)));
        const auto whole = value->to_integer();
        if (!whole)
            return error("an integer that is too large");
        if (kind == Token::Kind::long_integer)
            return add_literal(Item::of_long(*whole));
        return add_literal(Item::of_integer(*whole));
    }

    NodeId quantity(const json::Decimal& value, std::string_view unit, bool is_calendar)
    {
        return add_literal(Item::of_quantity(&m_program->quantities.emplace_back(Quantity{value, unit, is_calendar})));
    }

    std::shared_ptr<Program> m_program;
    std::vector<Token> m_tokens;
    std::vector<std::size_t> m_depths;  // Of the tree below each node.
    std::size_t m_at = 0;
    std::size_t m_depth = 0;
};

}  // namespace

std::string_view operator_sign(Operator operation)
{
    const auto* found = std::find_if(operator_signs.begin(), operator_signs.end(),
        [&](const OperatorSign& sign) { return sign.operation == operation; });
    return found == operator_signs.end() ? std::string_view() : found->sign;
}

bool is_calendar_word(std::string_view word)
{
    return std::find(calendar_words.begin(), calendar_words.end(), word) != calendar_words.end();
}

Result<std::shared_ptr<const Program>> parse(std::string_view text)
{
    if (text.size() > limits::path_expression_bytes_max)
        return Error{helselos::Kind::too_large,
            fmt::format("FHIRPath: an expression of more than {} bytes", limits::path_expression_bytes_max)};
    return Parser(text, TRY(read_tokens(text))).read();
}

}  // namespace helselos::fhir::path
