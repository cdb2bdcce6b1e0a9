#include "app/reindex/entries.h"

#include "base/digest.h"
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
    auto draft = json::object({{"url", entry.url}, {"source", entry.source}, {"edition", entry.edition},
        {"fate", word_of(entry.fate)}, {"reason", entry.reason}});
    add_passage(entry, draft);
    return draft;
}

AddedEntry entry_of(json::Value kept)
{
    AddedEntry entry;
    entry.url = kept["url"].text();
    entry.source = kept["source"].text();
    entry.edition = kept["edition"].text();
    for (const auto& [fate, word] : fates)
        if (kept["fate"].text() == word)
            entry.fate = fate;
    entry.reason = kept["reason"].text();
    read_passage(kept, entry);
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
