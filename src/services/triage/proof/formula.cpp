#include "services/triage/proof/formula.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr std::uint32_t node_of(Formula formula)
{
    return formula >> 1U;
}

constexpr bool is_negated(Formula formula)
{
    return (formula & 1U) != 0;
}

}  // namespace

// Node 0 is what never holds, so that its negation is what always does.
Formulas::Formulas() : m_nodes(1) {}

Formula Formulas::variable(std::string name)
{
    m_nodes.push_back({true, std::move(name), {}, false});
    return static_cast<Formula>((m_nodes.size() - 1) << 1U);
}

Formula Formulas::all(std::vector<Formula> operands)
{
    std::ranges::sort(operands);
    const auto repeated = std::ranges::unique(operands);
    operands.erase(repeated.begin(), repeated.end());
    std::erase(operands, certain);
    for (std::size_t i = 0; i < operands.size(); ++i)
        if (operands[i] == impossible || (i > 0 && operands[i] == opposite(operands[i - 1])))
            return impossible;
    if (operands.empty())
        return certain;
    if (operands.size() == 1)
        return operands[0];
    const auto [place, is_new] = m_known.try_emplace(operands, static_cast<std::uint32_t>(m_nodes.size()));
    if (is_new)
        m_nodes.push_back({false, {}, std::move(operands), false});
    return place->second << 1U;
}

Formula Formulas::any(std::vector<Formula> operands)
{
    for (auto& operand : operands)
        operand = opposite(operand);
    return opposite(all(std::move(operands)));
}

Formula Formulas::at_least(std::size_t needed, std::span<const Formula> operands)
{
    if (needed == 0)
        return certain;
    if (needed > operands.size())
        return impossible;
    if (needed == operands.size())
        return all({operands.begin(), operands.end()});
    if (needed == 1)
        return any({operands.begin(), operands.end()});
    // reached[k]: at least k of the operands seen so far.
    std::vector<Formula> reached(needed + 1, impossible);
    reached[0] = certain;
    for (const auto operand : operands)
        for (auto k = needed; k > 0; --k)
            reached[k] = either(reached[k], both(reached[k - 1], operand));
    return reached[needed];
}

// Operands before what is made of them: a node is always younger than its operands.
std::vector<std::uint32_t> Formulas::below(Formula formula) const
{
    std::vector<bool> is_seen(node_of(formula) + 1, false);
    std::vector<std::uint32_t> waiting{node_of(formula)}, found;
    is_seen[waiting[0]] = true;
    while (!waiting.empty()) {
        const auto node = waiting.back();
        waiting.pop_back();
        found.push_back(node);
        for (const auto operand : m_nodes[node].operands)
            if (!is_seen[node_of(operand)]) {
                is_seen[node_of(operand)] = true;
                waiting.push_back(node_of(operand));
            }
    }
    std::ranges::sort(found);
    return found;
}

std::string Formulas::term(Formula formula) const
{
    if (formula == impossible || formula == certain)
        return formula == certain ? "true" : "false";
    std::string text;
    write(formula, text);
    return text;
}

// What has no name of its own is written out. Depth: each name-less node stands in one other.
void Formulas::write(Formula formula, std::string& text) const
{
    const auto& node = m_nodes[node_of(formula)];
    if (is_negated(formula))
        text += "(not ";
    if (node.is_variable) {
        text += "|" + node.name + "|";
    } else if (node.is_written) {
        text += "s" + std::to_string(node_of(formula));
    } else {
        text += "(and";
        for (const auto operand : node.operands) {
            text += ' ';
            write(operand, text);
        }
        text += ')';
    }
    if (is_negated(formula))
        text += ')';
}

// Only what stands in several others gets a name: names cost the solver more than what they are for.
std::string Formulas::definitions(Formula formula)
{
    const auto nodes = below(formula);
    std::map<std::uint32_t, std::size_t> uses;
    for (const auto index : nodes)
        if (!m_nodes[index].is_written)
            for (const auto operand : m_nodes[index].operands)
                ++uses[node_of(operand)];
    std::string text;
    for (const auto index : nodes) {
        auto& node = m_nodes[index];
        if (index == 0 || node.is_written || (!node.is_variable && uses[index] < 2))
            continue;
        if (node.is_variable) {
            text += "(declare-const |" + node.name + "| Bool)\n";
        } else {
            text += "(define-fun s" + std::to_string(index) + " () Bool ";
            write(index << 1U, text);
            text += ")\n";
        }
        node.is_written = true;
    }
    return text;
}

}  // namespace helselos::triage::proof
