#include "services/choices/may_act_for.h"

#include "access/codes.h"
#include "services/choices/kept.h"

#include <fmt/format.h>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

std::string_view code_of(access::TieKind kind)
{
    switch (kind) {
    case access::TieKind::parent: return access::codes::parental_responsibility;
    case access::TieKind::guardian: return access::codes::guardian;
    case access::TieKind::fullmakt: return access::codes::fullmakt;
    }
    return {};
}

json::Draft part_of(const access::ActsFor& tie, json::Value patient)
{
    auto parts = json::array();
    const auto add = [&](const char* name, std::string value_name, json::Draft value) {
        if (value.exists())
            parts.push(json::object({{"name", name}, {std::move(value_name), std::move(value)}}));
    };
    const auto birth_date = patient["birthDate"];
    add("patient", "valueReference", reference_to(Named{tie.patient, name_of(patient)}));
    add("birthDate", "valueDate", birth_date.exists() ? json::Draft(birth_date) : json::Draft());
    add("basis", "valueCode", code_of(tie.kind));
    for (const auto& area : tie.areas)
        add("area", "valueCode", area);
    add("until", "valueDate", tie.last_day ? json::Draft(day_text(*tie.last_day)) : json::Draft());
    return json::object({{"name", "person"}, {"part", parts}});
}

}  // namespace

std::string day_text(access::Day day)
{
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
        static_cast<unsigned>(day.day()));
}

Result<OperationAnswer> may_act_for(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    auto parameters = json::array();
    auto session = desk.for_caller(request.session.caller());
    for (const auto& tie : TRY(request.session.acts_for())) {
        const auto patient = TRY(current(session, tie.patient));
        parameters.push(part_of(tie, patient.root()));
    }
    const auto answer
        = json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(std::move(parameters))}});
    return OperationAnswer{200, json::to_text(answer)};
}

}  // namespace helselos::choices
