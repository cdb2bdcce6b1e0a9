#include "access/decide.h"

#include "access/codes.h"
#include "access/deidentify.h"
#include "access/tie_rules.h"

#include <algorithm>
#include <array>

namespace helselos::access {

namespace {

constexpr std::array<std::string_view, 23> definitional_types{"ActivityDefinition", "CapabilityStatement", "CodeSystem",
    "CompartmentDefinition", "ConceptMap", "EventDefinition", "HealthcareService", "ImplementationGuide", "Library",
    "Location", "Measure", "MessageDefinition", "NamingSystem", "OperationDefinition", "Organization", "PlanDefinition",
    "Questionnaire", "SearchParameter", "StructureDefinition", "StructureMap", "TerminologyCapabilities", "ValueSet",
    "ViewDefinition"};
constexpr std::array<std::string_view, 2> staff_types{"Practitioner", "PractitionerRole"};
constexpr std::array<std::string_view, 5> clerical_types{"Appointment", "Patient", "Schedule", "Slot", "Task"};
constexpr std::array<std::string_view, 1> log_types{"AuditEvent"};

// Volven 9060: those who give care to people. A code that is not here, or none, is a clerk's.
constexpr std::array<std::string_view, 35> clinical_roles{"AA", "AT", "AU", "BI", "ET", "FA1", "FA2", "FA", "FO", "FT",
    "HE", "HF", "HP", "JO", "KE", "KI", "LE", "MT", "NP", "OA", "OI", "OP", "OR", "OS", "PA", "PE", "PF", "PS", "RA",
    "SP", "TH", "TL", "TP", "TT", "VP"};

// Not here, because they say who may see what or who somebody is: Consent, Task, Appointment, ServiceRequest, CareTeam,
// EpisodeOfCare, Schedule, Provenance, Patient, RelatedPerson, Person. Not RiskAssessment: the house makes them itself.
constexpr std::array<std::string_view, 20> machine_types{"AllergyIntolerance", "ClinicalImpression", "Condition",
    "DiagnosticReport", "DocumentReference", "Encounter", "FamilyMemberHistory", "Flag", "Goal", "ImagingStudy",
    "Immunization", "Media", "MedicationAdministration", "MedicationDispense", "MedicationRequest",
    "MedicationStatement", "Observation", "Procedure", "QuestionnaireResponse", "Specimen"};

template <std::size_t Size>
bool contains(const std::array<std::string_view, Size>& list, std::string_view text)
{
    return std::ranges::find(list, text) != list.end();
}

// Who may do what with which class. One row, one permission; there is nothing else.
struct Permission {
    Standing who;
    TypeClass type;
    bool read, search, history;
    std::string_view rule;
};

constexpr Permission permissions[] = {
    //                                              read  search history
    {Standing::nobody, TypeClass::definitional, true, true, false, "open-to-all"},

    {Standing::resident, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::resident, TypeClass::staff, true, true, false, "open-to-signed-in"},
    {Standing::resident, TypeClass::clerical, true, true, true, "by-tie"},
    {Standing::resident, TypeClass::log, true, true, true, "by-tie"},
    {Standing::resident, TypeClass::record, true, true, true, "by-tie"},

    {Standing::clinician, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::clinician, TypeClass::staff, true, true, false, "open-to-signed-in"},
    {Standing::clinician, TypeClass::clerical, true, true, true, "by-tie"},
    {Standing::clinician, TypeClass::record, true, true, true, "by-tie"},

    {Standing::clerk, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::clerk, TypeClass::staff, true, true, false, "open-to-signed-in"},
    {Standing::clerk, TypeClass::clerical, true, true, true, "by-tie"},

    {Standing::machine, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::machine, TypeClass::staff, true, true, false, "open-to-signed-in"},
    {Standing::machine, TypeClass::clerical, true, true, true, "by-tie"},
    {Standing::machine, TypeClass::record, true, true, true, "by-tie"},

    {Standing::analyst, TypeClass::definitional, true, true, false, "open-to-all"},

    {Standing::administrator, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::administrator, TypeClass::staff, true, true, false, "open-to-signed-in"},

    {Standing::controller, TypeClass::definitional, true, true, false, "open-to-all"},
    {Standing::controller, TypeClass::staff, true, true, false, "open-to-signed-in"},
    {Standing::controller, TypeClass::log, true, true, false, log_of_all},
};

bool allows(const Permission& row, Deed deed)
{
    switch (deed) {
    case Deed::read: return row.read;
    case Deed::search: return row.search;
    case Deed::history: return row.history;
    case Deed::write:
    case Deed::create:
    case Deed::update:
    case Deed::remove: return false;
    }
    return false;
}

// Who writes by hand. Residents and personnel do not: they act through operations (0008).
struct WritePermission {
    Standing who;
    bool (*type)(std::string_view);
    std::string_view rule;
};

constexpr WritePermission write_permissions[] = {
    {Standing::machine, is_written_by_machines, "made-by-own-organisation"},
};

std::string_view find_write_rule(Standing who, std::string_view type)
{
    for (const auto& row : write_permissions)
        if (row.who == who && row.type(type))
            return row.rule;
    return {};
}

const Permission* find_permission(Standing who, Deed deed, TypeClass type)
{
    const auto row = std::ranges::find_if(permissions,
        [&](const Permission& each) { return each.who == who && each.type == type && allows(each, deed); });
    return row == std::end(permissions) ? nullptr : &*row;
}

// All types at once is as strict as the strictest of them.
TypeClass asked_class(std::string_view type)
{
    return type.empty() ? TypeClass::record : class_of(type);
}

bool is_of_patients(TypeClass type)
{
    return type == TypeClass::record || type == TypeClass::clerical || type == TypeClass::log;
}

bool must_audit(const Caller& caller, Standing who, TypeClass type)
{
    if (who == Standing::house)
        return caller.kind == CallerKind::service && !caller.acting_for.empty() && is_of_patients(type);
    return is_of_patients(type);
}

void add_open_types(Standing who, store::Scope& scope)
{
    const auto open = [&](TypeClass type, auto& types) {
        const auto* row = find_permission(who, Deed::search, type);
        if (row != nullptr && row->rule != "by-tie")
            scope.open_types.insert(scope.open_types.end(), types.begin(), types.end());
    };
    open(TypeClass::definitional, definitional_types);
    open(TypeClass::staff, staff_types);
    open(TypeClass::log, log_types);
}

std::vector<Given> given_to(const Caller& caller, Standing who, const Relations& relations, const Now& now)
{
    switch (who) {
    case Standing::resident: return given_to_resident(relations, now);
    case Standing::clinician:
    case Standing::clerk: return given_to_personnel(caller.organization, caller.subject, relations, now);
    case Standing::machine: return given_to_personnel(caller.organization, "", relations, now);
    case Standing::nobody:
    case Standing::analyst:
    case Standing::administrator:
    case Standing::controller:
    case Standing::house: break;
    }
    return {};
}

// The classes that ties open to a clerk are named: what was given to the organisation may be of others.
void close_other_types(Standing who, store::Scope& scope)
{
    if (who != Standing::clerk)
        return;
    scope.types = scope.open_types;
    scope.types->insert(scope.types->end(), clerical_types.begin(), clerical_types.end());
}

}  // namespace

bool is_written_by_machines(std::string_view type)
{
    return contains(machine_types, type);
}

TypeClass class_of(std::string_view type)
{
    if (contains(definitional_types, type))
        return TypeClass::definitional;
    if (contains(staff_types, type))
        return TypeClass::staff;
    if (contains(clerical_types, type))
        return TypeClass::clerical;
    return contains(log_types, type) ? TypeClass::log : TypeClass::record;
}

Standing standing_of(const Caller& caller)
{
    switch (caller.kind) {
    case CallerKind::nobody: return Standing::nobody;
    case CallerKind::resident: return Standing::resident;
    case CallerKind::personnel: return contains(clinical_roles, caller.role) ? Standing::clinician : Standing::clerk;
    // A service decides by its own rules before it acts; the operator owns the machine.
    case CallerKind::service:
    case CallerKind::system: return Standing::house;
    case CallerKind::analyst: return Standing::analyst;
    case CallerKind::administrator: return Standing::administrator;
    case CallerKind::controller: return Standing::controller;
    case CallerKind::machine: return Standing::machine;
    }
    return Standing::nobody;
}

Decision decide_without_scope(const Caller& caller, Deed deed, std::string_view type)
{
    const auto who = standing_of(caller);
    const auto type_class = asked_class(type);
    Decision decision;
    decision.must_audit = must_audit(caller, who, type_class);
    if (who == Standing::house) {
        decision.verdict = Verdict::permit;
        decision.rule = "house";
        decision.mask = Mask::nothing;
        decision.scope.everything = true;
        return decision;
    }
    decision.verdict = who == Standing::nobody ? Verdict::sign_in : Verdict::forbid;
    decision.rule = who == Standing::nobody ? "not-signed-in" : "no-rule";
    const auto* row = find_permission(who, deed, type_class);
    const auto rule = is_writing(deed) ? find_write_rule(who, type) : row != nullptr ? row->rule : std::string_view();
    if (!rule.empty()) {
        decision.verdict = Verdict::permit;
        decision.rule = rule;
    }
    if (who == Standing::analyst && deed == Deed::search && is_shown_deidentified(type)) {
        decision.verdict = Verdict::permit;
        decision.rule = "deidentified";
        decision.mask = Mask::deidentified;
    }
    return decision;
}

Decision decide(const Caller& caller, const Relations& relations, Deed deed, std::string_view type, const Now& now)
{
    auto decision = decide_without_scope(caller, deed, type);
    if (decision.verdict != Verdict::permit || decision.scope.everything)
        return decision;
    const auto who = standing_of(caller);
    add_open_types(who, decision.scope);
    if (decision.mask == Mask::deidentified)
        decision.scope.open_types = {std::string(type)};
    const bool is_by_tie = decision.rule == "by-tie";
    std::string by;
    for (auto& given : given_to(caller, who, relations, now)) {
        if (by.find(given.rule) == std::string::npos)
            by.append(by.empty() ? "" : " ").append(given.rule);
        decision.grounds.push_back({given.rule, given.reach});
        if (given.reach.except.empty())
            decision.scope.owners.insert(
                decision.scope.owners.end(), given.reach.owners.begin(), given.reach.owners.end());
        else
            decision.scope.reaches.push_back(std::move(given.reach));
    }
    close_other_types(who, decision.scope);
    if (is_by_tie)
        decision.rule = by.empty() ? "no-tie" : by;
    return decision;
}

bool needs_relations(const Caller& caller, Deed deed, std::string_view type)
{
    const auto who = standing_of(caller);
    const bool has_ties
        = who == Standing::resident || who == Standing::clinician || who == Standing::clerk || who == Standing::machine;
    return has_ties && (deed == Deed::search || is_of_patients(asked_class(type)));
}

std::vector<std::string> represented(const Relations& relations, const Now& now)
{
    std::vector<std::string> patients;
    for (const auto& given : given_to_resident(relations, now)) {
        const auto& owners = given.reach.owners;
        const bool for_services = std::ranges::any_of(owners,
            [&](const std::string& owner) { return owner == given.patient || owner == given.patient + "!area-3"; });
        const bool is_new = std::ranges::find(patients, given.patient) == patients.end();
        if (!given.patient.empty() && for_services && is_new)
            patients.push_back(given.patient);
    }
    return patients;
}

namespace {

std::optional<Day> earlier(std::optional<Day> left, std::optional<Day> right)
{
    if (!left || !right)
        return left ? left : right;
    return std::min(*left, *right);
}

// The last day on which the tie is in force for sure. A parent's ends the day before the child turns 16.
std::optional<Day> last_day_of_tie(const Tie& tie)
{
    std::optional<Day> of_period;
    if (tie.period.end)
        if (const auto end = now_in_oslo(*tie.period.end - std::chrono::milliseconds(1)))
            of_period = end->day;
    if (tie.kind != TieKind::parent || !tie.patient.birth)
        return of_period;
    return earlier(
        of_period, Day(std::chrono::sys_days(birthday(tie.patient.birth->first, 16)) - std::chrono::days(1)));
}

}  // namespace

std::vector<ActsFor> acts_for(const Relations& relations, const Now& now)
{
    std::vector<ActsFor> list;
    for (const auto& given : given_to_resident(relations, now)) {
        if (given.tie == nullptr)
            continue;
        const auto& tie = *given.tie;
        list.push_back({given.patient, tie.kind,
            tie.kind == TieKind::fullmakt ? tie.areas : std::vector<std::string>{std::string(codes::all_areas)},
            last_day_of_tie(tie)});
    }
    return list;
}

}  // namespace helselos::access
