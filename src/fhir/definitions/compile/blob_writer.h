// Collects texts and records, and writes them as one blob.
#pragma once

#include "fhir/definitions/blob.h"

#include <map>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::blob {

class Writer {
public:
    Writer();

    // The same text has one place.
    Text text(std::string_view value);
    // The same list has one place.
    Range text_list(const std::vector<std::string_view>& values);
    Range numbers(const std::vector<std::uint32_t>& values);

    template <typename Record>
    std::uint32_t add(Section section, const Record& record)
    {
        static_assert(std::is_trivially_copyable_v<Record> && sizeof(Record) % 4 == 0);
        auto& place = m_sections[static_cast<std::size_t>(section)];
        const auto* bytes = reinterpret_cast<const unsigned char*>(&record);
        place.bytes.insert(place.bytes.end(), bytes, bytes + sizeof(Record));
        return place.count++;
    }

    // Records that are the same, in the same order, have one place.
    template <typename Record>
    Range add_all(Section section, const std::vector<Record>& records)
    {
        if (records.empty())
            return {};
        const auto* bytes = reinterpret_cast<const char*>(records.data());
        const auto key = std::pair(section, std::string(bytes, records.size() * sizeof(Record)));
        const auto known = m_lists.find(key);
        if (known != m_lists.end())
            return known->second;
        const Range range{count(section), static_cast<std::uint32_t>(records.size())};
        for (const auto& record : records)
            add(section, record);
        m_lists.emplace(key, range);
        return range;
    }

    std::uint32_t count(Section section) const { return m_sections[static_cast<std::size_t>(section)].count; }

    std::vector<unsigned char> finish();

private:
    struct Content {
        std::vector<unsigned char> bytes;
        std::uint32_t count = 0;
    };

    std::array<Content, static_cast<std::size_t>(Section::count)> m_sections;
    std::unordered_map<std::string, Text> m_texts;
    std::map<std::pair<Section, std::string>, Range> m_lists;
};

}  // namespace helselos::fhir::blob
