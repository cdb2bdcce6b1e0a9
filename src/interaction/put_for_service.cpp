#include "interaction/put_for_service.h"

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

Result<access::Draft> prepare_new(const Hall& hall, json::Document resource, std::string_view id)
{
    resource.set(resource.root(), "id", id);
    TRY(refuse_if_wrong(hall, resource.root()));
    return prepare(hall, access::Act::create, std::move(resource), id);
}

Result<access::Version> put_new(
    access::Writing& writing, const Hall& hall, json::Document resource, const access::Told& told)
{
    return writing.put(TRY(prepare_new(hall, std::move(resource), new_id(hall))), told);
}

Result<access::Version> put_changed(access::Writing& writing, const Hall& hall, const access::Key& key,
    json::Document resource, const access::Told& told)
{
    TRY(refuse_if_wrong(hall, resource.root()));
    return writing.put(TRY(prepare(hall, access::Act::update, std::move(resource), key.id)), told);
}

}  // namespace helselos::interaction
