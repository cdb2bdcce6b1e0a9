// Threads that work on tables, for all runs of the house together, so that a view has the cores there are and yet no
// more than limits::view_threads_max of them.
//
// Nobody depends on the crew: what it has not begun is taken back and done by whoever asked, who is at work all the
// time. A crew that is busy with others, or has no thread, slows nobody down.
#pragma once

#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <mutex>
#include <thread>
#include <vector>

namespace helselos::interaction {

class ViewCrew {
public:
    // Some work, done once, by a thread of the crew or by its owner.
    class Task {
    public:
        virtual ~Task() = default;
        virtual void carry_out() noexcept = 0;

    private:
        friend class ViewCrew;
        enum class State : std::uint8_t { waiting, begun, done };
        State m_state = State::waiting;  // Guarded by the crew.
    };

    // As many as there are cores beside the one of whoever asks, within the limit.
    ViewCrew();
    // They start when there is something to do. 0: whoever asks does everything.
    explicit ViewCrew(std::size_t threads) : m_size(threads) {}
    // What was offered must be done or taken back.
    ~ViewCrew();
    ViewCrew(const ViewCrew&) = delete;
    ViewCrew& operator=(const ViewCrew&) = delete;

    // The task stays the owner's, and must be there until it is done or taken back.
    void offer(Task& task);
    // True: nobody had begun it, and nobody will.
    bool take_back(Task& task);
    bool is_done(const Task& task);
    // Of one that was not taken back.
    void wait_for(const Task& task);

private:
    void start();
    void work();

    const std::size_t m_size;
    std::mutex m_mutex;
    std::condition_variable m_offered;
    std::condition_variable m_finished;
    std::deque<Task*> m_waiting;
    std::vector<std::thread> m_threads;
    bool m_is_ending = false;
};

}  // namespace helselos::interaction
