// Many resources, each once, in order. Their numbers are dense, so it is a map of bits, in portions.
#pragma once

#include "store/sqlite/kept.h"

#include <array>
#include <bit>
#include <map>
#include <memory>
#include <optional>

namespace helselos::store::sqlite {

class ResourceSet {
public:
    void add(ResourceId resource)
    {
        auto& words = portion_of(resource >> portion_bits);
        auto& word = words[word_of(resource)];
        const auto bit = bit_of(resource);
        m_size += (word & bit) == 0 ? 1 : 0;
        word |= bit;
    }

    std::uint64_t size() const { return m_size; }

    // The first that is greater.
    std::optional<ResourceId> after(ResourceId resource) const
    {
        const auto next = resource + 1;
        auto portion = m_portions.lower_bound(next >> portion_bits);
        if (portion == m_portions.end())
            return std::nullopt;
        if (portion->first == next >> portion_bits) {
            if (const auto found = first_in(*portion, word_of(next), ~(bit_of(next) - 1)))
                return found;
            ++portion;
        }
        return portion == m_portions.end() ? std::nullopt : first_in(*portion, 0, ~std::uint64_t{0});
    }

private:
    static constexpr int portion_bits = 14;
    using Words = std::array<std::uint64_t, (1U << portion_bits) / 64>;
    using Portions = std::map<std::int64_t, std::unique_ptr<Words>>;

    static std::size_t word_of(ResourceId resource)
    {
        return (static_cast<std::uint64_t>(resource) & ((1U << portion_bits) - 1)) / 64;
    }
    static std::uint64_t bit_of(ResourceId resource)
    {
        return std::uint64_t{1} << (static_cast<std::uint64_t>(resource) % 64);
    }

    // From a word on, of which only the bits of the mask count.
    static std::optional<ResourceId> first_in(const Portions::value_type& portion, std::size_t word, std::uint64_t mask)
    {
        for (; word < portion.second->size(); ++word, mask = ~std::uint64_t{0}) {
            const auto bits = (*portion.second)[word] & mask;
            if (bits != 0)
                return (portion.first << portion_bits) + static_cast<ResourceId>(word * 64) + std::countr_zero(bits);
        }
        return std::nullopt;
    }

    // Most come one after the other.
    Words& portion_of(std::int64_t number)
    {
        if (m_last == nullptr || m_last_number != number) {
            auto& portion = m_portions[number];
            if (!portion)
                portion = std::make_unique<Words>();
            m_last = portion.get();
            m_last_number = number;
        }
        return *m_last;
    }

    Portions m_portions;
    Words* m_last = nullptr;
    std::int64_t m_last_number = 0;
    std::uint64_t m_size = 0;
};

}  // namespace helselos::store::sqlite
