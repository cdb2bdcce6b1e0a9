#include "services/choices/open_to_youth.h"

#include "access/codes.h"
#include "access/consent_terms.h"
#include "access/relations.h"
#include "base/url.h"
#include "services/choices/consents.h"
#include "services/choices/giver.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/standing_in.h"

#include <fmt/format.h>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr int age_of_youth = 13;

Result<void> refuse_unless_youth(const Desk& desk, const OperationRequest& request, const std::string& child)
{
    auto house = desk.house();
    const auto patient = TRY(current(house, child));
    const auto person = access::person_of(patient.root());
    const auto now = TRY(access::now_in_oslo(request.hall.clock.now()));
    if (person.birth && access::birthday(person.birth->last, age_of_youth) <= now.day)
        return {};
    return Error{Kind::unprocessable, "a child's record is opened to them from 13 on", at_part("child")};
}

Result<std::string> open_in(access::Writing& writing, const interaction::Hall& hall, const YouthAccess& access)
{
    const auto criteria = fmt::format("patient={}&status=active&category={}", percent_encode(access.child),
        percent_encode(fmt::format("{}|{}", access::codes::consent_kind, access::codes::youth_access)));
    for (const auto& consent : TRY(find_in(writing, hall, "Consent", criteria))) {
        const auto root = consent.root();
        if (access::terms_of(root).kind != access::ConsentKind::youth_access || !is_running(root, writing.now()))
            continue;
        if (!says(root, access))
            return Error{Kind::conflict, "it is open until another day; end that first"};
        return TRY(writing.read({"Consent", std::string(root["id"].text())}))->body;
    }
    return TRY(put_new(writing, hall, consent_of(access, writing.now()), {"$open-to-youth", {}})).body;
}

}  // namespace

Result<OperationAnswer> open_to_youth(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    TRY(count_try(desk.changes, request));
    YouthAccess access;
    access.parent = request.session.caller().subject;
    access.child = TRY(reference_in(request, "child", "Patient"));
    access.end = TRY(end_in(request));
    if (TRY(stands_in_as(request.session, access.child)) != access::TieKind::parent)
        return Error{Kind::not_found, "no such child", at_part("child")};
    TRY(refuse_unless_youth(desk, request, access.child));

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(open_in(writing, request.hall, access));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
