// How many connections each address has, so that one caller cannot take them all.
#pragma once

#include "base/text.h"

#include <cstddef>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <unordered_map>

namespace helselos::http {

// All members may be called from any thread.
class AddressCounts {
public:
    explicit AddressCounts(std::size_t count_max) : m_count_max(count_max) {}

    // Counts one more from this address; false when that would be too many.
    bool enter(std::string_view address);
    // For each that entered.
    void leave(std::string_view address);

private:
    const std::size_t m_count_max;
    std::mutex m_mutex;
    std::unordered_map<std::string, std::size_t, TextHash, std::equal_to<>> m_counts;
};

}  // namespace helselos::http
