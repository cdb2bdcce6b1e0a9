#include "access/machine_writes.h"

#include "access/reading.h"
#include "base/limits.h"
#include "base/url.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::access {

namespace {

constexpr std::string_view organization_type = "Organization/";

bool is_of_somebody(std::string_view type)
{
    const auto of = class_of(type);
    return of == TypeClass::record || of == TypeClass::clerical;
}

void add_named(store::Key named, const store::Key& own, std::vector<store::Key>& keys)
{
    if (is_of_somebody(named.type) && named != own && std::ranges::find(keys, named) == keys.end())
        keys.push_back(std::move(named));
}

// Deeper than any document is read, so no call can be too deep.
void add_references(json::Value value, const store::Key& own, std::size_t depth_left, std::vector<store::Key>& keys)
{
    if (depth_left == 0 || keys.size() > limits::references_of_written_max)
        return;
    if (auto key = value.is_object() ? key_of(value) : std::nullopt)
        add_named(*std::move(key), own, keys);
    for (const auto& member : value.members())
        add_references(member.value(), own, depth_left - 1, keys);
    for (const auto element : value.elements())
        add_references(element, own, depth_left - 1, keys);
}

}  // namespace

void tell_source(const Caller& caller, json::Document& resource)
{
    if (caller.kind != CallerKind::machine)
        return;
    auto meta = resource.root()["meta"];
    if (!meta.is_object()) {
        meta = resource.make_object();
        resource.set(resource.root(), "meta", meta);
        meta = resource.root()["meta"];
    }
    const std::string told(meta["source"].text());
    const auto own = caller.organization + "#" + percent_encode(caller.client);
    const bool is_own = told == own || told.starts_with(own + ";");
    resource.set(meta, "source", is_own ? told : told.empty() ? own : own + ";" + told);
}

std::string organization_of_source(json::Value resource)
{
    const auto source = resource["meta"]["source"].text();
    const auto end = source.find('#');
    if (!source.starts_with(organization_type) || end == std::string_view::npos || end == organization_type.size()
        || source.find('!') < end)
        return {};
    return std::string(source.substr(0, end));
}

Result<std::vector<store::Key>> records_named_in(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments)
{
    std::vector<store::Key> keys;
    add_references(resource, key, limits::json_depth_max + 1, keys);
    for (const auto& compartment : compartments) {
        const auto slash = compartment.find('/');
        if (slash != std::string::npos)
            add_named({compartment.substr(0, slash), compartment.substr(slash + 1)}, key, keys);
    }
    if (keys.size() > limits::references_of_written_max)
        return Error{Kind::too_large, "the resource refers to too many others"};
    return keys;
}

Result<store::Version> own_record(
    store::Reader& reader, const Caller& caller, const store::Scope& within, const store::Key& key)
{
    auto version = TRY(reader.read(key));
    if (!version || version->act == store::Act::remove || !TRY(reader.is_within(key, within)))
        return Error{Kind::not_found, "no such resource"};
    const auto document = TRY(json::read(version->body));
    if (organization_of_source(document.root()) != caller.organization)
        return Error{Kind::forbidden, "another made this resource"};
    return *std::move(version);
}

Result<void> refuse_strangers(store::Reader& reader, const store::Scope& within, std::span<const store::Key> named)
{
    for (const auto& key : named)
        if (!TRY(reader.is_within(key, within)))
            return Error{Kind::unprocessable, "the resource refers to one that is not known here", key.type};
    return {};
}

}  // namespace helselos::access
