// Apps of others that are opened from our pages.
#pragma once

#include <chrono>
#include <cstddef>

namespace helselos::limits {

constexpr std::size_t launch_apps_max = 200;             // An operator knows each of them.
constexpr std::size_t launch_apps_bytes_max = 1U << 20;  // Of the file that lists them.
constexpr std::size_t launch_text_bytes_max = 1'000;     // Of a name, a description, an address.
constexpr std::chrono::minutes launch_life_max{5};       // From the page to the issuer, with a sign-in on the way.
constexpr std::size_t launches_waiting_max = 50'000;     // More at once are refused.
constexpr std::size_t launches_of_one_max = 20;          // Waiting of one person; the oldest gives way.
constexpr std::size_t launch_intent_bytes_max = 100;     // A word the app knows.

}  // namespace helselos::limits
