#include "app/reindex/standing.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::app {

namespace {

using Fate = AddedEntry::Fate;

AddedEntry* find_entry(AddedEntries& entries, const std::string& source)
{
    const auto found = std::ranges::find(entries, source, &AddedEntry::source);
    return found == entries.end() ? nullptr : &*found;
}

bool is_held_by_another(const AddedEntries& entries, std::string_view url, const std::string& source)
{
    return std::ranges::any_of(entries, [&](const AddedEntry& entry) {
        return entry.url == url && entry.source != source && entry.fate == Fate::in_force;
    });
}

bool is_wanted(const Standing& standing, json::Value resource)
{
    const auto url = resource["url"].text();
    return resource["status"].text() == "active"
        && standing.parameters->definitions().search_parameter_by_url(url) == nullptr;
}

void take_out(Standing& standing, const AddedEntry& entry)
{
    if (!is_held_by_another(standing.entries, entry.url, entry.source))
        standing.parameters = standing.parameters->without(entry.url);
}

// Those it has rows of, or had before.
void add_types(AddedEntry& entry, json::Value resource, const fhir::search::Parameters& parameters)
{
    for (const auto type : parameters.definitions().resource_types()) {
        const auto* found = parameters.find(type, resource["code"].text());
        if (found != nullptr && found->url == entry.url)
            entry.types.emplace_back(type);
    }
    std::ranges::sort(entry.types);
    entry.types.erase(std::ranges::unique(entry.types).begin(), entry.types.end());
}

void refuse(Standing& standing, AddedEntry& entry, std::string reason)
{
    const bool had_rows = entry.fate == Fate::in_force && !entry.types.empty();
    if (had_rows)
        take_out(standing, entry);
    entry.fate = Fate::refused;
    entry.reason = std::move(reason);
    entry.begin_anew();
    entry.is_done = !had_rows;
}

void withdraw(Standing& standing, const std::string& source)
{
    auto* const entry = find_entry(standing.entries, source);
    if (entry == nullptr || entry->fate == Fate::gone)
        return;
    take_out(standing, *entry);
    if (entry->types.empty()) {
        std::erase_if(standing.entries, [&](const AddedEntry& each) { return each.source == source; });
        return;
    }
    entry->fate = Fate::gone;
    entry->begin_anew();
}

AddedEntry& entry_for(Standing& standing, const std::string& source, const std::string& url)
{
    auto* entry = find_entry(standing.entries, source);
    if (entry != nullptr && entry->url != url)
        take_out(standing, *entry);
    if (entry == nullptr)
        entry = &standing.entries.emplace_back(AddedEntry{.url = url, .source = source, .fate = Fate::refused});
    entry->url = url;
    return *entry;
}

}  // namespace

void take_up(Standing& standing, const std::string& source, json::Value resource)
{
    if (!is_wanted(standing, resource))
        return withdraw(standing, source);
    const std::string url(resource["url"].text());
    auto& entry = entry_for(standing, source, url);
    const auto edition = edition_of(resource);
    if (is_held_by_another(standing.entries, url, source))
        return refuse(standing, entry, "another search parameter has the same url");
    auto with = standing.parameters->with(resource);
    if (!with)
        return refuse(standing, entry,
            with.error().element.empty() ? with.error().reason
                                         : fmt::format("{}: {}", with.error().element, with.error().reason));
    standing.parameters = *std::move(with);
    if (entry.edition != edition || entry.fate != Fate::in_force) {
        entry.edition = edition;
        entry.fate = Fate::in_force;
        entry.reason.clear();
        entry.begin_anew();
        add_types(entry, resource, *standing.parameters);
    }
    if (entry.is_done)
        standing.parameters = standing.parameters->with_ready(url);
}

void finish(Standing& standing, const std::string& source)
{
    auto* const entry = find_entry(standing.entries, source);
    if (entry == nullptr)
        return;
    if (entry->fate == Fate::gone) {
        std::erase_if(standing.entries, [&](const AddedEntry& each) { return each.source == source; });
        return;
    }
    if (entry->fate == Fate::in_force && entry->resources_failed > 0)
        return refuse(
            standing, *entry, fmt::format("it cannot be evaluated on {} stored resources", entry->resources_failed));
    entry->is_done = true;
    entry->cursor.clear();
}

void settle(Standing& standing)
{
    for (const auto& entry : standing.entries) {
        if (entry.fate == Fate::in_force && entry.is_done)
            standing.parameters = standing.parameters->with_ready(entry.url);
        if (entry.fate != Fate::in_force)
            take_out(standing, entry);
    }
}

}  // namespace helselos::app
