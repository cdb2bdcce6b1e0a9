#include "interaction/remove.h"

#include "base/limits.h"
#include "interaction/criteria.h"
#include "interaction/prepare.h"
#include "interaction/read_log.h"

namespace helselos::interaction {

Result<std::optional<access::Version>> put_removal(
    access::Writing& writing, const access::Key& key, std::optional<std::uint64_t> if_match)
{
    TRY(refuse_written_log(key.type));
    const auto current = TRY(writing.read(key));
    if (if_match && (!current || current->number != *if_match))
        return Error{Kind::precondition, "somebody changed the resource since the version named in If-Match"};
    if (!current || current->act == access::Act::remove)
        return std::optional<access::Version>();
    return std::optional<access::Version>(TRY(writing.put(prepare_removal(key))));
}

Result<std::optional<access::Version>> remove(
    access::Session& session, const access::Key& key, std::optional<std::uint64_t> if_match)
{
    TRY(session.may_write(key.type, key.id, "delete"));
    std::optional<access::Version> removed;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        removed = TRY(put_removal(writing, key, if_match));
        return {};
    }));
    return removed;
}

Result<std::vector<access::Version>> conditional_remove(
    access::Session& session, const Hall& hall, std::string_view type, std::string_view query)
{
    TRY(session.may_write(type, {}, "delete"));
    TRY(refuse_written_log(type));
    auto criteria = TRY(parse_criteria(hall, type, query));
    criteria.count = limits::conditional_delete_max + 1;
    std::vector<access::Version> removed;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto found = TRY(writing.search(criteria));
        if (found.matches.size() > limits::conditional_delete_max)
            return Error{Kind::precondition, "more resources match than are deleted at once"};
        for (const auto& match : found.matches)
            if (auto gone = TRY(put_removal(writing, match.key)))
                removed.push_back(*std::move(gone));
        return {};
    }));
    return removed;
}

}  // namespace helselos::interaction
