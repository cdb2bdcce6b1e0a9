#include "app/operations.h"

#include "app/administrator/sealed_days.h"
#include "app/administrator/signed_in.h"
#include "app/content_codes.h"
#include "app/demo.h"
#include "app/expand.h"
#include "fhir/path/evaluate_operation.h"
#include "interaction/diff.h"
#include "interaction/everything.h"
#include "interaction/meta.h"
#include "interaction/read.h"
#include "interaction/run_view.h"
#include "interaction/terminology/operations.h"
#include "interaction/validate.h"
#include "services/choices/operations.h"
#include "services/forms/operations.h"
#include "services/sharing/operations.h"
#include "services/triage/guideline/guideline.h"
#include "services/triage/interview.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <memory>

namespace helselos::app {

namespace {

using interaction::Level;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view own = "https://helselos.no/fhir/OperationDefinition/";

Result<json::Value> body_of(const OperationRequest& request)
{
    if (request.body == nullptr)
        return Error{Kind::invalid, "a body is needed"};
    return request.body->root();
}

Result<OperationAnswer> answer_with(Result<json::Document> document)
{
    return OperationAnswer{200, json::to_text(TRY(std::move(document)).root())};
}

void add_of_fhir(interaction::Operations& operations)
{
    for (const auto level : {Level::type, Level::instance})
        operations.add({"$validate", level, "", true, "http://hl7.org/fhir/OperationDefinition/Resource-validate",
            interaction::validate});
    operations.add({"$fhirpath", Level::system, "", true, std::string(own) + "fhirpath",
        [](const OperationRequest& request) -> Result<OperationAnswer> {
            fhir::path::Environment environment(request.hall.definitions);
            environment.now = request.hall.clock.now();
            return OperationAnswer{
                200, json::to_text(TRY(fhir::path::evaluate_operation(TRY(body_of(request)), environment)))};
        }});
}

Result<OperationAnswer> apply_plan(const OperationRequest& request)
{
    const auto parameters = TRY(body_of(request));
    const auto plan = TRY(interaction::read(request.session, request.address.key()));
    const auto document = TRY(json::read(plan.body));
    return answer_with(triage::apply(document.root(), parameters, request.hall.clock.now()));
}

void add_of_triage(
    interaction::Operations& operations, const triage::Content& content, const triage::TextReader& reader)
{
    operations.add({"$next-question", Level::type, "Questionnaire", true,
        "http://hl7.org/fhir/uv/sdc/OperationDefinition/Questionnaire-next-question",
        [&content, questions = std::make_shared<const triage::Questions>(content)](
            const OperationRequest& request) -> Result<OperationAnswer> {
            return answer_with(triage::next_question(content, *questions, TRY(body_of(request))));
        }});
    operations.add({"$assess", Level::type, "QuestionnaireResponse", true, std::string(own) + "assess",
        [&content](const OperationRequest& request) -> Result<OperationAnswer> {
            return answer_with(triage::assess_response(content, TRY(body_of(request)), request.hall.clock.now()));
        }});
    operations.add({"$findings-in-text", Level::type, "Questionnaire", true, std::string(own) + "findings-in-text",
        [&content, &reader](const OperationRequest& request) -> Result<OperationAnswer> {
            return answer_with(triage::findings_in_text(content, reader, TRY(body_of(request))));
        }});
    operations.add({"$apply", Level::instance, "PlanDefinition", true,
        "http://hl7.org/fhir/OperationDefinition/PlanDefinition-apply", apply_plan});
}

}  // namespace

Result<Codes> load_codes(const std::filesystem::path& content, const triage::Content& triage_content)
{
    auto icpc2 = TRY(triage::load_terms(content / "terms" / "icpc-2.tsv"));
    return Codes{triage::complaint_index(triage_content), triage::TextReader(triage_content), std::move(icpc2)};
}

Result<void> load_terminology(
    fhir::terminology::Terminology& terminology, const std::filesystem::path& folder, const triage::Content& content)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        files.push_back(entry.path());
    if (failure)
        return Error{Kind::not_found, "cannot read the folder " + folder.string()};
    std::ranges::sort(files);
    for (const auto& file : files) {
        const auto name = file.filename().string();
        if (file.extension() != ".json"
            || (!name.starts_with("CodeSystem") && !name.starts_with("ValueSet") && !name.starts_with("ConceptMap")))
            continue;
        auto resource = TRY(json::read(TRY(read_file(file))));
        add_codes(content, resource);
        TRY(terminology.add(std::move(resource)));
    }
    return {};
}

void add_operations(interaction::Operations& operations, const Desks& desks)
{
    add_of_fhir(operations);
    add_of_triage(operations, desks.triage, desks.codes.findings);
    for (const auto level : {Level::type, Level::instance})
        operations.add({"$expand", level, "ValueSet", false, "http://hl7.org/fhir/OperationDefinition/ValueSet-expand",
            [desks](const OperationRequest& request) { return expand(desks, request); }});
    interaction::add_run_view(operations);
    interaction::add_everything(operations);
    interaction::add_meta(operations);
    interaction::add_diff(operations);
    interaction::add_terminology_operations(operations, desks.stored_terminology);
    forms::add_forms_operations(operations);
    sharing::add_operations(desks.sharing, operations);
    choices::add_operations(desks.choices, operations);
}

void add_operations_of_administrator(interaction::Operations& operations, const AdministratorDesk& desk)
{
    operations.add({"$sealed-days", Level::system, "", false, std::string(own) + "sealed-days",
        [data = desk.keys.data](
            const OperationRequest& request) { return administrator::sealed_days(data, request); }});
    operations.add({"$signing-keys", Level::system, "", false, std::string(own) + "signing-keys",
        [shelf = desk.keys](const OperationRequest& request) { return administrator::signing_keys(shelf, request); }});
    operations.add({"$signed-in", Level::system, "", false, std::string(own) + "signed-in",
        [&sessions = desk.sessions](
            const OperationRequest& request) { return administrator::signed_in(sessions, request); }});
}

}  // namespace helselos::app
