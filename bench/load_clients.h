// Clients on kept-alive connections, all in one thread on epoll. Two ways to ask:
// - closed: each client waits for its answer before it asks again;
// - at a rate: requests are planned evenly in time, whether or not earlier ones are answered, and
//   waiting is measured from the planned moment, so that a server that stalls is not spared the
//   requests that would have come meanwhile.
#pragma once

#include "base/result.h"
#include "bench/load_requests.h"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <vector>

namespace helselos::bench {

struct LoadPlan {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::size_t connections = 32;
    std::chrono::milliseconds warm_up{500};
    std::chrono::milliseconds duration{3000};
    std::uint64_t requests_max = 0;  // 0: as many as fit into the duration. Only in the closed way.
    std::uint64_t rate = 0;          // Requests a second; 0: closed.
};

// A refused request is quick: only good answers (2xx) are timed.
struct Tally {
    std::vector<std::uint32_t> latencies;  // Of good answers, in tenths of a microsecond, sorted.
    std::map<int, std::uint64_t> statuses;

    std::uint64_t answers() const;
    void add(const Tally& other);
};

struct LoadResult {
    std::map<std::string, Tally> kinds;
    std::uint64_t bytes = 0;
    std::uint64_t unsent = 0;  // Planned, and still not sent when as much time again had passed.
    double seconds = 0;
    std::string last_body;  // Of one of the good answers.
};

// Fails with `fault` when the server cannot be reached, breaks off or does not speak plainly.
// `on_begin` is called when the warm-up is over, `on_end` with the last answer.
Result<LoadResult> run_load(
    const LoadPlan& plan, Requests& requests, void (*on_begin)(void*), void (*on_end)(void*), void* context);

}  // namespace helselos::bench
