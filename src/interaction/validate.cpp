#include "interaction/validate.h"

#include "fhir/validation/validate.h"
#include "interaction/forms/judge_response.h"
#include "interaction/national_numbers.h"
#include "interaction/outcome.h"
#include "interaction/prepare.h"
#include "interaction/read.h"
#include "json/read.h"

#include <optional>
#include <utility>

namespace helselos::interaction {

namespace {

using fhir::validation::Mode;

// What is asked, wherever it stands.
struct Question {
    json::Value resource;  // Absent when none was sent.
    std::vector<std::string> profiles;
    std::string mode;
};

// Parameters that are to be judged themselves hold no resource to judge.
bool is_wrapped(json::Value body, std::string_view type)
{
    if (body["resourceType"].text() != "Parameters")
        return false;
    return type != "Parameters" || parameter(body, "resource").exists();
}

void read_parts(json::Value parameters, Question& question)
{
    for (const auto part : parameters["parameter"].elements()) {
        const auto name = part["name"].text();
        if (name == "resource")
            question.resource = part["resource"];
        if (name == "mode")
            question.mode = part["valueCode"].text();
        // R4 says uri; later releases say canonical.
        if (name == "profile")
            question.profiles.emplace_back(
                part["valueUri"].exists() ? part["valueUri"].text() : part["valueCanonical"].text());
    }
}

Question question_of(const OperationRequest& request)
{
    Question question;
    for (const auto& [name, value] : request.parameters) {
        if (name == "profile")
            question.profiles.push_back(value);
        if (name == "mode")
            question.mode = value;
    }
    if (request.body == nullptr)
        return question;
    const auto body = request.body->root();
    if (is_wrapped(body, request.address.type))
        read_parts(body, question);
    else
        question.resource = body;
    return question;
}

Result<Mode> mode_of(std::string_view word)
{
    if (word.empty())
        return Mode::none;
    if (word == "create")
        return Mode::create;
    if (word == "update")
        return Mode::update;
    if (word == "delete")
        return Mode::remove;
    if (word == "profile")
        return Mode::profile;
    return Error{Kind::invalid, "mode is create, update, delete or profile"};
}

Result<void> refuse_misfit(const OperationRequest& request, const Question& question, Mode mode)
{
    const bool is_instance = !request.address.id.empty();
    if (mode == Mode::create && is_instance)
        return Error{Kind::invalid, "what is to be created is not there yet: ask the type"};
    if ((mode == Mode::remove || mode == Mode::profile) && !is_instance)
        return Error{Kind::invalid, "this mode asks of a resource that is kept: name it in the address"};
    if (mode == Mode::profile && question.profiles.empty())
        return Error{Kind::invalid, "the mode profile needs a profile"};
    if (mode == Mode::profile && question.resource.exists())
        return Error{Kind::invalid, "the mode profile asks of the resource that is kept, not of one that is sent"};
    if (!question.resource.exists() && !is_instance)
        return Error{Kind::invalid, "a resource is needed"};
    return {};
}

void compare_with_address(const OperationRequest& request, json::Value resource, Issues& issues)
{
    if (resource["resourceType"].text() != request.address.type)
        issues.push_back(
            Issue{Severity::error, "invalid", "resourceType", "the resource is not of the type in the address"});
    const auto id = resource["id"].text();
    if (!request.address.id.empty() && !id.empty() && id != request.address.id)
        issues.push_back(Issue{Severity::error, "invalid", request.address.type + ".id",
            "the resource's id is not the one in the address"});
}

Issues judge(const OperationRequest& request, json::Value resource, const Question& question, Mode mode)
{
    Issues issues;
    compare_with_address(request, resource, issues);
    fhir::validation::Options options;
    options.profiles = question.profiles;
    options.mode = mode;
    const bool is_write = mode == Mode::create || mode == Mode::update;
    if (is_write && request.hall.required_profiles != nullptr)
        for (auto& issue : demand_profiles(*request.hall.required_profiles, resource, options))
            issues.push_back(std::move(issue));
    for (auto& issue : validator_of(request.hall).validate(resource, options))
        issues.push_back(std::move(issue));
    for (auto& issue : judge_response({search_in(request.session), request.hall}, resource))
        issues.push_back(std::move(issue));
    if (is_write)
        for (auto& issue : judge_numbers(request.hall, resource))
            issues.push_back(std::move(issue));
    return issues;
}

}  // namespace

Result<OperationAnswer> validate(const OperationRequest& request)
{
    const auto question = question_of(request);
    const auto mode = TRY(mode_of(question.mode));
    TRY(refuse_misfit(request, question, mode));
    if (mode == Mode::remove) {
        TRY(request.session.may_write(request.address.type));
        TRY(read(request.session, request.address.key()));
        return OperationAnswer{200, outcome_text(Issues{})};
    }
    if (question.resource.exists())
        return OperationAnswer{200, outcome_text(judge(request, question.resource, question, mode))};
    const auto kept = TRY(read(request.session, request.address.key()));
    const auto resource = TRY(json::read(kept.body));
    return OperationAnswer{200, outcome_text(judge(request, resource.root(), question, mode))};
}

}  // namespace helselos::interaction
