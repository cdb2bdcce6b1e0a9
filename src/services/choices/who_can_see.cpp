#include "services/choices/who_can_see.h"

#include "access/codes.h"
#include "access/grants.h"
#include "access/reading.h"
#include "access/relations.h"
#include "base/limits.h"
#include "base/url.h"
#include "interaction/read.h"
#include "services/choices/consents.h"
#include "services/choices/kept.h"
#include "services/choices/may_act_for.h"
#include "services/choices/seers.h"
#include "services/choices/standing_in.h"

#include <algorithm>
#include <chrono>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

// What each kind of record makes of those it gives something to.
struct Source {
    std::string_view type;
    std::string_view basis;
};

constexpr Source sources[] = {
    {"Appointment", "appointment"},
    {"ServiceRequest", "referral"},
    {"EpisodeOfCare", "plan"},
    {"CareTeam", "plan"},
};

class Gathering {
public:
    Gathering(const Desk& desk, const OperationRequest& request)
        : m_desk(desk), m_request(request), m_house(desk.house()), m_patient("Patient/" + request.address.id),
          m_now(request.hall.clock.now())
    {}

    Result<std::vector<Seer>> gather()
    {
        // Who holds a fullmakt does not learn who else does.
        const auto& caller = m_request.session.caller();
        m_tells_holders = caller.kind == access::CallerKind::personnel || caller.subject == m_patient
            || TRY(stands_in_as(m_request.session, m_patient)).has_value();
        auto session = m_desk.for_caller(m_request.session.caller());
        const auto consents = TRY(of_patient(session, "Consent"));
        const auto tasks = TRY(of_patient(session, "Task"));
        m_blocks = blocks_of(consents);
        TRY(add_persons(session, consents));
        for (const auto& consent : consents)
            add_by_consent(consent.root(), m_blocks, m_now, m_seers);
        for (const auto& task : tasks)
            add_by_emergency(task.root(), m_blocks, m_now, m_seers);
        for (const auto& source : sources)
            for (const auto& record : TRY(of_patient(session, source.type)))
                TRY(add_givers(record.root(), source.basis));
        for (const auto& task : tasks)
            TRY(add_givers(task.root(), "task"));
        TRY(name_all());
        return std::move(m_seers);
    }

private:
    Result<std::vector<json::Document>> of_patient(access::Session& session, std::string_view type)
    {
        return find_all(
            session, m_request.hall, type, "patient=" + percent_encode(m_patient), limits::who_can_see_records_max);
    }

    Result<void> add_persons(access::Session& session, const std::vector<json::Document>& consents)
    {
        for (const auto& related : TRY(of_patient(session, "RelatedPerson")))
            TRY(add_kin(related.root()));
        for (const auto& consent : consents) {
            const auto terms = access::terms_of(consent.root());
            if (terms.kind == access::ConsentKind::fullmakt && (m_tells_holders || is_held_by_caller(terms)))
                for (const auto actor : consent.root()["provision"]["actor"].elements())
                    TRY(add_by_tie(
                        {access::target_of(actor["reference"]), std::string(actor["reference"]["display"].text())},
                        access::TieKind::fullmakt, "Consent/" + std::string(consent.root()["id"].text())));
            if (terms.kind == access::ConsentKind::youth_access)
                TRY(add_youth(consent.root(), terms));
        }
        return {};
    }

    // As they would see it, signed in with their number; who has no record here cannot sign in.
    Result<void> add_kin(json::Value related)
    {
        const auto kin = access::kin_of(related);
        if (!kin)
            return {};
        for (const auto identifier : related["identifier"].elements()) {
            const auto number = identifier["value"].text();
            const auto person = TRY(patient_with_number(m_house, m_request.hall, number));
            if (person)
                TRY(add_by_tie({"Patient/" + std::string(person->root()["id"].text()), name_of(related)}, kin->kind,
                    "RelatedPerson/" + std::string(related["id"].text())));
        }
        return {};
    }

    // Those the rules let act for the patient now; nobody else.
    Result<void> add_by_tie(const Named& person, access::TieKind kind, const std::string& source)
    {
        if (person.reference.empty() || has(person.reference, basis_of(kind)))
            return {};
        auto own = m_desk.records.open({access::CallerKind::resident, person.reference, "", {}, ""});
        for (const auto& tie : TRY(own.acts_for())) {
            if (tie.patient != m_patient || tie.kind != kind)
                continue;
            Seer seer{person.name, person.reference, "person", basis_of(kind), {}, source};
            if (tie.last_day)
                seer.until = TRY(end_of(*tie.last_day));
            m_seers.push_back(std::move(seer));
            return {};
        }
        return {};
    }

    Result<void> add_youth(json::Value consent, const access::ConsentTerms& terms)
    {
        if (!terms.period.holds(m_now) || has(m_patient, "youth"))
            return {};
        const auto patient = TRY(current(m_house, m_patient));
        const auto person = access::person_of(patient.root());
        const auto now = TRY(access::now_in_oslo(m_now));
        const bool is_youth = person.birth && access::birthday(person.birth->last, 13) <= now.day
            && now.day < access::birthday(person.birth->last, 16);
        if (is_youth)
            m_seers.push_back({name_of(patient.root()), m_patient, "person", "youth", terms.period.end,
                "Consent/" + std::string(consent["id"].text())});
        return {};
    }

    Result<void> add_givers(json::Value record, std::string_view basis)
    {
        const access::Key key{std::string(record["resourceType"].text()), std::string(record["id"].text())};
        for (const auto& owner : owners_by(record, key, m_now)) {
            const auto seer = TRY(resolve(owner, basis));
            const bool by_sharing = basis == "task" && has(seer.reference, "sharing");
            if (!seer.reference.empty() && !by_sharing && !has(seer.reference, basis)) {
                m_seers.push_back(seer);
                m_seers.back().source = key.type + "/" + key.id;
            }
        }
        return {};
    }

    // A service is its organisation's, and a role is of somebody: those are who is kept out or not. Empty when they
    // are.
    Result<Seer> resolve(const std::string& owner, std::string_view basis)
    {
        const bool is_organization = owner.starts_with("Organization/") || owner.starts_with("HealthcareService/");
        const Seer nobody;
        Seer seer{{}, owner, is_organization ? "organization" : "practitioner", basis, {}, {}};
        std::vector<std::string> parts{owner};
        if (owner.starts_with("PractitionerRole/") || owner.starts_with("HealthcareService/")) {
            const auto version = TRY(m_house.read(TRY(key_of(owner))));
            if (!version)
                return nobody;
            const auto resource = TRY(current(m_house, owner));
            for (const auto element : {"practitioner", "organization", "providedBy"})
                if (auto part = access::target_of(resource.root()[element]); !part.empty())
                    parts.push_back(std::move(part));
            if (owner.starts_with("PractitionerRole/"))
                seer.reference = access::target_of(resource.root()["practitioner"]);
        }
        const bool is_out
            = std::ranges::any_of(parts, [&](const std::string& part) { return m_blocks.keeps_out(part); });
        return is_out ? nobody : seer;
    }

    bool has(std::string_view reference, std::string_view basis) const
    {
        return std::ranges::any_of(
            m_seers, [&](const Seer& seer) { return seer.reference == reference && seer.basis == basis; });
    }

    static std::string_view basis_of(access::TieKind kind)
    {
        switch (kind) {
        case access::TieKind::parent: return "parent";
        case access::TieKind::guardian: return "guardian";
        case access::TieKind::fullmakt: return "fullmakt";
        }
        return {};
    }

    static Result<Instant> end_of(access::Day day)
    {
        const auto text = json::to_document(json::object({{"end", json::Draft(day_text(day))}}));
        const auto period = access::period_of(text.root());
        if (!period || !period->end)
            return Error{Kind::fault, "a day without an end"};
        return *period->end;
    }

    // Names of organisations and of those who work here, where the record had none.
    Result<void> name_all()
    {
        for (auto& seer : m_seers) {
            if (!seer.name.empty() || seer.kind == "person")
                continue;
            const auto version = TRY(m_house.read(TRY(key_of(seer.reference))));
            if (version && version->act != access::Act::remove)
                seer.name = name_of(TRY(current(m_house, seer.reference)).root());
        }
        return {};
    }

    bool is_held_by_caller(const access::ConsentTerms& terms) const
    {
        return std::ranges::find(terms.actors, m_request.session.caller().subject) != terms.actors.end();
    }

    const Desk& m_desk;
    const OperationRequest& m_request;
    access::Session m_house;
    const std::string m_patient;
    const Instant m_now;
    bool m_tells_holders = false;
    Blocks m_blocks;
    std::vector<Seer> m_seers;
};

}  // namespace

Result<OperationAnswer> who_can_see(const Desk& desk, const OperationRequest& request)
{
    const auto& caller = request.session.caller();
    if (caller.kind != access::CallerKind::personnel)
        TRY(refuse_unless_resident(caller));
    const auto represented = TRY(request.session.represented());
    if (std::ranges::find(represented, "Patient/" + request.address.id) == represented.end())
        TRY(interaction::read(request.session, request.address.key()));  // Who may not see the person finds nobody.
    const auto seers = TRY(Gathering(desk, request).gather());
    return OperationAnswer{200, json::to_text(parameters_of(seers))};
}

}  // namespace helselos::choices
