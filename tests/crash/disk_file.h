// One file of the simulated disk: what a reader sees, what the disk has, and what
// lies between.
#pragma once

#include "base/random.h"

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace helselos::crash {

// A write, or a truncation to `offset` when there are no bytes.
struct WaitingWrite {
    std::uint64_t offset = 0;
    std::string bytes;
    bool is_truncation = false;
};

void write_into(const WaitingWrite& write, std::string& content);

struct DiskFile {
    std::string content;                // With everything that was written.
    std::string flushed;                // What is on the disk for certain.
    std::vector<WaitingWrite> waiting;  // In the order of writing.

    // SQLite's file locks: how many hold each, over all connections.
    int shared = 0;
    const void* reserved = nullptr;
    const void* pending = nullptr;
    const void* exclusive = nullptr;

    int handles = 0;  // With the last of them the shared memory goes.

    // Shared memory (the index of the log) and its eight locks: how many share, or -1 for one alone.
    std::vector<std::unique_ptr<std::array<char, 32'768>>> memory;
    std::array<int, 8> memory_locks{};

    void write(std::uint64_t offset, std::string bytes);
    void truncate(std::uint64_t size);
    void flush();
    // Gives each waiting write its fate; returns how many did not come through whole.
    std::uint64_t lose_power(Random& random);
};

}  // namespace helselos::crash
