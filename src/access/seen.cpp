#include "access/seen.h"

#include "access/memberships.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::access {

namespace {

using Patients = std::vector<std::string>;

bool contains(const Patients& patients, std::string_view patient)
{
    return std::ranges::find(patients, patient) != patients.end();
}

bool is_of_patient(std::string_view owner)
{
    return owner.starts_with("Patient/");
}

// "Patient/4!area-1" speaks of Patient/4.
std::string_view patient_of(std::string_view owner)
{
    return owner.substr(0, owner.find('!'));
}

// The same scope, through some of its owners only.
template <typename Holds>
store::Scope through(const store::Scope& scope, const Holds& holds)
{
    auto narrowed = scope;
    const auto narrow = [&](std::vector<std::string>& owners) {
        std::erase_if(owners, [&](const std::string& owner) { return !holds(owner); });
    };
    narrow(narrowed.owners);
    for (auto& reach : narrowed.reaches)
        narrow(reach.owners);
    std::erase_if(narrowed.reaches, [](const store::Reach& reach) { return reach.owners.empty(); });
    return narrowed;
}

Result<bool> is_visible(store::Reader& reader, const store::Scope& scope, const store::Key& key, const Patients& then)
{
    if (scope.everything)
        return true;
    const auto now = TRY(reader.patients_of(key));
    const auto is_now = [&](const std::string& patient) { return contains(now, patient); };
    const bool names_nobody_else = std::ranges::all_of(then, is_now);
    if (names_nobody_else && then.size() == now.size())
        return true;
    const auto of_both = through(scope, [&](const std::string& owner) {
        const std::string patient(patient_of(owner));
        return is_of_patient(owner) && contains(then, patient) && is_now(patient);
    });
    if (TRY(reader.is_within(key, of_both)))
        return true;
    return names_nobody_else
        && TRY(reader.is_within(key, through(scope, [](const std::string& owner) { return !is_of_patient(owner); })));
}

// Whether the rule may have given a record of these patients: that of another patient cannot.
bool may_have_given(const Ground& ground, const Patients& patients)
{
    return std::ranges::any_of(ground.reach.owners,
        [&](const std::string& owner) { return !is_of_patient(owner) || contains(patients, patient_of(owner)); });
}

Result<std::vector<std::string_view>> rules_of(store::Reader& reader, const Decision& decision, const Seen& seen)
{
    std::vector<const Ground*> possible;
    for (const auto& ground : decision.grounds)
        if (may_have_given(ground, seen.patients))
            possible.push_back(&ground);
    std::vector<std::string_view> rules;
    for (const auto* ground : possible)
        if (possible.size() == 1 || TRY(reader.is_within(seen.key, {.reaches = {ground->reach}})))
            rules.push_back(ground->rule);
    return rules;
}

void add_rule(std::string_view rule, std::string& basis)
{
    const auto padded = " " + basis + " ";
    if (padded.find(" " + std::string(rule) + " ") == std::string::npos)
        basis.append(basis.empty() ? "" : " ").append(rule);
}

std::string& basis_of(std::vector<Look>& looks, const std::string& patient)
{
    const auto found = std::ranges::find(looks, patient, &Look::patient);
    return found == looks.end() ? looks.emplace_back(Look{patient, {}}).basis : found->basis;
}

}  // namespace

Result<std::vector<Seen>> seen_now(store::Reader& reader, std::span<const store::Version> versions)
{
    std::vector<Seen> seen;
    for (const auto& version : versions) {
        auto patients = TRY(reader.patients_of(version.key));
        seen.push_back({version.key, std::move(patients)});
    }
    return seen;
}

Result<std::vector<std::string>> patients_in(
    store::Reader& reader, const fhir::search::Extractor& extractor, const store::Version& version)
{
    if (version.act == store::Act::remove)
        return reader.patients_of(version.key);
    const auto document = TRY(json::read(version.body));
    const auto rows = TRY(extractor.extract(document.root()));
    return patients_of(document.root(), version.key, rows.compartments);
}

Result<std::vector<Seen>> keep_visible(store::Reader& reader, const fhir::search::Extractor& extractor,
    const store::Scope& scope, std::vector<store::Version>& versions)
{
    std::vector<Seen> seen;
    std::vector<store::Version> kept;
    for (auto& version : versions) {
        auto patients = TRY(patients_in(reader, extractor, version));
        if (!TRY(is_visible(reader, scope, version.key, patients)))
            continue;
        seen.push_back({version.key, std::move(patients)});
        kept.push_back(std::move(version));
    }
    versions = std::move(kept);
    return seen;
}

Result<std::vector<Look>> looks_of(store::Reader& reader, const Decision& decision, std::span<const Seen> seen)
{
    std::vector<Look> looks;
    for (const auto& each : seen) {
        std::vector<std::string_view> rules;
        if (!decision.grounds.empty() && !each.patients.empty())
            rules = TRY(rules_of(reader, decision, each));
        for (const auto& patient : each.patients) {
            auto& basis = basis_of(looks, patient);
            for (const auto rule : rules)
                add_rule(rule, basis);
        }
    }
    if (looks.empty())
        looks.emplace_back();
    for (auto& look : looks)
        if (look.basis.empty())
            look.basis = decision.rule;
    return looks;
}

Result<std::string> rules_but_for_exceptions(store::Reader& reader, const Decision& decision, const store::Key& key)
{
    std::string rules;
    for (const auto& ground : decision.grounds)
        if (TRY(reader.is_within(key, {.owners = ground.reach.owners})))
            add_rule(ground.rule, rules);
    return rules;
}

}  // namespace helselos::access
