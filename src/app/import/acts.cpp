#include "app/import/acts.h"

#include <string>

namespace helselos::app {

namespace {

json::Value request_of(json::Value resource, json::Document& memory)
{
    const auto id = resource["id"].text();
    std::string url(resource["resourceType"].text());
    if (!id.empty())
        url.append("/").append(id);
    const auto request = memory.make_object();
    memory.set(request, "method", id.empty() ? "POST" : "PUT");
    memory.set(request, "url", url);
    return request;
}

bool is_bundle(json::Value resource, std::string_view type)
{
    return resource["resourceType"].text() == "Bundle" && resource["type"].text() == type;
}

bool has_urn_addresses(json::Value bundle)
{
    for (const auto entry : bundle["entry"].elements())
        if (entry["fullUrl"].text().starts_with("urn:"))
            return true;
    return false;
}

}  // namespace

bool is_transaction(json::Value resource)
{
    return is_bundle(resource, "transaction");
}

bool is_act_of_many(json::Value resource)
{
    return is_transaction(resource) || is_bundle(resource, "batch") || is_bundle(resource, "searchset")
        || is_bundle(resource, "collection");
}

bool holds_independent_entries(json::Value resource)
{
    return is_bundle(resource, "batch") || is_bundle(resource, "searchset")
        || (is_bundle(resource, "collection") && !has_urn_addresses(resource));
}

bool is_outcome(json::Value entry)
{
    return entry["search"]["mode"].text() == "outcome";
}

json::Document empty_transaction()
{
    json::Document bundle;
    bundle.set_root(bundle.make_object());
    bundle.set(bundle.root(), "resourceType", "Bundle");
    bundle.set(bundle.root(), "type", "transaction");
    bundle.set(bundle.root(), "entry", bundle.make_array());
    return bundle;
}

void add_entry(json::Document& transaction, json::Value entry)
{
    transaction.push(transaction.root()["entry"], transaction.copy(entry));
}

Result<json::Value> act_of(json::Value resource, json::Document& memory)
{
    if (!resource.is_object() || !resource["resourceType"].is_string())
        return Error{Kind::invalid, "not a resource", "resourceType"};
    const auto entry = memory.make_object();
    memory.set(entry, "resource", resource);
    memory.set(entry, "request", request_of(resource, memory));
    return entry;
}

Result<json::Document> as_transaction(json::Document document)
{
    if (is_transaction(document.root()))
        return document;
    auto transaction = empty_transaction();
    if (!is_act_of_many(document.root())) {
        add_entry(transaction, TRY(act_of(document.root(), document)));
        return transaction;
    }
    for (const auto entry : document.root()["entry"].elements())
        if (!is_outcome(entry))
            add_entry(transaction, TRY(independent_act_of(entry, document)));
    return transaction;
}

Result<json::Value> independent_act_of(json::Value entry, json::Document& memory)
{
    if (entry["request"].exists())
        return entry;
    const auto act = TRY(act_of(entry["resource"], memory));
    if (const auto address = entry["fullUrl"]; address.is_string())
        memory.set(act, "fullUrl", address);
    return act;
}

}  // namespace helselos::app
