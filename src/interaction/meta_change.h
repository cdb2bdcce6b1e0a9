// Profiles, labels and tags put to a resource, or taken from it, alone.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace helselos::interaction {

struct MetaChange {
    enum class Way : std::uint8_t { add, remove };
    Way way = Way::add;
    json::Value meta;  // Of the request; its profile, security and tag count.
};

// From the Parameters of a request, which must outlive it. Errors: invalid (no meta, or nothing of it counts),
// too_large: limits::meta_given_max.
Result<MetaChange> meta_change(json::Value parameters, MetaChange::Way way);

// The resource with its meta changed; the second says whether anything is another than before. Error unsupported: its
// profiles have extensions.
Result<std::pair<json::Document, bool>> with_meta(json::Value resource, const MetaChange& change);

// Puts it; the version that is current then. Errors of meta_add (meta.h).
Result<access::Version> change_meta(
    access::Session& session, const Hall& hall, const access::Key& key, const MetaChange& change);

}  // namespace helselos::interaction
