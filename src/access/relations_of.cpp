#include "access/relations_of.h"

#include "access/audience.h"
#include "access/codes.h"
#include "access/consent_terms.h"
#include "access/reading.h"
#include "base/limits.h"
#include "json/read.h"

#include <algorithm>
#include <array>

namespace helselos::access {

namespace {

using fhir::SearchType;
using fhir::search::Criterion;
using fhir::search::Modifier;
using store::Scope;

Criterion refers_to(std::string parameter, std::string_view target)
{
    const auto slash = target.find('/');
    return {std::move(parameter), SearchType::reference, Modifier::none, false,
        {fhir::search::ReferenceValue{
            std::string(target.substr(0, slash)), std::string(target.substr(slash + 1)), {}, {}}}};
}

Criterion is_identified_by(std::string_view system, std::string_view value)
{
    return {"identifier", SearchType::token, Modifier::none, false,
        {fhir::search::TokenValue{std::string(system), std::string(value)}}};
}

const Scope& everything()
{
    static const Scope scope{.everything = true};
    return scope;
}

Scope members_of(std::string owner)
{
    return {.owners = {std::move(owner)}};
}

class Reading {
public:
    Reading(const Caller& caller, store::Reader& reader, Instant now) : m_caller(caller), m_reader(reader), m_now(now)
    {}

    Result<Relations> of_resident()
    {
        const auto self = TRY(read(m_caller.subject));
        if (!self)
            return Relations{};
        m_relations.self = person_of(self->root());
        for (const auto identifier : self->root()["identifier"].elements())
            if (std::ranges::find(codes::national_numbers, identifier["system"].text())
                != std::ranges::end(codes::national_numbers))
                TRY(add_kin(identifier["system"].text(), identifier["value"].text()));
        TRY(add_fullmakts());
        TRY(add_held());
        TRY(add_youth_access());
        return std::move(m_relations);
    }

    Result<Relations> of_personnel()
    {
        const auto organization = m_caller.organization;
        TRY(add_places());
        for (const auto& consent :
            TRY(find("Consent", {not_over()}, members_of(audience::timed_grants_of(organization)))))
            m_relations.grants.push_back({"Consent/" + std::string(consent.root()["id"].text()),
                period_of(consent.root()["provision"]["period"]).value_or(Period{m_now, m_now})});
        TRY(add_blocks(audience::blocked(organization), m_relations.blocked_at));
        TRY(add_blocks(std::string(audience::everybody_blocked), m_relations.blocked_by));
        if (m_caller.kind == CallerKind::personnel)
            TRY(add_own(m_caller.subject));
        return std::move(m_relations);
    }

private:
    Result<std::optional<json::Document>> read(std::string_view reference)
    {
        const auto slash = reference.find('/');
        if (slash == std::string_view::npos)
            return std::optional<json::Document>();
        const auto version
            = TRY(m_reader.read({std::string(reference.substr(0, slash)), std::string(reference.substr(slash + 1))}));
        if (!version || version->act == store::Act::remove)
            return std::optional<json::Document>();
        return std::optional(TRY(json::read(version->body)));
    }

    Result<std::vector<json::Document>> find(
        std::string type, std::vector<fhir::search::Clause> all_of, const Scope& scope = everything())
    {
        fhir::search::Query query;
        query.types = {std::move(type)};
        query.all_of = std::move(all_of);
        query.count = limits::relations_of_caller_max;
        const auto found = TRY(m_reader.search(query, scope));
        if (!found.next.empty())
            return Error{Kind::too_costly, "there are too many relations to tell what may be seen"};
        std::vector<json::Document> documents;
        for (const auto& version : found.matches)
            documents.push_back(TRY(json::read(version.body)));
        return documents;
    }

    static Criterion is_active()
    {
        return {"status", SearchType::token, Modifier::none, false, {fhir::search::TokenValue{{}, "active"}}};
    }

    // Of the provision's period: those that are over need not be looked at.
    Criterion not_over() const
    {
        const auto now = m_now.time_since_epoch().count();
        return {"period", SearchType::date, Modifier::none, false,
            {fhir::search::DateValue{fhir::search::Prefix::ge, now, now + 1}}};
    }

    Result<void> add_kin(std::string_view system, std::string_view number)
    {
        for (const auto& related : TRY(find("RelatedPerson", {is_identified_by(system, number)}))) {
            const auto kin = kin_of(related.root());
            const auto patient = kin ? TRY(read(kin->patient)) : std::optional<json::Document>();
            if (!patient)
                continue;
            Tie tie{kin->kind, person_of(patient->root()), kin->period, false, {}};
            if (tie.kind == TieKind::parent)
                tie.a_parent_lives_with = TRY(has_parent_at_home(*patient, kin->patient));
            m_relations.ties.push_back(std::move(tie));
        }
        return {};
    }

    Result<bool> has_parent_at_home(const json::Document& child, std::string_view reference)
    {
        const auto homes = homes_of(child.root(), m_now);
        if (homes.empty())
            return false;
        for (const auto& related : TRY(find("RelatedPerson", {refers_to("patient", reference)}))) {
            const auto kin = kin_of(related.root());
            if (!kin || kin->kind != TieKind::parent || !kin->period.holds(m_now))
                continue;
            if (share_a_home(homes, homes_of(related.root(), m_now)) || TRY(lives_in_one_of(homes, related.root())))
                return true;
        }
        return false;
    }

    // The parent as a patient of this house, known by the same number.
    Result<bool> lives_in_one_of(const std::vector<std::string>& homes, json::Value parent)
    {
        for (const auto identifier : parent["identifier"].elements()) {
            if (std::ranges::find(codes::national_numbers, identifier["system"].text())
                == std::ranges::end(codes::national_numbers))
                continue;
            const auto same
                = TRY(find("Patient", {is_identified_by(identifier["system"].text(), identifier["value"].text())}));
            for (const auto& patient : same)
                if (share_a_home(homes, homes_of(patient.root(), m_now)))
                    return true;
        }
        return false;
    }

    Result<void> add_fullmakts()
    {
        // Ended ones are not looked at: who changes what they gave a thousand times must not stop the holder.
        for (const auto& consent : TRY(find("Consent", {refers_to("actor", m_caller.subject), is_active()}))) {
            const auto terms = terms_of(consent.root());
            const bool is_holder = std::ranges::find(terms.actors, m_caller.subject) != terms.actors.end();
            if (terms.kind != ConsentKind::fullmakt || !is_holder)
                continue;
            if (const auto giver = TRY(read(terms.patient)))
                m_relations.ties.push_back(
                    {TieKind::fullmakt, person_of(giver->root()), terms.period, false, terms.areas});
        }
        return {};
    }

    Result<void> add_held()
    {
        fhir::search::Query query;
        query.types = {"Consent"};
        query.count = 1;
        const auto found = TRY(m_reader.search(query, members_of(audience::held_by(m_caller.subject))));
        m_relations.holds_of_others = !found.matches.empty();
        return {};
    }

    // Only the young need it; who is 16 once stays so.
    Result<void> add_youth_access()
    {
        const auto& birth = m_relations.self.birth;
        if (!birth || birthday(birth->last, 16) <= TRY(now_in_oslo(m_now)).day)
            return {};
        for (const auto& consent : TRY(find("Consent", {refers_to("patient", m_caller.subject), is_active()})))
            if (auto period = youth_access_of(consent.root()))
                m_relations.youth_access.push_back(*period);
        return {};
    }

    Result<void> add_places()
    {
        for (const auto& service : TRY(find("HealthcareService", {refers_to("organization", m_caller.organization)})))
            m_relations.places.push_back("HealthcareService/" + std::string(service.root()["id"].text()));
        return {};
    }

    Result<void> add_own(const std::string& practitioner)
    {
        m_relations.places.push_back(audience::of_named(practitioner));
        for (const auto& role : TRY(find("PractitionerRole", {refers_to("practitioner", practitioner)}))) {
            const auto active = role.root()["active"];
            if (target_of(role.root()["organization"]) == m_caller.organization && (!active.exists() || active.truth()))
                m_relations.places.push_back("PractitionerRole/" + std::string(role.root()["id"].text()));
        }
        TRY(add_blocks(audience::blocked(practitioner), m_relations.blocked_by));
        for (const auto& task : TRY(find("Task", {recent()}, members_of(audience::emergencies_of(practitioner)))))
            if (auto emergency = emergency_of(task.root(), m_caller.organization))
                m_relations.emergencies.push_back(*std::move(emergency));
        return {};
    }

    // An emergency access is short, and written when it begins.
    Criterion recent() const
    {
        const auto since = (m_now - 2 * limits::emergency_access_life_max).time_since_epoch().count();
        return {"_lastUpdated", SearchType::date, Modifier::none, false,
            {fhir::search::DateValue{fhir::search::Prefix::ge, since, since + 1}}};
    }

    Result<void> add_blocks(std::string audience, std::vector<std::string>& to)
    {
        for (const auto& patient : TRY(find("Patient", {}, members_of(std::move(audience)))))
            to.push_back("Patient/" + std::string(patient.root()["id"].text()));
        return {};
    }

    const Caller& m_caller;
    store::Reader& m_reader;
    const Instant m_now;
    Relations m_relations;
};

constexpr std::array<std::string_view, 6> tied_types{
    "Consent", "HealthcareService", "Patient", "PractitionerRole", "RelatedPerson", "Task"};

}  // namespace

Result<Relations> relations_of(const Caller& caller, store::Reader& reader, Instant now)
{
    Reading reading(caller, reader, now);
    switch (caller.kind) {
    case CallerKind::resident: return reading.of_resident();
    case CallerKind::personnel:
    case CallerKind::machine: return reading.of_personnel();
    case CallerKind::nobody:
    case CallerKind::service:
    case CallerKind::system:
    case CallerKind::analyst:
    case CallerKind::administrator:
    case CallerKind::controller: break;
    }
    return Relations{};
}

bool carries_ties(std::string_view type)
{
    return std::ranges::find(tied_types, type) != tied_types.end();
}

}  // namespace helselos::access
