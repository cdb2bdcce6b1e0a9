#include "server/http/metrics.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

namespace helselos::http {

namespace {

std::size_t status_class_index(int status)
{
    return static_cast<std::size_t>(std::clamp(status / 100, 1, 5) - 1);
}

template <typename... Values>
void append(std::string& out, fmt::format_string<Values...> form, Values&&... values)
{
    fmt::format_to(std::back_inserter(out), form, std::forward<Values>(values)...);
}

void write_title(std::string& out, std::string_view name, std::string_view type, std::string_view help)
{
    append(out, "# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

std::string number_text(double value)
{
    if (std::isnan(value))
        return "NaN";
    if (std::isinf(value))
        return value > 0 ? "+Inf" : "-Inf";
    return fmt::format("{}", value);
}

// Seconds with all their digits, without a floating point number on the way.
std::string seconds_text(std::uint64_t nanoseconds)
{
    return fmt::format("{}.{:09}", nanoseconds / 1'000'000'000, nanoseconds % 1'000'000'000);
}

}  // namespace

void Metrics::add_gauge(std::string name, std::string help, std::function<double()> read, std::string labels)
{
    const std::lock_guard lock(m_added_mutex);
    m_added.push_back({std::move(name), std::move(help), std::move(labels), "gauge", std::move(read)});
}

void Metrics::add_counter(std::string name, std::string help, std::function<double()> read, std::string labels)
{
    const std::lock_guard lock(m_added_mutex);
    m_added.push_back({std::move(name), std::move(help), std::move(labels), "counter", std::move(read)});
}

void Metrics::request_ended(Method method, int status, std::chrono::nanoseconds taken)
{
    m_in_flight.fetch_sub(1, std::memory_order_relaxed);
    m_requests[static_cast<std::size_t>(method)][status_class_index(status)].fetch_add(1, std::memory_order_relaxed);
    const auto nanoseconds = static_cast<std::uint64_t>(std::max<std::int64_t>(taken.count(), 0));
    const auto bucket = std::ranges::lower_bound(bucket_bounds, (nanoseconds + 999) / 1000) - bucket_bounds.begin();
    m_buckets[static_cast<std::size_t>(bucket)].fetch_add(1, std::memory_order_relaxed);
    m_nanoseconds.fetch_add(nanoseconds, std::memory_order_relaxed);
}

void Metrics::connection_opened()
{
    m_connections.fetch_add(1, std::memory_order_relaxed);
    m_connections_opened.fetch_add(1, std::memory_order_relaxed);
}

void Metrics::request_refused(int status)
{
    m_refused[status_class_index(status)].fetch_add(1, std::memory_order_relaxed);
}

std::uint64_t Metrics::requests(Method method, int status_class) const
{
    return m_requests[static_cast<std::size_t>(method)][status_class_index(status_class * 100)].load(
        std::memory_order_relaxed);
}

std::string Metrics::text() const
{
    std::string out;
    write_requests(out);
    write_durations(out);
    write_connections(out);
    write_added(out);
    return out;
}

void Metrics::write_requests(std::string& out) const
{
    constexpr std::string_view name = "helselos_http_requests_total";
    write_title(out, name, "counter", "Requests answered, by method and class of status.");
    for (std::size_t method = 0; method < method_count; ++method)
        for (std::size_t status = 0; status < status_class_count; ++status)
            if (const auto count = m_requests[method][status].load(std::memory_order_relaxed); count > 0)
                append(out, "{}{{method=\"{}\",status=\"{}xx\"}} {}\n", name, to_text(static_cast<Method>(method)),
                    status + 1, count);
    constexpr std::string_view refused = "helselos_http_refusals_total";
    write_title(out, refused, "counter", "Requests refused before they were read whole, by class of status.");
    for (std::size_t status = 3; status < status_class_count; ++status)
        append(
            out, "{}{{status=\"{}xx\"}} {}\n", refused, status + 1, m_refused[status].load(std::memory_order_relaxed));
}

void Metrics::write_durations(std::string& out) const
{
    constexpr std::string_view name = "helselos_http_request_seconds";
    write_title(out, name, "histogram", "From the last byte of a request to the last byte of its answer.");
    std::uint64_t sum = 0;
    for (std::size_t i = 0; i < bucket_bounds.size(); ++i) {
        sum += m_buckets[i].load(std::memory_order_relaxed);
        append(out, "{}_bucket{{le=\"{}\"}} {}\n", name, seconds_text(bucket_bounds[i] * 1000), sum);
    }
    sum += m_buckets.back().load(std::memory_order_relaxed);
    append(out, "{}_bucket{{le=\"+Inf\"}} {}\n", name, sum);
    append(out, "{}_sum {}\n", name, seconds_text(m_nanoseconds.load(std::memory_order_relaxed)));
    append(out, "{}_count {}\n", name, sum);
}

void Metrics::write_connections(std::string& out) const
{
    const auto line = [&out](std::string_view name, std::string_view type, std::string_view help, std::uint64_t value) {
        write_title(out, name, type, help);
        append(out, "{} {}\n", name, value);
    };
    line("helselos_http_requests_in_flight", "gauge", "Requests being answered.", in_flight());
    line("helselos_http_connections", "gauge", "Connections open.", connections());
    line("helselos_http_connections_total", "counter", "Connections accepted.",
        m_connections_opened.load(std::memory_order_relaxed));
    line("helselos_http_connections_refused_total", "counter", "Connections turned away because there were too many.",
        m_connections_refused.load(std::memory_order_relaxed));
}

void Metrics::write_added(std::string& out) const
{
    const std::lock_guard lock(m_added_mutex);
    std::string_view last;
    for (const auto& line : m_added) {
        if (line.name != last)
            write_title(out, line.name, line.type, line.help);
        last = line.name;
        out += line.name;
        if (!line.labels.empty())
            append(out, "{{{}}}", line.labels);
        append(out, " {}\n", number_text(line.read()));
    }
}

}  // namespace helselos::http
