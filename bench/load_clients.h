// Clients that each wait for an answer before they ask again (a closed loop), on kept-alive
// connections, all in one thread on epoll.
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
    std::uint64_t requests_max = 0;  // 0: as many as fit into the duration.
};

struct LoadResult {
    std::vector<std::uint32_t> latencies;  // In tenths of a microsecond, sorted.
    std::map<int, std::uint64_t> statuses;
    std::uint64_t bytes = 0;
    double seconds = 0;
    std::string last_body;  // Of one of the answers.
};

// Fails with `fault` when the server cannot be reached, breaks off or does not speak plainly.
// `on_begin` is called when the warm-up is over, `on_end` with the last answer.
Result<LoadResult> run_load(
    const LoadPlan& plan, Requests& requests, void (*on_begin)(void*), void (*on_end)(void*), void* context);

}  // namespace helselos::bench
