#include "interaction/read.h"

#include "interaction/audit_event.h"
#include "interaction/core_definitions.h"
#include "interaction/read_log.h"

namespace helselos::interaction {

namespace {

Result<access::Version> there_or_error(std::optional<access::Version> version)
{
    if (!version)
        return Error{Kind::not_found, "no such resource"};
    if (version->act == access::Act::remove)
        return Error{Kind::gone, "the resource was deleted"};
    return *std::move(version);
}

}  // namespace

Result<access::Version> read(access::Session& session, const access::Key& key)
{
    if (key.type == audit_event_type)
        return read_logged(session, key.id);
    auto version = TRY(session.read(key));
    if (!version)
        version = TRY(core_definition(key));
    return there_or_error(std::move(version));
}

Result<access::Version> vread(access::Session& session, const access::Key& key, std::uint64_t number)
{
    if (key.type == audit_event_type && number == 1)
        return read_logged(session, key.id);
    auto version = TRY(session.read_version(key, number));
    if (!version && number == 1)
        version = TRY(core_definition(key));
    return there_or_error(std::move(version));
}

}  // namespace helselos::interaction
