// What another system writes by hand: records its own organisation made, about patients the organisation may see
// (docs/decisions/0033-machines-write.md).
#pragma once

#include "access/caller.h"
#include "access/decide.h"
#include "base/result.h"
#include "store/store.h"
#include "json/value.h"

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::access {

// Says in meta.source which organisation and which app made it; what the sender said of the source follows. Of callers
// that are not machines nothing changes. Called before a resource is made ready to be written.
void tell_source(const Caller& caller, json::Document& resource);

// The organisation in meta.source, "Organization/9"; empty when no machine wrote it.
std::string organization_of_source(json::Value resource);

// Everything a resource refers to that only some may know of, itself left out, and the patients whose compartment it
// is in. Error too_large: more than limits::references_of_written_max.
Result<std::vector<store::Key>> records_named_in(
    json::Value resource, const store::Key& key, std::span<const std::string> compartments);

// Whether the newest version of a record may be changed by the caller: `within` is what the organisation may see.
// Errors: not_found (the same whether there is none or it may not be known of), forbidden (of another organisation).
Result<store::Version> own_record(
    store::Reader& reader, const Caller& caller, const store::Scope& within, const store::Key& key);

// Error unprocessable, the same for what is not there: it names a record that the organisation may not see.
Result<void> refuse_strangers(store::Reader& reader, const store::Scope& within, std::span<const store::Key> named);

}  // namespace helselos::access
