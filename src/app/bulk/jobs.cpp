#include "app/bulk/jobs.h"

#include "app/notify/kept.h"
#include "base/limits/bulk.h"
#include "base/log.h"

#include <algorithm>
#include <optional>

namespace helselos::app::bulk {

namespace {

constexpr std::string_view gone = ".gone";

std::vector<std::filesystem::path> folders_in(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> folders;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() != gone)
            folders.push_back(entry.path());
    return folders;
}

// Under another name first: the job that is under way then finds nowhere to write.
void drop(const std::filesystem::path& folder)
{
    std::error_code ignored;
    auto away = folder;
    away += gone;
    std::filesystem::rename(folder, away, ignored);
    std::filesystem::remove_all(away, ignored);
}

void drop_what_is_gone(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> left;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() == gone)
            left.push_back(entry.path());
    for (const auto& each : left)
        std::filesystem::remove_all(each, failure);
}

}  // namespace

Jobs::Jobs(const Clock& clock, Random& random, std::filesystem::path folder, Trade trade)
    : m_clock(clock), m_random(random), m_folder(std::move(folder)), m_trade(std::move(trade))
{}

Jobs::~Jobs()
{
    stop();
}

void Jobs::start()
{
    take_up_kept();
    m_thread = std::thread([this] { run(); });
}

void Jobs::stop()
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

Error Jobs::no_such() const
{
    return Error{Kind::not_found, "no such " + m_trade.noun};
}

bool Jobs::is_over(const Job& job) const
{
    return job.state != JobState::running && m_clock.now() > job.ended + m_trade.life_max;
}

// A folder without a record is of a job that was never promised to anybody.
void Jobs::take_up_kept()
{
    drop_what_is_gone(m_folder);
    for (const auto& folder : folders_in(m_folder)) {
        const auto job = m_trade.read(folder);
        if (!job && job.error().kind == Kind::not_found)
            drop(folder);
        else if (!job)
            log::write(
                log::Level::error, "a job cannot be taken up", {{"kind", m_trade.noun}, {"why", job.error().reason}});
        else if (job->state == JobState::running)
            m_waiting.push_back(job->id);
    }
    std::ranges::sort(m_waiting);
}

void Jobs::sweep()
{
    for (const auto& folder : folders_in(m_folder))
        if (const auto job = m_trade.read(folder); job && is_over(*job))
            drop(folder);
}

Jobs::Kept Jobs::count(const access::Caller& caller) const
{
    Kept kept;
    for (const auto& folder : folders_in(m_folder)) {
        const auto job = m_trade.read(folder);
        kept.all += job.ok();
        kept.of_caller += job && is_same_subscriber(job->caller, caller);
    }
    return kept;
}

Result<void> Jobs::make_folder(const Job& job, const Keep& keep) const
{
    const auto folder = folder_of(job.id);
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, failure);
    if (failure)
        return Error{Kind::fault, "the folder of a job cannot be made"};
    TRY(keep(job, folder));
    return make_durable(m_folder);
}

// Of those that are being made at this moment too: what is sent with one may take a while to be kept.
Result<void> Jobs::refuse_too_many(const access::Caller& caller)
{
    sweep();
    auto kept = count(caller);
    kept.all += m_being_made.size();
    kept.of_caller += static_cast<std::size_t>(std::ranges::count_if(
        m_being_made, [&](const access::Caller* other) { return is_same_subscriber(*other, caller); }));
    if (kept.of_caller >= m_trade.of_one_max)
        return Error{Kind::throttled, "you have as many of these as one may have: remove one that is no longer needed"};
    if (kept.all >= m_trade.kept_max)
        return Error{Kind::busy, "there are too many of these now; ask again later"};
    return {};
}

// Counted for its caller while it lives.
class Jobs::BeingMade {
public:
    // With the lock held.
    BeingMade(Jobs& jobs, const access::Caller& caller) : m_jobs(jobs), m_caller(caller)
    {
        m_jobs.m_being_made.push_back(&m_caller);
    }
    ~BeingMade()
    {
        const std::scoped_lock lock(m_jobs.m_mutex);
        std::erase(m_jobs.m_being_made, &m_caller);
    }
    BeingMade(const BeingMade&) = delete;
    BeingMade& operator=(const BeingMade&) = delete;

private:
    Jobs& m_jobs;
    const access::Caller& m_caller;
};

Result<std::string> Jobs::begin(const access::Caller& caller, const Keep& keep)
{
    std::optional<BeingMade> place;
    {
        const std::scoped_lock lock(m_mutex);
        TRY(refuse_too_many(caller));
        place.emplace(*this, caller);
    }
    Job job;
    job.id = make_time_ordered_uuid(m_clock, m_random);
    job.caller = caller;
    job.begun = m_clock.now();
    job.ended = job.begun;
    auto made = make_folder(job, keep);
    place.reset();
    if (!made) {
        drop(folder_of(job.id));
        return std::move(made).error();
    }
    const std::scoped_lock lock(m_mutex);
    m_waiting.push_back(job.id);
    m_woken.notify_one();
    return job.id;
}

Result<Job> Jobs::find(const std::string& id, const access::Caller& caller) const
{
    // An id is a name of ours and no way out of the folder.
    if (id.empty() || id.find_first_not_of("0123456789abcdef-") != std::string::npos)
        return no_such();
    auto job = m_trade.read(folder_of(id));
    if (!job || !is_same_subscriber(job->caller, caller) || is_over(*job))
        return no_such();
    return job;
}

// Of who is refused the time is not counted anew: who asks without end is answered now and then all the same.
Result<Job> Jobs::poll(const std::string& id, const access::Caller& caller)
{
    auto job = TRY(find(id, caller));
    const std::scoped_lock lock(m_mutex);
    if (job.state != JobState::running) {
        m_asked_after.erase(id);
        return job;
    }
    const auto now = m_clock.now();
    const auto [before, is_first] = m_asked_after.try_emplace(id, now);
    // A clock that was set back keeps nobody waiting.
    if (!is_first && now >= before->second && now - before->second < limits::job_poll_wait_min)
        return Error{Kind::throttled, "you ask too often: wait as long as Retry-After says"};
    before->second = now;
    return job;
}

Result<void> Jobs::remove(const std::string& id, const access::Caller& caller)
{
    TRY(find(id, caller));
    const std::scoped_lock lock(m_mutex);
    std::erase(m_waiting, id);
    m_asked_after.erase(id);
    if (m_under_way == id)
        m_stops_one = true;
    drop(folder_of(id));
    return {};
}

void Jobs::run()
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
        m_asked_after.erase(m_under_way);
        m_under_way.clear();
    }
}

// What failed is told to whoever asked; a job whose folder is gone was given up.
void Jobs::carry_out(const std::string& id)
{
    const auto folder = folder_of(id);
    const auto ran = m_trade.carry_out(folder, m_stops_one);
    std::error_code ignored;
    if (ran || !std::filesystem::exists(folder, ignored))
        return;
    log::write(log::Level::error, "a job failed", {{"kind", m_trade.noun}, {"why", ran.error().reason}});
    if (const auto kept = m_trade.fail(folder, ran.error().reason); !kept)
        log::write(
            log::Level::error, "the state of a job is lost", {{"kind", m_trade.noun}, {"why", kept.error().reason}});
}

}  // namespace helselos::app::bulk
