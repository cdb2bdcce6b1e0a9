// The installed packages on disk: DATA/packages/NAME#VERSION.tgz, whole as they were given,
// and beside each a shelf made from it, so that the start of the program reads no archive.
// The .tgz is what counts: a shelf that is missing or of an older program is made anew.
#pragma once

#include "base/result.h"
#include "fhir/definitions/shelf.h"

#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app::package {

struct Name {
    std::string name;  // "hl7.fhir.no.basis".
    std::string version;

    std::string text() const { return name + "#" + version; }
    bool operator==(const Name&) const = default;
};

// "hl7.fhir.no.basis#2.2.2". Error invalid: not such a name, or one that is no name of a file.
Result<Name> read_name(std::string_view text);

// A shelf and the file it stands in, mapped into memory.
class OpenShelf {
public:
    static Result<std::shared_ptr<const OpenShelf>> open(const std::filesystem::path& file);
    ~OpenShelf();
    OpenShelf(const OpenShelf&) = delete;
    OpenShelf& operator=(const OpenShelf&) = delete;

    const fhir::Shelf& shelf() const { return *m_shelf; }

private:
    explicit OpenShelf(std::span<const unsigned char> mapped) : m_mapped(mapped) {}
    std::span<const unsigned char> m_mapped;
    std::unique_ptr<fhir::Shelf> m_shelf;
};

class Folder {
public:
    explicit Folder(const std::filesystem::path& data) : m_folder(data / "packages") {}

    // By name, of one name the older version first. None when there is no folder.
    Result<std::vector<Name>> list() const;
    bool has(const Name& name) const;

    // Written beside, flushed to the disk and moved into place; the shelf first, so that an archive never
    // stands without. Error fault.
    Result<void> put(const Name& name, std::string_view archive, std::span<const unsigned char> shelf) const;
    Result<void> put_shelf(const Name& name, std::span<const unsigned char> shelf) const;
    // Error not_found.
    Result<void> remove(const Name& name) const;

    // Error not_found.
    Result<std::string> archive(const Name& name) const;
    std::size_t archive_bytes(const Name& name) const;
    // Shared by all who read from it later. Errors: not_found; invalid when it has to be made anew.
    Result<std::shared_ptr<const OpenShelf>> shelf(const Name& name) const;

private:
    std::filesystem::path m_folder;
};

}  // namespace helselos::app::package
