#include "interaction/core_definitions.h"

#include "fhir/definitions/published.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <string>
#include <vector>

namespace helselos::interaction {

namespace {

using fhir::search::Criterion;
using fhir::search::Query;
using fhir::search::UriValue;

constexpr std::string_view core_type = "StructureDefinition";

// As its own definitions say it: 2019-11-01T09:29:23.356+11:00 (http://hl7.org/fhir/R4/profiles-resources.json).
constexpr Instant published_at{std::chrono::milliseconds{1'572'560'963'356}};

Result<access::Version> version_of(const fhir::PublishedEntry& entry)
{
    const auto text = fhir::published(entry.url);
    if (!text)
        return Error{Kind::fault, "a published definition is not there"};
    auto document = TRY(json::read(*text));
    if (!document.root()["meta"].exists())
        document.set(document.root(), "meta", document.make_object());
    const auto meta = document.root()["meta"];
    document.set(meta, "versionId", "1");
    document.set(meta, "lastUpdated", to_text(published_at));
    access::Version version{{std::string(entry.type), std::string(entry.id)}, 1, published_at, access::Act::create, {}};
    version.body = json::to_text(document.root());
    return version;
}

// Nothing when it is asked for in another way.
std::optional<std::vector<std::string>> urls_asked(const Query& query)
{
    const auto* criterion = query.all_of.size() == 1 ? std::get_if<Criterion>(&query.all_of.front().is) : nullptr;
    const bool is_plain = query.sort.empty() && query.includes.empty() && query.revincludes.empty();
    if (criterion == nullptr || !is_plain || criterion->parameter != "url"
        || criterion->modifier != fhir::search::Modifier::none)
        return std::nullopt;
    std::vector<std::string> urls;
    for (const auto& value : criterion->any_of)
        if (const auto* uri = std::get_if<UriValue>(&value))
            urls.push_back(uri->uri);
    return urls;
}

bool is_stored(const access::Found& found, std::string_view id)
{
    return std::ranges::any_of(found.matches, [&](const access::Version& version) { return version.key.id == id; });
}

}  // namespace

Result<std::optional<access::Version>> core_definition(const access::Key& key)
{
    if (key.type != core_type)
        return std::optional<access::Version>();
    for (const auto& entry : fhir::published_entries())
        if (entry.type == key.type && entry.id == key.id)
            return std::optional(TRY(version_of(entry)));
    return std::optional<access::Version>();
}

Result<void> add_core_definitions(const Query& query, access::Found& found, Issues& notes)
{
    if (query.types.size() != 1 || query.types.front() != core_type)
        return {};
    const auto urls = urls_asked(query);
    if (!urls) {
        notes.push_back({Severity::information, "informational", "",
            "of the definitions of R4 itself none is looked at: they are found by url alone, and read by id"});
        return {};
    }
    std::vector<access::Version> core;
    for (const auto& entry : fhir::published_entries())
        if (entry.type == core_type && std::ranges::find(*urls, entry.url) != urls->end()
            && !is_stored(found, entry.id))
            core.push_back(TRY(version_of(entry)));
    if (found.total)
        *found.total += core.size();
    const bool is_shown = found.next.empty() && query.count > 0 && query.summary != fhir::search::Summary::count;
    if (is_shown)
        std::ranges::move(core, std::back_inserter(found.matches));
    return {};
}

}  // namespace helselos::interaction
