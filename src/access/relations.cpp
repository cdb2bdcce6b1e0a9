#include "access/relations.h"

#include "access/codes.h"
#include "access/consent_terms.h"
#include "access/grants.h"
#include "access/reading.h"
#include "base/limits.h"
#include "fhir/search/protected_address.h"
#include "fhir/search/rows.h"

#include <algorithm>

namespace helselos::access {

namespace {

// Letters and digits only, so that "Storgata 1 B" and "STORGATA 1B" are one.
void add_comparable(std::string_view text, std::string& to)
{
    for (const char letter : fhir::search::fold(text))
        if (letter != ' ' && letter != '.' && letter != ',' && letter != '-')
            to += letter;
    to += '|';
}

// Empty when it does not tell one house from another.
std::string comparable(json::Value address)
{
    const auto line = address["line"];
    const auto postal_code = address["postalCode"].text();
    if (line.size() == 0 || postal_code.empty())
        return {};
    std::string home;
    for (const auto each : line.elements())
        add_comparable(each.text(), home);
    add_comparable(postal_code, home);
    return home;
}

}  // namespace

Person person_of(json::Value patient)
{
    Person person;
    person.patient = "Patient/" + std::string(patient["id"].text());
    person.birth = birth_of(patient["birthDate"].text());
    person.is_deceased = patient["deceasedBoolean"].truth() || patient["deceasedDateTime"].exists();
    person.is_protected = fhir::search::is_protected_person(patient);
    return person;
}

std::vector<std::string> homes_of(json::Value person, Instant now)
{
    std::vector<std::string> homes;
    for (const auto address : person["address"].elements()) {
        const auto use = address["use"].text();
        const auto period = period_of(address["period"]);
        if (use == "old" || use == "billing" || use == "work" || use == "temp" || !period || !period->holds(now))
            continue;
        if (auto home = comparable(address); !home.empty())
            homes.push_back(std::move(home));
    }
    return homes;
}

bool share_a_home(const std::vector<std::string>& left, const std::vector<std::string>& right)
{
    return std::ranges::any_of(
        left, [&](const std::string& home) { return std::ranges::find(right, home) != right.end(); });
}

std::optional<Kin> kin_of(json::Value related_person)
{
    const auto relationship = related_person["relationship"];
    const auto period = period_of(related_person["period"]);
    const auto active = related_person["active"];
    const auto patient = target_of(related_person["patient"]);
    if (!period || (active.exists() && !active.truth()) || !patient.starts_with("Patient/"))
        return std::nullopt;
    if (has_code(relationship, codes::representation, codes::parental_responsibility))
        return Kin{TieKind::parent, patient, *period};
    if (has_code(relationship, codes::representation, codes::guardian))
        return Kin{TieKind::guardian, patient, *period};
    return std::nullopt;
}

std::optional<Period> youth_access_of(json::Value consent)
{
    const auto terms = terms_of(consent);
    return terms.kind == ConsentKind::youth_access ? std::optional(terms.period) : std::nullopt;
}

std::optional<Timed> emergency_of(json::Value task, std::string_view organization)
{
    const auto recipients = task["restriction"]["recipient"];
    const auto period = period_of(task["restriction"]["period"]);
    if (!is_emergency_access(task) || recipients.size() != 1 || target_of(recipients.at(0)) != organization)
        return std::nullopt;
    if (!period || !period->start || !period->end || *period->end - *period->start > limits::emergency_access_life_max)
        return std::nullopt;
    return Timed{target_of(task["for"]), *period};
}

}  // namespace helselos::access
