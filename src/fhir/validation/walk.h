// One walk over one resource. Members stand in the file that is named after what they judge.
#pragma once

#include "fhir/path/path.h"
#include "fhir/validation/place.h"
#include "fhir/validation/rules.h"
#include "fhir/validation/validate.h"

#include <bitset>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::validation {

class Walk {
public:
    static constexpr std::size_t elements_max = 128;  // Of one type; Claim has the most, 40.

    Walk(const Rules& rules, const Options& options) : m_rules(rules), m_options(options) {}

    Issues run(json::Value resource);

private:
    using Seen = std::bitset<elements_max>;
    // What stands beside an object: the extensions of a primitive may have its value.
    enum class Beside : std::uint8_t { nothing, value };

    // The entries of a bundle by their fullUrl.
    struct BundleIndex {
        std::string_view type;  // "transaction".
        std::unordered_map<std::string_view, std::string_view> types;
    };

    // The types of contained resources by their id.
    using ContainedIndex = std::unordered_map<std::string_view, std::string_view>;

    // The resource the walk is in.
    struct Around {
        json::Value resource;
        const TypeRule* rule = nullptr;
        json::Value root;  // The resource that contains it, or itself.
        const TypeRule* root_rule = nullptr;
        const BundleIndex* bundle = nullptr;        // The bundle it stands in.
        const ContainedIndex* contained = nullptr;  // Of the root.
        std::size_t first_fragment = 0;             // Of m_fragments, for the root.
    };

    // A value with what belongs to it.
    struct Found {
        json::Value value;      // Absent when only the extension is there.
        json::Value extension;  // The "_name" sibling of a primitive, or absent.
    };

    // walk.cpp
    void resource(json::Value value, const Place& place, bool is_contained);
    void outer_resource(json::Value value, const TypeRule& rule, const Place& place);
    void whole_resource(json::Value value, const TypeRule& rule, const Place& place);
    void object(json::Value value, const TypeRule& rule, const Place& place, Beside beside = Beside::nothing);
    void member(json::Value object, const json::Member& member, bool has_siblings, const TypeRule& rule,
        const Place& place, Seen& seen);
    void property(const Found& found, const Property& property, const TypeRule& rule, const Place& place, Seen& seen);
    void repeated(const Found& found, const Property& property, const ElementRule& element, const Place& parent);
    void one(const Found& found, const Property& property, const ElementRule& element, const Place& place);
    void complex(json::Value value, const Property& property, const Place& place);
    void after_object(json::Value value, const TypeRule& rule, const Place& place, const Seen& seen, Beside beside);
    bool enter();
    static Place place_of(const Property& property, const ElementRule& element, const Place& parent);

    // values.cpp
    void primitive(const Found& found, const Property& property, const Place& place);
    void primitive_value(json::Value value, Primitive primitive, const Place& place);
    void primitive_extension(const Found& found, const Property& property, const Place& place);
    void attachment(json::Value value, const Place& place);
    void coding(json::Value value, const Place& place);

    // bindings.cpp
    void binding(json::Value value, const Property& property, const ElementRule& element, const Place& place);

    // references.cpp
    static ContainedIndex contained_in(json::Value root);
    void reference(json::Value value, const TypeReference& definition, const Place& place);
    void fragment(std::string_view text, const TypeReference& definition, const Place& place);
    void target(std::string_view type, const TypeReference& definition, const Place& place);
    void in_bundle(std::string_view text, const TypeReference& definition, const Place& place);
    void contained_are_used(const Invariant& invariant, const Place& place);

    // bundle.cpp
    BundleIndex index_of(json::Value bundle) const;
    void bundle(json::Value bundle, const Place& place);
    void links(json::Value bundle, const Place& place);
    void search_result(json::Value entry, const Place& place);
    void full_url(json::Value entry, const Place& place);
    void urls_are_distinct(const Invariant& invariant, const Place& place);

    // invariants.cpp
    void invariants(const Invariants& of, const Found& found, const Type* type, const Place& place);
    void invariant(const Invariant& of, const Found& found, const Type* type, const Place& place);
    void violated(const Invariant& of, const Place& place);
    path::Environment& environment();

    // issues.cpp
    bool is_wanted(Severity severity) const { return severity <= m_options.least; }
    void error(std::string_view code, const Place& place, std::string text)
    {
        add(Severity::error, code, place, std::move(text));
    }
    void add(Severity severity, std::string_view code, const Place& place, std::string text);
    bool is_stopped() const { return m_is_stopped; }

    const Rules& m_rules;
    const Options& m_options;
    Issues m_issues;
    bool m_is_cut = false;
    bool m_is_stopped = false;
    std::size_t m_nodes = 0;
    std::size_t m_depth = 0;
    Around m_around;
    std::vector<std::string_view> m_fragments;  // "#id" that were met, without the "#".
    std::set<const void*> m_pointing_out;       // Contained resources that refer to the one around them.
    std::set<std::string_view> m_undecided;     // Value sets that were told to be undecidable.
    std::optional<path::Environment> m_environment;
};

}  // namespace helselos::fhir::validation
