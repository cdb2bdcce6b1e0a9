// The head of an answer as bytes.
#pragma once

#include "base/clock.h"
#include "server/http/message.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace helselos::http {

// "Sun, 22 Nov 2026 07:31:05 GMT" (RFC 9110 section 5.6.7), made anew once a second.
// For one thread.
class DateText {
public:
    explicit DateText(const Clock& clock) : m_clock(clock) {}
    std::string_view now();

private:
    const Clock& m_clock;
    std::int64_t m_second = -1;
    std::string m_text;
};

enum class After : std::uint8_t { keep, keep_http_1_0, close };

// Appends status line and headers with the empty last line. The length written is that of the
// body, also where the body itself is not to be sent (HEAD).
void write_head(const Response& response, std::string_view date, After after, std::string& out);

// False when a header could not be sent as one line: it would begin a second answer.
bool is_sendable(const Response& response);

// RFC 9110 section 6.4.1: these never have a body.
bool may_have_body(int status);

}  // namespace helselos::http
