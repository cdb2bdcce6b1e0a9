#include "bench/load_report.h"

#include "json/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace helselos::bench {

namespace {

constexpr std::pair<const char*, double> parts[]
    = {{"p50_us", 0.5}, {"p90_us", 0.9}, {"p99_us", 0.99}, {"p999_us", 0.999}, {"max_us", 1}};

json::Draft number(double value, int decimals)
{
    return json::Draft::number(fmt::format("{:.{}f}", value, decimals));
}

json::Draft statuses_of(const Tally& tally)
{
    auto statuses = json::Draft::make(json::Type::object);
    for (const auto& [status, count] : tally.statuses)
        statuses.set(std::to_string(status), count);
    return statuses;
}

// Waiting times are left out when nothing was good.
json::Draft figures_of(const Tally& tally, double seconds)
{
    const auto good = tally.latencies.size();
    auto figures = json::object({{"requests", good}, {"rate", number(static_cast<double>(good) / seconds, 1)},
        {"errors", tally.answers() - good}, {"statuses", statuses_of(tally)}});
    for (const auto& [name, part] : parts) {
        if (good == 0)
            break;
        const auto at = static_cast<std::size_t>(static_cast<double>(good - 1) * part);
        figures.set(name, number(tally.latencies[at] / 10.0, 1));
    }
    return figures;
}

}  // namespace

std::string report(const LoadResult& result, const CpuTimes& times)
{
    Tally all;
    auto kinds = json::Draft::make(json::Type::object);
    for (const auto& [kind, tally] : result.kinds) {
        all.add(tally);
        if (!kind.empty())
            kinds.set(kind, figures_of(tally, result.seconds));
    }
    std::ranges::sort(all.latencies);
    const auto answers = static_cast<double>(std::max<std::uint64_t>(all.answers(), 1));
    auto line = figures_of(all, result.seconds);
    line.set("seconds", number(result.seconds, 3));
    line.set("unsent", result.unsent);
    line.set("bytes", result.bytes);
    line.set("server_cpu_us", number(static_cast<double>(times.server_us) / answers, 2));
    line.set("client_cpu_us", number(static_cast<double>(times.own_us) / answers, 2));
    line.set("kinds", std::move(kinds));
    return json::to_text(line);
}

}  // namespace helselos::bench
