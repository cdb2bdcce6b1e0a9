// What a rule asks of the answers, compiled to a flat program, and how true it is.
//
// Truth has three values, true, false and unknown (Kleene's strong logic): a "don't know" is
// unknown, and counts as absent only where the content says that nobody overlooks the finding. A question not asked yet
// is open: it may still become any of the three. A condition is therefore evaluated to the *set* of truths it can still
// take. The set may be too large where one finding stands twice in a condition, never too
// small: what is decided stays decided whatever is answered later.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace helselos::triage {

using FindingIndex = std::uint16_t;

// A set of truths.
using Truths = std::uint8_t;
constexpr Truths can_be_true = 1;
constexpr Truths can_be_false = 2;
constexpr Truths can_be_unknown = 4;
constexpr Truths undecided = can_be_true | can_be_false | can_be_unknown;

constexpr bool is_decided(Truths truths)
{
    return truths == can_be_true || truths == can_be_false || truths == can_be_unknown;
}

struct Answer {
    enum class State : std::uint8_t { open, unknown, given };

    State state = State::open;
    // Yes 1 and no 0; the place of the choice in its list; a number in millionths.
    std::int64_t value = 0;

    bool operator==(const Answer&) const = default;
};

constexpr Answer open_answer{};
constexpr Answer dont_know{Answer::State::unknown, 0};
constexpr Answer given(std::int64_t value)
{
    return {Answer::State::given, value};
}
constexpr Answer answered_yes = given(1);
constexpr Answer answered_no = given(0);

// One answer for each finding of the content.
class Answers {
public:
    explicit Answers(std::size_t findings) : m_answers(findings) {}

    const Answer& operator[](FindingIndex finding) const { return m_answers[finding]; }
    void set(FindingIndex finding, Answer answer) { m_answers[finding] = answer; }
    bool is_open(FindingIndex finding) const { return m_answers[finding].state == Answer::State::open; }
    std::size_t size() const { return m_answers.size(); }

    // What is open counts as not known: the state of affairs if nobody asks further.
    Answers closed() const;

    bool operator==(const Answers&) const = default;

private:
    std::vector<Answer> m_answers;
};

// One instruction. Operands come before the operator; an operator reaches back over `span`
// instructions, itself included.
struct Step {
    enum class Act : std::uint8_t { is_yes, is_one_of, is_less, is_at_most, is_more, is_at_least, negate, count };

    // What a leaf is when its finding is not known.
    enum class Unknown : std::uint8_t { stays, counts_as_false, counts_as_true };

    Act act = Act::is_yes;
    Unknown unknown = Unknown::stays;
    bool from_gate = false;  // Put in by a finding's own `applies-when`, not by the rule.
    FindingIndex finding = 0;
    std::uint16_t operands = 0;  // Of count.
    std::uint16_t needed = 0;    // Of count: true when so many operands are.
    std::uint16_t span = 1;
    std::uint64_t choices = 0;  // Of is_one_of: one bit for each choice.
    std::int64_t number = 0;    // Of the comparisons, in millionths.

    bool is_leaf() const { return act != Act::negate && act != Act::count; }
};

using Condition = std::vector<Step>;

Condition leaf(Step step);
Condition negate(Condition condition);
// True when at least `needed` of the operands are.
Condition at_least(std::uint16_t needed, const std::vector<Condition>& operands);
Condition all_of(const std::vector<Condition>& operands);
Condition any_of(const std::vector<Condition>& operands);

// How many values wait at most while the condition is evaluated. Readers of content refuse
// more than limits::triage_operands_max.
std::size_t operands_waiting_max(const Condition& condition);

// The truths the condition can still take.
Truths evaluate(const Condition& condition, const Answers& answers);

// The findings that made a decided condition what it is: those behind a true one when it is
// true, those that are not known when it is unknown, those that denied it when it is false.
// Findings asked only by gates are left out.
std::vector<FindingIndex> deciding(const Condition& condition, const Answers& answers);

// Open findings whose answer the truth of an undecided condition still depends on. Never
// empty for an undecided condition.
std::vector<FindingIndex> still_open(const Condition& condition, const Answers& answers);

// Every finding named, each once, in order.
std::vector<FindingIndex> findings_of(const Condition& condition);

}  // namespace helselos::triage
