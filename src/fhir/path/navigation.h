// From an item to its children, with their types.
#pragma once

#include "fhir/path/environment.h"
#include "fhir/path/memory.h"
#include "fhir/path/program.h"

namespace helselos::fhir::path {

class Navigation {
public:
    explicit Navigation(Environment& environment) : m_environment(environment) {}

    // Appends the children of this name; of a choice all that are there, whatever their type.
    void child(const Item& parent, const ElementName& name, Collection& output) const;
    // The same, when it is known what the name means on the type of the parent.
    void child(const Item& parent, const ElementName& name, const Binding& binding, Collection& output) const;
    // Appends all children, in the order they are written.
    void children(const Item& parent, Collection& output) const;

    // With a location of its own, when locations are asked for.
    Item rooted(Item item) const;

private:
    struct Place;

    void plain(const Place& place, const ElementName& name, Collection& output) const;
    void choice(const Item& parent, const Element& element, Collection& output) const;
    void add(const Place& place, json::Value value, json::Value sibling, Collection& output) const;
    void add_one(
        const Place& place, json::Value value, json::Value sibling, std::int64_t index, Collection& output) const;

    Environment& m_environment;
};

// The value of a primitive as a System value; none when it has no value. Memory is that of the environment.
Item to_system(const Item& item, Environment& environment);

}  // namespace helselos::fhir::path
