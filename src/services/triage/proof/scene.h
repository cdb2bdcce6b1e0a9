// One set of rules and one person, whoever it is, as statements that a solver can be asked about.
#pragma once

#include "services/triage/proof/solver.h"
#include "services/triage/proof/truth.h"

#include <optional>

namespace helselos::triage::proof {

// That the outcome is at least so urgent, for each step of Scene::ladder().
using Outcomes = std::vector<Formula>;

struct Found {
    Verdict verdict = Verdict::undecided;
    std::optional<Answers> person;  // When possible.
};

// What a scene is made of. It must outlive the scene.
struct Stage {
    std::span<const Finding> findings;        // All, by index.
    std::span<const FindingIndex> asked;      // Those that may be answered.
    std::span<const Rule> rules;              // Of one protocol.
    std::vector<const Condition*> more = {};  // Conditions that questions speak of as well.
    std::vector<Outcome> more_outcomes = {};  // Outcomes that questions speak of as well.
    std::filesystem::path record = {};        // Where to write what is asked; none when empty.
};

class Scene {
public:
    explicit Scene(Stage stage);
    Scene(const Scene&) = delete;
    Scene& operator=(const Scene&) = delete;
    ~Scene() = default;

    Formulas& formulas() { return m_formulas; }
    const Intervals& intervals() const { return m_intervals; }
    const Stage& stage() const { return m_stage; }
    const Person& person() const { return m_person; }
    // Every outcome that some rule can count, and self-care, from the mildest.
    const std::vector<Outcome>& ladder() const { return m_ladder; }

    const Truth& truth(std::size_t rule) const { return m_truths[rule]; }
    Truth truth_of(const Condition& condition);
    Truth truth_for(const Condition& condition, const Person& person);
    // The person's outcome; or what it would be with another answer to one question.
    const Outcomes& outcome() const { return m_outcome; }
    Outcomes outcome_if(FindingIndex finding, const Answer& answer);
    Outcomes outcome_by(std::span<const Truth> truths, std::span<const Rule> rules);
    Outcomes outcome_by(std::span<const Truth> truths) { return outcome_by(truths, m_stage.rules); }

    Formula is_lower(const Outcomes& left, const Outcomes& right);
    Formula is_at_least(const Outcome& outcome, const Outcomes& outcomes) const;

    // For many questions about the same rules: the solver then keeps what it worked out of them.
    void keep_truths();
    // After this rule of the stage was changed, to a condition the stage spoke of; and after it was put back.
    void read_changed(std::size_t rule);
    void read_kept(std::size_t rule);

    // A person of whom it is so. `why` is told in the record. Kind::fault as Solver::ask.
    Result<Found> find(Formula formula, std::string_view why);
    void require(Formula formula) { m_solver.require(formula); }
    // For questions about a second person: whose variables are read, and then what they are.
    void watch(const Person& person);
    void watch(const std::vector<Formula>& variables) { m_solver.watch(variables); }
    Answers read(const Person& person) const;
    bool holds(Formula variable) const { return m_solver.holds(variable); }
    std::size_t questions() const { return m_solver.questions(); }

private:
    Answer read(FindingIndex finding, const Told& told) const;
    void read_rule(std::size_t rule, Truth truth);

    Stage m_stage;
    Formulas m_formulas;
    Intervals m_intervals;
    std::vector<Outcome> m_ladder;
    Person m_person;
    std::vector<Truth> m_truths;
    std::vector<Truth> m_kept_truths;
    std::vector<std::vector<bool>> m_speaks_of;  // By rule, by finding.
    Outcomes m_outcome;
    Solver m_solver;
};

}  // namespace helselos::triage::proof
