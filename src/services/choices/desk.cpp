#include "services/choices/desk.h"

#include "interaction/put_for_service.h"

namespace helselos::choices {

namespace {

constexpr const char* service_name = "choices";

Error refusal(const access::Caller& caller)
{
    if (caller.kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to do this"};
    return Error{Kind::forbidden, "you may not do this"};
}

}  // namespace

access::Session Desk::for_caller(const access::Caller& caller) const
{
    return records.open(interaction::on_behalf_of(caller, service_name));
}

access::Session Desk::house() const
{
    return records.open({access::CallerKind::service, service_name, "", {}, ""});
}

Result<void> refuse_unless_resident(const access::Caller& caller)
{
    if (caller.kind != access::CallerKind::resident)
        return refusal(caller);
    if (!caller.scopes.empty() || !caller.client.empty())
        return Error{Kind::forbidden, "this is chosen in person, not by an app"};
    return {};
}

Result<void> refuse_unless_controller(const access::Caller& caller)
{
    return caller.kind == access::CallerKind::controller ? Result<void>() : Result<void>(refusal(caller));
}

Result<void> count_try(Tries& tries, const interaction::OperationRequest& request)
{
    if (tries.allow(request.session.caller().subject, request.hall.clock.now()))
        return {};
    return Error{Kind::throttled, "this was tried too often; wait an hour"};
}

}  // namespace helselos::choices
