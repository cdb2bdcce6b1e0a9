// The form of a code index: a header, then sections, each aligned to 8 bytes. Of concern to code_index.cpp, which
// reads it, and index_concepts.cpp, which writes it.
#pragma once

#include "base/text.h"

#include <array>
#include <cstdint>
#include <cstring>
#include <span>
#include <string_view>

namespace helselos::fhir::terminology::code_index_file {

// Another form is another number: an index of an earlier program is then made anew.
constexpr std::array<char, 8> magic{'H', 'L', 'C', 'O', 'D', 'E', '0', '1'};

enum Section : std::uint32_t {
    about,         // JSON.
    concepts,      // Record.
    buckets,       // Open hash table of places + 1, 0 for none; a power of two.
    parent_first,  // As Lists.
    parents,
    child_first,
    children,
    number,  // As Order; these four are empty when there is a circle.
    place,
    stretch_first,
    stretches,
    terms,     // TermRecord, by text: "w" and a word, "p" and a property, a separator and a value.
    postings,  // Places.
    texts,
    sections_count
};

struct Range {
    std::uint64_t at = 0;
    std::uint64_t bytes = 0;
};

struct Header {
    std::array<char, 8> magic{};
    std::uint64_t bytes = 0;
    std::uint64_t checksum = 0;  // Of all that follows the header.
    std::array<Range, sections_count> sections{};
};

constexpr std::uint32_t is_abstract = 1;
constexpr std::uint32_t is_inactive = 2;

struct Text {
    std::uint32_t at = 0;
    std::uint32_t bytes = 0;
};

struct Record {
    Text code;
    Text display;
    Text detail;
    std::uint32_t flags = 0;
};

struct TermRecord {
    Text text;
    std::uint32_t first = 0;
    std::uint32_t count = 0;
};

constexpr char value_separator = '\x1f';

// FNV-1a over the code in lower case, so that one table serves both ways of comparing.
inline std::uint32_t hash_of(std::string_view code)
{
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : code)
        hash = (hash ^ static_cast<unsigned char>(to_lower(c))) * 1099511628211ULL;
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

// The same over whole words of 8 bytes: for damage, not for malice.
inline std::uint64_t checksum_of(std::span<const unsigned char> bytes)
{
    std::uint64_t sum = 14695981039346656037ULL;
    for (std::size_t at = 0; at + 8 <= bytes.size(); at += 8) {
        std::uint64_t word = 0;
        std::memcpy(&word, bytes.data() + at, 8);
        sum = (sum ^ word) * 1099511628211ULL;
        sum ^= sum >> 29;
    }
    return sum;
}

}  // namespace helselos::fhir::terminology::code_index_file
