// The bytes of a shelf; of concern to shelf.cpp and write_shelf.cpp only.
#pragma once

#include "fhir/definitions/blob.h"

#include <cstddef>
#include <cstdint>
#include <span>

namespace helselos::fhir::shelf_file {

constexpr std::uint64_t magic = 0x31464C4853444C48;  // "HLDSHLF1".
constexpr std::uint32_t version = 1;

// In bytes from the start of the file.
struct Place {
    std::uint32_t offset = 0;
    std::uint32_t size = 0;
};

// A frame and the size of what it unpacks to; 0 when there is none.
struct Frame {
    Place place;
    std::uint32_t text_bytes = 0;
};

struct Entry {
    Place url;
    Place type;
    Place id;
    Place version;
    Frame frame;
};

struct Header {
    std::uint64_t magic = shelf_file::magic;
    std::uint32_t version = shelf_file::version;
    std::uint32_t size = 0;       // Of the whole file.
    std::uint64_t checksum = 0;   // Of what follows this word, up to names_end.
    std::uint32_t names_end = 0;  // A multiple of 8.
    std::uint32_t entries = 0;    // They follow the header.
    Frame about;
    Place dictionary;
    std::uint32_t unused = 0;
};
constexpr std::size_t checked_from = 24;
static_assert(offsetof(Header, names_end) == checked_from);
static_assert(sizeof(Header) % 8 == 0 && sizeof(Entry) % 4 == 0);

}  // namespace helselos::fhir::shelf_file
