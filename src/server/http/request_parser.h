// The bytes of a whole head to a request. The parsing is Boost.Beast's; on top of it everything is
// refused that RFC 9112 lets a server choose and that another server before us might choose
// differently.
#pragma once

#include "server/http/head_scanner.h"
#include "server/http/message.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace helselos::http {

// Views point into the bytes that were read.
struct Head {
    Method method = Method::get;
    std::string_view target;  // Origin form, or "*" for OPTIONS.
    std::vector<Header> headers;
    std::uint64_t content_length = 0;
    bool is_chunked = false;
    bool is_keep_alive = true;
    bool is_http_1_0 = false;
    bool expects_continue = false;

    bool has_body() const { return is_chunked || content_length > 0; }
};

// `bytes` is one whole head, as HeadScanner found it. `head` may be one used before.
std::optional<Refusal> read_head(std::string_view bytes, Head& head);

}  // namespace helselos::http
