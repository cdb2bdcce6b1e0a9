// The server's certificate, and the rules by which it speaks TLS (RFC 8446, RFC 9325).
#pragma once

#include "base/result.h"

#include <filesystem>
#include <memory>
#include <mutex>

namespace boost::asio::ssl {
class context;
}

namespace helselos::http {

struct TlsFiles {
    std::filesystem::path certificate;  // PEM, with those that vouch for it behind it.
    std::filesystem::path key;          // PEM.

    bool empty() const { return certificate.empty() && key.empty(); }
};

// From any thread.
class Tls {
public:
    // Error invalid when a file cannot be read, or the key is not that of the certificate.
    static Result<std::unique_ptr<Tls>> load(TlsFiles files);

    // What a new connection is to use; kept by it as long as it lasts.
    std::shared_ptr<boost::asio::ssl::context> current() const;

    // Reads the files anew, for connections from now on. On an error the old certificate stays.
    Result<void> renew();

private:
    explicit Tls(TlsFiles files) : m_files(std::move(files)) {}

    const TlsFiles m_files;
    mutable std::mutex m_mutex;
    std::shared_ptr<boost::asio::ssl::context> m_context;
};

}  // namespace helselos::http
