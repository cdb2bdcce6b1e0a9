#include "interaction/patch.h"

#include "base/base64.h"
#include "fhir/patch/fhirpath_patch.h"
#include "interaction/criteria.h"
#include "interaction/forms/judge_response.h"
#include "interaction/prepare.h"
#include "interaction/read_log.h"
#include "interaction/update.h"
#include "json/patch.h"
#include "json/read.h"

namespace helselos::interaction {

namespace {

Result<json::Document> changed(json::Value resource, json::Value patch, const Hall& hall)
{
    if (patch.is_array())
        return json::patched(resource, patch);
    return fhir::fhirpath_patched(resource, patch, hall.definitions);
}

// Whose it is stays as it was; version and time are given anew when it is kept.
Result<void> refuse_other_key(json::Value resource, const access::Key& key)
{
    if (resource["resourceType"].text() != key.type || resource["id"].text() != key.id)
        return Error{Kind::unprocessable, "a patch changes neither type nor id of a resource"};
    return {};
}

Result<access::Version> current_for_caller(access::Writing& writing, const access::Key& key)
{
    auto current = TRY(writing.show(key));
    if (!current)
        return Error{Kind::not_found, "no such resource"};
    if (current->act == access::Act::remove)
        return Error{Kind::gone, "the resource was deleted"};
    return *std::move(current);
}

}  // namespace

Result<Written> put_patch(access::Writing& writing, const Hall& hall, const access::Key& key, json::Value patch,
    std::optional<std::uint64_t> if_match)
{
    TRY(refuse_written_log(key.type));
    const auto shown = TRY(current_for_caller(writing, key));
    if (if_match && shown.number != *if_match)
        return Error{Kind::precondition, "somebody changed the resource since the version named in If-Match"};
    // As it is kept: what is masked to the caller must not be written back masked.
    const auto kept = TRY(writing.read(key));
    const auto before = TRY(json::read(kept->body));
    auto after = TRY(changed(before.root(), patch, hall));
    TRY(refuse_other_key(after.root(), key));
    TRY(refuse_what_is_wrong({search_in(writing), hall}, after.root()));
    return put_update(writing, TRY(prepare(hall, access::Act::update, std::move(after), key.id)), if_match);
}

Result<Written> patch(access::Session& session, const Hall& hall, const access::Key& key, json::Value patch,
    std::optional<std::uint64_t> if_match)
{
    TRY(session.may_write(key.type, key.id, "update"));
    Written written;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        written = TRY(put_patch(writing, hall, key, patch, if_match));
        return {};
    }));
    return written;
}

Result<Written> conditional_patch(access::Session& session, const Hall& hall, std::string_view type,
    std::string_view query, json::Value patch, std::optional<std::uint64_t> if_match)
{
    TRY(session.may_write(type, {}, "update"));
    const auto criteria = TRY(parse_criteria(hall, type, query));
    Written written;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto key = TRY(find_one(search_in(writing), criteria));
        if (!key)
            return Error{Kind::not_found, "nothing matches"};
        written = TRY(put_patch(writing, hall, *key, patch, if_match));
        return {};
    }));
    return written;
}

Result<json::Document> patch_in_entry(json::Value resource)
{
    if (resource["resourceType"].text() == "Parameters") {
        json::Document copy;
        copy.set_root(copy.copy(resource));
        return copy;
    }
    if (resource["resourceType"].text() != "Binary"
        || !resource["contentType"].text().starts_with("application/json-patch+json"))
        return Error{Kind::invalid, "a PATCH carries Parameters, or a Binary of application/json-patch+json"};
    const auto text = from_base64(resource["data"].text());
    if (!text)
        return Error{Kind::invalid, "the Binary has no data"};
    return json::read(*text);
}

}  // namespace helselos::interaction
