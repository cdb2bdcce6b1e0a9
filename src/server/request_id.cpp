#include "server/request_id.h"

#include "base/random.h"
#include "base/text.h"

#include <algorithm>
#include <atomic>

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
    static const auto process = secure_random().next();
    static std::atomic<std::uint64_t> count{0};
    return fmt::format("{:016x}-{:x}", process, ++count);
}

std::string request_id_of(const http::Request& request)
{
    const auto given = request.header(request_id_header);
    return is_well_formed(given) ? std::string(given) : new_request_id();
}

}  // namespace helselos::server
