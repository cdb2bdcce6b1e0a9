#include "interaction/care_dates.h"

#include "fhir/search/of_type.h"
#include "fhir/search/parse_criterion.h"

#include <array>

namespace helselos::interaction {

namespace {

using namespace fhir::search;

constexpr std::array<CareDate, 16> dates{{{"Appointment", "date"}, {"ChargeItem", "occurrence"},
    {"Communication", "sent"}, {"Composition", "period"}, {"DiagnosticReport", "date"}, {"DocumentReference", "period"},
    {"Encounter", "date"}, {"ImagingStudy", "started"}, {"Immunization", "date"}, {"Media", "created"},
    {"MedicationAdministration", "effective-time"}, {"MedicationDispense", "whenhandedover"}, {"Observation", "date"},
    {"Procedure", "date"}, {"QuestionnaireResponse", "authored"}, {"Specimen", "collected"}}};

Clause only_of(Clause clause, const CareDate& date)
{
    if (auto* criterion = std::get_if<Criterion>(&clause.is))
        criterion->parameter = of_type(date.type, date.parameter);
    return clause;
}

// Said of the type alone, so that it holds for all others: it has a date, and none that passes.
Result<Clause> is_not_outside(const CareDate& date, const std::string& bound, const Grounds& grounds)
{
    const auto* parameter = grounds.parameters->find(date.type, date.parameter);
    if (parameter == nullptr)
        return Error{Kind::fault, "a care date is no search parameter"};
    Spending spending;
    const Asking asking{grounds, spending, date.parameter};
    const Subject subject{date.type, *parameter};
    const std::string_view values[] = {bound};
    auto passes = criterion_of(asking, subject, Modifier::none, values);
    if (!passes && passes.error().kind == Kind::invalid)
        return Error{Kind::invalid, "start and end are dates: yyyy, yyyy-mm or yyyy-mm-dd"};
    auto is_dated = TRY(presence_of(asking, subject, false));
    auto within = TRY(std::move(passes));
    Clause none_passes(NoneOf{{only_of(std::move(within), date)}});
    return Clause(NoneOf{{Clause(AllOf{{only_of(std::move(is_dated), date), std::move(none_passes)}})}});
}

Result<void> add_bound(
    std::string_view prefix, const std::string& day, const Grounds& grounds, std::vector<Clause>& clauses)
{
    if (day.empty())
        return {};
    for (const auto& date : dates)
        clauses.push_back(TRY(is_not_outside(date, std::string(prefix) + day, grounds)));
    return {};
}

}  // namespace

std::span<const CareDate> care_dates()
{
    return dates;
}

Result<std::vector<Clause>> care_within(const std::string& start, const std::string& end, const Grounds& grounds)
{
    std::vector<Clause> clauses;
    TRY(add_bound("ge", start, grounds, clauses));
    TRY(add_bound("le", end, grounds, clauses));
    return clauses;
}

}  // namespace helselos::interaction
