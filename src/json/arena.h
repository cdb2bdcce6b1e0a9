// Memory that is given back all at once, with the Document. Of concern to this room only.
#pragma once

#include "json/value.h"

#include <cstring>
#include <memory_resource>
#include <type_traits>

namespace helselos::json {

struct Document::Arena {
    std::pmr::monotonic_buffer_resource memory{2048};

    template <typename T>
    T* make(std::size_t count)
    {
        static_assert(std::is_trivially_destructible_v<T>);
        auto* first = static_cast<T*>(memory.allocate(count * sizeof(T), alignof(T)));
        std::uninitialized_default_construct_n(first, count);
        return first;
    }

    std::string_view keep(std::string_view text)
    {
        if (text.empty())
            return {};
        auto* copy = static_cast<char*>(memory.allocate(text.size(), 1));
        std::memcpy(copy, text.data(), text.size());
        return {copy, text.size()};
    }

    // Makes room for one more element in an array or object node.
    template <typename T>
    void grow(Node& node)
    {
        if (node.size < node.capacity)
            return;
        node.capacity = node.capacity == 0 ? 4 : node.capacity * 2;
        auto* larger = make<T>(node.capacity);
        for (std::uint32_t i = 0; i < node.size; ++i)
            larger[i] = static_cast<T*>(node.data)[i];
        node.data = larger;
    }
};

}  // namespace helselos::json
