#include "server/auth/token/attest.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::auth {

namespace {

using access::Attest;

constexpr std::string_view fnr = "urn:oid:2.16.578.1.12.4.1.4.1";
constexpr std::string_view dnr = "urn:oid:2.16.578.1.12.4.1.4.2";

Error refused(std::string reason)
{
    return {Kind::forbidden, "the attest is refused: " + std::move(reason)};
}

Attest::Coded coded(json::Value value)
{
    return {std::string(value["code"].text()), std::string(value["system"].text())};
}

Attest::Named named(json::Value value)
{
    return {std::string(value["id"].text()), std::string(value["system"].text()), std::string(value["name"].text())};
}

// ATT: no other identity numbers than these. The name of the numbers may be left out, another may not be used.
Result<std::string> person_number(json::Value identifier)
{
    const auto system = identifier["system"].text();
    if (!system.empty() && system != fnr && system != dnr)
        return refused("a person is named by another number than fødselsnummer or D-number");
    const auto number = identifier["id"].text();
    if (number.size() != 11 || !std::ranges::all_of(number, is_digit))
        return refused("a person is named by no fødselsnummer or D-number");
    return std::string(number);
}

Result<void> read_practitioner(Attest& attest, json::Value practitioner)
{
    attest.practitioner = TRY(person_number(practitioner["identifier"]));
    attest.hpr_number = practitioner["hpr_nr"]["id"].text();
    attest.authorization = coded(practitioner["authorization"]);
    attest.legal_entity = named(practitioner["legal_entity"]);
    attest.point_of_care = named(practitioner["point_of_care"]);
    attest.department = named(practitioner["department"]);
    return {};
}

Result<void> read_patients(Attest& attest, json::Value patients)
{
    if (patients.exists() && !patients.is_array())
        return refused("patients is no list");
    for (const auto patient : patients.elements()) {
        if (patient["identifier"].exists())
            TRY(person_number(patient["identifier"]));
        attest.patients.push_back({named(patient["point_of_care"]), named(patient["department"])});
    }
    return {};
}

// What must be there before documents are shared.
Result<void> demand_mandatory(const Attest& attest)
{
    if (attest.legal_entity.id.empty())
        return refused("practitioner.legal_entity is missing");
    if (attest.point_of_care.id.empty())
        return refused("practitioner.point_of_care is missing");
    if (attest.healthcare_service.code.empty())
        return refused("care_relationship.healthcare_service is missing");
    if (attest.purpose_of_use.code.empty())
        return refused("care_relationship.purpose_of_use is missing");
    if (attest.decision.empty())
        return refused("care_relationship.decision_ref is missing");
    return {};
}

Result<Attest> parse_attest(json::Value value)
{
    Attest attest;
    TRY(read_practitioner(attest, value["practitioner"]));
    const auto care = value["care_relationship"];
    attest.healthcare_service = coded(care["healthcare_service"]);
    attest.purpose_of_use = coded(care["purpose_of_use"]);
    attest.purpose_details = coded(care["purpose_of_use_details"]);
    attest.decision = care["decision_ref"]["id"].text();
    attest.is_decision_chosen_by_user = care["decision_ref"]["user_selected"].truth();
    TRY(read_patients(attest, value["patients"]));
    TRY(demand_mandatory(attest));
    return attest;
}

}  // namespace

Result<std::optional<Attest>> read_attest(json::Value payload)
{
    auto found = payload[attest_claim];
    for (const auto detail : payload["authorization_details"].elements()) {
        if (detail["type"].text() != attest_claim)
            continue;
        if (found.exists())
            return refused("there are two");
        found = detail;
    }
    if (!found.exists())
        return std::optional<Attest>();
    if (!found.is_object())
        return refused("it has another form");
    return std::optional<Attest>(TRY(parse_attest(found)));
}

Result<void> check_attest(const Attest& attest, const Authenticated& user)
{
    if (attest.practitioner != user.pid)
        return refused("it is about somebody else than who signed in");
    if (!attest.hpr_number.empty() && attest.hpr_number != user.hpr_number)
        return refused("it names another HPR number than the one of who signed in");
    if (!user.legal_entity.empty() && attest.legal_entity.id != user.legal_entity)
        return refused("another organisation answers for it than the one of the token");
    return {};
}

}  // namespace helselos::auth
