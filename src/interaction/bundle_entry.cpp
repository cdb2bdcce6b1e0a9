#include "interaction/bundle_entry.h"

#include "base/text.h"

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

Result<Verb> parse_verb(std::string_view text)
{
    if (text == "DELETE")
        return Verb::remove;
    if (text == "POST")
        return Verb::post;
    if (text == "PUT")
        return Verb::put;
    if (text == "PATCH")
        return Verb::patch;
    if (text == "GET")
        return Verb::get;
    return Error{Kind::unsupported, "the method is not supported in a Bundle"};
}

// What each verb needs of its address and resource.
Result<void> refuse_misfit(const BundleEntry& entry)
{
    const bool has_resource = entry.resource.is_object();
    const bool puts = entry.verb == Verb::post || entry.verb == Verb::put;
    const bool writes = puts || entry.verb == Verb::patch;
    if (entry.verb != Verb::get && (entry.address.is_history || entry.address.version))
        return Error{Kind::invalid, "what was is not changed"};
    if (writes != has_resource)
        return Error{
            Kind::invalid, writes ? "a POST, PUT or PATCH carries a resource" : "a GET or DELETE carries no resource"};
    if (puts && entry.resource["resourceType"].text() != entry.address.type)
        return Error{Kind::invalid, "the resource is not of the type in request.url"};
    if (entry.verb == Verb::post && !entry.address.id.empty())
        return Error{Kind::invalid, "a POST goes to a type, not to a resource"};
    const bool names_one = !entry.address.id.empty() || !entry.address.query.empty();
    if (entry.verb != Verb::post && entry.verb != Verb::get && !names_one)
        return Error{Kind::invalid, "a PUT, PATCH or DELETE names a resource or has criteria"};
    if (entry.verb == Verb::put && !entry.address.id.empty() && entry.resource["id"].text() != entry.address.id)
        return Error{Kind::invalid, "the resource's id is not the one in request.url"};
    return {};
}

Error at(Error error, std::string path)
{
    error.element = std::move(path);
    return error;
}

}  // namespace

std::string entry_path(std::size_t index)
{
    return fmt::format("Bundle.entry[{}]", index);
}

Result<std::uint64_t> parse_etag(std::string_view text)
{
    text = trim(text);
    if (text.starts_with("W/"))
        text.remove_prefix(2);
    if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
        text = text.substr(1, text.size() - 2);
    if (const auto number = to_unsigned(text))
        return *number;
    return Error{Kind::invalid, "not a version tag of ours: W/\"3\""};
}

Result<BundleEntry> parse_entry(json::Value entry, std::size_t index, const fhir::Definitions& definitions)
{
    const auto path = entry_path(index);
    const auto request = entry["request"];
    BundleEntry parsed;
    parsed.index = index;
    parsed.full_url = entry["fullUrl"].text();
    parsed.resource = entry["resource"];
    parsed.if_none_exist = request["ifNoneExist"].text();

    auto verb = parse_verb(request["method"].text());
    if (!verb)
        return at(verb.error(), path + ".request.method");
    parsed.verb = *verb;
    auto address = parse_address(request["url"].text(), definitions);
    if (!address)
        return at(address.error(), path + ".request.url");
    parsed.address = *std::move(address);
    if (parsed.address.type.empty())
        return Error{Kind::invalid, "an entry is aimed at a resource type", path + ".request.url"};
    if (request["ifMatch"].exists()) {
        auto number = parse_etag(request["ifMatch"].text());
        if (!number)
            return at(number.error(), path + ".request.ifMatch");
        parsed.if_match = *number;
    }
    if (auto fits = refuse_misfit(parsed); !fits)
        return at(fits.error(), path);
    return parsed;
}

}  // namespace helselos::interaction
