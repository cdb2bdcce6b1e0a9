// A request and its answer, as plain values: what the rooms above the network see.
#pragma once

#include "base/mapped_file.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace helselos::http {

// `other` is any method the server does not know; it is answered 501 before a handler is asked.
enum class Method : std::uint8_t { get, head, post, put, patch, delete_, options, other };

std::string_view to_text(Method method);

// Names are compared ignoring case.
struct Header {
    std::string_view name;
    std::string_view value;
};

// All views are valid until the answer is given, and no longer.
struct Request {
    Method method = Method::get;
    std::string_view target;  // As sent, in origin form: "/fhir/Patient?name=Kari".
    std::string_view path;    // Still percent-encoded (see target.h): "/fhir/Patient".
    std::string_view query;   // Still percent-encoded, without "?": "name=Kari".
    std::span<const Header> headers;
    std::string_view body;
    std::string_view remote_address;  // "127.0.0.1" or "::1"; of the next hop, which may be a proxy.

    // The value of the first header of that name; empty when there is none.
    std::string_view header(std::string_view name) const;
    // How many headers of that name there are: a second Authorization is an attack, not a choice.
    std::size_t count(std::string_view name) const;
};

// The bytes of an answer: owned, shared with a cache, of a file, or constant.
class Body {
public:
    Body() = default;
    Body(std::string text) : m_bytes(std::move(text)) {}
    Body(const char* text) : m_bytes(std::string(text)) {}
    // Shared by the cache that keeps the bytes and the connections that are sending them.
    Body(std::shared_ptr<const std::string> bytes) : m_bytes(std::move(bytes)) {}
    // A file that is read as it is sent, and need not fit into memory.
    Body(std::shared_ptr<const MappedFile> file) : m_bytes(std::move(file)) {}
    // For bytes that live as long as the program.
    static Body constant(std::string_view bytes);

    std::string_view view() const;
    std::size_t size() const { return view().size(); }
    bool empty() const { return view().empty(); }
    bool is_file() const { return std::holds_alternative<std::shared_ptr<const MappedFile>>(m_bytes); }

private:
    std::variant<std::string, std::shared_ptr<const std::string>, std::shared_ptr<const MappedFile>, std::string_view>
        m_bytes;
};

// The server itself writes Date, Content-Length, Connection and, where it compresses,
// Content-Encoding and Vary: a handler leaves these alone.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    Body body;

    // Appends; the same name may come twice (Set-Cookie).
    Response& add(std::string_view name, std::string_view value);
    // The value of the first header of that name; empty when there is none.
    std::string_view header(std::string_view name) const;
};

// "Not Found" for 404; "Status" for a number without a name of its own.
std::string_view reason_phrase(int status);

}  // namespace helselos::http
