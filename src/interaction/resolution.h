// Which record each entry of a transaction is about, and what references to it become.
#pragma once

#include "base/text.h"
#include "interaction/bundle_entry.h"
#include "interaction/criteria.h"
#include "interaction/hall.h"

#include <string>
#include <unordered_map>
#include <vector>

namespace helselos::interaction {

struct Target {
    access::Key key;
    bool exists = false;      // A conditional create found it: nothing is written.
    bool is_nothing = false;  // A conditional delete found nothing.
    bool operator==(const Target&) const = default;
};

using References = std::unordered_map<std::string, std::string, TextHash, std::equal_to<>>;

struct Resolution {
    std::vector<Target> targets;  // One for each entry, in the order given.
    References references;        // fullUrl, or "Patient?identifier=..", to "Patient/1".
    bool operator==(const Resolution&) const = default;
};

// What of a transaction must be looked up: criteria parsed once, asked as often as needed.
struct Lookups {
    std::vector<std::optional<fhir::search::Query>> of_entries;          // One for each entry.
    std::unordered_map<std::string, fhir::search::Query> of_references;  // By the reference as written.
    std::vector<std::string> new_ids;  // One for each entry: what it gets if it is made.
};

Result<Lookups> plan_lookups(const Hall& hall, const std::vector<BundleEntry>& entries);
Result<Resolution> resolve(const Lookups& lookups, const std::vector<BundleEntry>& entries, const Search& search);

// A copy of `resource` in which every reference in `references` is replaced, also in the uri-like
// elements and the links of the narrative that name an entry's fullUrl.
json::Document rewrite(json::Value resource, const References& references);

}  // namespace helselos::interaction
