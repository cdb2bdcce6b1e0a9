// Norwegian identifiers in what is written and in where it is written to: fhir/norway judges each, here it is found.
//
// Every draft is made by prepare(), and prepare() asks here; so no write passes by. What carries none of these systems
// is not walked through at all.
#pragma once

#include "access/session.h"
#include "base/url.h"
#include "interaction/hall.h"
#include "json/value.h"

#include <string_view>

namespace helselos::interaction {

// Of every Identifier anywhere in the resource - contained, in references, in extensions - that has a Norwegian system:
// one issue each, with its path, and a code of our own (outcome.h). None when all are right.
Issues judge_numbers(const Hall& hall, json::Value resource);

// Error unprocessable with these issues; or when the id of a person's resource is itself an identity number, for an id
// stands in addresses. `text` is the resource as it will be kept.
Result<void> refuse_wrong_numbers(
    const Hall& hall, const access::Key& key, json::Value resource, std::string_view text);

// Error invalid when a national identity number stands in an address: addresses are kept by browsers, proxies and logs.
// `path` is what follows the base; path and parameters are decoded.
Result<void> refuse_number_in_address(std::string_view path, const QueryParameters& parameters);

// Whether this parameter of a search, decoded, names a person by number.
bool names_person(std::string_view name, std::string_view value);

}  // namespace helselos::interaction
