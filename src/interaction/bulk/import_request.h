// What $import is asked for: the manifest of the Bulk Import proposal as Parameters
// (https://github.com/smart-on-fhir/bulk-import/blob/master/import-manifest.md).
#pragma once

#include "base/result.h"
#include "json/value.h"

#include <string>
#include <vector>

namespace helselos::interaction::bulk {

struct ImportRequest {
    struct Input {
        std::string type;  // Of every resource in it: "Observation"; empty: any.
        std::string name;  // Of a file in the drop folder: "observations.ndjson".
    };
    std::string source;  // Who sends it, as they call themselves; empty: not said.
    std::vector<Input> inputs;
};

// Nothing is fetched: an input that is an address is refused (unsupported), and so is any other form than NDJSON and
// any parameter that is not understood. Errors: invalid, unsupported, too_large.
Result<ImportRequest> read_import_request(json::Value parameters);

}  // namespace helselos::interaction::bulk
