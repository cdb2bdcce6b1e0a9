#include "services/choices/review_emergency_access.h"

#include "access/codes.h"
#include "access/grants.h"
#include "access/reading.h"
#include "access/relations.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/norway/number_in_text.h"
#include "fhir/view/coded.h"
#include "services/choices/controller_page.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::choices {

namespace {

using access::codes::task;
using fhir::view::code_in;
using fhir::view::concept_of;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::array<std::string_view, 3> findings{"justified", "not-justified", "unclear"};

struct Review {
    std::string finding;
    std::string note;
    std::string reviewer;
};

json::Value output_of(json::Value access, std::string_view code)
{
    for (const auto output : access["output"].elements())
        if (code_in(output["type"], task) == code)
            return output;
    return {};
}

bool says(json::Value access, const Review& review)
{
    return code_in(output_of(access, "finding")["valueCodeableConcept"], emergency_review_system) == review.finding
        && output_of(access, "review-note")["valueString"].text() == review.note;
}

void add_review(json::Document& access, const Review& review)
{
    push_draft(access, "output",
        json::object({{"type", concept_of(task, "finding")},
            {"valueCodeableConcept", concept_of(emergency_review_system, review.finding)}}));
    if (!review.note.empty())
        push_draft(
            access, "output", json::object({{"type", concept_of(task, "review-note")}, {"valueString", review.note}}));
    push_draft(access, "output",
        json::object(
            {{"type", concept_of(task, "reviewer")}, {"valueReference", reference_to(Named{review.reviewer})}}));
}

bool lasts(json::Value access, Instant now)
{
    const auto organization = access::target_of(access["restriction"]["recipient"].at(0));
    const auto timed = access::emergency_of(access, organization);
    return timed && timed->period.holds(now);
}

Result<std::string> review_in(access::Writing& writing, const OperationRequest& request, const Review& review)
{
    const auto key = request.address.key();
    auto access = TRY(current(writing, key));
    if (!access::is_emergency_access(access.root()))
        return Error{Kind::not_found, "no such resource"};
    if (access::target_of(access.root()["owner"]) == review.reviewer)
        return Error{Kind::forbidden, "who took the access does not review it"};
    if (code_in(access.root()["businessStatus"], emergency_review_system) == "reviewed") {
        if (!says(access.root(), review))
            return Error{Kind::conflict, "it was reviewed"};
        return TRY(writing.read(key))->body;
    }
    if (review.finding == "not-justified" || !lasts(access.root(), writing.now()))
        access.set(access.root(), "status", "completed");
    put_draft(access, "businessStatus", concept_of(emergency_review_system, "reviewed"));
    access.set(access.root(), "lastModified", to_text(writing.now()));
    add_review(access, review);
    return TRY(put_changed(writing, request.hall, key, std::move(access), {"$review-emergency-access", {}})).body;
}

}  // namespace

Result<OperationAnswer> emergency_accesses(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_controller(request.session.caller()));
    auto criteria = fmt::format(
        "code={}&_sort=authored-on", percent_encode(fmt::format("{}|{}", task, access::codes::emergency_access)));
    const auto asked = std::ranges::find(request.parameters, "reviewed", &QueryParameters::value_type::first);
    if (asked != request.parameters.end()) {
        if (asked->second != "true" && asked->second != "false")
            return Error{Kind::invalid, "reviewed is true or false", "reviewed"};
        // One that an older program or an operator wrote says nothing of a review: it awaits one.
        criteria += fmt::format("&business-status{}={}", asked->second == "true" ? "" : ":not",
            percent_encode(fmt::format("{}|reviewed", emergency_review_system)));
    }
    return controller_page(desk, request, "$emergency-accesses", criteria);
}

Result<OperationAnswer> review_emergency_access(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_controller(request.session.caller()));
    Review review;
    review.reviewer = request.session.caller().subject;
    review.finding = TRY(code_in(request, "finding", findings));
    if (review.finding.empty())
        return Error{Kind::invalid, "a finding is needed", at_part("finding")};
    review.note = TRY(text_in(request, "note", limits::emergency_note_letters_max));
    if (fhir::norway::holds_number(review.note))
        return Error{Kind::unprocessable, "no national identity number belongs into the note", at_part("note")};

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(review_in(writing, request, review));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
