#include "disk_file.h"

namespace helselos::crash {

namespace {

constexpr std::uint64_t sector = 512;

// Some sectors arrive, some do not, some are noise.
void write_torn(const WaitingWrite& write, std::string& content, Random& random)
{
    for (std::uint64_t at = 0; at < write.bytes.size();) {
        const auto absolute = write.offset + at;
        const auto size = std::min<std::uint64_t>(sector - absolute % sector, write.bytes.size() - at);
        WaitingWrite part{absolute, write.bytes.substr(at, size), false};
        const auto fate = below(random, 4);
        if (fate == 0) {
            for (auto& byte : part.bytes)
                byte = static_cast<char>(random.next());
        }
        if (fate != 1)
            write_into(part, content);
        at += size;
    }
}

}  // namespace

void write_into(const WaitingWrite& write, std::string& content)
{
    if (write.is_truncation) {
        content.resize(write.offset);
        return;
    }
    if (content.size() < write.offset + write.bytes.size())
        content.resize(write.offset + write.bytes.size());
    content.replace(write.offset, write.bytes.size(), write.bytes);
}

void DiskFile::write(std::uint64_t offset, std::string bytes)
{
    waiting.push_back({offset, std::move(bytes), false});
    write_into(waiting.back(), content);
}

void DiskFile::truncate(std::uint64_t size)
{
    waiting.push_back({size, {}, true});
    write_into(waiting.back(), content);
}

void DiskFile::flush()
{
    for (const auto& write : waiting)
        write_into(write, flushed);
    waiting.clear();
}

std::uint64_t DiskFile::lose_power(Random& random)
{
    std::uint64_t lost = 0;
    for (const auto& write : waiting) {
        const auto fate = below(random, 3);
        if (fate == 0) {
            write_into(write, flushed);
            continue;
        }
        ++lost;
        if (fate == 1 && !write.is_truncation)
            write_torn(write, flushed, random);
    }
    waiting.clear();
    content = flushed;
    return lost;
}

}  // namespace helselos::crash
