// Looking for people: answers under which a rule fires, or a level comes out. A search that
// finds one is proof; one that finds none is a strong hint, not proof.
#pragma once

#include "base/random.h"
#include "services/triage/assess.h"

#include <optional>
#include <vector>

namespace helselos::triage {

// The values of a finding between which the rules of a protocol can tell a difference: for
// numbers each boundary with its neighbours.
std::vector<std::int64_t> telling_values(const Content& content, const Protocol& protocol, FindingIndex finding);

// Everything this protocol asks, answered by chance; about one in `unknown_in` by "don't know"
// (0: none) and one in `open_in` not at all (0: none).
Answers random_answers(
    const Content& content, const Protocol& protocol, Random& random, unsigned unknown_in, unsigned open_in);

// A person who is well but for what makes the condition true. None when the search fails.
std::optional<Answers> find_person(
    const Content& content, const Protocol& protocol, const Condition& condition, Random& random);

// A person for whom this rule decides: it fires, and nothing more urgent does.
std::optional<Answers> find_decided_by(
    const Content& content, const Protocol& protocol, const Rule& rule, Random& random);

// A person for whom self-care comes out.
std::optional<Answers> find_selfcare(const Content& content, const Protocol& protocol, Random& random);

}  // namespace helselos::triage
