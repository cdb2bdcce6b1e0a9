#include "fhir/validation/profile_walk.h"

#include "fhir/validation/target.h"

#include <algorithm>
#include <utility>

namespace helselos::fhir::validation {

ProfileWalk::ProfileWalk(const Tables& tables, Evaluation& evaluation, Report& report)
    : m_tables(tables), m_evaluation(evaluation), m_report(&report)
{}

ProfileWalk::~ProfileWalk() = default;

// False when the walk has to end here.
bool ProfileWalk::step()
{
    if (++m_steps > limits::validation_steps_max)
        m_report->stop("the resource is too large to be validated by its profiles");
    return !m_report->is_stopped();
}

void ProfileWalk::judge(std::string_view canonical, const Item& item)
{
    const auto program = m_tables.programs().find(canonical);
    if (!program)
        return m_report->error("not-supported", item.place,
            "not checked: the profile " + std::string(canonical) + " cannot be used: " + program.error().reason);
    if (*program == nullptr)
        return m_report->error(
            "not-found", item.place, "not checked: the profile " + std::string(canonical) + " is not known");
    judge(**program, item);
}

void ProfileWalk::judge(const ProfileProgram& program, const Item& item)
{
    const auto name = std::string(program.profile->type);
    if (program.type == nullptr)
        return m_report->error(
            "structure", item.place, "the profile is for " + name + ", which R4 does not have", program.profile->url);
    if (!item.type->type->is_a(program.type->type->name))
        return m_report->error("structure", item.place, "the profile is for " + name, program.profile->url);
    if (program.is_base || program.root == nowhere)
        return;
    if (!m_is_trial && !m_judged.emplace(item.found.identity(), &program).second)
        return;
    tell_defects(program, item.place);
    content(program, program.demands[program.root], item);
    if (!m_is_trial && std::exchange(m_is_cut, false))
        m_report->add(Severity::warning, "not-supported", item.place,
            "not checked to the end: what has to satisfy a profile leads on and on", program.profile->url);
}

void ProfileWalk::tell_defects(const ProfileProgram& program, const Place& place)
{
    if (!m_report->is_wanted(Severity::information) || program.defects.empty() || !m_told.insert(&program).second)
        return;
    for (const auto& defect : program.defects)
        m_report->add(Severity::information, defect.code, place,
            "in the profile, " + defect.element + ": " + defect.text, program.profile->url);
}

std::optional<bool> ProfileWalk::conforms(std::string_view canonical, const Item& item)
{
    const auto program = m_tables.programs().find(canonical);
    if (!program || *program == nullptr)
        return std::nullopt;
    return conforms(**program, item);
}

// A resource that is asked for while it is being asked for is taken to conform: references may form rings. What
// was found out on such a promise is not kept while it is open whether the promise holds.
bool ProfileWalk::conforms(const ProfileProgram& program, const Item& item)
{
    if (m_level >= limits::validation_targets_depth_max) {
        m_is_cut = true;
        return true;
    }
    const Judged key{item.found.identity(), &program};
    const auto level = m_level;
    const auto [known, is_new] = m_verdicts.try_emplace(key, Trial{Verdict::open, level});
    if (!is_new) {
        if (known->second.verdict == Verdict::open)
            m_lowest_promise = std::min(m_lowest_promise, known->second.level);
        return known->second.verdict != Verdict::no;
    }
    const auto outer_promise = std::exchange(m_lowest_promise, no_promise);
    ++m_level;
    const bool does = passes_trial(program, item);
    --m_level;
    const bool is_promised = does && m_lowest_promise < level;
    if (is_promised)
        m_verdicts.erase(key);
    else
        m_verdicts[key].verdict = does ? Verdict::yes : Verdict::no;
    m_lowest_promise = std::min(outer_promise, is_promised ? m_lowest_promise : no_promise);
    return does;
}

bool ProfileWalk::passes_trial(const ProfileProgram& program, const Item& item)
{
    auto trial = Report::trial();
    auto* const outer = std::exchange(m_report, &trial);
    const bool was_trial = std::exchange(m_is_trial, true);
    judge(program, item);
    m_report = outer;
    m_is_trial = was_trial;
    return !trial.has_failed();
}

void ProfileWalk::content(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    if (!step())
        return;
    if (!demand.types.empty())
        types(program, demand, item);
    values(program, demand, item);
    inside(program, demand, item);
    if (!demand.invariants.empty())
        invariants(program, demand, item);
}

void ProfileWalk::inside(const ProfileProgram& program, const Demand& demand, const Item& parent)
{
    for (std::uint32_t i = 0; i < demand.children.count && !m_report->is_stopped(); ++i)
        element(program, program.demands[demand.children.first + i], parent);
}

void ProfileWalk::element(const ProfileProgram& program, const Demand& demand, const Item& parent)
{
    auto items = collected(parent, demand.name);
    if (!demand.only_type.empty())
        std::erase_if(items, [&](const Item& item) { return !is_type_in_name(item.code, demand.only_type); });
    count(program, demand.id, demand.min, demand.max, items.size(), parent);
    if (demand.slicing != nowhere)
        slices(program, demand, items, parent);
    for (const auto& item : items)
        if (!m_report->is_stopped())
            content(program, demand, item);
}

void ProfileWalk::count(const ProfileProgram& program, std::string_view id, std::uint32_t min, std::uint32_t max,
    std::size_t found, const Item& parent)
{
    const auto demanded = [&](std::string_view bound, std::uint32_t number) {
        return std::string(id) + ": at " + std::string(bound) + " " + std::to_string(number) + " demanded, "
            + std::to_string(found) + " found";
    };
    if (found < min)
        m_report->error("required", parent.place, demanded("least", min), program.profile->url);
    if (found > max)
        m_report->error("structure", parent.place, demanded("most", max), program.profile->url);
}

void ProfileWalk::invariants(const ProfileProgram& program, const Demand& demand, const Item& item)
{
    // What is said of an element is asked where the element stands, also when it is a resource.
    const bool is_root = &demand == &program.demands[program.root];
    const auto& around = is_root || item.outer == nullptr ? *item.around : *item.outer;
    for (const auto* one : demand.invariants) {
        const auto& constraint = one->constraint();
        const auto severity = constraint.is_error ? Severity::error : Severity::warning;
        if (!m_report->is_wanted(severity) || !step())
            continue;
        const auto outcome = m_evaluation.evaluate(*one, item.found, item.type->type, around);
        const auto key = std::string(constraint.key);
        if (!outcome.undecided.empty())
            m_report->add(Severity::warning, "not-supported", item.place,
                "not checked: " + key + " cannot be evaluated: " + outcome.undecided, program.profile->url);
        else if (!outcome.holds)
            m_report->add(
                severity, "invariant", item.place, key + ": " + std::string(constraint.human), program.profile->url);
    }
}

}  // namespace helselos::fhir::validation
