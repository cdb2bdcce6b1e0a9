// A head, however its bytes are cut, ends at the same place or is refused; a head that is read
// holds no more than its bytes; a chunked body is the same whether it comes whole or in pieces.
#include "targets.h"

#include "base/assert.h"
#include "base/limits.h"
#include "server/http/chunked_body.h"
#include "server/http/request_parser.h"

#include <algorithm>
#include <string>

namespace helselos::fuzz {

namespace {

constexpr std::size_t body_bytes_max = 4096;

struct Scan {
    std::size_t head_bytes = 0;
    int status = 0;
};

Scan scan(std::string_view bytes, std::size_t step)
{
    http::HeadScanner scanner;
    for (std::size_t size = 0; size < bytes.size();) {
        size = std::min(size + step, bytes.size());
        if (const auto refusal = scanner.advance(bytes.substr(0, size)))
            return {0, refusal->status};
        if (scanner.head_bytes() > 0)
            break;
    }
    return {scanner.head_bytes(), 0};
}

bool is_within(std::string_view part, std::string_view whole)
{
    return part.empty() || (part.data() >= whole.data() && part.data() + part.size() <= whole.data() + whole.size());
}

void check_head(std::string_view bytes)
{
    http::Head head;
    const auto refusal = http::read_head(bytes, head);
    HL_ASSERT(!refusal || (refusal->status >= 400 && refusal->status <= 505));
    if (refusal)
        return;
    HL_ASSERT(head.target.starts_with('/') || head.target == "*");
    HL_ASSERT(head.headers.size() <= limits::http_header_fields_max);
    HL_ASSERT(!head.is_chunked || head.content_length == 0);
    for (const auto& header : head.headers) {
        HL_ASSERT(!header.name.empty() && is_within(header.name, bytes) && is_within(header.value, bytes));
        HL_ASSERT(header.value.find_first_of(std::string_view("\r\n\0", 3)) == std::string_view::npos);
    }
}

struct Body {
    std::string bytes;
    std::size_t used = 0;
    int status = 100;  // 100: more is needed.
};

Body read_chunks(std::string_view bytes, std::size_t step)
{
    Body body;
    http::ChunkedBody chunks(body_bytes_max);
    for (std::size_t size = 0; size < bytes.size() && !chunks.is_done();) {
        size = std::min(size + step, bytes.size());
        body.used += chunks.put(bytes.substr(body.used, size - body.used), body.bytes);
        HL_ASSERT(body.bytes.size() <= body_bytes_max);
        if (chunks.refusal())
            return {.status = chunks.refusal()->status};
        HL_ASSERT(body.used == size || (chunks.is_done() && body.used < size));
    }
    body.status = chunks.is_done() ? 200 : 100;
    return body;
}

void check_chunks(std::string_view bytes)
{
    const auto whole = read_chunks(bytes, bytes.size());
    for (const std::size_t step : {std::size_t(1), std::size_t(3)}) {
        const auto pieces = read_chunks(bytes, step);
        HL_ASSERT(pieces.status == whole.status);
        HL_ASSERT(pieces.status != 200 || (pieces.bytes == whole.bytes && pieces.used == whole.used));
    }
}

}  // namespace

void http_request(std::string_view bytes)
{
    const auto whole = scan(bytes, std::max<std::size_t>(bytes.size(), 1));
    const auto pieces = scan(bytes, 1);
    HL_ASSERT(whole.head_bytes == pieces.head_bytes || whole.status != 0 || pieces.status != 0);
    if (whole.head_bytes == 0)
        return;
    check_head(bytes.substr(0, whole.head_bytes));
    check_chunks(bytes.substr(whole.head_bytes));
}

}  // namespace helselos::fuzz
