// Of WebSockets (docs/decisions/0042-notifications-on-a-socket.md).
#pragma once

#include <chrono>
#include <cstddef>

namespace helselos::limits {

constexpr std::size_t web_sockets_max = 2'000;             // Open at once, of all clients.
constexpr std::size_t web_socket_heard_bytes_max = 4'096;  // Of one text from a client.
constexpr std::size_t web_socket_waiting_texts_max = 64;   // Not yet taken by a client; more, and it is too slow.
constexpr std::chrono::seconds web_socket_handshake_max{10};
constexpr std::chrono::seconds web_socket_idle_max{60};  // A ping goes after half of it; silence ends the line.

constexpr std::chrono::seconds socket_token_life{30};  // From $get-ws-binding-token to its use.
constexpr std::size_t socket_tokens_max = 10'000;      // Given out and not used yet.
constexpr std::size_t socket_bindings_max = 20;        // Tokens on one line.

}  // namespace helselos::limits
