// A resource built element by element, each named by its path in the definition of its type. Of concern to this room
// only.
#pragma once

#include "base/result.h"
#include "fhir/definitions/definitions.h"
#include "fhir/questionnaire/extension.h"
#include "json/draft.h"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::questionnaire {

// A value with the name of its type as in value[x]: "Coding".
struct GivenValue {
    std::string suffix;
    json::Draft value;
};
GivenValue given_value(const TypedValue& value);
GivenValue given_value(const path::Item& item);

class BuiltResource {
public:
    struct Place;

    // `type` is one of the definitions.
    BuiltResource(const Type& type, const Definitions& definitions);
    ~BuiltResource();
    BuiltResource(BuiltResource&&) noexcept;

    Place& root() { return *m_root; }
    // Below `from`, by names of elements: a new one where the last repeats. Error unprocessable: there is no such
    // element, or it is a slice or of several types.
    Result<Place*> open(Place& from, std::vector<std::string_view> names);
    // Error unprocessable also when the value cannot be of the element's type, or one is there already and the element
    // does not repeat. `unit` is the question's, for plain numbers.
    Result<void> put(Place& from, std::vector<std::string_view> names, const GivenValue& value, json::Value unit);

    // Absent when nothing was put.
    json::Draft draft() const;

private:
    struct Found;

    static Result<void> refuse_depth(const std::vector<std::string_view>& names);
    Result<Found> element(const Place& from, std::string_view name, std::string_view suffix) const;
    Place& child(Place& from, const Found& found, bool always_new) const;

    const Definitions& m_definitions;
    std::unique_ptr<Place> m_root;
};

}  // namespace helselos::fhir::questionnaire
