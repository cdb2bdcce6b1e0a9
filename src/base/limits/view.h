// Tables of resources: how the cores are shared.
#pragma once

#include <cstddef>

namespace helselos::limits {

// Beside those that asked, of all runs of the house together: so many cores are taken from what else is asked, no more.
constexpr std::size_t view_threads_max = 4;
constexpr std::size_t view_block_resources = 250;    // Worked on together; less is done by whoever asked, alone.
constexpr std::size_t view_block_bytes = 1U << 20;   // Of their JSON; then the block is full as well.
constexpr std::size_t view_blocks_waiting_max = 16;  // Of one run: four pages of the store.
// Of a block ahead of its turn; a longer one is made when its turn has come, straight to where it goes.
constexpr std::size_t view_block_text_bytes_max = 4U << 20;

}  // namespace helselos::limits
