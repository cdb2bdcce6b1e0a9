#include "interaction/read.h"

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
    return there_or_error(TRY(session.read(key)));
}

Result<access::Version> vread(access::Session& session, const access::Key& key, std::uint64_t number)
{
    return there_or_error(TRY(session.read_version(key, number)));
}

}  // namespace helselos::interaction
