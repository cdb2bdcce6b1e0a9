// Bytes of a whole head to a request, and chunked bytes to a body. The parsing is Boost.Beast's;
// on top of it everything is refused that RFC 9112 lets a server choose and that another
// server before us might choose differently.
#pragma once

#include "server/http/head_scanner.h"
#include "server/http/message.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
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

// Takes the chunked coding off a body (RFC 9112 section 7.1). Trailer fields are refused.
class ChunkedBody {
public:
    explicit ChunkedBody(std::size_t body_bytes_max);
    ~ChunkedBody();
    ChunkedBody(const ChunkedBody&) = delete;
    ChunkedBody& operator=(const ChunkedBody&) = delete;

    // Appends to `body` what the bytes hold of it, and says how many of the bytes it has used:
    // the rest is to be handed in again, with more behind it.
    std::size_t put(std::string_view bytes, std::string& body);

    bool is_done() const;
    const std::optional<Refusal>& refusal() const;

private:
    class Parser;
    std::unique_ptr<Parser> m_parser;
};

} // namespace helselos::http
