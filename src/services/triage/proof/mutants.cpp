#include "services/triage/proof/mutants.h"

#include "services/triage/condition_text.h"
#include "services/triage/decimal.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::triage::proof {

namespace {

// A condition as a tree, so that a part can be taken out.
struct Node {
    Step step;
    std::size_t place = 0;  // In the condition it was made of.
    std::vector<Node> operands = {};
};

Node tree_of(const Condition& condition)
{
    std::vector<Node> waiting;
    for (std::size_t place = 0; place < condition.size(); ++place) {
        Node node{condition[place], place};
        const auto count = node.step.is_leaf() ? 0U : node.step.act == Step::Act::negate ? 1U : node.step.operands;
        const auto first = waiting.end() - static_cast<std::ptrdiff_t>(count);
        node.operands.assign(std::make_move_iterator(first), std::make_move_iterator(waiting.end()));
        waiting.erase(first, waiting.end());
        waiting.push_back(std::move(node));
    }
    return std::move(waiting.front());
}

// Depth is bounded by limits::triage_nesting_max, which readers of content enforce.
void write(const Node& node, Condition& condition)
{
    const auto begin = condition.size();
    for (const auto& operand : node.operands)
        write(operand, condition);
    auto step = node.step;
    if (step.act == Step::Act::count)
        step.operands = static_cast<std::uint16_t>(node.operands.size());
    step.span = static_cast<std::uint16_t>(condition.size() + 1 - begin);
    condition.push_back(step);
}

bool is_gate(const Node& node)
{
    if (node.step.act == Step::Act::negate)
        return is_gate(node.operands.front());
    return node.step.from_gate;
}

// The gate of a finding beside the finding itself.
bool is_gated(const Node& node)
{
    return node.step.act == Step::Act::count && node.operands.size() == 2 && is_gate(node.operands[0])
        && !is_gate(node.operands[1]);
}

Node* find(Node& node, std::size_t place)
{
    if (node.place == place)
        return &node;
    for (auto& operand : node.operands)
        if (auto* found = find(operand, place))
            return found;
    return nullptr;
}

// What an age was written in, in millionths of a year; the smallest step of other numbers.
std::vector<std::int64_t> neighbours(const Finding& finding, std::int64_t number)
{
    std::vector<std::int64_t> values;
    const auto words = number_text(finding, number);
    const auto space = words.find(' ');
    if (finding.id == "age-years" && number != 0) {
        const auto count = *to_millionths(words.substr(0, space));
        const auto unit = space == std::string::npos ? "years" : words.substr(space + 1);
        values = {*to_years(count - one, unit), *to_years(count + one, unit)};
    } else {
        auto step = one;
        for (unsigned i = 0; i < finding.decimals; ++i)
            step /= 10;
        values = {number - step, number + step};
    }
    std::erase_if(values, [&](auto value) { return value < finding.min || value > finding.max; });
    return values;
}

// An operand that the complaint takes for granted; see `assumes`.
bool is_granted(const Node& node)
{
    return node.step.act == Step::Act::count && node.step.operands == 0;
}

Step::Act turned(Step::Act act)
{
    switch (act) {
    case Step::Act::is_less: return Step::Act::is_at_most;
    case Step::Act::is_at_most: return Step::Act::is_less;
    case Step::Act::is_more: return Step::Act::is_at_least;
    case Step::Act::is_at_least: return Step::Act::is_more;
    default: return act;
    }
}

class Mutations {
public:
    Mutations(std::span<const Finding> findings, const Rule& rule) : m_findings(findings), m_rule(rule) {}

    std::vector<Mutation> all()
    {
        in_condition(tree_of(m_rule.when));
        in_outcome();
        Mutation dropped{.kind = Mutation::Kind::rule_dropped};
        dropped.words = "the rule was left out";
        m_all.push_back(std::move(dropped));
        return std::move(m_all);
    }

private:
    void in_condition(const Node& node)
    {
        if (is_gate(node))
            return;
        if (node.step.act == Step::Act::is_one_of)
            return in_choices(node);
        if (node.step.is_leaf())
            return in_number(node);
        if (node.step.act == Step::Act::count && !is_gated(node))
            in_list(node);
        for (const auto& operand : node.operands)
            in_condition(operand);
    }

    void in_number(const Node& node)
    {
        if (node.step.act == Step::Act::is_yes)
            return;
        for (const auto number : neighbours(m_findings[node.step.finding], node.step.number)) {
            auto step = node.step;
            step.number = number;
            became(node, step, text({node.step}), text({step}));
        }
        auto step = node.step;
        step.act = turned(step.act);
        became(node, step, text({node.step}), text({step}));
    }

    void in_choices(const Node& node)
    {
        for (std::size_t i = 0; i < m_findings[node.step.finding].choices.size(); ++i) {
            auto step = node.step;
            step.choices &= ~(std::uint64_t{1} << i);
            if (step.choices != 0 && step.choices != node.step.choices)
                became(node, step, text({node.step}), text({step}));
        }
    }

    void in_list(const Node& node)
    {
        const auto size = node.operands.size();
        for (std::size_t i = 0; i < size && size > 1; ++i) {
            if (is_granted(node.operands[i]))
                continue;
            Condition operand;
            write(node.operands[i], operand);
            Mutation mutation{
                .kind = Mutation::Kind::condition_dropped, .place = node.place, .operand = i, .before = node.step};
            mutation.words = fmt::format("\"{}\" was left out", text(operand));
            m_all.push_back(std::move(mutation));
        }
        if (size < 2)
            return;
        if (node.step.needed == 1)
            return needs(node, size, "all of these");
        if (node.step.needed == size)
            return needs(node, 1, "any of these");
        for (const auto needed : {node.step.needed - 1U, node.step.needed + 1U})
            needs(node, needed, fmt::format("at least {} of these", needed));
    }

    void needs(const Node& node, std::size_t needed, std::string_view words)
    {
        Condition list;
        write(node, list);
        auto step = node.step;
        step.needed = static_cast<std::uint16_t>(needed);
        became(node, step, text(list), words);
    }

    void became(const Node& node, const Step& after, std::string_view words_before, std::string_view words_after)
    {
        Mutation mutation{.kind = Mutation::Kind::step, .place = node.place, .before = node.step, .after = after};
        mutation.words = fmt::format("\"{}\" became \"{}\"", words_before, words_after);
        m_all.push_back(std::move(mutation));
    }

    void in_outcome()
    {
        constexpr std::uint32_t hour = 60, day = 24 * hour;
        const auto& outcome = m_rule.outcome;
        if (outcome.level == Level::emergency)
            other({Level::urgent, hour});
        if (outcome.level == Level::urgent) {
            other(emergency);
            other({Level::routine, day});
        }
        if (outcome.level == Level::routine)
            other({Level::urgent, 4 * hour});
        if (outcome.minutes == 0)
            return;
        other({outcome.level, outcome.minutes * 2});
        other({outcome.level, outcome.minutes / 2});
    }

    void other(const Outcome& outcome)
    {
        Mutation mutation{.kind = Mutation::Kind::outcome, .outcome = outcome};
        mutation.words = fmt::format("\"{}\" became \"{}\"", to_text(m_rule.outcome), to_text(outcome));
        m_all.push_back(std::move(mutation));
    }

    std::string text(const Condition& condition) const { return to_text(m_findings, condition); }

    std::span<const Finding> m_findings;
    const Rule& m_rule;
    std::vector<Mutation> m_all;
};

// False where something else stands than what was to be changed.
bool change(Node& root, const Mutation& mutation)
{
    auto* node = find(root, mutation.place);
    if (node == nullptr || node->step.act != mutation.before.act || node->step.finding != mutation.before.finding
        || node->step.operands != mutation.before.operands)
        return false;
    if (mutation.kind == Mutation::Kind::step) {
        node->step = mutation.after;
        return true;
    }
    const auto operand = node->operands.begin() + static_cast<std::ptrdiff_t>(mutation.operand);
    if (is_granted(*operand))
        return false;
    node->operands.erase(operand);
    node->step.needed = std::min(node->step.needed, static_cast<std::uint16_t>(node->operands.size()));
    return true;
}

bool uses(const Rule& rule, FindingIndex finding)
{
    return std::ranges::any_of(rule.when, [&](const Step& step) { return step.is_leaf() && step.finding == finding; });
}

}  // namespace

std::vector<Mutation> mutations_of(std::span<const Finding> findings, const Rule& rule)
{
    return Mutations(findings, rule).all();
}

std::optional<Rule> with(const Rule& rule, const Mutation& mutation)
{
    auto changed = rule;
    if (mutation.kind == Mutation::Kind::rule_dropped) {
        changed.when = negate(at_least(0, {}));
        return changed;
    }
    if (mutation.kind == Mutation::Kind::outcome) {
        changed.outcome = mutation.outcome;
        changed.if_unknown = std::min(changed.if_unknown, changed.outcome);
        return changed;
    }
    auto tree = tree_of(rule.when);
    if (!change(tree, mutation))
        return std::nullopt;
    changed.when.clear();
    write(tree, changed.when);
    return changed;
}

Outcome counted(const Rule& rule, const Answers& answers)
{
    const auto truth = evaluate(rule.when, answers);
    return truth == can_be_true ? rule.outcome : truth == can_be_unknown ? rule.if_unknown : Outcome{};
}

std::vector<FindingIndex> asked_no_more(
    const Content& content, const Protocol& protocol, std::size_t rule, const Rule& changed)
{
    auto findings = findings_of(protocol.rules[rule].when);
    std::erase_if(findings, [&](FindingIndex finding) {
        for (const auto* asked : {&content.about.findings, &content.red_screen.findings, &protocol.opening})
            if (std::ranges::find(*asked, finding) != asked->end())
                return true;
        for (std::size_t i = 0; i < protocol.rules.size(); ++i)
            if (uses(i == rule ? changed : protocol.rules[i], finding))
                return true;
        return false;
    });
    return findings;
}

}  // namespace helselos::triage::proof
