#include "fhir/validation/place.h"

#include <vector>

namespace helselos::fhir::validation {

std::string Place::text() const
{
    std::vector<const Place*> way;
    for (const auto* place = this; place != nullptr; place = place->parent)
        way.push_back(place);
    std::string result;
    for (auto place = way.rbegin(); place != way.rend(); ++place) {
        result += (result.empty() ? "" : ".") + std::string((*place)->name);
        if (!(*place)->choice.empty())
            result += ".ofType(" + std::string((*place)->choice) + ")";
        if ((*place)->index != single)
            result += "[" + std::to_string((*place)->index) + "]";
    }
    return result;
}

}  // namespace helselos::fhir::validation
