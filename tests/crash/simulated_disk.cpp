#include "simulated_disk.h"

#include "base/assert.h"
#include "disk_file.h"

#include <atomic>
#include <cstdio>
#include <cstring>
#include <fmt/format.h>
#include <new>
#include <sqlite3.h>
#include <utility>

namespace helselos::crash {

namespace {

// An open file of SQLite. SQLite gives the memory; it is made and ended by hand.
struct Handle {
    sqlite3_file base{};
    SimulatedDisk* disk = nullptr;
    std::shared_ptr<DiskFile> file;
    std::string name;
    int lock = SQLITE_LOCK_NONE;
    std::array<bool, 8> memory_shared{};
    std::array<bool, 8> memory_alone{};
    bool ends_with_close = false;
};

Handle& handle_of(sqlite3_file* file)
{
    return *reinterpret_cast<Handle*>(file);
}

bool may_meet(Failure failure, Call call)
{
    switch (failure) {
    case Failure::none: return false;
    case Failure::error: return true;
    case Failure::full: return call == Call::write;
    case Failure::half_read: return call == Call::read;
    }
    return false;
}

int code_of(Failure failure, int error)
{
    return failure == Failure::full ? SQLITE_FULL : error;
}

int close_file(sqlite3_file* base)
{
    auto& handle = handle_of(base);
    if (handle.ends_with_close)
        handle.disk->remove(handle.name);
    if (--handle.file->handles == 0)
        handle.file->memory.clear();
    handle.~Handle();
    return SQLITE_OK;
}

int read_file(sqlite3_file* base, void* out, int amount, sqlite3_int64 offset)
{
    auto& handle = handle_of(base);
    auto* bytes = static_cast<char*>(out);
    const auto wanted = static_cast<std::size_t>(amount);
    const auto& content = handle.file->content;
    const auto at = std::min(static_cast<std::size_t>(offset), content.size());
    const auto there = std::min(wanted, content.size() - at);
    const auto failure = handle.disk->next_call(Call::read);
    std::memcpy(bytes, content.data() + at, failure == Failure::half_read ? there / 2 : there);
    if (failure != Failure::none)
        return SQLITE_IOERR_READ;
    std::memset(bytes + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
}

int write_file(sqlite3_file* base, const void* bytes, int amount, sqlite3_int64 offset)
{
    auto& handle = handle_of(base);
    const auto failure = handle.disk->next_call(Call::write);
    if (failure != Failure::none)
        return code_of(failure, SQLITE_IOERR_WRITE);
    const auto size = static_cast<std::uint64_t>(amount);
    const auto end = static_cast<std::uint64_t>(offset) + size;
    if (end > handle.file->content.size() && !handle.disk->has_room_for(end - handle.file->content.size()))
        return SQLITE_FULL;
    handle.file->write(static_cast<std::uint64_t>(offset), {static_cast<const char*>(bytes), size});
    return SQLITE_OK;
}

int truncate_file(sqlite3_file* base, sqlite3_int64 size)
{
    auto& handle = handle_of(base);
    if (handle.disk->next_call(Call::other) != Failure::none)
        return SQLITE_IOERR_TRUNCATE;
    handle.file->truncate(static_cast<std::uint64_t>(size));
    return SQLITE_OK;
}

int sync_file(sqlite3_file* base, int)
{
    auto& handle = handle_of(base);
    if (const auto failure = handle.disk->next_call(Call::write); failure != Failure::none)
        return code_of(failure, SQLITE_IOERR_FSYNC);
    if (!handle.disk->is_lying())
        handle.file->flush();
    return SQLITE_OK;
}

int size_of_file(sqlite3_file* base, sqlite3_int64* size)
{
    *size = static_cast<sqlite3_int64>(handle_of(base).file->content.size());
    return SQLITE_OK;
}

bool is_others(const void* holder, const Handle& handle)
{
    return holder != nullptr && holder != &handle;
}

int lock_exclusively(Handle& handle)
{
    auto& file = *handle.file;
    if (is_others(file.reserved, handle) || is_others(file.pending, handle))
        return SQLITE_BUSY;
    file.pending = &handle;
    if (file.shared > 1)
        return SQLITE_BUSY;
    file.exclusive = &handle;
    return SQLITE_OK;
}

int lock_file(sqlite3_file* base, int level)
{
    auto& handle = handle_of(base);
    auto& file = *handle.file;
    if (handle.lock >= level)
        return SQLITE_OK;
    if (level == SQLITE_LOCK_SHARED) {
        if (is_others(file.pending, handle) || is_others(file.exclusive, handle))
            return SQLITE_BUSY;
        ++file.shared;
    } else if (level == SQLITE_LOCK_RESERVED) {
        if (is_others(file.reserved, handle) || is_others(file.pending, handle))
            return SQLITE_BUSY;
        file.reserved = &handle;
    } else if (const int code = lock_exclusively(handle); code != SQLITE_OK) {
        return code;
    }
    handle.lock = level;
    return SQLITE_OK;
}

void let_go(const void*& holder, const Handle& handle)
{
    if (holder == &handle)
        holder = nullptr;
}

int unlock_file(sqlite3_file* base, int level)
{
    auto& handle = handle_of(base);
    auto& file = *handle.file;
    let_go(file.reserved, handle);
    let_go(file.pending, handle);
    let_go(file.exclusive, handle);
    if (level == SQLITE_LOCK_NONE && handle.lock > SQLITE_LOCK_NONE)
        --file.shared;
    handle.lock = std::min(handle.lock, level);
    return SQLITE_OK;
}

int is_reserved(sqlite3_file* base, int* answer)
{
    *answer = handle_of(base).file->reserved != nullptr ? 1 : 0;
    return SQLITE_OK;
}

int control_file(sqlite3_file*, int, void*)
{
    return SQLITE_NOTFOUND;
}
int sector_size(sqlite3_file*)
{
    return 512;
}
int characteristics(sqlite3_file*)
{
    return SQLITE_IOCAP_POWERSAFE_OVERWRITE;
}

int map_memory(sqlite3_file* base, int region, int size, int extends, void volatile** out)
{
    auto& memory = handle_of(base).file->memory;
    HL_ASSERT(size == 32'768);
    const auto wanted = static_cast<std::size_t>(region) + 1;
    while (extends != 0 && memory.size() < wanted)
        memory.push_back(std::make_unique<std::array<char, 32'768>>());
    *out = memory.size() < wanted ? nullptr : memory[wanted - 1]->data();
    return SQLITE_OK;
}

int lock_memory(sqlite3_file* base, int first, int count, int flags)
{
    auto& handle = handle_of(base);
    auto& locks = handle.file->memory_locks;
    const bool is_alone = (flags & SQLITE_SHM_EXCLUSIVE) != 0;
    const auto begin = static_cast<std::size_t>(first);
    const auto end = begin + static_cast<std::size_t>(count);
    if ((flags & SQLITE_SHM_LOCK) != 0) {
        for (auto i = begin; i < end; ++i) {
            const int own = handle.memory_shared.at(i) ? 1 : 0;
            if (is_alone ? locks.at(i) != 0 && !handle.memory_alone.at(i) && locks.at(i) != own : locks.at(i) < 0)
                return SQLITE_BUSY;
        }
    }
    for (auto i = begin; i < end; ++i) {
        auto& held = is_alone ? handle.memory_alone.at(i) : handle.memory_shared.at(i);
        const bool takes = (flags & SQLITE_SHM_LOCK) != 0;
        if (held == takes)
            continue;
        held = takes;
        if (is_alone)
            locks.at(i) = takes ? -1 : 0;
        else
            locks.at(i) += takes ? 1 : -1;
    }
    return SQLITE_OK;
}

void memory_barrier(sqlite3_file*)
{
    std::atomic_thread_fence(std::memory_order_seq_cst);
}

int unmap_memory(sqlite3_file* base, int removes)
{
    if (removes != 0)
        handle_of(base).file->memory.clear();
    return SQLITE_OK;
}

const sqlite3_io_methods methods{2, close_file, read_file, write_file, truncate_file, sync_file, size_of_file,
    lock_file, unlock_file, is_reserved, control_file, sector_size, characteristics, map_memory, lock_memory,
    memory_barrier, unmap_memory, nullptr, nullptr};

SimulatedDisk& disk_of(sqlite3_vfs* vfs)
{
    return *static_cast<SimulatedDisk*>(vfs->pAppData);
}

int open_file(sqlite3_vfs* vfs, const char* name, sqlite3_file* base, int flags, int* out_flags)
{
    auto& disk = disk_of(vfs);
    base->pMethods = nullptr;
    if (disk.next_call(Call::other) != Failure::none)
        return SQLITE_CANTOPEN;
    const std::string full = name == nullptr ? fmt::format("temporary-{}", disk.calls()) : std::string(name);
    auto file = disk.find(full);
    if (!file && (flags & SQLITE_OPEN_CREATE) == 0)
        return SQLITE_CANTOPEN;
    auto* handle = new (base) Handle;
    handle->base.pMethods = &methods;
    handle->disk = &disk;
    handle->file = file ? file : disk.make(full);
    ++handle->file->handles;
    handle->name = full;
    handle->ends_with_close = (flags & SQLITE_OPEN_DELETEONCLOSE) != 0;
    if (out_flags != nullptr)
        *out_flags = flags;
    return SQLITE_OK;
}

int delete_file(sqlite3_vfs* vfs, const char* name, int)
{
    auto& disk = disk_of(vfs);
    if (disk.next_call(Call::other) != Failure::none)
        return SQLITE_IOERR_DELETE;
    disk.remove(name);
    return SQLITE_OK;
}

int access_file(sqlite3_vfs* vfs, const char* name, int, int* answer)
{
    const auto file = disk_of(vfs).find(name);
    *answer = file && !file->content.empty() ? 1 : 0;
    return SQLITE_OK;
}

int full_name(sqlite3_vfs*, const char* name, int size, char* out)
{
    std::snprintf(out, static_cast<std::size_t>(size), "%s", name);
    return SQLITE_OK;
}

int random_bytes(sqlite3_vfs* vfs, int size, char* out)
{
    for (int i = 0; i < size; ++i)
        out[i] = static_cast<char>(disk_of(vfs).random().next());
    return size;
}

int sleep_not(sqlite3_vfs*, int microseconds)
{
    return microseconds;
}

int fixed_time(sqlite3_vfs*, double* days)
{
    *days = 2'460'000.5;
    return SQLITE_OK;
}

int last_error(sqlite3_vfs*, int, char*)
{
    return 0;
}

}  // namespace

struct SimulatedDisk::Vfs {
    sqlite3_vfs base{};
};

SimulatedDisk::SimulatedDisk(std::uint64_t seed) : m_random(seed), m_vfs(std::make_unique<Vfs>())
{
    static std::atomic<int> count = 0;
    m_name = fmt::format("simulated-disk-{}", ++count);
    auto& vfs = m_vfs->base;
    vfs.iVersion = 1;
    vfs.szOsFile = sizeof(Handle);
    vfs.mxPathname = 512;
    vfs.zName = m_name.c_str();
    vfs.pAppData = this;
    vfs.xOpen = open_file;
    vfs.xDelete = delete_file;
    vfs.xAccess = access_file;
    vfs.xFullPathname = full_name;
    vfs.xRandomness = random_bytes;
    vfs.xSleep = sleep_not;
    vfs.xCurrentTime = fixed_time;
    vfs.xGetLastError = last_error;
    HL_ASSERT(sqlite3_vfs_register(&vfs, 0) == SQLITE_OK);
}

SimulatedDisk::~SimulatedDisk()
{
    sqlite3_vfs_unregister(&m_vfs->base);
}

void SimulatedDisk::cut_power_at(std::uint64_t call)
{
    m_cut_at = m_calls + call;
}

void SimulatedDisk::cut_power_now()
{
    m_cut_at = never;
    m_is_dead = true;
    for (auto& [name, file] : m_files)
        m_lost_writes += file->lose_power(m_random);
}

void SimulatedDisk::reboot()
{
    HL_ASSERT(m_is_dead);
    m_is_dead = false;
    for (auto& [name, file] : m_files) {
        auto fresh = std::make_shared<DiskFile>();
        fresh->flushed = file->flushed;
        fresh->content = file->flushed;
        file = fresh;
    }
}

void SimulatedDisk::fail_at(std::uint64_t call, Failure failure)
{
    m_calls_until_failure = call;
    m_failure = failure;
    m_has_failed = false;
}

std::uint64_t SimulatedDisk::size() const
{
    std::uint64_t size = 0;
    for (const auto& [name, file] : m_files)
        size += file->content.size();
    return size;
}

std::shared_ptr<DiskFile> SimulatedDisk::find(const std::string& name)
{
    const auto found = m_files.find(name);
    return found == m_files.end() ? nullptr : found->second;
}

std::shared_ptr<DiskFile> SimulatedDisk::make(const std::string& name)
{
    return m_files.emplace(name, std::make_shared<DiskFile>()).first->second;
}

Failure SimulatedDisk::next_call(Call call)
{
    ++m_calls;
    if (m_calls >= m_cut_at && !m_is_dead)
        cut_power_now();
    if (m_is_dead)
        return Failure::error;
    if (!may_meet(m_failure, call) || --m_calls_until_failure > 0)
        return Failure::none;
    m_has_failed = true;
    return std::exchange(m_failure, Failure::none);
}

}  // namespace helselos::crash
