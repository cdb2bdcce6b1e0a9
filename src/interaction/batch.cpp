#include "interaction/batch.h"

#include "base/limits.h"
#include "interaction/bundle_entry.h"
#include "interaction/bundle_text.h"
#include "interaction/create.h"
#include "interaction/history.h"
#include "interaction/patch.h"
#include "interaction/read.h"
#include "interaction/remove.h"
#include "interaction/response_entry.h"
#include "interaction/search_type.h"
#include "interaction/update.h"

namespace helselos::interaction {

namespace {

json::Document copy_of(json::Value resource)
{
    json::Document copy;
    copy.set_root(copy.copy(resource));
    return copy;
}

// Also told in part, as a read by itself is.
Result<std::string> read_one(
    access::Session& session, const Hall& hall, const Address& address, const BundleRequest& request)
{
    const auto parameters = TRY(parse_query_string(address.query));
    const auto shortening = TRY(shortening_of(hall, address.type, parameters));
    auto version
        = TRY(address.version ? vread(session, address.key(), *address.version) : read(session, address.key()));
    if (shortening.changes_anything())
        version.body = TRY(shorten(version.body, shortening, hall.definitions));
    return response_entry({std::move(version), false, false}, request.base, Return::representation);
}

Result<std::string> get(
    access::Session& session, const Hall& hall, const BundleEntry& entry, const BundleRequest& request)
{
    const auto& address = entry.address;
    if (address.is_history)
        return response_with_resource(
            "200 OK", TRY(history(session, hall, address, TRY(parse_query_string(address.query)), request.base)));
    if (!address.id.empty())
        return read_one(session, hall, address, request);
    auto parameters = TRY(parse_query_string(address.query));
    const SearchRequest search{address.type, std::move(parameters), fhir::search::Handling::strict, request.base};
    return response_with_resource("200 OK", TRY(search_type(session, hall, search)));
}

Result<std::string> put(
    access::Session& session, const Hall& hall, const BundleEntry& entry, const BundleRequest& request)
{
    auto written = entry.address.id.empty()
        ? conditional_update(session, hall, entry.address.query, copy_of(entry.resource), entry.if_match)
        : update(session, hall, entry.address.key(), copy_of(entry.resource), entry.if_match);
    return response_entry(TRY(std::move(written)), request.base, request.returned);
}

Result<std::string> change(
    access::Session& session, const Hall& hall, const BundleEntry& entry, const BundleRequest& request)
{
    const auto changes = TRY(patch_in_entry(entry.resource));
    auto written = entry.address.id.empty()
        ? conditional_patch(session, hall, entry.address.type, entry.address.query, changes.root(), entry.if_match)
        : patch(session, hall, entry.address.key(), changes.root(), entry.if_match);
    return response_entry(TRY(std::move(written)), request.base, request.returned);
}

// What an answer can tell of: the version, when it is one.
std::optional<access::Version> one_of(std::vector<access::Version> removed)
{
    return removed.size() == 1 ? std::optional(std::move(removed.front())) : std::nullopt;
}

Result<std::string> carry_out(
    access::Session& session, const Hall& hall, const BundleEntry& entry, const BundleRequest& request)
{
    switch (entry.verb) {
    case Verb::get: return get(session, hall, entry, request);
    case Verb::put: return put(session, hall, entry, request);
    case Verb::patch: return change(session, hall, entry, request);
    case Verb::post:
        return response_entry(
            TRY(create(session, hall, copy_of(entry.resource), entry.if_none_exist)), request.base, request.returned);
    case Verb::remove:
        if (entry.address.id.empty())
            return removal_entry(
                one_of(TRY(conditional_remove(session, hall, entry.address.type, entry.address.query))));
        return removal_entry(TRY(remove(session, entry.address.key(), entry.if_match)));
    }
    return Error{Kind::fault, "no such verb"};
}

}  // namespace

Result<std::string> batch(access::Session& session, const Hall& hall, const BundleRequest& request)
{
    const auto listed = request.bundle.root()["entry"];
    if (listed.size() > limits::bundle_entries_max)
        return Error{Kind::too_large, "the Bundle has too many entries", "Bundle.entry"};
    BundleText bundle("batch-response");
    for (std::size_t i = 0; i < listed.size(); ++i) {
        const auto entry = parse_entry(listed.at(i), i, hall.definitions);
        const auto answer = entry ? carry_out(session, hall, *entry, request) : Result<std::string>(entry.error());
        bundle.entry(answer ? *answer : error_entry(answer.error()));
    }
    return std::move(bundle).finish();
}

}  // namespace helselos::interaction
