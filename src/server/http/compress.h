// Answers that are large and readable are sent compressed to whom can read that.
#pragma once

#include "server/http/message.h"

#include <string>
#include <string_view>

namespace helselos::http {

// RFC 9110 section 12.5.3: true when "gzip" (or "*") is named and not with q=0.
bool accepts_gzip(std::string_view accept_encoding);

// True for text, JSON, XML and the like; false for what is compressed already.
bool is_compressible(std::string_view media_type);

// The gzip form (RFC 1952); 1 is quick, 9 is small.
std::string to_gzip(std::string_view bytes, int level);

// Compresses a body of limits::http_compress_bytes_min and more where the client asked for it
// and the handler has not chosen a coding itself. A strong ETag is made weak: the bytes differ.
void compress_if_wanted(const Request& request, Response& response);

}  // namespace helselos::http
