// The versions of the clinical content that were installed: DATA/content/FINGERPRINT/ with the folder
// triage/ as its editors wrote it and about.json beside it, and DATA/content/in-force, which names one of
// them. Without that file the content that came with the program is in force.
//
// A version is made whole under a name of its own and renamed into place, so that whoever looks sees all of
// it or nothing.
#pragma once

#include "base/clock.h"
#include "base/result.h"

#include <cstddef>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace helselos::app::content {

// By complaint and law: how many things were shown.
using Proofs = std::map<std::string, std::map<std::string, std::size_t>>;

struct Version {
    std::string fingerprint;  // As assessments name it.
    std::string digest;       // SHA-256 of every file with its name, in hexadecimal.
    std::string installed;    // Instant.
    std::size_t protocols = 0;
    std::size_t findings = 0;
    std::size_t rules = 0;
    std::size_t cases = 0;
    std::map<std::string, std::size_t> reviews;  // How many protocols are draft, reviewed, approved.
    Proofs proofs;                               // All of them held when it was installed.
};

class Versions {
public:
    explicit Versions(const std::filesystem::path& data) : m_folder(data / "content") {}

    // By the time of installation, the oldest first. Errors: invalid (about.json of one is damaged), fault.
    Result<std::vector<Version>> list() const;

    // The fingerprint of the version in force; none: the content of the program. Error invalid: the file
    // that says so is damaged.
    Result<std::optional<std::string>> in_force() const;

    // The folder triage/ of an installed version, after it was read and found to be what was installed. Errors:
    // not_found; invalid (a file was changed, added or taken away since).
    Result<std::filesystem::path> open(const std::string& fingerprint) const;

    // From the next start on; none: the content of the program. Errors: those of open(), fault.
    Result<void> use(const std::optional<std::string>& fingerprint) const;

    // What is in force: the folder triage/ of an installed version, or `shipped`/triage. Errors: those above.
    Result<std::filesystem::path> open_in_force(const std::filesystem::path& shipped) const;

    // Where the next version is made before it is put in place.
    std::filesystem::path workshop() const { return m_folder / "new"; }

    // Takes the workshop's triage/ over as `version`: flushed, then renamed. What stands there under its name already,
    // such as a damaged one, is in the workshop afterwards. Error fault.
    Result<void> put(const Version& version) const;

    // Only one program at a time may hold it; given back when it is destroyed. Errors: conflict, fault.
    class Turn;
    Result<Turn> take_turn() const;

private:
    std::filesystem::path m_folder;
};

class Versions::Turn {
public:
    explicit Turn(int descriptor) : m_descriptor(descriptor) {}
    Turn(Turn&& other) noexcept : m_descriptor(other.m_descriptor) { other.m_descriptor = -1; }
    Turn& operator=(Turn&&) = delete;
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    ~Turn();

private:
    int m_descriptor;
};

// What is written beside an installed folder triage/; none for another folder. Error invalid.
Result<std::optional<Version>> installed_version(const std::filesystem::path& triage);

// 16 hexadecimal digits in lower case: no other name becomes a path.
bool is_fingerprint(std::string_view text);

// Of all files below the folder, with their names. Errors: invalid (there is something that is neither file nor
// folder), fault.
Result<std::string> digest_of(const std::filesystem::path& folder);

}  // namespace helselos::app::content
