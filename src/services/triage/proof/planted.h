// One protocol in which rules are changed one at a time, to see for whom it makes a difference and which law breaks.
#pragma once

#include "services/triage/proof/claims.h"
#include "services/triage/proof/mutants.h"

namespace helselos::triage::proof {

class Planted {
public:
    // What is known of the content before anything is changed.
    struct Ground {
        const Content& content;
        const Differences& differences;
        const ProtocolProof& proof;                       // Of this protocol.
        const std::set<std::string>& shared_emergencies;  // Of all; see prove.h.
    };

    // `planned`: every changed rule that will be planted. Kind::fault when the solver cannot be used, here and below.
    static Result<std::unique_ptr<Planted>> make(
        const Ground& ground, const Protocol& protocol, std::span<const Rule> planned);
    Planted(const Planted&) = delete;
    Planted& operator=(const Planted&) = delete;
    ~Planted() = default;

    // Until the next one.
    void plant(std::size_t rule, const Rule& changed, const Mutation& mutation);

    struct Effect {
        bool is_undecided = false;
        std::optional<Answers> person;  // Somebody whose outcome is another one.
    };
    // Nobody's outcome differs when there is neither.
    Result<Effect> effect();
    // The law that breaks, or the rule of `helselos content check`; none when all hold. Asked are the laws that the
    // change of one rule can break: the others follow from the direction in which findings stand in the rules, which
    // no such change turns around.
    Result<std::optional<std::string_view>> broken_law();

    // The same person with as few answers as will do.
    Answers shrunk(const Answers& person) const;
    Outcome before(const Answers& person) const { return outcome_of(m_original, person); }
    Outcome after(const Answers& person) const { return outcome_of(m_protocol, person); }

private:
    Planted(const Ground& ground, const Protocol& protocol, std::span<const Rule> planned);

    // What lives, and those who show it.
    struct Shown {
        Living living;
        std::vector<Answers> people;
    };

    Result<void> look_who_lives();
    bool counts_the_same(const Answers& person) const;
    bool is_refused_by_check() const;
    bool is_gone(const Living& living) const;
    Result<bool> breaks_agreement();
    Result<bool> opens_gap();

    Ground m_ground;
    const Protocol& m_original;
    Protocol m_protocol;  // With the changed rule in its place.
    ProtocolProof m_proof;
    std::unique_ptr<Scene> m_scene;
    std::unique_ptr<Work> m_work;
    Outcomes m_outcome_before;
    std::vector<Shown> m_shown;
    std::vector<Answers> m_people;     // All who were met.
    std::size_t m_rule = 0;            // Which one is changed,
    Mutation m_mutation;               // how,
    std::vector<FindingIndex> m_gone;  // and what is asked no more.
};

}  // namespace helselos::triage::proof
