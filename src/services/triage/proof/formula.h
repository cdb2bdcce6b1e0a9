// Statements that are true or false, built bottom up with what is equal shared, and written out
// as SMT-LIB 2.6 (https://smtlib.cs.uiowa.edu/language.shtml) for a solver.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::triage::proof {

// A statement of one Formulas; the lowest bit negates.
using Formula = std::uint32_t;

constexpr Formula impossible = 0;
constexpr Formula certain = 1;

constexpr Formula opposite(Formula formula)
{
    return formula ^ 1U;
}

class Formulas {
public:
    Formulas();

    // A statement nothing is known of. The name is shown in the text; letters, digits and
    // anything else but '|' and '\'.
    Formula variable(std::string name);
    Formula all(std::vector<Formula> operands);
    Formula any(std::vector<Formula> operands);
    Formula both(Formula left, Formula right) { return all({left, right}); }
    Formula either(Formula left, Formula right) { return any({left, right}); }
    Formula implies(Formula left, Formula right) { return either(opposite(left), right); }
    // At least `needed` of the operands.
    Formula at_least(std::size_t needed, std::span<const Formula> operands);

    // The declarations and definitions that `formula` needs and that were not written yet.
    std::string definitions(Formula formula);
    std::string term(Formula formula) const;

private:
    struct Node {
        bool is_variable = false;
        std::string name;
        std::vector<Formula> operands;  // All of them.
        bool is_written = false;
    };

    std::vector<std::uint32_t> below(Formula formula) const;
    void write(Formula formula, std::string& text) const;

    std::vector<Node> m_nodes;
    std::map<std::vector<Formula>, std::uint32_t> m_known;
};

}  // namespace helselos::triage::proof
