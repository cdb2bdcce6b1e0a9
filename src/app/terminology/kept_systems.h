// Large code systems in the data folder: DATA/terminology/ORIGIN.HASH.codes, each an index (fhir/terminology) that is
// mapped into memory when the program starts, and not read before it is asked (docs/decisions/0032).
#pragma once

#include "base/result.h"
#include "fhir/terminology/terminology.h"

#include <filesystem>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::app::terminology {

// Where a system came from: the operator's own file, or a package, "NAME#VERSION".
constexpr std::string_view own_origin = "own";

struct KeptSystem {
    std::string origin;
    std::filesystem::path file;
};

class KeptSystems {
public:
    explicit KeptSystems(const std::filesystem::path& data) : m_folder(data / "terminology") {}

    // Those of packages first. None when there is no folder. Error fault.
    Result<std::vector<KeptSystem>> list() const;
    // Replaces one of the same origin and address. Durable when it answers; a reader sees the old or the new. Error
    // fault.
    Result<void> put(std::string_view origin, std::string_view url, std::span<const unsigned char> index) const;
    // False when there is none. Error fault.
    Result<bool> remove(std::string_view origin, std::string_view url) const;
    Result<void> remove_all(std::string_view origin) const;

private:
    std::filesystem::path m_folder;
};

// Errors: not_found, invalid (not an index of this program).
Result<fhir::terminology::CodeIndex> open_index(const std::filesystem::path& file);

// All of them; the operator's own stand before those of packages. Error invalid: one has to be added anew.
Result<void> load_kept_systems(const std::filesystem::path& data, fhir::terminology::Terminology& terminology);

}  // namespace helselos::app::terminology
