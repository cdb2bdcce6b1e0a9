// Where a resource stands: in which resource or bundle, and what its references lead to there.
#pragma once

#include "base/text.h"
#include "fhir/validation/rules.h"
#include "json/value.h"

#include <functional>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos::fhir::validation {

// A value with what belongs to it.
struct Found {
    json::Value value;      // Absent when only the extension is there.
    json::Value extension;  // The "_name" sibling of a primitive, or absent.

    const void* identity() const { return value.exists() ? value.identity() : extension.identity(); }
};

// The entries of a bundle, looked through once.
class BundleIndex {
public:
    explicit BundleIndex(json::Value bundle);

    std::string_view type() const { return m_type; }  // "transaction".
    // By fullUrl, as it is written. Absent when there is no such entry.
    json::Value at(std::string_view full_url) const;
    // What a reference in `from` leads to (http://hl7.org/fhir/R4/bundle.html#references).
    json::Value resolve(std::string_view reference, json::Value from) const;

private:
    std::string_view m_type;
    std::unordered_map<std::string_view, json::Value> m_by_url;
    std::unordered_map<std::string, json::Value, TextHash, std::equal_to<>> m_by_name;  // "Patient/1".
    std::unordered_map<const void*, std::string_view> m_urls;                           // Of a resource.
};

// Contained resources by their id.
using ContainedIndex = std::unordered_map<std::string_view, json::Value>;
ContainedIndex contained_in(json::Value root);

struct Around {
    json::Value resource;
    const TypeRule* rule = nullptr;
    json::Value root;  // The resource that contains it, or itself.
    const TypeRule* root_rule = nullptr;
    const BundleIndex* bundle = nullptr;        // The bundle it stands in.
    const ContainedIndex* contained = nullptr;  // Of the root.
    std::size_t first_fragment = 0;             // Of the fragments met on the walk, for the root.

    bool is_contained() const { return resource.identity() != root.identity(); }
    // What a reference leads to, in the container or the bundle; absent when it leads out of them.
    json::Value resolve(std::string_view reference) const;
};

}  // namespace helselos::fhir::validation
