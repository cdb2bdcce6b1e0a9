// http://hl7.org/fhir/R4/http.html#transaction
//
// All entries or none. What can be made ready before the writer is: ids, references,
// validation, search rows. Conditional creates, updates, deletes and references are looked
// up beforehand and once more in the writer; only when the answer changed in between is the
// work done again there, so that concurrent conditional acts never make a duplicate.
#pragma once

#include "access/session.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <functional>
#include <string>

namespace helselos::interaction {

enum class Return : std::uint8_t { minimal, representation };

struct BundleRequest {
    const json::Document& bundle;
    std::string base;
    Return returned = Return::minimal;
    // Done in the same act when all of a transaction is put; an error undoes it all. None: nothing more.
    std::function<Result<void>(access::Writing&)> beside = {};
};

// A Bundle of type transaction-response as JSON text.
Result<std::string> transaction(access::Session& session, const Hall& hall, const BundleRequest& request);

}  // namespace helselos::interaction
