#include "app/expand.h"

#include "base/limits.h"
#include "interaction/terminology/asked.h"
#include "interaction/terminology/expand.h"
#include "json/write.h"

namespace helselos::app {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view default_language = "nb";  // Of what residents and clinicians choose from.
constexpr std::string_view complaint_set = "https://helselos.no/fhir/ValueSet/complaint";
constexpr std::string_view icpc2_set = "https://helselos.no/fhir/ValueSet/icpc-2";

}  // namespace

Result<OperationAnswer> expand(const Desks& desks, const OperationRequest& request)
{
    const interaction::Asked asked(request);
    const auto url = asked.text("url");
    if (!request.address.id.empty() || (url != complaint_set && url != icpc2_set))
        return interaction::expand_value_set(request, desks.stored_terminology, default_language);
    const auto now = request.hall.clock.now();
    const auto filter = asked.text("filter");
    const auto count = TRY(asked.number("count", limits::search_page_max)).value_or(limits::search_page_max);
    const auto language = asked.text("displayLanguage");
    if (url == complaint_set)
        return OperationAnswer{200,
            json::to_text(triage::expand_complaints(desks.triage, desks.codes.complaints, filter,
                triage::language_from(language.empty() ? default_language : language), count, now)
                              .root())};
    return OperationAnswer{200, json::to_text(triage::expand_icpc_2(desks.codes.icpc2, filter, count, now).root())};
}

}  // namespace helselos::app
