#include "services/choices/standing_in.h"

#include "access/relations.h"
#include "services/choices/kept.h"

namespace helselos::choices {

namespace {

constexpr int age_of_majority_in_health = 16;

}  // namespace

Result<std::optional<access::TieKind>> stands_in_as(access::Session& session, std::string_view patient)
{
    for (const auto& each : TRY(session.acts_for()))
        if (each.patient == patient && each.kind != access::TieKind::fullmakt)
            return std::optional(each.kind);
    return std::optional<access::TieKind>();
}

Result<bool> is_own_master(const Desk& desk, const interaction::OperationRequest& request, std::string_view patient)
{
    if (request.session.caller().subject != patient)
        return false;
    auto house = desk.house();
    const auto document = TRY(current(house, patient));
    const auto person = access::person_of(document.root());
    const auto now = TRY(access::now_in_oslo(request.hall.clock.now()));
    return !person.is_deceased && person.birth
        && access::birthday(person.birth->last, age_of_majority_in_health) <= now.day;
}

}  // namespace helselos::choices
