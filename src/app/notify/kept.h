// What is kept of a subscription beside the resource: whose it is, its secrets, how far it is told, and its numbered
// events. By the house for itself; nobody reads it.
#pragma once

#include "access/caller.h"
#include "access/session.h"
#include "app/notify/journal.h"
#include "base/seal.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app {

struct Progress {
    std::uint64_t looked_at = 0;  // The newest entry of the journal that was judged.
    std::uint64_t numbered = 0;   // The newest event of this subscription.
    std::uint64_t delivered = 0;  // Up to here the receiver has taken them.
    std::uint64_t failures = 0;   // In a row.
    std::uint64_t next_try = 0;   // Milliseconds since 1970; 0: at once.
    std::uint64_t last_told = 0;  // The same; of the last notification the receiver took.
};

// Any store::Reader or access::Writing: what has fact().
template <typename Reading>
Result<std::string> kept(Reading& reading, std::string_view id, std::string_view what)
{
    return reading.fact("subscription/" + std::string(id) + "/" + std::string(what));
}
Result<void> keep(access::Writing& writing, std::string_view id, std::string_view what, std::string_view text);

std::string text_of(const Progress& progress);
// Error fault: damaged.
Result<Progress> progress_of(std::string_view text);

// As far as access hangs on it. A person's ties are read anew for each event; what an app was allowed stays as it was
// when the subscription was made.
std::string text_of(const access::Caller& caller);
Result<access::Caller> caller_of(std::string_view text);
bool is_same_subscriber(const access::Caller& left, const access::Caller& right);

// Headers hold secrets: what lies in the store is sealed.
std::string sealed_headers(const std::vector<std::string>& headers, const Seal& seal, std::string_view id);
Result<std::vector<std::string>> opened_headers(std::string_view text, const Seal& seal, std::string_view id);

// The ids of all subscriptions that are not removed.
std::vector<std::string> ids_in(std::string_view text);
constexpr std::string_view list_of_subscriptions = "subscriptions";
Result<void> add_to_list(access::Writing& writing, const std::string& id);
// With all that was kept of it, but for its numbered events up to `numbered`, which are dropped too.
Result<void> forget(access::Writing& writing, const std::string& id);

}  // namespace helselos::app
