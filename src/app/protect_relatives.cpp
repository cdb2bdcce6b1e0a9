#include "app/protect_relatives.h"

#include "access/codes.h"
#include "access/reading.h"
#include "access/relations.h"
#include "base/limits.h"
#include "fhir/search/protected_address.h"
#include "interaction/prepare.h"
#include "json/read.h"

#include <algorithm>
#include <optional>

namespace helselos::app {

namespace {

using fhir::SearchType;
using fhir::search::Criterion;
using fhir::search::Modifier;

using Documents = std::vector<json::Document>;

class Judging {
public:
    Judging(access::Writing& writing, const interaction::Hall& hall) : m_writing(writing), m_hall(hall) {}

    // The person, the relatives of theirs, those they are a relative of, and each of these as a patient.
    Result<void> around(json::Value person)
    {
        if (is_patient(person)) {
            TRY(judge(person));
            for (const auto& relative : TRY(relatives_of(person)))
                TRY(around_relative(relative.root()));
            for (const auto& relative : TRY(find_by_number("RelatedPerson", person)))
                TRY(around_relative(relative.root()));
            return {};
        }
        return around_relative(person);
    }

private:
    static bool is_patient(json::Value person) { return person["resourceType"].text() == "Patient"; }

    Result<void> around_relative(json::Value relative)
    {
        TRY(judge(relative));
        for (const auto& patient : TRY(find_by_number("Patient", relative)))
            TRY(judge(patient.root()));
        if (const auto patient = TRY(patient_of(relative)))
            TRY(judge(patient->root()));
        return {};
    }

    Result<std::optional<json::Document>> patient_of(json::Value relative)
    {
        const auto key = access::key_of(relative["patient"]);
        const auto version = key ? TRY(m_writing.read(*key)) : std::optional<access::Version>();
        if (!version || version->act == access::Act::remove)
            return std::optional<json::Document>();
        return std::optional(TRY(json::read(version->body)));
    }

    Result<Documents> find(std::string type, Criterion criterion)
    {
        fhir::search::Query query;
        query.types = {std::move(type)};
        query.all_of = {std::move(criterion)};
        query.count = limits::relations_of_caller_max;
        const auto found = TRY(m_writing.search(query));
        if (!found.next.empty())
            return Error{Kind::too_costly, "a person has too many relatives"};
        Documents documents;
        for (const auto& version : found.matches)
            documents.push_back(TRY(json::read(version.body)));
        return documents;
    }

    Result<Documents> relatives_of(json::Value patient)
    {
        return find("RelatedPerson",
            {"patient", SearchType::reference, Modifier::none, false,
                {fhir::search::ReferenceValue{"Patient", std::string(patient["id"].text()), {}, {}}}});
    }

    // Who has one of the person's national numbers.
    Result<Documents> find_by_number(const std::string& type, json::Value person)
    {
        Documents all;
        for (const auto identifier : person["identifier"].elements()) {
            const std::string system(identifier["system"].text());
            const std::string value(identifier["value"].text());
            if (value.empty()
                || std::ranges::find(access::codes::national_numbers, system)
                    == std::ranges::end(access::codes::national_numbers))
                continue;
            for (auto& found : TRY(find(type,
                     {"identifier", SearchType::token, Modifier::none, false,
                         {fhir::search::TokenValue{system, value}}})))
                all.push_back(std::move(found));
        }
        return all;
    }

    // Where it cannot be told whether two live together, they do.
    bool may_live_together(json::Value one, json::Value other) const
    {
        const auto left = access::homes_of(one, m_writing.now());
        const auto right = access::homes_of(other, m_writing.now());
        return left.empty() || right.empty() || access::share_a_home(left, right);
    }

    Result<bool> is_relative_of_protected(json::Value relative)
    {
        const auto patient = TRY(patient_of(relative));
        if (patient && fhir::search::is_protected_person(patient->root()))
            return true;
        const auto themselves = TRY(find_by_number("Patient", relative));
        return std::ranges::any_of(
            themselves, [](const auto& each) { return fhir::search::is_protected_person(each.root()); });
    }

    Result<bool> lives_with_protected(json::Value patient)
    {
        if (fhir::search::is_protected_person(patient))
            return false;
        Documents kin;
        for (const auto& relative : TRY(relatives_of(patient)))
            for (auto& each : TRY(find_by_number("Patient", relative.root())))
                kin.push_back(std::move(each));
        for (const auto& relative : TRY(find_by_number("RelatedPerson", patient)))
            if (auto each = TRY(patient_of(relative.root())))
                kin.push_back(*std::move(each));
        return std::ranges::any_of(kin, [&](const auto& each) {
            return fhir::search::is_protected_person(each.root()) && may_live_together(patient, each.root());
        });
    }

    Result<void> judge(json::Value person)
    {
        const bool wants
            = is_patient(person) ? TRY(lives_with_protected(person)) : TRY(is_relative_of_protected(person));
        if (wants == fhir::search::is_beside_protected(person))
            return {};
        auto changed = wants ? fhir::search::with_label_beside_protected(person)
                             : fhir::search::without_label_beside_protected(person);
        const std::string id(person["id"].text());
        TRY(m_writing.put(TRY(interaction::prepare(m_hall, access::Act::update, std::move(changed), id))));
        return {};
    }

    access::Writing& m_writing;
    const interaction::Hall& m_hall;
};

}  // namespace

Result<void> protect_relatives(access::Writing& writing, const interaction::Hall& hall, const event::Event& event)
{
    const auto version = TRY(writing.read({event.type, event.id}));
    if (!version || version->act == access::Act::remove)
        return {};
    const auto document = TRY(json::read(version->body));
    return Judging(writing, hall).around(document.root());
}

}  // namespace helselos::app
