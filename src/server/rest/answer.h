// From what came of an act to an HTTP response.
#pragma once

#include "interaction/written.h"
#include "server/http/message.h"
#include "server/rest/negotiate.h"

#include <string>

namespace helselos::rest {

http::Response error_answer(const Error& error);
http::Response not_acceptable();
http::Response unsupported_media_type();
http::Response method_not_allowed(const std::string& allow);

// A resource as it is stored, with ETag and Last-Modified; 304 when the caller has it already.
http::Response version_answer(const access::Version& version, const http::Request& request, const Wishes& wishes);

// 201 or 200, with Location and, as preferred, the body, nothing or an OperationOutcome.
http::Response written_answer(const interaction::Written& written, const std::string& base, const Wishes& wishes);

// 204.
http::Response removed_answer(const std::optional<access::Version>& removed);

// A resource as JSON text.
http::Response resource_answer(int status, std::string body, const Wishes& wishes);

// Anything but a resource as JSON text.
http::Response other_answer(int status, std::string body, std::string_view content_type);

// Bytes of another form, as a file to keep: no browser takes them for a page or runs what is in them.
http::Response file_answer(std::string media, std::string bytes);

}  // namespace helselos::rest
