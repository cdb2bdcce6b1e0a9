// One walk over one resource. Members stand in the file that is named after what they judge.
#pragma once

#include "fhir/validation/around.h"
#include "fhir/validation/evaluation.h"
#include "fhir/validation/item.h"
#include "fhir/validation/profile_walk.h"
#include "fhir/validation/report.h"
#include "fhir/validation/tables.h"
#include "fhir/validation/validate.h"

#include <bitset>
#include <list>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::validation {

class Walk {
public:
    static constexpr std::size_t elements_max = 128;  // Of one type; Claim has the most, 40.

    Walk(const Tables& tables, const Options& options);

    Issues run(json::Value resource);

private:
    using Seen = std::bitset<elements_max>;
    // What stands beside an object: the extensions of a primitive may have its value.
    enum class Beside : std::uint8_t { nothing, value };

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
    void required(const TypeRule& rule, const Place& place, const Seen& seen);
    void after_object(json::Value value, const TypeRule& rule, const Place& place, const Seen& seen, Beside beside);
    bool enter();

    // values.cpp
    void primitive(const Found& found, const Property& property, const Place& place);
    void primitive_value(json::Value value, Primitive primitive, const Place& place);
    void primitive_extension(const Found& found, const Property& property, const Place& place);
    void attachment(json::Value value, const Place& place);
    void coding(json::Value value, const Place& place);

    // bindings.cpp
    void binding(json::Value value, const Property& property, const ElementRule& element, const Place& place);
    void undecided(BindingStrength strength, std::string_view url, const std::string& name, const Place& place);

    // references.cpp
    void reference(json::Value value, const TypeReference& definition, const Place& place);
    struct Wanted {
        const TypeReference& definition;
        std::string_view named;  // Reference.type; empty when it is not there.
    };
    void fragment(std::string_view text, const Wanted& wanted, const Place& place);
    void target(std::string_view type, const Wanted& wanted, const Place& place);
    void in_bundle(std::string_view text, const Wanted& wanted, const Place& place);
    void contained_are_used(const Invariant& invariant, const Place& place);

    // bundle.cpp
    void bundle(json::Value bundle, const Place& place);
    void links(json::Value bundle, const Place& place);
    void search_result(json::Value entry, const Place& place);
    void full_url(json::Value entry, const Place& place);
    void urls_are_distinct(const Invariant& invariant, const Place& place);

    // invariants.cpp
    void invariants(const Invariants& of, const Found& found, const Type* type, const Place& place);
    void invariant(const Invariant& of, const Found& found, const Type* type, const Place& place);
    void violated(const Invariant& of, const Place& place);

    // profiles.cpp
    void profiles(json::Value resource, const TypeRule& rule, const Place& place, bool is_outermost);
    void implied_profiles(json::Value resource, const Item& item);
    void claimed_profile(std::string_view canonical, const Item& item, const Place& claim);

    // extensions.cpp
    void extension(json::Value value, const Property& property, const Place& place);
    void unknown_extension(std::string_view url, bool is_modifier, const Place& place);
    void inner_extension(std::string_view url, const Place& place);
    void extension_context(json::Value definition, const Place& place);
    bool is_context(json::Value context, const Place& holder);
    bool is_selected(std::string_view expression);
    void context_invariant(std::string_view expression, const Place& place);
    Item item_of(json::Value value, const TypeRule& rule, const Place& place) const;

    // narrative_links.cpp
    void narrative_links(std::string_view xhtml, const Place& place);

    // conformance.cpp
    void conformance(json::Value resource, const Place& place);
    void capabilities(json::Value statement, const Place& place);
    void offered_parameters(json::Value resource, const Place& place);
    void search_parameter(json::Value parameter, const Place& place);

    // codes.cpp
    void code_of_system(json::Value coding, const Place& place);

    bool is_wanted(Severity severity) const { return m_report.is_wanted(severity); }
    bool is_stopped() const { return m_report.is_stopped(); }
    void error(std::string_view code, const Place& place, std::string text)
    {
        m_report.error(code, place, std::move(text));
    }
    void add(Severity severity, std::string_view code, const Place& place, std::string text)
    {
        m_report.add(severity, code, place, std::move(text));
    }

    const Tables& m_tables;
    const Rules& m_rules;
    const Options& m_options;
    Report m_report;
    Evaluation m_evaluation;
    ProfileWalk m_profile_walk;
    std::size_t m_nodes = 0;
    std::size_t m_depth = 0;
    Around m_around;
    json::Value m_object;  // Whose members are being walked; of a primitive the one of its extensions.
    // What resources refer to by id or fullUrl; kept to the end, as profiles may lead anywhere.
    std::list<ContainedIndex> m_contained;
    std::list<BundleIndex> m_bundles;
    std::vector<std::string_view> m_fragments;  // "#id" that were met, without the "#".
    std::set<const void*> m_pointing_out;       // Contained resources that refer to the one around them.
    std::set<std::string_view> m_undecided;     // Value sets that were told to be undecidable.
};

}  // namespace helselos::fhir::validation
