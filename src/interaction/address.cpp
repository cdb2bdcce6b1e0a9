#include "interaction/address.h"

#include "base/text.h"

#include <algorithm>

namespace helselos::interaction {

bool is_resource_type(std::string_view type, const fhir::Definitions& definitions)
{
    return std::ranges::binary_search(definitions.resource_types(), type);
}

// http://hl7.org/fhir/R4/datatypes.html#id
bool is_id(std::string_view text)
{
    const auto allowed = [](char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '.'; };
    return !text.empty() && text.size() <= 64 && std::ranges::all_of(text, allowed);
}

std::string reference_of(const access::Key& key)
{
    return key.type + "/" + key.id;
}

Result<Address> parse_address(std::string_view text, const fhir::Definitions& definitions)
{
    Address address;
    const auto question = text.find('?');
    if (question != std::string_view::npos)
        address.query = text.substr(question + 1);
    const auto parts = split(text.substr(0, question), '/');
    address.type = parts[0];
    if (!address.type.empty() && !is_resource_type(address.type, definitions))
        return Error{Kind::not_found, "no such resource type"};
    if (parts.size() == 2 && parts[1] == "_history") {
        address.is_history = true;
        return address;
    }
    if (parts.size() > 1)
        address.id = parts[1];
    if (parts.size() > 1 && !is_id(address.id))
        return Error{Kind::invalid, "not an id: up to 64 letters, digits, dashes and points"};
    const bool names_history = parts.size() > 2 && parts[2] == "_history";
    if (parts.size() > 4 || (parts.size() > 2 && !names_history))
        return Error{Kind::invalid, "not an address of a resource"};
    address.is_history = parts.size() == 3;
    if (parts.size() == 4 && !(address.version = to_unsigned(parts[3])))
        return Error{Kind::invalid, "a version is a number here"};
    return address;
}

}  // namespace helselos::interaction
