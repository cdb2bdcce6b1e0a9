#include "server/auth/issuer/fetch.h"

#include "base/limits.h"
#include "base/text.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <exception>
#include <optional>

namespace helselos::auth {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Wire = beast::http::request<beast::http::string_body>;

struct Place {
    bool is_tls = true;
    std::string host;
    std::string port;
    std::string target;
    std::string authority;
};

std::optional<Place> parse(const std::string& address)
{
    Place place;
    const auto scheme_end = address.find("://");
    if (scheme_end == std::string::npos)
        return std::nullopt;
    const auto scheme = address.substr(0, scheme_end);
    if (scheme != "https" && scheme != "http")
        return std::nullopt;
    place.is_tls = scheme == "https";
    const auto path = address.find_first_of("/?#", scheme_end + 3);
    place.authority = address.substr(scheme_end + 3, path - scheme_end - 3);
    place.target = path == std::string::npos ? "/" : address.substr(path);
    const auto colon = place.authority.rfind(':');
    const bool has_port = colon != std::string::npos && place.authority.find(']', colon) == std::string::npos;
    place.host = place.authority.substr(0, has_port ? colon : std::string::npos);
    place.port = has_port ? place.authority.substr(colon + 1) : (place.is_tls ? "443" : "80");
    if (place.host.starts_with('[') && place.host.ends_with(']'))
        place.host = place.host.substr(1, place.host.size() - 2);
    const bool has_user = place.authority.find('@') != std::string::npos;
    if (place.host.empty() || has_user || !to_unsigned(place.port) || place.target.front() != '/')
        return std::nullopt;
    return place;
}

bool is_this_machine(const std::string& host)
{
    return host == "localhost" || host == "::1" || host.starts_with("127.");
}

std::string form_text(const QueryParameters& form)
{
    std::string text;
    for (const auto& [name, value] : form)
        text += (text.empty() ? "" : "&") + percent_encode(name) + "=" + percent_encode(value);
    return text;
}

Wire wire_of(const Outgoing& request, const Place& place)
{
    Wire wire{request.is_post ? beast::http::verb::post : beast::http::verb::get, place.target, 11};
    wire.set(beast::http::field::host, place.authority);
    wire.set(beast::http::field::accept, "application/json");
    wire.set(beast::http::field::user_agent, "Helselos");
    wire.set(beast::http::field::connection, "close");
    for (const auto& [name, value] : request.headers)
        wire.set(name, value);
    if (request.is_post) {
        wire.set(beast::http::field::content_type, "application/x-www-form-urlencoded");
        wire.body() = form_text(request.form);
        wire.prepare_payload();
    }
    return wire;
}

template <typename Stream>
asio::awaitable<Incoming> exchange(Stream& stream, const Wire& wire)
{
    co_await beast::http::async_write(stream, wire, asio::use_awaitable);
    beast::flat_buffer buffer;
    beast::http::response_parser<beast::http::string_body> parser;
    parser.body_limit(limits::issuer_answer_bytes_max);
    co_await beast::http::async_read(stream, buffer, parser, asio::use_awaitable);
    auto& answer = parser.get();
    co_return Incoming{
        static_cast<int>(answer.result_int()), std::move(answer.body()), std::string(answer["DPoP-Nonce"])};
}

asio::awaitable<Incoming> converse(const Place& place, const Wire& wire, asio::ssl::context& trust)
{
    const auto executor = co_await asio::this_coro::executor;
    asio::ip::tcp::resolver resolver(executor);
    const auto addresses = co_await resolver.async_resolve(place.host, place.port, asio::use_awaitable);
    if (!place.is_tls) {
        beast::tcp_stream plain(executor);
        co_await plain.async_connect(addresses, asio::use_awaitable);
        co_return co_await exchange(plain, wire);
    }
    beast::ssl_stream<beast::tcp_stream> stream(executor, trust);
    auto name = place.host;  // The macro for this casts in the old style.
    SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    stream.set_verify_callback(asio::ssl::host_name_verification(place.host));
    co_await beast::get_lowest_layer(stream).async_connect(addresses, asio::use_awaitable);
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return co_await exchange(stream, wire);
}

asio::ssl::context make_trust()
{
    asio::ssl::context trust(asio::ssl::context::tls_client);
    SSL_CTX_set_min_proto_version(trust.native_handle(), TLS1_2_VERSION);
    trust.set_default_verify_paths();
    trust.set_verify_mode(asio::ssl::verify_peer);
    return trust;
}

}  // namespace

bool is_safe_address(const std::string& address)
{
    const auto place = parse(address);
    return place && (place->is_tls || is_this_machine(place->host));
}

bool is_same_origin(const std::string& left, const std::string& right)
{
    const auto one = parse(left);
    const auto other = parse(right);
    return one && other && one->is_tls == other->is_tls && equals_ignoring_case(one->host, other->host)
        && one->port == other->port;
}

Result<Incoming> fetch(const Outgoing& request)
{
    const auto place = parse(request.address);
    if (!place || !is_safe_address(request.address))
        return Error{Kind::invalid, "an issuer is reached by https only"};
    const Error silent{Kind::busy, "the issuer does not answer"};
    try {
        asio::io_context context(1);
        auto trust = make_trust();
        const auto wire = wire_of(request, *place);
        std::optional<Incoming> answer;
        asio::co_spawn(context, converse(*place, wire, trust), [&answer](std::exception_ptr failed, Incoming came) {
            if (!failed)
                answer = std::move(came);
        });
        context.run_for(limits::issuer_answer_wait);
        return answer ? Result<Incoming>(*std::move(answer)) : Result<Incoming>(silent);
    } catch (const std::exception&) {
        return silent;
    }
}

}  // namespace helselos::auth
