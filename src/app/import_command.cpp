#include "app/import_command.h"

#include "app/house.h"
#include "app/import/import.h"
#include "app/progress.h"
#include "interaction/transaction.h"

#include <fmt/core.h>

#include <csignal>

namespace helselos::app {

namespace {

// While one unit is made ready, others wait for the disk together.
constexpr std::size_t import_workers = 4;

std::atomic<bool> is_stopped = false;

void stop_on_signal()
{
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { is_stopped = true; });
}

Progress to_shown(const ImportProgress& progress)
{
    return {progress.bytes_done, progress.bytes_total, progress.resources, progress.failures};
}

Result<ImportSummary> import_into(
    House& house, const Configuration& configuration, std::span<const std::filesystem::path> paths)
{
    auto line = ProgressLine::to_standard_error("Importing", "resources", house.hall().clock);
    ImportOptions options;
    options.journal = configuration.data / "import-journal";
    options.workers = import_workers;
    options.is_stopped = &is_stopped;
    ImportCallbacks callbacks;
    callbacks.carry_out = [&house](const ImportUnit& unit) -> Result<void> {
        auto session = house.operator_session();
        TRY(interaction::transaction(session, house.hall(), {unit.bundle, "", interaction::Return::minimal}));
        return {};
    };
    callbacks.on_progress = [&line](const ImportProgress& progress) { line.show(to_shown(progress)); };
    callbacks.on_failure = [&line](const ImportFailure& failure) { line.say(to_text(failure)); };
    auto summary = TRY(import_all(paths, options, callbacks));
    line.finish(to_shown(summary.progress));
    return summary;
}

Result<ImportSummary> run(const Configuration& configuration, std::span<const std::filesystem::path> paths)
{
    const auto house = TRY(House::open(configuration));
    return import_into(*house, configuration, paths);
}

}  // namespace

int import_paths(const Configuration& configuration, const std::vector<std::string>& paths)
{
    stop_on_signal();
    const std::vector<std::filesystem::path> as_paths(paths.begin(), paths.end());
    const auto summary = run(configuration, as_paths);
    if (!summary) {
        fmt::print(stderr, "helselos: {}\n", summary.error().reason);
        return 1;
    }
    fmt::print("{} resources put in, {} failures{}{}\n", summary->progress.resources, summary->progress.failures,
        summary->was_resumed ? ", continuing an earlier import" : "",
        summary->is_complete ? "" : "; stopped: the same command goes on from here");
    return summary->is_complete && summary->progress.failures == 0 ? 0 : 1;
}

}  // namespace helselos::app
