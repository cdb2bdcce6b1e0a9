// What a load run says about itself: one line of JSON.
#pragma once

#include "bench/load_clients.h"

#include <cstdint>
#include <string>

namespace helselos::bench {

struct CpuTimes {
    std::uint64_t server_us = 0;
    std::uint64_t own_us = 0;
};

// "requests", "rate" and the waiting times (p50_us, p90_us ...; of good answers), "errors" and
// "unsent" (answers that were no success, requests that could not be sent), "statuses", the CPU
// time for one answer, and under "kinds" the same for each kind.
std::string report(const LoadResult& result, const CpuTimes& times);

}  // namespace helselos::bench
