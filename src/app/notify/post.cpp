#include "app/notify/post.h"

#include "base/limits/subscription.h"
#include "base/text.h"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/address.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/host_name_verification.hpp>
#include <boost/asio/use_awaitable.hpp>
#include <boost/beast/core.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>

#include <algorithm>
#include <array>
#include <exception>
#include <optional>

namespace helselos::app {

namespace {

namespace asio = boost::asio;
namespace beast = boost::beast;
using Wire = beast::http::request<beast::http::string_body>;
using Tcp = asio::ip::tcp;

struct Place {
    bool is_tls = true;
    std::string host;
    std::string port;
    std::string target;
    std::string authority;
};

bool is_printable(std::string_view text)
{
    return std::ranges::all_of(text, [](char c) { return c > ' ' && c < 0x7f; });
}

std::optional<Place> parse(std::string_view address)
{
    const bool is_tls = address.starts_with("https://");
    if ((!is_tls && !address.starts_with("http://")) || !is_printable(address))
        return std::nullopt;
    Place place;
    place.is_tls = is_tls;
    const auto start = address.find("://") + 3;
    const auto path = address.find_first_of("/?#\\", start);
    place.authority = address.substr(start, path == std::string_view::npos ? path : path - start);
    place.target = path == std::string_view::npos ? "/" : address.substr(path);
    const auto colon = place.authority.rfind(':');
    const bool has_port = colon != std::string::npos && place.authority.find(']', colon) == std::string::npos;
    place.host = place.authority.substr(0, has_port ? colon : std::string::npos);
    place.port = has_port ? place.authority.substr(colon + 1) : (is_tls ? "443" : "80");
    if (place.host.starts_with('[') && place.host.ends_with(']'))
        place.host = place.host.substr(1, place.host.size() - 2);
    const bool has_user = place.authority.find('@') != std::string::npos;
    const bool has_fragment = address.find('#') != std::string_view::npos;
    const auto port = to_unsigned(place.port);
    if (place.host.empty() || has_user || has_fragment || !port || *port == 0 || *port > 65'535
        || place.target.front() != '/')
        return std::nullopt;
    return place;
}

struct Net {
    std::uint32_t address;
    int bits;
};

// https://www.iana.org/assignments/iana-ipv4-special-registry: what is not for everybody to reach.
constexpr std::array closed_nets{Net{0x00000000, 8}, Net{0x0a000000, 8}, Net{0x64400000, 10}, Net{0x7f000000, 8},
    Net{0xa9fe0000, 16}, Net{0xac100000, 12}, Net{0xc0000000, 24}, Net{0xc0000200, 24}, Net{0xc0586300, 24},
    Net{0xc0a80000, 16}, Net{0xc6120000, 15}, Net{0xc6336400, 24}, Net{0xcb007100, 24}, Net{0xe0000000, 3}};

bool is_open(const asio::ip::address_v4& address)
{
    const auto number = address.to_uint();
    return std::ranges::none_of(closed_nets,
        [number](const Net& net) { return (number >> (32 - net.bits)) == (net.address >> (32 - net.bits)); });
}

// Only what is given out to networks of the world (2000::/3), and of that neither documentation nor what holds an
// address of the older kind (6to4, Teredo, NAT64).
bool is_open(const asio::ip::address_v6& address)
{
    const auto bytes = address.to_bytes();
    const bool is_global = (bytes[0] & 0xe0) == 0x20;
    const bool is_6to4 = bytes[0] == 0x20 && bytes[1] == 0x02;
    const bool is_special = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] < 0x02;
    const bool is_documentation = bytes[0] == 0x20 && bytes[1] == 0x01 && bytes[2] == 0x0d && bytes[3] == 0xb8;
    return is_global && !is_6to4 && !is_special && !is_documentation;
}

bool may_reach(asio::ip::address address, Reach reach)
{
    if (address.is_v6() && address.to_v6().is_v4_mapped())
        address = asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6());
    if (address.is_loopback())
        return reach == Reach::internet_and_loopback;
    return address.is_v4() ? is_open(address.to_v4()) : is_open(address.to_v6());
}

Error refused(std::string_view rule, std::string_view why)
{
    return Error{Kind::unprocessable, std::string(rule) + ": " + std::string(why), "Subscription.channel.endpoint"};
}

Error private_network()
{
    return refused(endpoint_in_private_network, "notifications are not sent into the server's own network");
}

bool is_local_name(const std::string& host)
{
    const auto name = to_lower_ascii(host);
    return name == "localhost" || name.ends_with(".localhost");
}

bool is_loopback_host(const Place& place)
{
    boost::system::error_code failure;
    const auto address = asio::ip::make_address(place.host, failure);
    return failure ? is_local_name(place.host) : address.is_loopback();
}

Wire wire_of(const Delivery& delivery, const Place& place)
{
    Wire wire{beast::http::verb::post, place.target, 11};
    for (const auto& line : delivery.headers) {
        const auto colon = line.find(':');
        wire.insert(line.substr(0, colon), trim(std::string_view(line).substr(colon + 1)));
    }
    wire.set(beast::http::field::host, place.authority);
    wire.set(beast::http::field::user_agent, "Helselos");
    wire.set(beast::http::field::connection, "close");
    wire.set(beast::http::field::content_type, "application/fhir+json");
    wire.body() = delivery.body;
    wire.prepare_payload();
    return wire;
}

template <typename Stream>
asio::awaitable<int> exchange(Stream& stream, const Wire& wire)
{
    co_await beast::http::async_write(stream, wire, asio::use_awaitable);
    beast::flat_buffer buffer(limits::delivery_answer_bytes_max);
    beast::http::response_parser<beast::http::empty_body> parser;
    co_await beast::http::async_read_header(stream, buffer, parser, asio::use_awaitable);
    co_return static_cast<int>(parser.get().result_int());
}

// What came of it: a status, or the rule that kept it back.
struct Outcome {
    int status = 0;
    bool is_refused = false;
};

asio::awaitable<Outcome> carry(const Place& place, const Wire& wire, Reach reach, asio::ssl::context& trust)
{
    const auto executor = co_await asio::this_coro::executor;
    Tcp::resolver resolver(executor);
    const auto found = co_await resolver.async_resolve(place.host, place.port, asio::use_awaitable);
    std::vector<Tcp::endpoint> places;
    for (const auto& each : found)
        if (may_reach(each.endpoint().address(), reach))
            places.push_back(each.endpoint());
    if (places.empty())
        co_return Outcome{0, true};
    if (!place.is_tls) {
        beast::tcp_stream plain(executor);
        co_await plain.async_connect(places, asio::use_awaitable);
        co_return Outcome{co_await exchange(plain, wire)};
    }
    beast::ssl_stream<beast::tcp_stream> stream(executor, trust);
    auto name = place.host;  // The macro for this casts in the old style.
    SSL_ctrl(stream.native_handle(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name, name.data());
    stream.set_verify_callback(asio::ssl::host_name_verification(place.host));
    co_await beast::get_lowest_layer(stream).async_connect(places, asio::use_awaitable);
    co_await stream.async_handshake(asio::ssl::stream_base::client, asio::use_awaitable);
    co_return Outcome{co_await exchange(stream, wire)};
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

Result<void> refuse_endpoint(std::string_view address, Reach reach)
{
    const auto place = parse(address);
    if (!place)
        return Error{Kind::invalid, "the endpoint is no http or https address", "Subscription.channel.endpoint"};
    const bool is_loopback = is_loopback_host(*place);
    if (!place->is_tls && !(is_loopback && reach == Reach::internet_and_loopback))
        return refused(endpoint_not_https, "notifications are sent over https only");
    boost::system::error_code failure;
    const auto number = asio::ip::make_address(place->host, failure);
    if (failure)
        return is_loopback && reach == Reach::internet ? Result<void>(private_network()) : Result<void>();
    return may_reach(number, reach) ? Result<void>() : Result<void>(private_network());
}

Result<int> post(const Delivery& delivery, Reach reach)
{
    TRY(refuse_endpoint(delivery.address, reach));
    const auto place = parse(delivery.address);
    const Error silent{Kind::busy, "the receiver does not answer"};
    try {
        asio::io_context context(1);
        auto trust = make_trust();
        const auto wire = wire_of(delivery, *place);
        std::optional<Outcome> outcome;
        asio::co_spawn(context, carry(*place, wire, reach, trust), [&outcome](std::exception_ptr failed, Outcome came) {
            if (!failed)
                outcome = came;
        });
        context.run_for(delivery.wait);
        if (!outcome)
            return silent;
        return outcome->is_refused ? Result<int>(private_network()) : Result<int>(outcome->status);
    } catch (const std::exception&) {
        return silent;
    }
}

}  // namespace helselos::app
