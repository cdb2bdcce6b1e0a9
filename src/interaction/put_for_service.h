// How services put what they make: by their own authority for a caller, and judged as what anybody writes.
#pragma once

#include "access/session.h"
#include "interaction/forms/find_form.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <string>
#include <string_view>

namespace helselos::interaction {

// The service acting for the caller: the audit names both.
access::Caller on_behalf_of(const access::Caller& caller, std::string service);

// A new resource under the id. Errors as of create; a response is judged by the form that `forms` finds.
Result<access::Draft> prepare_new(const FormSources& forms, json::Document resource, std::string_view id);
// The same with an id of its own, put; its form is what the writer finds.
Result<access::Version> put_new(
    access::Writing& writing, const Hall& hall, json::Document resource, const access::Told& told = {});
// A changed one. Errors as of update.
Result<access::Version> put_changed(access::Writing& writing, const Hall& hall, const access::Key& key,
    json::Document resource, const access::Told& told = {});

}  // namespace helselos::interaction
