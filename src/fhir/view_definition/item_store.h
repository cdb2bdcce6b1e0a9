// Where the values of cells stand until the rows of a resource are handed out. Of concern to this room only.
#pragma once

#include "fhir/view_definition/evaluation.h"

#include <algorithm>
#include <cstddef>
#include <memory>
#include <span>
#include <vector>

namespace helselos::fhir::view_definition {

class ItemStore {
public:
    Cell keep(std::span<const path::Item> items)
    {
        if (items.empty())
            return {};
        auto* place = room_for(items.size());
        std::ranges::copy(items, place);
        return {place, items.size()};
    }

    // What was kept is gone; its memory serves what comes.
    void clear()
    {
        m_large.clear();
        m_block = 0;
        m_used = 0;
    }

private:
    static constexpr std::size_t block_size = 1'024;

    path::Item* room_for(std::size_t count)
    {
        if (count > block_size) {
            m_large.emplace_back(count);
            return m_large.back().data();
        }
        if (m_used + count > block_size) {
            ++m_block;
            m_used = 0;
        }
        if (m_block == m_blocks.size())
            m_blocks.emplace_back(block_size);
        auto* place = m_blocks[m_block].data() + m_used;
        m_used += count;
        return place;
    }

    std::vector<std::vector<path::Item>> m_blocks;
    std::vector<std::vector<path::Item>> m_large;
    std::size_t m_block = 0;
    std::size_t m_used = 0;
};

}  // namespace helselos::fhir::view_definition
