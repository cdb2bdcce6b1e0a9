// Which pages of others may call us from a browser (https://fetch.spec.whatwg.org/#http-cors-protocol). They call with
// a token of their own and without our cookies: such a call is nobody else's.
#pragma once

#include "base/result.h"
#include "server/http/message.h"

#include <string>
#include <vector>

namespace helselos::server {

class OpenOrigins {
public:
    // Any: for a server whose every answer needs a token (SMART App Launch 2.2, considerations for CORS).
    OpenOrigins() = default;
    // Only these, exactly as browsers name them: "https://app.example", "http://localhost:3000". Error invalid when one
    // is no such name.
    static Result<OpenOrigins> only(std::vector<std::string> origins);

    // Whether a WebSocket may be opened: by what is no page, by our own pages, and by those of these origins.
    bool may_talk(const http::Request& request) const;

    // To a preflight of such a page: what it may send.
    http::Response preflight_answer(const http::Request& request) const;
    // What lets such a page read an answer; nothing for others.
    void open(http::Response& response, const http::Request& request) const;

private:
    std::vector<std::string> m_origins;  // None: any.
};

}  // namespace helselos::server
