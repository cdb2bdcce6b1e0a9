#include "services/choices/giver.h"

#include "access/consent_terms.h"
#include "access/relations.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/words.h"

namespace helselos::choices {

namespace {

constexpr int age_of_giver = 16;

bool has_turned(const access::Person& person, int years, const access::Now& now)
{
    return person.birth && access::birthday(person.birth->last, years) <= now.day;
}

}  // namespace

Result<Named> giver_of(const Desk& desk, const interaction::OperationRequest& request)
{
    const auto& caller = request.session.caller();
    auto house = desk.house();
    const auto patient = TRY(current(house, caller.subject));
    const auto person = access::person_of(patient.root());
    const auto now = TRY(access::now_in_oslo(request.hall.clock.now()));
    if (person.is_deceased || !has_turned(person, age_of_giver, now))
        return Error{Kind::forbidden, "who gives a fullmakt has turned 16"};
    if (person.is_protected)
        return Error{Kind::forbidden, "nobody can stand in for a person whose address is protected"};
    return Named{caller.subject, name_of(patient.root())};
}

Result<std::string> end_in(const interaction::OperationRequest& request)
{
    auto end = TRY(date_in(request, "end"));
    const auto now = TRY(access::now_in_oslo(request.hall.clock.now()));
    if (const auto last = access::last_day_of(end); last && *last < now.day)
        return Error{Kind::unprocessable, "the end is past", at_part("end")};
    return end;
}

Result<Extent> extent_in(const interaction::OperationRequest& request)
{
    auto areas = TRY(codes_in(request, "area", service_areas));
    if (areas.empty())
        return Error{Kind::invalid, "the service areas are to be named", at_part("area")};
    auto end = TRY(end_in(request));
    return Extent{std::move(areas), std::move(end)};
}

bool is_running(json::Value consent, Instant now)
{
    const auto terms = access::terms_of(consent);
    return terms.kind != access::ConsentKind::record_only && (!terms.period.end || now < *terms.period.end);
}

}  // namespace helselos::choices
