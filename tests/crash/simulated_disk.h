// A disk in memory that can lose power, fail and be full, as a SQLite VFS.
//
// What is written waits on a list until its file is flushed. When the power goes,
// each waiting write is kept, dropped, or cut: of its 512-byte sectors some are
// kept, some dropped and some are noise. Modelled on SQLite's own src/test6.c, with
// the shared memory that several connections need.
#pragma once

#include "base/random.h"

#include <cstdint>
#include <limits>
#include <map>
#include <memory>
#include <string>
#include <vector>

namespace helselos::crash {

// `error` may meet any call; `full` those that write, `half_read` those that read.
enum class Failure : std::uint8_t { none, error, full, half_read };
enum class Call : std::uint8_t { read, write, other };

struct DiskFile;

class SimulatedDisk {
public:
    static constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

    explicit SimulatedDisk(std::uint64_t seed);
    SimulatedDisk(const SimulatedDisk&) = delete;
    SimulatedDisk& operator=(const SimulatedDisk&) = delete;
    ~SimulatedDisk();

    // The VFS to open stores with. Lives as long as the disk.
    const std::string& vfs_name() const { return m_name; }

    // The power goes at the n-th call from now (1 is the next). From then on every call fails.
    void cut_power_at(std::uint64_t call);
    void cut_power_now();
    bool is_dead() const { return m_is_dead; }
    // Only when nothing has a file open: memory and locks are gone, what was flushed is there.
    void reboot();

    // One call fails, the n-th from now of those that the failure may meet; the next ones do not.
    void fail_at(std::uint64_t call, Failure failure);
    void fail_no_more() { m_failure = Failure::none; }
    bool has_failed() const { return m_has_failed; }

    // Room in bytes for all files; a write that makes a file longer than that fails.
    void set_capacity(std::uint64_t bytes) { m_capacity = bytes; }
    std::uint64_t size() const;

    // Sabotage: says that it has flushed, and has not.
    void lie_about_flushing() { m_is_lying = true; }

    std::uint64_t calls() const { return m_calls; }
    std::uint64_t lost_writes() const { return m_lost_writes; }

    // For the VFS: the file of a name, made when wanted.
    std::shared_ptr<DiskFile> find(const std::string& name);
    std::shared_ptr<DiskFile> make(const std::string& name);
    void remove(const std::string& name) { m_files.erase(name); }
    // Counts one call; says what shall happen to it.
    Failure next_call(Call call);
    bool is_lying() const { return m_is_lying; }
    bool has_room_for(std::uint64_t more) const { return size() + more <= m_capacity; }
    Random& random() { return m_random; }

private:
    struct Vfs;

    void lose_unflushed(DiskFile& file);

    SeededRandom m_random;
    std::string m_name;
    std::unique_ptr<Vfs> m_vfs;
    std::map<std::string, std::shared_ptr<DiskFile>> m_files;
    std::uint64_t m_calls = 0;
    std::uint64_t m_cut_at = never;
    std::uint64_t m_calls_until_failure = 0;
    Failure m_failure = Failure::none;
    std::uint64_t m_capacity = never;
    std::uint64_t m_lost_writes = 0;
    bool m_is_dead = false;
    bool m_has_failed = false;
    bool m_is_lying = false;
};

}  // namespace helselos::crash
