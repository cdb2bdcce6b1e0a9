// Of subscriptions and the pull feed (docs/decisions/0038-subscriptions.md).
#pragma once

#include <chrono>
#include <cstddef>
#include <cstdint>

namespace helselos::limits {

constexpr std::size_t subscriptions_max = 1'000;         // Of the house: each is judged against every event.
constexpr std::size_t subscriptions_of_caller_max = 20;  // Of one subscriber.
constexpr std::size_t subscription_filters_max = 10;     // Each is a question to the store for each event.
constexpr std::size_t subscription_filter_bytes_max = 1'000;
constexpr std::size_t subscription_headers_max = 10;
constexpr std::size_t subscription_header_bytes_max = 2'000;  // A bearer token fits.
constexpr std::size_t subscription_endpoint_bytes_max = 1'000;
constexpr std::chrono::hours subscription_of_personnel_max{24};  // Whoever leaves is not told for long.

constexpr std::size_t notification_events_max = 100;        // In one notification, whatever max-count asks for.
constexpr std::size_t subscription_events_max = 1'000;      // In one answer of $events.
constexpr std::uint64_t subscription_events_kept = 10'000;  // Numbers that can still be asked for, or wait.

constexpr std::chrono::seconds subscription_timeout{20};      // For one delivery, when the subscriber asks for none.
constexpr std::chrono::seconds subscription_timeout_max{30};  // A courier waits for no longer.
constexpr std::chrono::seconds heartbeat_period_min{5};
constexpr std::chrono::seconds heartbeat_period_max{86'400};
constexpr std::size_t delivery_answer_bytes_max = 64 * 1024;  // Read of the receiver's answer, and thrown away.

constexpr std::size_t delivery_tries_max = 12;                 // In a row, then the status is error: some two hours.
constexpr std::chrono::milliseconds delivery_wait_first{500};  // Doubled after each failure, with a quarter by chance.
constexpr std::chrono::milliseconds delivery_wait_max{1'800'000};
constexpr std::size_t couriers_max = 4;                        // Deliveries at once; one of a subscription at a time.
constexpr std::chrono::milliseconds courier_look_wait{1'000};  // Between looks for what is due when nothing happens.

constexpr std::uint64_t journal_page_entries = 64;         // Kept under one name.
constexpr std::uint64_t journal_entries_kept = 1'000'000;  // What the feed and subscribers that fell behind can reach.
constexpr std::size_t journal_read_max = 256;              // Entries judged at once.

constexpr std::size_t feed_count = 100;  // Entries in an answer, when none is asked for.
constexpr std::size_t feed_count_max = 1'000;
constexpr std::uint64_t feed_entries_looked_at_max = 5'000;  // Then the answer is given, with where to go on.
constexpr std::chrono::seconds feed_wait_max{20};
constexpr std::size_t feed_waiting_max = 8;               // Requests that wait at once: each holds a worker.
constexpr std::chrono::milliseconds feed_look_wait{200};  // Between looks while a request waits.

}  // namespace helselos::limits
