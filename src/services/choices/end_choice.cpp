#include "services/choices/end_choice.h"

#include "access/consent_terms.h"
#include "interaction/read.h"
#include "services/choices/kept.h"
#include "services/choices/standing_in.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::choices {

namespace {

using access::ConsentKind;
using interaction::OperationAnswer;
using interaction::OperationRequest;

Result<bool> may_end(const Desk& desk, const OperationRequest& request, const access::ConsentTerms& terms)
{
    const auto& caller = request.session.caller().subject;
    if (terms.kind == ConsentKind::fullmakt)
        return caller == terms.patient || std::ranges::find(terms.actors, caller) != terms.actors.end();
    const auto stands_in = TRY(stands_in_as(request.session, terms.patient));
    if (terms.kind == ConsentKind::youth_access)
        return stands_in == access::TieKind::parent;
    return stands_in.has_value() || TRY(is_own_master(desk, request, terms.patient));
}

Result<void> refuse_unless_ended_here(ConsentKind kind)
{
    switch (kind) {
    case ConsentKind::fullmakt:
    case ConsentKind::denial:
    case ConsentKind::youth_access: return {};
    case ConsentKind::sharing: return Error{Kind::unprocessable, "what was shared is withdrawn"};
    case ConsentKind::record_only: break;
    }
    return Error{Kind::unprocessable, "this consent is not ended here"};
}

}  // namespace

Result<OperationAnswer> end_choice(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    const auto key = request.address.key();
    const auto seen = TRY(interaction::read(request.session, key));  // Else it is not there.
    const auto shown = TRY(json::read(seen.body));
    if (shown.root()["status"].text() == "inactive")
        return OperationAnswer{200, seen.body};
    const auto terms = access::terms_of(shown.root());
    TRY(refuse_unless_ended_here(terms.kind));
    if (!TRY(may_end(desk, request, terms)))
        return Error{Kind::forbidden, "others end this"};

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        auto consent = TRY(current(writing, key));
        if (consent.root()["status"].text() != "active") {
            body = TRY(writing.read(key))->body;
            return {};
        }
        consent.set(consent.root(), "status", "inactive");
        body = TRY(put_changed(writing, request.hall, key, std::move(consent), {"$end", {}})).body;
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
