#include "app/reindex/entries.h"

#include "base/digest.h"
#include "base/text.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <array>

namespace helselos::app {

namespace {

using Fate = AddedEntry::Fate;

constexpr std::array<std::pair<Fate, std::string_view>, 3> fates{
    {{Fate::in_force, "in-force"}, {Fate::refused, "refused"}, {Fate::gone, "gone"}}};

std::string_view word_of(Fate fate)
{
    return std::ranges::find(fates, fate, &std::pair<Fate, std::string_view>::first)->second;
}

json::Draft draft_of(const AddedEntry& entry)
{
    auto types = json::array();
    for (const auto& type : entry.types)
        types.push(type);
    return json::object({{"url", entry.url}, {"source", entry.source}, {"edition", entry.edition},
        {"fate", word_of(entry.fate)}, {"reason", entry.reason}, {"types", std::move(types)}, {"isDone", entry.is_done},
        {"atType", entry.at_type}, {"cursor", entry.cursor}, {"resourcesDone", entry.resources_done},
        {"resourcesTotal", entry.resources_total}, {"resourcesFailed", entry.resources_failed}});
}

AddedEntry entry_of(json::Value kept)
{
    const auto number = [&](const char* name) { return to_unsigned(kept[name].text()).value_or(0); };
    AddedEntry entry;
    entry.url = kept["url"].text();
    entry.source = kept["source"].text();
    entry.edition = kept["edition"].text();
    for (const auto& [fate, word] : fates)
        if (kept["fate"].text() == word)
            entry.fate = fate;
    entry.reason = kept["reason"].text();
    for (const auto type : kept["types"].elements())
        entry.types.emplace_back(type.text());
    entry.is_done = kept["isDone"].truth();
    entry.at_type = number("atType");
    entry.cursor = kept["cursor"].text();
    entry.resources_done = number("resourcesDone");
    entry.resources_total = number("resourcesTotal");
    entry.resources_failed = number("resourcesFailed");
    return entry;
}

}  // namespace

std::string_view AddedEntry::state() const
{
    switch (fate) {
    case Fate::in_force: return is_done ? "ready" : "indexing";
    case Fate::refused: return "refused";
    case Fate::gone: return "removing";
    }
    return "";
}

void AddedEntry::begin_anew()
{
    is_done = false;
    at_type = 0;
    cursor.clear();
    resources_done = 0;
    resources_total = 0;
    resources_failed = 0;
}

std::string to_text(const AddedEntries& entries)
{
    auto list = json::array();
    for (const auto& entry : entries)
        list.push(draft_of(entry));
    return json::to_text(list);
}

Result<AddedEntries> entries_from_text(std::string_view text)
{
    AddedEntries entries;
    if (text.empty())
        return entries;
    const auto document = json::read(text);
    if (!document || !document->root().is_array())
        return Error{Kind::fault, "what is kept of the search parameters is damaged"};
    for (const auto kept : document->root().elements())
        entries.push_back(entry_of(kept));
    return entries;
}

std::string edition_of(json::Value parameter)
{
    std::string text;
    for (const auto* name : {"url", "code", "base", "type", "expression", "target", "component", "multipleOr"}) {
        text.append(name).append("=");
        if (const auto value = parameter[name]; value.exists())
            json::write(value, text);
        text.append("\n");
    }
    return sha256_hex(text);
}

}  // namespace helselos::app
