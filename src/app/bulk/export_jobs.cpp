#include "app/bulk/export_jobs.h"

#include "app/bulk/export_run.h"
#include "app/notify/kept.h"
#include "base/limits/bulk.h"
#include "base/log.h"
#include "base/random.h"

#include <algorithm>

namespace helselos::app::bulk {

namespace {

Error no_such()
{
    return Error{Kind::not_found, "no such export"};
}

bool is_over(const ExportRecord& record, Instant now)
{
    return record.state != ExportState::running && now > record.ended + limits::export_life_max;
}

std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        folders.push_back(entry.path());
    return folders;
}

void drop(const std::filesystem::path& folder)
{
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
}

}  // namespace

ExportJobs::ExportJobs(const access::Records& records, const interaction::Hall& hall, std::filesystem::path folder)
    : m_records(records), m_hall(hall), m_folder(std::move(folder))
{}

ExportJobs::~ExportJobs()
{
    stop();
}

void ExportJobs::start()
{
    take_up_kept();
    m_thread = std::thread([this] { run(); });
}

void ExportJobs::stop()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_is_stopping = true;
        m_stops_one = true;
    }
    m_woken.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

// A folder without a record is of a job that was never promised to anybody.
void ExportJobs::take_up_kept()
{
    for (const auto& folder : folders_in(m_folder)) {
        const auto record = read_record(folder);
        if (!record && record.error().kind == Kind::not_found)
            drop(folder);
        else if (!record)
            log::write(log::Level::error, "an export cannot be taken up", {{"why", record.error().reason}});
        else if (record->state == ExportState::running)
            m_waiting.push_back(record->id);
    }
    std::ranges::sort(m_waiting);
}

void ExportJobs::sweep() const
{
    for (const auto& folder : folders_in(m_folder))
        if (const auto record = read_record(folder); record && is_over(*record, m_hall.clock.now()))
            drop(folder);
}

ExportJobs::Kept ExportJobs::count(const access::Caller& caller) const
{
    Kept kept;
    for (const auto& folder : folders_in(m_folder)) {
        const auto record = read_record(folder);
        kept.all += record.ok();
        kept.of_caller += record && is_same_subscriber(record->caller, caller);
    }
    return kept;
}

Result<std::string> ExportJobs::begin(ExportRecord record)
{
    const std::scoped_lock lock(m_mutex);
    sweep();
    const auto kept = count(record.caller);
    if (kept.of_caller >= limits::exports_of_one_max)
        return Error{Kind::throttled, "you have as many exports as one may have: remove one that is fetched"};
    if (kept.all >= limits::exports_kept_max)
        return Error{Kind::busy, "there are too many exports now; ask again later"};
    record.id = make_time_ordered_uuid(m_hall.clock, m_hall.random);
    record.begun = m_hall.clock.now();
    record.ended = record.begun;
    const auto folder = folder_of(record.id);
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
    if (failure)
        return Error{Kind::fault, "the folder of an export cannot be made"};
    TRY(keep(record, folder));
    m_waiting.push_back(record.id);
    m_woken.notify_one();
    return record.id;
}

Result<ExportRecord> ExportJobs::find(const std::string& id, const access::Caller& caller) const
{
    // An id is a name of ours and no way out of the folder.
    if (id.empty() || id.find_first_not_of("0123456789abcdef-") != std::string::npos)
        return no_such();
    auto record = read_record(folder_of(id));
    if (!record || !is_same_subscriber(record->caller, caller) || is_over(*record, m_hall.clock.now()))
        return no_such();
    return record;
}

Result<void> ExportJobs::remove(const std::string& id, const access::Caller& caller)
{
    TRY(find(id, caller));
    const std::scoped_lock lock(m_mutex);
    std::erase(m_waiting, id);
    if (m_under_way == id)
        m_stops_one = true;
    drop(folder_of(id));
    return {};
}

void ExportJobs::run()
{
    std::unique_lock lock(m_mutex);
    while (!m_is_stopping) {
        if (m_waiting.empty()) {
            m_woken.wait(lock);
            continue;
        }
        m_under_way = m_waiting.front();
        m_waiting.pop_front();
        m_stops_one = false;
        lock.unlock();
        carry_out(m_under_way);
        lock.lock();
        m_under_way.clear();
    }
}

// What failed is told to whoever asked; a job whose folder is gone was given up.
void ExportJobs::carry_out(const std::string& id)
{
    const auto folder = folder_of(id);
    auto record = read_record(folder);
    if (!record)
        return;
    const auto ran = run_export(m_records, m_hall, *record, folder, m_stops_one);
    std::error_code ignored;
    if (ran || !std::filesystem::exists(folder, ignored))
        return;
    log::write(log::Level::error, "an export failed", {{"why", ran.error().reason}});
    record->state = ExportState::failed;
    record->reason = ran.error().reason;
    record->ended = m_hall.clock.now();
    if (const auto kept = keep(*record, folder); !kept)
        log::write(log::Level::error, "the state of an export is lost", {{"why", kept.error().reason}});
}

}  // namespace helselos::app::bulk
