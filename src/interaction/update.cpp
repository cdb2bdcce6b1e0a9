#include "interaction/update.h"

#include "access/machine_writes.h"
#include "interaction/address.h"
#include "interaction/criteria.h"
#include "interaction/forms/judge_response.h"
#include "interaction/prepare.h"

namespace helselos::interaction {

namespace {

Result<void> refuse_other_key(json::Value resource, const access::Key& key)
{
    if (resource["resourceType"].text() != key.type)
        return Error{Kind::invalid, "the resource is not of the type in the address", key.type};
    if (resource["id"].text() != key.id)
        return Error{Kind::invalid, "the resource's id is not the one in the address", key.type + ".id"};
    return {};
}

// Under which key a conditional update writes, given what matched.
Result<std::string> chosen_id(const Hall& hall, const std::optional<access::Key>& match, std::string_view own_id)
{
    if (match && !own_id.empty() && own_id != match->id)
        return Error{Kind::invalid, "the resource's id is not that of the one that matches"};
    if (match)
        return match->id;
    return own_id.empty() ? new_id(hall) : std::string(own_id);
}

}  // namespace

Result<Written> put_update(access::Writing& writing, access::Draft draft, std::optional<std::uint64_t> if_match)
{
    const auto current = TRY(writing.read(draft.key));
    const bool is_there = current && current->act != access::Act::remove;
    if (if_match && (!is_there || current->number != *if_match))
        return Error{Kind::precondition, "somebody changed the resource since the version named in If-Match"};
    draft.act = is_there ? access::Act::update : access::Act::update_as_create;
    return Written{TRY(writing.put(draft)), !is_there, true};
}

Result<Written> update(access::Session& session, const Hall& hall, const access::Key& key, json::Document resource,
    std::optional<std::uint64_t> if_match)
{
    TRY(session.may_write(key.type, key.id, "update"));
    TRY(refuse_other_key(resource.root(), key));
    TRY(refuse_what_is_wrong({search_in(session), hall}, resource.root()));
    access::tell_source(session.caller(), resource);
    const auto draft = TRY(prepare(hall, access::Act::update, std::move(resource), key.id));

    Written written;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        written = TRY(put_update(writing, draft, if_match));
        return {};
    }));
    return written;
}

Result<Written> conditional_update(access::Session& session, const Hall& hall, std::string_view query,
    json::Document resource, std::optional<std::uint64_t> if_match)
{
    const std::string type(resource.root()["resourceType"].text());
    const std::string own_id(resource.root()["id"].text());
    TRY(session.may_write(type, {}, "update"));
    const auto criteria = TRY(parse_criteria(hall, type, query));
    TRY(refuse_what_is_wrong({search_in(session), hall}, resource.root()));
    // Which id the resource gets is known only in the writer; everything else is made ready before.
    access::tell_source(session.caller(), resource);
    const auto text = std::make_shared<const json::Document>(std::move(resource));

    Written written;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto match = TRY(find_one(search_in(writing), criteria));
        const auto id = TRY(chosen_id(hall, match, own_id));
        json::Document copy;
        copy.set_root(copy.copy(text->root()));
        auto draft = TRY(prepare(hall, access::Act::update, std::move(copy), id));
        written = TRY(put_update(writing, std::move(draft), if_match));
        return {};
    }));
    return written;
}

}  // namespace helselos::interaction
