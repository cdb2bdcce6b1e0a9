#include "services/sharing/load_addresses.h"

#include "base/limits.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "services/sharing/desk.h"
#include "services/sharing/words.h"
#include "json/read.h"
#include "json/write.h"

#include <algorithm>
#include <map>
#include <set>

namespace helselos::sharing {

namespace {

// Without what the store says of it.
std::string comparable(json::Value resource)
{
    json::Draft draft(resource);
    draft.set("id", "");
    draft.set("meta", json::object({{"tag", json::Draft(resource["meta"]["tag"])}}));
    return json::to_text(draft);
}

class Loading {
public:
    Loading(access::Writing& writing, const interaction::Hall& hall, AddressesLoaded& loaded)
        : m_writing(writing), m_hall(hall), m_loaded(loaded)
    {}

    // Its reference.
    Result<std::string> put(const AddressEntry& entry, const std::string& provided_by);

private:
    access::Writing& m_writing;
    const interaction::Hall& m_hall;
    AddressesLoaded& m_loaded;
};

Result<std::string> Loading::put(const AddressEntry& entry, const std::string& provided_by)
{
    const std::string type = entry.parent.empty() ? "Organization" : "HealthcareService";
    const auto query = TRY(interaction::parse_criteria(
        m_hall, type, "identifier=" + percent_encode(std::string(her_id_system) + "|" + entry.her_id)));
    const auto found = TRY(interaction::find_one(interaction::search_in(m_writing), query));
    const access::Key key = found ? *found : access::Key{type, "her-" + entry.her_id};
    json::Document before;
    if (found)
        before = TRY(open_version(*TRY(m_writing.read(key))));
    const auto draft
        = entry.parent.empty() ? organization_of(entry, before.root()) : service_of(entry, provided_by, before.root());
    auto after = json::to_document(draft);
    if (!found) {
        ++m_loaded.made;
        TRY(m_writing.put(TRY(prepare_new({interaction::search_in(m_writing), m_hall}, std::move(after), key.id))));
    } else if (comparable(before.root()) != comparable(after.root())) {
        ++m_loaded.changed;
        TRY(put_changed(m_writing, m_hall, key, std::move(after)));
    } else {
        ++m_loaded.unchanged;
    }
    return key.type + "/" + key.id;
}

// A group at a time, so that nobody waits long for the writer.
template <typename Act>
Result<void> in_groups(access::Session& session, std::size_t count, const Act& act)
{
    for (std::size_t begin = 0; begin < count; begin += limits::import_group_max)
        TRY(session.write([&](access::Writing& writing) -> Result<void> {
            for (auto i = begin; i < std::min(count, begin + limits::import_group_max); ++i)
                TRY(act(writing, i));
            return {};
        }));
    return {};
}

Result<std::vector<access::Key>> no_longer_there(access::Session& session, const interaction::Hall& hall,
    std::string_view type, const std::set<std::string>& present)
{
    std::vector<access::Key> gone;
    auto query = TRY(interaction::parse_criteria(hall, type,
        "active=true&_tag=" + percent_encode(std::string(register_tag_system) + "|" + std::string(register_tag))));
    query.count = limits::search_page_max;
    do {
        auto found = TRY(session.search(query));
        for (const auto& match : found.matches)
            if (!present.contains(match.key.type + "/" + match.key.id))
                gone.push_back(match.key);
        query.cursor = std::move(found.next);
    } while (!query.cursor.empty());
    return gone;
}

Result<void> withdraw(access::Writing& writing, const interaction::Hall& hall, const access::Key& key)
{
    auto resource = TRY(open_version(*TRY(writing.read(key))));
    resource.set(resource.root(), "active", resource.make_boolean(false));
    TRY(put_changed(writing, hall, key, std::move(resource)));
    return {};
}

}  // namespace

Result<AddressesLoaded> load_addresses(
    access::Session& session, const interaction::Hall& hall, const std::vector<AddressEntry>& entries)
{
    if (entries.empty())
        return Error{Kind::invalid, "a register without addresses would withdraw everybody"};
    AddressesLoaded loaded;
    std::map<std::string, std::string> references;
    std::set<std::string> present;
    for (const bool are_services : {false, true})
        TRY(in_groups(session, entries.size(), [&](access::Writing& writing, std::size_t i) -> Result<void> {
            const auto& entry = entries[i];
            if (entry.parent.empty() == are_services)
                return {};
            references[entry.her_id] = TRY(Loading(writing, hall, loaded).put(entry, references[entry.parent]));
            present.insert(references[entry.her_id]);
            return {};
        }));
    for (const auto type : {"Organization", "HealthcareService"}) {
        const auto gone = TRY(no_longer_there(session, hall, type, present));
        TRY(in_groups(session, gone.size(),
            [&](access::Writing& writing, std::size_t i) { return withdraw(writing, hall, gone[i]); }));
        loaded.withdrawn += gone.size();
    }
    return loaded;
}

}  // namespace helselos::sharing
