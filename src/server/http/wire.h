// The bytes between a client and us, plain or in TLS. Of concern to this room only.
#pragma once

#include <boost/asio/async_result.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/ssl/context.hpp>
#include <boost/asio/ssl/stream.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <memory>
#include <optional>
#include <utility>

namespace helselos::http {

// Named executors instead of any_io_executor: 1 to 2 us a request.
using Executor = boost::asio::io_context::executor_type;
using Socket = boost::asio::basic_stream_socket<boost::asio::ip::tcp, Executor>;

class Wire {
public:
    // `tls` may be null: then the bytes are as they are.
    Wire(Socket socket, std::shared_ptr<boost::asio::ssl::context> tls)
        : m_context(std::move(tls)), m_socket(std::move(socket))
    {
        boost::system::error_code ec;
        m_socket.non_blocking(true, ec);
        m_socket.set_option(boost::asio::ip::tcp::no_delay(true), ec);
        if (m_context)
            m_tls.emplace(m_socket, *m_context);
    }
    Wire(const Wire&) = delete;
    Wire& operator=(const Wire&) = delete;

    bool is_tls() const { return m_tls.has_value(); }
    // For what takes the connection over; tls() only in TLS.
    Socket& socket() { return m_socket; }
    auto& tls() { return *m_tls; }
    auto executor() { return m_socket.get_executor(); }

    // Only in TLS.
    auto handshake(boost::system::error_code& ec)
    {
        return m_tls->async_handshake(
            boost::asio::ssl::stream_base::server, boost::asio::redirect_error(resume_here, ec));
    }

    template <typename Buffers>
    auto read_some(const Buffers& buffers, boost::system::error_code& ec)
    {
        return initiate(ec, [this, buffers](auto&& done) {
            if (m_tls)
                m_tls->async_read_some(buffers, std::move(done));
            else
                m_socket.async_read_some(buffers, std::move(done));
        });
    }

    template <typename Buffers>
    auto write_some(const Buffers& buffers, boost::system::error_code& ec)
    {
        return initiate(ec, [this, buffers](auto&& done) {
            if (m_tls)
                m_tls->async_write_some(buffers, std::move(done));
            else
                m_socket.async_write_some(buffers, std::move(done));
        });
    }

    // What can be written without waiting; in TLS nothing is, and `ec` says would_block.
    template <typename Buffers>
    std::size_t write_now(const Buffers& buffers, boost::system::error_code& ec)
    {
        if (!m_tls)
            return m_socket.write_some(buffers, ec);
        ec = boost::asio::error::would_block;
        return 0;
    }

    // Says that no more comes, so that nobody takes what was cut off for the whole.
    auto say_goodbye(boost::system::error_code& ec)
    {
        return m_tls->async_shutdown(boost::asio::redirect_error(resume_here, ec));
    }
    void shut_sending(boost::system::error_code& ec) { m_socket.shutdown(Socket::shutdown_send, ec); }

    // Bytes that nobody is to read, as they are on the socket: after a goodbye TLS takes no more of them.
    template <typename Buffers>
    auto drain_some(const Buffers& buffers, boost::system::error_code& ec)
    {
        return m_socket.async_read_some(buffers, boost::asio::redirect_error(resume_here, ec));
    }

    void cancel(boost::system::error_code& ec) { m_socket.cancel(ec); }
    void close(boost::system::error_code& ec) { m_socket.close(ec); }

private:
    static constexpr boost::asio::use_awaitable_t<Executor> resume_here{};

    // One coroutine for both ways: a second frame would cost 1 us a request.
    template <typename Start>
    static auto initiate(boost::system::error_code& ec, Start start)
    {
        auto token = boost::asio::redirect_error(resume_here, ec);
        return boost::asio::async_initiate<decltype(token), void(boost::system::error_code, std::size_t)>(
            std::move(start), token);
    }

    std::shared_ptr<boost::asio::ssl::context> m_context;
    Socket m_socket;
    std::optional<boost::asio::ssl::stream<Socket&>> m_tls;
};

}  // namespace helselos::http
