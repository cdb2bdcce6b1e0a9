#include "server/http/tls.h"

#include <boost/asio/ssl/context.hpp>

#include <string_view>
#include <utility>

namespace helselos::http {

namespace {

namespace ssl = boost::asio::ssl;
using boost::system::error_code;

// Forward secrecy and authenticated ciphers alone (RFC 9325, section 4.2); TLS 1.3 has no others.
constexpr const char* ciphers
    = "ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:"
      "ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305";

// In the form of the protocol: a length before each name (RFC 7301).
constexpr std::string_view spoken{"\x08http/1.1"};

int choose_protocol(SSL*, const unsigned char** chosen, unsigned char* chosen_bytes, const unsigned char* offered,
    unsigned int offered_bytes, void*)
{
    const auto* own = reinterpret_cast<const unsigned char*>(spoken.data());
    unsigned char* found = nullptr;
    const int fits = SSL_select_next_proto(
        &found, chosen_bytes, own, static_cast<unsigned int>(spoken.size()), offered, offered_bytes);
    *chosen = found;
    return fits == OPENSSL_NPN_NEGOTIATED ? SSL_TLSEXT_ERR_OK : SSL_TLSEXT_ERR_ALERT_FATAL;
}

Result<std::shared_ptr<ssl::context>> open(const TlsFiles& files)
{
    auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
    auto* handle = context->native_handle();
    SSL_CTX_set_min_proto_version(handle, TLS1_2_VERSION);
    SSL_CTX_set_options(handle, SSL_OP_NO_RENEGOTIATION | SSL_OP_NO_COMPRESSION | SSL_OP_CIPHER_SERVER_PREFERENCE);
    SSL_CTX_set_cipher_list(handle, ciphers);
    SSL_CTX_set_alpn_select_cb(handle, choose_protocol, nullptr);
    // Buffers of idle connections are given back: some 34 KiB each.
    SSL_CTX_set_mode(handle, SSL_MODE_RELEASE_BUFFERS);
    error_code ec;
    context->use_certificate_chain_file(files.certificate.string(), ec);
    if (ec)
        return Error{Kind::invalid, "the TLS certificate cannot be read: a file with PEM is needed"};
    context->use_private_key_file(files.key.string(), ssl::context::pem, ec);
    if (ec || SSL_CTX_check_private_key(handle) != 1)
        return Error{Kind::invalid, "the TLS key cannot be read, or is not that of the certificate"};
    return context;
}

}  // namespace

Result<std::unique_ptr<Tls>> Tls::load(TlsFiles files)
{
    std::unique_ptr<Tls> tls(new Tls(std::move(files)));
    TRY(tls->renew());
    return tls;
}

std::shared_ptr<ssl::context> Tls::current() const
{
    const std::scoped_lock lock(m_mutex);
    return m_context;
}

Result<void> Tls::renew()
{
    auto context = TRY(open(m_files));
    const std::scoped_lock lock(m_mutex);
    m_context = std::move(context);
    return {};
}

}  // namespace helselos::http
