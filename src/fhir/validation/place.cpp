#include "fhir/validation/place.h"

#include "base/text.h"

#include <algorithm>
#include <vector>

namespace helselos::fhir::validation {

namespace {

constexpr std::size_t name_bytes_max = 64;

}  // namespace

std::string_view shown_name(std::string_view name)
{
    const bool is_name = name.size() <= name_bytes_max && std::all_of(name.begin(), name.end(), [](char c) {
        return is_letter(c) || is_digit(c) || c == '_' || c == '-';
    });
    return is_name ? name : std::string_view("?");
}

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
