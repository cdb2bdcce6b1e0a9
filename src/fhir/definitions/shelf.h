// Conformance resources packed one by one into a file, so that one can be had without
// reading the others: a header, the entries sorted by address, the characters of their
// names, one zstd frame for each, and the dictionary all frames share, if there is one.
//
// Little-endian only: made by the program, or by the build, that reads it. The header carries a
// checksum of the entries and names, each frame one of its content.
#pragma once

#include "base/result.h"

#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir {

struct Shelved {
    std::string_view url;
    std::string_view type;  // "StructureDefinition".
    std::string_view id;
    std::string_view version;
};

// What write_shelf() is given.
struct ToShelve {
    std::string url;
    std::string type;
    std::string id;
    std::string version;
    std::string text;  // JSON.
};

class Shelf {
public:
    // `file` has to outlive the shelf and be aligned to 8 bytes. Nothing is unpacked.
    // Error invalid: cut off, of another version, or damaged in its entries.
    static Result<Shelf> open(std::span<const unsigned char> file);
    Shelf(Shelf&&) noexcept;
    Shelf& operator=(Shelf&&) noexcept;
    ~Shelf();

    // Sorted by address, of one address in the order they were given.
    std::size_t size() const;
    Shelved at(std::size_t place) const;
    // Error invalid: the frame is damaged.
    Result<std::string> text(std::size_t place) const;
    // Of whoever made the shelf, as it was given.
    Result<std::string> about() const;

private:
    struct File;
    explicit Shelf(std::unique_ptr<File> file);
    std::unique_ptr<File> m_file;
};

struct ShelfForm {
    int level = 3;                     // Of zstd.
    std::size_t dictionary_bytes = 0;  // 0: none. Trained from the texts; pays when they are alike and many.
};

// Errors: invalid (over four gigabytes), fault.
Result<std::vector<unsigned char>> write_shelf(
    std::vector<ToShelve> resources, std::string_view about, const ShelfForm& form);

}  // namespace helselos::fhir
