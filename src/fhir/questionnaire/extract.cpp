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
    for (const auto* name : {"sdc-questionnaire-itemExtractionContext", "sdc-questionnaire-definitionExtract",
             "sdc-questionnaire-definitionExtractValue", "sdc-questionnaire-targetStructureMap"})
        if (extension(element, name).exists())
            report.warning("not-supported", path, fmt::format("{} is not extracted here", name));
}

}  // namespace

Result<void> Extracting::add(json::Draft entry)
{
    if (entries.elements().size() >= limits::form_entries_max)
        return Error{Kind::too_large, "the answers make too many resources"};
    entries.push(std::move(entry));
    return {};
}

Result<void> Extracting::add_new(std::string full_url, std::string_view type, json::Draft resource)
{
    auto entry = json::object({{"fullUrl", std::move(full_url)}});
    entry.set("resource", std::move(resource));
    entry.set("request", json::object({{"method", "POST"}, {"url", type}}));
    return add(std::move(entry));
}

Result<Extracted> extract(const Extraction& asked)
{
    if (!is_whole(asked.response))
        return Error{Kind::unprocessable, "only answers that are completed or amended become records",
            "QuestionnaireResponse.status"};
    const auto form = TRY(Form::read(asked.questionnaire));
    Extracting extracting{asked, form, Evaluation(asked.definitions, asked.now, asked.response, asked.questionnaire)};
    auto& report = extracting.report;
    bind_variables(form.json(), extracting.evaluation.response(), extracting.evaluation, report, "Questionnaire");
    tell_other_ways(form.json(), report, "Questionnaire");
    for (const auto& item : form.items())
        tell_other_ways(item.json, report, fmt::format("Questionnaire.descendants().where(linkId='{}')", item.link_id));
    TRY(extract_observations(extracting));
    TRY(extract_templates(extracting));
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
