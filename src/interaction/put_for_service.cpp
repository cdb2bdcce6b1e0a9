#include "interaction/put_for_service.h"

#include "interaction/forms/judge_response.h"
#include "interaction/prepare.h"

namespace helselos::interaction {

access::Caller on_behalf_of(const access::Caller& caller, std::string service)
{
    access::Caller acting = caller;
    acting.kind = access::CallerKind::service;
    acting.acting_for = caller.subject;
    acting.subject = std::move(service);
    return acting;
}

Result<access::Draft> prepare_new(const FormSources& forms, json::Document resource, std::string_view id)
{
    resource.set(resource.root(), "id", id);
    TRY(refuse_what_is_wrong(forms, resource.root()));
    return prepare(forms.hall, access::Act::create, std::move(resource), id);
}

Result<access::Version> put_new(
    access::Writing& writing, const Hall& hall, json::Document resource, const access::Told& told)
{
    return writing.put(TRY(prepare_new({search_in(writing), hall}, std::move(resource), new_id(hall))), told);
}

Result<access::Version> put_changed(access::Writing& writing, const Hall& hall, const access::Key& key,
    json::Document resource, const access::Told& told)
{
    TRY(refuse_what_is_wrong({search_in(writing), hall}, resource.root()));
    return writing.put(TRY(prepare(hall, access::Act::update, std::move(resource), key.id)), told);
}

}  // namespace helselos::interaction
