#include "server/http/compress.h"

#include "base/limits.h"
#include "base/text.h"

#include <zlib.h>

#include <algorithm>
#include <array>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

namespace helselos::http {

namespace {

constexpr int gzip_window_bits = 15 + 16;  // zlib's way to say: largest window, gzip frame.
constexpr int quick_level = 1;

// "q=0", "q=0.0", "q=0.000": never.
bool is_never(std::string_view parameters)
{
    const auto at = parameters.find("q=");
    if (at == std::string_view::npos)
        return false;
    const auto weight = trim(parameters.substr(at + 2));
    return weight.find_first_not_of("0.") == std::string_view::npos;
}

// zlib's tables for one level, which can be used again.
class Packer {
public:
    explicit Packer(int level)
    {
        m_is_ready = deflateInit2(&m_stream, level, Z_DEFLATED, gzip_window_bits, 8, Z_DEFAULT_STRATEGY) == Z_OK;
    }
    Packer(const Packer&) = delete;
    Packer& operator=(const Packer&) = delete;
    ~Packer() { deflateEnd(&m_stream); }

    // Empty when there is no memory.
    std::string pack(std::string_view bytes)
    {
        if (!m_is_ready || deflateReset(&m_stream) != Z_OK)
            return {};
        std::string out(deflateBound(&m_stream, bytes.size()), '\0');
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        m_stream.avail_in = static_cast<uInt>(bytes.size());
        m_stream.next_out = reinterpret_cast<Bytef*>(out.data());
        m_stream.avail_out = static_cast<uInt>(out.size());
        const bool is_whole = deflate(&m_stream, Z_FINISH) == Z_STREAM_END;
        out.resize(is_whole ? m_stream.total_out : 0);
        return out;
    }

private:
    z_stream m_stream{};
    bool m_is_ready = false;
};

// Making one costs more than packing a small answer. The last that was used is taken first: it is still in the
// processor's cache.
class IdlePackers {
public:
    std::unique_ptr<Packer> take()
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.empty())
            return std::make_unique<Packer>(quick_level);
        auto packer = std::move(m_idle.back());
        m_idle.pop_back();
        return packer;
    }

    void give_back(std::unique_ptr<Packer> packer)
    {
        const std::lock_guard lock(m_mutex);
        if (m_idle.size() < limits::http_compressors_idle_max)
            m_idle.push_back(std::move(packer));
    }

private:
    std::mutex m_mutex;
    std::vector<std::unique_ptr<Packer>> m_idle;
};

void make_etag_weak(Response& response)
{
    for (auto& [name, value] : response.headers)
        if (equals_ignoring_case(name, "ETag") && value.starts_with('"'))
            value.insert(0, "W/");
}

}  // namespace

bool accepts_gzip(std::string_view accept_encoding)
{
    bool accepts_any = false;
    for (const auto part : split(accept_encoding, ',')) {
        const auto semicolon = std::min(part.find(';'), part.size());
        const auto coding = trim(part.substr(0, semicolon));
        if (equals_ignoring_case(coding, "gzip"))
            return !is_never(part.substr(semicolon));
        accepts_any = accepts_any || (coding == "*" && !is_never(part.substr(semicolon)));
    }
    return accepts_any;
}

bool is_compressible(std::string_view media_type)
{
    const auto type = to_lower_ascii(trim(media_type.substr(0, media_type.find(';'))));
    constexpr std::array<std::string_view, 5> others{"application/javascript", "application/manifest+json",
        "application/wasm", "application/x-ndjson", "image/svg+xml"};
    return type.starts_with("text/") || type.ends_with("json") || type.ends_with("xml")
        || std::ranges::find(others, type) != others.end();
}

std::string to_gzip(std::string_view bytes, int level)
{
    if (level != quick_level)
        return Packer(level).pack(bytes);
    static IdlePackers idle;
    auto packer = idle.take();
    auto packed = packer->pack(bytes);
    idle.give_back(std::move(packer));
    return packed;
}

void compress_if_wanted(const Request& request, Response& response)
{
    // A file that need not fit into memory is not packed in it.
    if (response.body.is_file() || response.body.size() < limits::http_compress_bytes_min
        || !response.header("Content-Encoding").empty() || !is_compressible(response.header("Content-Type")))
        return;
    if (response.header("Vary").empty())
        response.add("Vary", "Accept-Encoding");
    if (!accepts_gzip(request.header("Accept-Encoding")))
        return;
    auto smaller = to_gzip(response.body.view(), quick_level);
    if (smaller.empty() || smaller.size() >= response.body.size())
        return;
    response.body = std::move(smaller);
    response.add("Content-Encoding", "gzip");
    make_etag_weak(response);
}

}  // namespace helselos::http
