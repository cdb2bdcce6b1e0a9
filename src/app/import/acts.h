// Resources as entries of a transaction (http://hl7.org/fhir/R4/http.html#transaction).
#pragma once

#include "base/result.h"
#include "json/value.h"

namespace helselos::app {

bool is_transaction(json::Value resource);

// A transaction, or a Bundle that is put in like one: whatever stands in it, not the Bundle itself.
bool is_act_of_many(json::Value resource);

// A batch, a searchset, or a collection without urn: addresses: no entry needs another.
bool holds_independent_entries(json::Value resource);

// An OperationOutcome that a search added.
bool is_outcome(json::Value entry);

json::Document empty_transaction();
void add_entry(json::Document& transaction, json::Value entry);  // A copy.

// The entry that puts a resource under its id, or posts it when it has none; made in `memory`.
// Error invalid: no resource.
Result<json::Value> act_of(json::Value resource, json::Document& memory);

// A transaction as it is; a batch, collection or searchset made one; anything else as a transaction that puts or
// posts it.
Result<json::Document> as_transaction(json::Document document);

// The entry itself when it has a request, else as above with its fullUrl.
Result<json::Value> independent_act_of(json::Value entry, json::Document& memory);

}  // namespace helselos::app
