#include "server/request_id.h"

#include "base/random.h"
#include "base/text.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::server {

namespace {

constexpr std::size_t id_letters_max = 64;

bool is_well_formed(std::string_view id)
{
    const auto is_plain = [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_'; };
    return !id.empty() && id.size() <= id_letters_max && std::ranges::all_of(id, is_plain);
}

}  // namespace

std::string new_request_id()
{
    // By chance and not by count: what others ask is nobody's business.
    return fmt::format("{:016x}", secure_random().next());
}

std::string request_id_of(const http::Request& request)
{
    const auto given = request.header(request_id_header);
    return is_well_formed(given) ? std::string(given) : new_request_id();
}

}  // namespace helselos::server
