#include "app/bulk/jobs.h"

#include "base/limits/bulk.h"

#include <gtest/gtest.h>

#include <unistd.h>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

using std::chrono::milliseconds;

access::Caller machine(const std::string& client)
{
    access::Caller caller;
    caller.kind = access::CallerKind::machine;
    caller.client = client;
    return caller;
}

Result<void> keep_job(const Job& job, const std::filesystem::path& folder)
{
    auto draft = json::object({});
    add_job(job, draft);
    return keep_text(folder / "job.json", json::to_text(draft));
}

Result<Job> read_kept_job(const std::filesystem::path& folder)
{
    const auto document = TRY(read_kept(folder / "job.json"));
    Job job;
    TRY(read_job(document.root(), job));
    return job;
}

// Not started: what waits stays where it is.
class JobsOf : public testing::Test {
protected:
    ~JobsOf() override { std::filesystem::remove_all(m_folder); }

    Trade trade() const
    {
        Trade trade;
        trade.noun = "work";
        trade.kept_max = 3;
        trade.of_one_max = 2;
        trade.life_max = std::chrono::hours(1);
        trade.read = read_kept_job;
        return trade;
    }
    Kind kind_of_begin(const std::string& client)
    {
        const auto begun = m_jobs.begin(machine(client), keep_job);
        return begun ? Kind::gone : begun.error().kind;
    }

    const std::filesystem::path m_folder
        = std::filesystem::temp_directory_path() / fmt::format("helselos_jobs_{}", ::getpid());
    SetClock m_clock{Instant(std::chrono::hours(1'000'000))};
    Jobs m_jobs{m_clock, secure_random(), m_folder, trade()};
};

TEST_F(JobsOf, one_caller_has_so_many_and_all_together_so_many)
{
    EXPECT_EQ(kind_of_begin("a"), Kind::gone);
    EXPECT_EQ(kind_of_begin("a"), Kind::gone);
    EXPECT_EQ(kind_of_begin("a"), Kind::throttled);
    EXPECT_EQ(kind_of_begin("b"), Kind::gone);
    EXPECT_EQ(kind_of_begin("c"), Kind::busy);
}

TEST_F(JobsOf, are_there_for_who_asked_alone)
{
    const auto id = *m_jobs.begin(machine("a"), keep_job);
    EXPECT_TRUE(m_jobs.find(id, machine("a")).ok());
    EXPECT_EQ(m_jobs.find(id, machine("b")).error().kind, Kind::not_found);
    EXPECT_EQ(m_jobs.remove(id, machine("b")).error().kind, Kind::not_found);
    EXPECT_EQ(m_jobs.find("../" + id, machine("a")).error().kind, Kind::not_found);
    EXPECT_TRUE(m_jobs.remove(id, machine("a")).ok());
    EXPECT_FALSE(std::filesystem::exists(m_jobs.folder_of(id)));
}

TEST_F(JobsOf, what_cannot_be_kept_leaves_nothing)
{
    const auto begun = m_jobs.begin(machine("a"), [](const Job&, const std::filesystem::path&) -> Result<void> {
        return Error{Kind::too_large, "too large"};
    });
    EXPECT_EQ(begun.error().kind, Kind::too_large);
    EXPECT_TRUE(std::filesystem::is_empty(m_folder));
}

TEST_F(JobsOf, who_asks_again_at_once_is_told_to_wait)
{
    const auto id = *m_jobs.begin(machine("a"), keep_job);
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
    m_clock.advance(limits::job_poll_wait_min - milliseconds(1));
    EXPECT_EQ(m_jobs.poll(id, machine("a")).error().kind, Kind::throttled);
    m_clock.advance(milliseconds(1));
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
}

TEST_F(JobsOf, a_clock_that_is_set_back_keeps_nobody_waiting)
{
    const auto id = *m_jobs.begin(machine("a"), keep_job);
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
    m_clock.advance(-std::chrono::hours(1));
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
}

TEST_F(JobsOf, what_was_given_up_before_a_stop_is_not_taken_up)
{
    const auto id = *m_jobs.begin(machine("a"), keep_job);
    std::filesystem::rename(m_jobs.folder_of(id), m_folder / (id + ".gone"));
    Jobs again(m_clock, secure_random(), m_folder, trade());
    again.start();
    again.stop();
    EXPECT_TRUE(std::filesystem::is_empty(m_folder));
}

TEST_F(JobsOf, what_is_done_may_be_asked_after_as_often_as_one_likes_until_it_is_over)
{
    const auto id = *m_jobs.begin(machine("a"), keep_job);
    auto job = *m_jobs.find(id, machine("a"));
    job.state = JobState::done;
    ASSERT_TRUE(keep_job(job, m_jobs.folder_of(id)).ok());
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
    m_clock.advance(std::chrono::hours(1));
    EXPECT_TRUE(m_jobs.poll(id, machine("a")).ok());
    m_clock.advance(milliseconds(1));
    EXPECT_EQ(m_jobs.poll(id, machine("a")).error().kind, Kind::not_found);
}

}  // namespace

}  // namespace helselos::app::bulk
