#include "access/relations_cache.h"

#include "access/consent_terms.h"
#include "access/grants.h"
#include "base/limits.h"
#include "base/text.h"

#include <fmt/format.h>

namespace helselos::access {

namespace {

constexpr std::string_view edition_fact = "edition of relations";

std::string name_of(const Caller& caller)
{
    return fmt::format("{}|{}|{}", static_cast<int>(caller.kind), caller.subject, caller.organization);
}

// Tasks and Consents are written all day, and few of them are ties: what is shared without an end is a membership.
bool is_tie(std::string_view type, json::Value resource)
{
    if (!resource.exists())
        return false;
    if (type == "Task")
        return is_emergency_access(resource);
    if (type != "Consent")
        return true;
    const auto terms = terms_of(resource);
    const bool is_plain_sharing = terms.kind == ConsentKind::sharing && !terms.period.end;
    return terms.kind != ConsentKind::record_only && !is_plain_sharing;
}

}  // namespace

Result<std::shared_ptr<const Relations>> RelationsCache::of(const Caller& caller, store::Reader& reader, const Now& now)
{
    const auto who = name_of(caller);
    const auto edition = TRY(reader.fact(edition_fact));
    if (auto known = find(who, edition, now.day))
        return known;
    auto relations = std::make_shared<const Relations>(TRY(relations_of(caller, reader, now.instant)));
    keep(who, {edition, now.day, relations});
    return relations;
}

std::shared_ptr<const Relations> RelationsCache::find(const std::string& who, const std::string& edition, Day day) const
{
    const std::lock_guard lock(m_mutex);
    const auto found = m_entries.find(who);
    const bool is_known = found != m_entries.end() && found->second.edition == edition && found->second.day == day;
    return is_known ? found->second.relations : nullptr;
}

void RelationsCache::keep(const std::string& who, Entry entry)
{
    const std::lock_guard lock(m_mutex);
    if (m_entries.size() >= limits::relations_cached_max)
        m_entries.clear();
    m_entries.insert_or_assign(who, std::move(entry));
}

Result<void> count_edition(
    store::Transaction& transaction, std::string_view type, json::Value before, json::Value after)
{
    if (!carries_ties(type) || (!is_tie(type, before) && !is_tie(type, after)))
        return {};
    return count_edition(transaction);
}

Result<void> count_edition(store::Transaction& transaction)
{
    const auto edition = to_unsigned(TRY(transaction.fact(edition_fact))).value_or(0);
    return transaction.keep_fact(edition_fact, std::to_string(edition + 1));
}

}  // namespace helselos::access
