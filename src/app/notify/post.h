// Delivery over HTTP, to addresses that subscribers named: never to what only this machine or its network reaches.
#pragma once

#include "base/result.h"

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

// Whom the couriers may reach. Loopback is for the test environment; elsewhere nobody tells this server to talk to
// itself or its neighbours.
enum class Reach : bool { internet, internet_and_loopback };

inline constexpr std::string_view endpoint_not_https = "endpoint-not-https";
inline constexpr std::string_view endpoint_in_private_network = "endpoint-in-private-network";

// By its text alone: a name is judged by the addresses it has when it is used. Errors unprocessable, whose reason
// begins with the rule; invalid for what is no address.
Result<void> refuse_endpoint(std::string_view address, Reach reach);

struct Delivery {
    std::string address;
    std::string body;                  // application/fhir+json
    std::vector<std::string> headers;  // "Authorization: Bearer ..."
    std::chrono::milliseconds wait;
};

// The status of the answer; its body is not looked at, redirects are not followed. The name is looked up once, and
// each of its addresses is judged before it is connected to. Errors: unprocessable as above, busy when nobody answers.
Result<int> post(const Delivery& delivery, Reach reach);

}  // namespace helselos::app
