// What a request to the FHIR base asks for.
#pragma once

#include "interaction/operation.h"
#include "server/http/message.h"

#include <string>
#include <string_view>

namespace helselos::rest {

enum class Act : std::uint8_t {
    capabilities,
    open_api,
    read,
    vread,
    update,
    conditional_update,
    patch,
    conditional_patch,
    remove,
    conditional_remove,
    create,
    search,
    search_by_post,
    history,
    bundle,
    operation,
};

struct Route {
    Act act = Act::read;
    interaction::Address address;
    std::string operation;  // "$validate".
    interaction::Level level = interaction::Level::system;
    // Of a search in the compartment of the instance in the address: "Observation", or "*" for all types.
    std::string in_compartment = {};
};

// The way to an answer, or why there is none: not_found for an address that is none,
// unsupported with the methods allowed for a method that does not fit.
struct Routed {
    Result<Route> route;
    std::string allow;  // For a 405: "GET, HEAD, POST".
};

// `path` is the part after the base: "/Patient/1", still encoded.
Routed find_route(http::Method method, std::string_view path, const fhir::Definitions& definitions);

}  // namespace helselos::rest
