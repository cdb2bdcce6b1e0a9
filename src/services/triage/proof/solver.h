// Whether a statement can be true: asked of Z3, which runs as a program beside this one
// (docs/decisions/0019-proofs.md).
#pragma once

#include "base/result.h"
#include "services/triage/proof/formula.h"

#include <chrono>
#include <filesystem>
#include <memory>

namespace helselos::triage::proof {

enum class Verdict : std::uint8_t { never, possible, undecided };

class Solver {
public:
    // The program `z3`, found by PATH, is started with the first question, and again after it gave
    // no answer. With `record`, everything it is told is written there too, to be checked by
    // whoever wants to.
    explicit Solver(Formulas& formulas, const std::filesystem::path& record = {});
    Solver(Solver&&) noexcept;
    Solver& operator=(Solver&&) noexcept;
    ~Solver();

    // Holds from now on in every question.
    void require(Formula formula);
    // `why` is told in the record. Kind::fault when the solver cannot be started
    // or refuses what it is told.
    Result<Verdict> ask(Formula formula, std::string_view why);
    // Variables whose values are read whenever something is possible.
    void watch(const std::vector<Formula>& variables);
    // After `possible`: what a watched variable is in the example.
    bool holds(Formula variable) const;

    std::size_t questions() const;

private:
    struct State;

    std::unique_ptr<State> m_state;
};

// "Z3 version 4.8.12 - 64 bit"; empty when there is none.
std::string solver_version();

}  // namespace helselos::triage::proof
