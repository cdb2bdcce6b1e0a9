#include "fhir/questionnaire/extract.h"

#include "base/limits/sdc.h"
#include "fhir/questionnaire/extract_entries.h"
#include "fhir/questionnaire/judge.h"
#include "fhir/questionnaire/variables.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

namespace {

void tell_other_ways(json::Value element, Report& report, const std::string& path)
{
    for (const auto* name : {"sdc-questionnaire-targetStructureMap"})
        if (extension(element, name).exists())
            report.warning("not-supported", path, fmt::format("{} is not extracted here", name));
}

}  // namespace

Result<Extracted> extract(const Extraction& asked)
{
    if (!is_whole(asked.response))
        return Error{Kind::unprocessable, "only answers that are completed or amended become records",
            "QuestionnaireResponse.status"};
    const auto form = TRY(Form::read(asked.questionnaire));
    Extracting extracting(asked, form);
    auto& report = extracting.report;
    bind_variables(form.json(), extracting.evaluation.response(), extracting.evaluation, report, "Questionnaire");
    tell_other_ways(form.json(), report, "Questionnaire");
    for (const auto& item : form.items())
        tell_other_ways(item.json, report, fmt::format("Questionnaire.descendants().where(linkId='{}')", item.link_id));
    TRY(extract_observations(extracting));
    TRY(extract_templates(extracting));
    TRY(extract_definitions(extracting));
    if (extracting.entries.empty()) {
        report.information("informational", "Questionnaire", "nothing was extracted");
        return Extracted{{}, report.take()};
    }
    auto bundle = json::object({{"resourceType", "Bundle"}, {"type", "transaction"}});
    bundle.set("timestamp", to_text(asked.now));
    bundle.set("entry", std::move(extracting.entries));
    return Extracted{std::move(bundle), report.take()};
}

}  // namespace helselos::fhir::questionnaire
