#include "server/http/request_parser.h"

#include "base/limits.h"
#include "base/text.h"

#include <boost/beast/http/basic_parser.hpp>
#include <boost/beast/http/error.hpp>

#include <limits>

namespace helselos::http {

namespace {

namespace beast_http = boost::beast::http;
using beast_http::field;
using beast_http::verb;
using boost::beast::error_code;
using BeastView = boost::beast::string_view;

std::string_view to_view(BeastView text)
{
    return {text.data(), text.size()};
}

Method to_method(verb method)
{
    switch (method) {
    case verb::get: return Method::get;
    case verb::head: return Method::head;
    case verb::post: return Method::post;
    case verb::put: return Method::put;
    case verb::patch: return Method::patch;
    case verb::delete_: return Method::delete_;
    case verb::options: return Method::options;
    default: return Method::other;
    }
}

Refusal to_refusal(const error_code& ec)
{
    if (ec == beast_http::error::bad_content_length || ec == beast_http::error::multiple_content_length
        || ec == beast_http::error::bad_transfer_encoding)
        return {400, "The length of the body is not clear."};
    if (ec == beast_http::error::bad_version)
        return {400, "The HTTP version is not readable."};
    return {400, "The request is not HTTP/1.1."};
}

class HeadParser final : public beast_http::basic_parser<true> {
public:
    explicit HeadParser(Head& head) : m_head(head)
    {
        // Counted already by HeadScanner, and the body is not this parser's to read.
        header_limit(std::numeric_limits<std::uint32_t>::max());
        body_limit(boost::none);
    }

    std::optional<Refusal> read(std::string_view bytes)
    {
        error_code ec;
        put(boost::asio::const_buffer(bytes.data(), bytes.size()), ec);
        if (m_refusal)
            return m_refusal;
        if (ec && ec != beast_http::error::need_more)
            return to_refusal(ec);
        return is_header_done() ? std::nullopt : std::optional(Refusal{400, "The request is not HTTP/1.1."});
    }

private:
    void on_request_impl(verb method, BeastView, BeastView target, int version, error_code&) override
    {
        m_head.method = to_method(method);
        m_head.target = to_view(target);
        m_head.is_http_1_0 = version == 10;
    }

    void on_field_impl(field name, BeastView name_text, BeastView value, error_code& ec) override
    {
        m_head.headers.push_back({to_view(name_text), to_view(value)});
        switch (name) {
        case field::host: return take_host(ec);
        case field::content_length: return take_length(to_view(value), ec);
        case field::transfer_encoding: return take_coding(to_view(value), ec);
        case field::expect: return take_expectation(to_view(value), ec);
        case field::content_encoding: return take_compression(to_view(value), ec);
        default: return;
        }
    }

    void on_header_impl(error_code& ec) override
    {
        // RFC 9112 section 3.2.
        if (m_hosts == 0 && !m_head.is_http_1_0)
            return refuse(400, "The Host header is missing.", ec);
        m_head.is_keep_alive = keep_alive();
        if (m_lengths > 0)
            m_head.content_length = content_length().value_or(0);
    }

    void refuse(int status, std::string_view reason, error_code& ec)
    {
        m_refusal = Refusal{status, reason};
        ec = beast_http::error::bad_field;
    }

    void take_host(error_code& ec)
    {
        if (++m_hosts > 1)
            refuse(400, "There are two Host headers.", ec);
    }

    // Beast reads "5, 5" and a repeated length as one length; we read neither.
    void take_length(std::string_view value, error_code& ec)
    {
        if (++m_lengths > 1 || !to_unsigned(value))
            refuse(400, "The length of the body is not clear.", ec);
    }

    void take_coding(std::string_view value, error_code& ec)
    {
        if (m_head.is_http_1_0)
            return refuse(400, "HTTP/1.0 has no transfer codings.", ec);
        if (!equals_ignoring_case(value, "chunked"))
            return refuse(501, "The only transfer coding is chunked.", ec);
        m_head.is_chunked = true;
    }

    void take_expectation(std::string_view value, error_code& ec)
    {
        if (!equals_ignoring_case(value, "100-continue"))
            return refuse(417, "The only expectation is 100-continue.", ec);
        m_head.expects_continue = !m_head.is_http_1_0;
    }

    void take_compression(std::string_view value, error_code& ec)
    {
        if (!equals_ignoring_case(value, "identity"))
            refuse(415, "A compressed body is not read.", ec);
    }

    // Never reached: bodies are read elsewhere, and this is no response.
    void on_response_impl(int, BeastView, int, error_code&) override {}
    void on_body_init_impl(const boost::optional<std::uint64_t>&, error_code&) override {}
    std::size_t on_body_impl(BeastView body, error_code&) override { return body.size(); }
    void on_chunk_header_impl(std::uint64_t, BeastView, error_code&) override {}
    std::size_t on_chunk_body_impl(std::uint64_t, BeastView body, error_code&) override { return body.size(); }
    void on_finish_impl(error_code&) override {}

    Head& m_head;
    std::optional<Refusal> m_refusal;
    std::size_t m_hosts = 0;
    std::size_t m_lengths = 0;
};

bool is_http_version(std::string_view text)
{
    return text.size() == 8 && text.starts_with("HTTP/") && is_digit(text[5]) && text[6] == '.' && is_digit(text[7]);
}

// RFC 9110 section 2.5: a version that is well written, but of another major number.
std::optional<Refusal> refuse_other_version(std::string_view bytes)
{
    const auto line = bytes.substr(0, bytes.find('\r'));
    const auto version = line.substr(line.rfind(' ') + 1);
    if (is_http_version(version) && version[5] != '1')
        return Refusal{505, "The server speaks HTTP/1.1."};
    return std::nullopt;
}

bool is_target_character(char c)
{
    return c > ' ' && c < '\x7f' && c != '#';
}

// RFC 9112 section 3.2.2: a server must read the absolute form, which proxies are sent.
std::string_view without_authority(std::string_view target)
{
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (target.size() < scheme.size() || !equals_ignoring_case(target.substr(0, scheme.size()), scheme))
            continue;
        const auto path = target.find_first_of("/?", scheme.size());
        return path == std::string_view::npos ? "/" : target.substr(path);
    }
    return target;
}

std::optional<Refusal> check_target(Head& head)
{
    for (const char c : head.target)
        if (!is_target_character(c))
            return Refusal{400, "The address holds a character that must be percent-encoded."};
    head.target = without_authority(head.target);
    if (head.target.starts_with('/') || (head.target == "*" && head.method == Method::options))
        return std::nullopt;
    return Refusal{400, "The address does not begin with a slash."};
}

}  // namespace

std::optional<Refusal> read_head(std::string_view bytes, Head& head)
{
    if (auto refusal = refuse_other_version(bytes))
        return refusal;
    auto headers = std::move(head.headers);
    headers.clear();
    head = Head{.headers = std::move(headers)};
    HeadParser parser(head);
    if (auto refusal = parser.read(bytes))
        return refusal;
    if (head.method == Method::other)
        return Refusal{501, "The method is not known."};
    return check_target(head);
}

}  // namespace helselos::http
