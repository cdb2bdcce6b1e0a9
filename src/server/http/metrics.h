// What the server counts, and the page that Prometheus reads
// (https://prometheus.io/docs/instrumenting/exposition_formats/, text format 0.0.4).
// Never a value from a record, and never a name taken from a request.
#pragma once

#include "server/http/message.h"

#include <array>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::http {

// All members may be called from any thread.
class Metrics {
public:
    // A gauge or counter of another room; asked at each reading of the page, until the
    // Metrics end. `name` follows Prometheus' rules and ends with its unit ("_bytes", "_total"
    // for counters); `labels` is empty or already written: `kind="token"`. Lines of one name
    // are to be added one after the other, with the same help.
    void add_gauge(std::string name, std::string help, std::function<double()> read, std::string labels = {});
    void add_counter(std::string name, std::string help, std::function<double()> read, std::string labels = {});

    // The page, and its media type.
    std::string text() const;
    static constexpr std::string_view media_type = "text/plain; version=0.0.4; charset=utf-8";

    // For the server.
    void request_began() { m_in_flight.fetch_add(1, std::memory_order_relaxed); }
    void request_ended(Method method, int status, std::chrono::nanoseconds taken);
    void connection_opened();
    void connection_closed() { m_connections.fetch_sub(1, std::memory_order_relaxed); }
    void connection_refused() { m_connections_refused.fetch_add(1, std::memory_order_relaxed); }
    void request_refused(int status);

    std::size_t connections() const { return m_connections.load(std::memory_order_relaxed); }
    std::size_t in_flight() const { return m_in_flight.load(std::memory_order_relaxed); }
    std::uint64_t requests(Method method, int status_class) const;

private:
    static constexpr std::size_t method_count = 8;
    static constexpr std::size_t status_class_count = 5;
    // Upper bounds in microseconds.
    static constexpr std::array<std::uint64_t, 16> bucket_bounds{50, 100, 250, 500, 1'000, 2'500, 5'000, 10'000, 25'000,
        50'000, 100'000, 250'000, 500'000, 1'000'000, 2'500'000, 10'000'000};

    using Count = std::atomic<std::uint64_t>;
    struct Line {
        std::string name;
        std::string help;
        std::string labels;
        std::string_view type;
        std::function<double()> read;
    };

    void write_requests(std::string& out) const;
    void write_durations(std::string& out) const;
    void write_connections(std::string& out) const;
    void write_added(std::string& out) const;

    std::array<std::array<Count, status_class_count>, method_count> m_requests{};
    std::array<Count, status_class_count> m_refused{};
    std::array<Count, bucket_bounds.size() + 1> m_buckets{};
    Count m_nanoseconds{0};
    std::atomic<std::size_t> m_in_flight{0};
    std::atomic<std::size_t> m_connections{0};
    Count m_connections_opened{0};
    Count m_connections_refused{0};

    mutable std::mutex m_added_mutex;
    std::vector<Line> m_added;
};

}  // namespace helselos::http
