#include "services/triage/proof/planted.h"

#include <algorithm>

namespace helselos::triage::proof {

namespace {

constexpr std::string_view refused_by_check = "content-check";

Stage stage_with(
    const Content& content, const Protocol& planted, const Protocol& original, std::span<const Rule> planned)
{
    auto stage = stage_of(content, planted, {});
    // What a change has nobody ask any more may still be answered.
    stage.asked = original.findings;
    for (const auto& rule : planned) {
        stage.more.push_back(&rule.when);
        stage.more_outcomes.push_back(rule.outcome);
        stage.more_outcomes.push_back(rule.if_unknown);
    }
    return stage;
}

bool is_among(const auto& all, const auto& one)
{
    return std::ranges::find(all, one) != std::ranges::end(all);
}

}  // namespace

Planted::Planted(const Ground& ground, const Protocol& protocol, std::span<const Rule> planned)
    : m_ground(ground), m_original(protocol), m_protocol(protocol), m_proof{.protocol = protocol.id},
      m_scene(std::make_unique<Scene>(stage_with(ground.content, m_protocol, protocol, planned))),
      m_work(std::make_unique<Work>(Work{ground.content, m_protocol, ground.differences, *m_scene, m_proof}))
{
    m_scene->keep_truths();
    m_outcome_before = m_scene->outcome();
}

Result<std::unique_ptr<Planted>> Planted::make(
    const Ground& ground, const Protocol& protocol, std::span<const Rule> planned)
{
    std::unique_ptr<Planted> planted(new Planted(ground, protocol, planned));
    TRY(planted->look_who_lives());
    return planted;
}

Result<void> Planted::look_who_lives()
{
    for (const auto& living : all_living(*m_work)) {
        auto people = TRY(prove_alive(*m_work, living));
        m_people.insert(m_people.end(), people.begin(), people.end());
        m_shown.push_back({living, std::move(people)});
    }
    return {};
}

void Planted::plant(std::size_t rule, const Rule& changed, const Mutation& mutation)
{
    m_protocol.rules[m_rule] = m_original.rules[m_rule];
    m_scene->read_kept(m_rule);
    m_rule = rule;
    m_mutation = mutation;
    m_protocol.rules[rule] = changed;
    m_scene->read_changed(rule);
    m_gone = asked_no_more(m_ground.content, m_original, rule, changed);
    m_protocol.findings = m_original.findings;
    std::erase_if(m_protocol.findings, [&](FindingIndex finding) { return is_among(m_gone, finding); });
}

// Who was met before is asked first, for that is faster.
Result<Planted::Effect> Planted::effect()
{
    for (const auto& person : m_people)
        if (!counts_the_same(person) && before(person) != after(person))
            return Effect{false, person};
    const auto differs = m_scene->formulas().either(m_scene->is_lower(m_outcome_before, m_scene->outcome()),
        m_scene->is_lower(m_scene->outcome(), m_outcome_before));
    const auto found = TRY(m_scene->find(differs, "differs"));
    Effect effect{found.verdict == Verdict::undecided, {}};
    if (found.verdict != Verdict::possible)
        return effect;
    // Whom the engine does not confirm proves nothing.
    if (before(*found.person) == after(*found.person)) {
        effect.is_undecided = true;
        return effect;
    }
    m_people.push_back(*found.person);
    effect.person = found.person;
    return effect;
}

bool Planted::counts_the_same(const Answers& person) const
{
    const auto &before = m_original.rules[m_rule], &after = m_protocol.rules[m_rule];
    return evaluate(before.when, person) == evaluate(after.when, person)
        && counted(before, person) == counted(after, person);
}

Result<std::optional<std::string_view>> Planted::broken_law()
{
    const auto& before = m_original.rules[m_rule];
    std::optional<std::string_view> broken;
    if (is_refused_by_check())
        broken = refused_by_check;
    else if (before.place.file == "red-screen.yaml" && TRY(m_work->is_violated(claims_of_red_screen(*m_work))))
        broken = name_of(Law::red_screen);
    else if (before.outcome == emergency && TRY(breaks_agreement()))
        broken = name_of(Law::emergencies_agree);
    else if (TRY(opens_gap()))
        broken = name_of(Law::no_gap);
    if (broken)
        return broken;
    for (const auto& [living, people] : m_shown) {
        if (is_gone(living)
            || std::ranges::all_of(people, [&](const Answers& person) { return counts_the_same(person); }))
            continue;
        m_proof.failures.clear();
        const auto people_before = m_work->people.size();
        TRY(prove_alive(*m_work, living));
        m_work->people.resize(people_before, Answers(0));
        if (!m_proof.failures.empty())
            return std::optional(name_of(living.law));
    }
    return broken;
}

// `helselos content check` refuses a group with a question that no rule needs, and a finding that no protocol asks.
bool Planted::is_refused_by_check() const
{
    return std::ranges::any_of(m_gone, [&](FindingIndex finding) {
        return m_original.group_of(finding) != nullptr
            || std::ranges::none_of(m_ground.content.protocols,
                [&](const Protocol& other) { return other.id != m_original.id && other.asks(finding); });
    });
}

// A rule that was left out need not live, nor a question that is asked no more.
bool Planted::is_gone(const Living& living) const
{
    if (living.law == Law::no_dead_question)
        return is_among(m_gone, static_cast<FindingIndex>(living.place));
    return living.law == Law::no_dead_rule && living.place == m_rule
        && findings_of(m_protocol.rules[m_rule].when).empty();
}

Result<bool> Planted::breaks_agreement()
{
    auto claims = claims_of_agreement(*m_work);
    std::erase_if(claims, [&](const Claim& claim) {
        return !m_ground.shared_emergencies.contains(claim.about) || !is_among(m_ground.proof.agreements, claim.about);
    });
    return m_work->is_violated(claims);
}

// Another limit of a number changes what the values between both limits get.
Result<bool> Planted::opens_gap()
{
    const auto &then = m_mutation.before, &now = m_mutation.after;
    if (m_mutation.kind != Mutation::Kind::step || !then.is_leaf()
        || m_ground.content.findings[then.finding].kind != Finding::Kind::number
        || m_original.excepts(Exception::Law::no_gap, then.finding))
        return false;
    return m_work->is_violated(claims_of_no_gap(
        *m_work, then.finding, {std::min(then.number, now.number), std::max(then.number, now.number)}));
}

Answers Planted::shrunk(const Answers& person) const
{
    return proof::shrunk(m_ground.content.findings, m_original.findings, person,
        [&](const Answers& answers) { return before(answers) != after(answers); });
}

}  // namespace helselos::triage::proof
