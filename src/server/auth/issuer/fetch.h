// Requests to an issuer, over HTTPS (or HTTP on this machine), each bounded in time and size.
#pragma once

#include "base/result.h"
#include "base/url.h"

#include <string>
#include <utility>
#include <vector>

namespace helselos::auth {

struct Outgoing {
    bool is_post = false;
    std::string address;
    QueryParameters form = {};  // Of a POST.
    std::vector<std::pair<std::string, std::string>> headers = {};
};

struct Incoming {
    int status = 0;
    std::string body;
    std::string dpop_nonce;  // The header of that name.
};

// Waits at most limits::issuer_answer_wait for an answer of at most limits::issuer_answer_bytes_max. Redirects are not
// followed. Errors: invalid for an address that is neither https nor on this machine, busy for an issuer that does not
// answer as it should.
Result<Incoming> fetch(const Outgoing& request);

// "https" with a host, or "http" with a host of this machine.
bool is_safe_address(const std::string& address);

// Whether both have the same scheme, host and port.
bool is_same_origin(const std::string& left, const std::string& right);

}  // namespace helselos::auth
