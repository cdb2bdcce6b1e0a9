#include "fhir/path/path.h"

#include "fhir/path/evaluator.h"
#include "fhir/path/memory.h"
#include "fhir/path/parser.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::path {

namespace {

// Booleans and integers are in the item itself.
bool may_be_literal(const Item& item)
{
    return item.kind() > Item::Kind::long_integer;
}

}  // namespace

Expression::Expression(std::shared_ptr<const Program> program) : m_program(std::move(program)) {}

std::string_view Expression::text() const
{
    return m_program ? std::string_view(m_program->text) : std::string_view();
}

Result<Expression> compile(std::string_view text)
{
    return Expression(TRY(parse(text)));
}

Result<Collection> evaluate(const Expression& expression, const Item& focus, Environment& environment)
{
    Collection output;
    if (expression.program() == nullptr)
        return output;
    Evaluator evaluator(*expression.program(), focus, environment);
    const Item start = evaluator.focus();
    const Frame frame{start.exists() ? std::span<const Item>(&start, 1) : std::span<const Item>()};
    const bool is_done = evaluator.evaluate(expression.program()->root, frame, output);
    environment.steps_spent += evaluator.steps_spent();
    if (!is_done)
        return evaluator.take_error();
    if (std::any_of(output.begin(), output.end(), may_be_literal))
        environment.memory().keep_alive(expression.shared_program());
    return output;
}

Result<Truth> truth_of(const Expression& expression, const Item& focus, Environment& environment)
{
    const auto items = TRY(evaluate(expression, focus, environment));
    if (expression.program() == nullptr)
        return Truth::unknown;
    Evaluator evaluator(*expression.program(), focus, environment);
    Truth truth = Truth::unknown;
    if (!evaluator.truth_of(items, truth))
        return evaluator.take_error();
    return truth;
}

Result<bool> holds(const Expression& expression, const Item& focus, Environment& environment)
{
    auto truth = truth_of(expression, focus, environment);
    environment.forget();
    if (!truth.ok())
        return std::move(truth).error();
    return *truth == Truth::yes;
}

}  // namespace helselos::fhir::path
