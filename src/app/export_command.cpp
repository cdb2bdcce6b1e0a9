#include "app/export_command.h"

#include "app/bulk/export_run.h"
#include "app/house.h"
#include "json/draft.h"
#include "json/write.h"

#include <fmt/core.h>

#include <csignal>
#include <map>

namespace helselos::app {

namespace {

using bulk::ExportedFile;
using bulk::ExportRecord;

std::atomic<bool> is_stopped = false;

void stop_on_signal()
{
    for (const int signal : {SIGINT, SIGTERM})
        std::signal(signal, [](int) { is_stopped = true; });
}

Result<void> make_folder(const std::filesystem::path& out)
{
    std::error_code failure;
    std::filesystem::create_directories(out, failure);
    if (!failure && !std::filesystem::is_empty(out, failure) && !failure)
        return Error{Kind::conflict, out.string() + " is not empty, and holds no export that was stopped"};
    std::filesystem::permissions(out, std::filesystem::perms::owner_all, failure);
    if (failure)
        return Error{Kind::fault, out.string() + ": " + failure.message()};
    return {};
}

Result<ExportRecord> begin(House& house, const ExportWishes& wishes)
{
    TRY(make_folder(wishes.out));
    auto session = house.operator_session();
    ExportRecord record;
    record.id = "export";
    record.caller = session.caller();
    record.asked = "helselos export";
    record.begun = house.hall().clock.now();
    record.ended = record.begun;
    record.wanted.types = wishes.types;
    if (!wishes.since.empty())
        record.wanted.since = TRY(instant_from_text(wishes.since));
    record.types = TRY(bulk::types_of_export(session, house.hall(), record));
    TRY(bulk::keep(record, wishes.out));
    return record;
}

std::string stem_of(const ExportedFile& file)
{
    switch (file.holds) {
    case ExportedFile::Holds::resources: return file.type;
    case ExportedFile::Holds::removals: return "deleted";
    case ExportedFile::Holds::problems: return "error";
    }
    return file.type;
}

// "Observation.ndjson", "Observation-2.ndjson": in the order of the files.
std::vector<std::string> names_of(const ExportRecord& record)
{
    std::map<std::string, int> counts;
    std::vector<std::string> names;
    for (const auto& file : record.files) {
        const auto stem = stem_of(file);
        const auto count = ++counts[stem];
        names.push_back(count == 1 ? stem + ".ndjson" : fmt::format("{}-{}.ndjson", stem, count));
    }
    return names;
}

json::Draft listed(const ExportRecord& record, const std::vector<std::string>& names, ExportedFile::Holds holds)
{
    auto list = json::array();
    for (std::size_t i = 0; i < names.size(); ++i)
        if (const auto& file = record.files[i]; file.holds == holds)
            list.push(json::object({{"type", file.type}, {"url", names[i]}, {"count", file.count}}));
    return list;
}

// Again after a stop in the middle: what has its name already is left as it is. The record goes last.
Result<void> finish(const ExportRecord& record, const std::filesystem::path& out)
{
    using Holds = ExportedFile::Holds;
    const auto names = names_of(record);
    std::error_code failure;
    for (std::size_t i = 0; i < names.size() && !failure; ++i)
        if (std::filesystem::exists(bulk::file_of(out, i)))
            std::filesystem::rename(bulk::file_of(out, i), out / names[i], failure);
    if (failure)
        return Error{Kind::fault, out.string() + ": " + failure.message()};
    auto manifest = json::object({{"transactionTime", helselos::to_text(record.begun)}, {"request", record.asked},
        {"requiresAccessToken", false}, {"output", listed(record, names, Holds::resources)}});
    if (record.wanted.since)
        manifest.set("deleted", listed(record, names, Holds::removals));
    manifest.set("error", listed(record, names, Holds::problems));
    TRY(bulk::keep_text(out / "manifest.json", json::to_text(manifest) + "\n"));
    std::filesystem::remove(out / "export.json", failure);
    return {};
}

// True when all is written.
Result<bool> run(const Configuration& configuration, const ExportWishes& wishes)
{
    const auto house = TRY(House::open(configuration));
    auto kept = bulk::read_record(wishes.out);
    if (!kept && kept.error().kind != Kind::not_found)
        return std::move(kept).error();
    auto record = kept ? *std::move(kept) : TRY(begin(*house, wishes));
    const bool is_whole = record.state == bulk::JobState::done
        || TRY(bulk::run_export(house->records(), house->hall(), record, wishes.out, is_stopped));
    if (!is_whole)
        return false;
    TRY(finish(record, wishes.out));
    std::uint64_t count = 0;
    for (const auto& file : record.files)
        count += file.count;
    fmt::print("{} resources and removals in {} files\n", count, record.files.size());
    return true;
}

}  // namespace

int export_resources(const Configuration& configuration, const ExportWishes& wishes)
{
    stop_on_signal();
    const auto ran = run(configuration, wishes);
    if (ran && *ran)
        return 0;
    fmt::print(stderr, "helselos: {}\n", ran ? "stopped: the same command goes on from here" : ran.error().reason);
    return 1;
}

}  // namespace helselos::app
