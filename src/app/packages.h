// What the installed packages and our own content add to what the program knows of FHIR.
//
//     auto packages = TRY(Packages::load(data, definitions, terminology));
//     TRY(packages->add_content(content / "fhir"));
//     const fhir::validation::Validator validator(definitions, packages->profiles(), terminology);
//
// Filled at start, then only read: any thread may ask. Nothing of a package is read before it is asked for.
#pragma once

#include "app/package/folder.h"
#include "app/package/shelve.h"
#include "base/result.h"
#include "fhir/profile/profiles.h"
#include "fhir/questionnaire/forms.h"
#include "fhir/terminology/terminology.h"

#include <filesystem>
#include <memory>
#include <vector>

namespace helselos::app {

struct InstalledPackage {
    package::Name name;
    package::About about;
    // Shared with the readers of profiles and terminology, which may come to it at any time.
    std::shared_ptr<const package::OpenShelf> shelf;
};

class Packages {
public:
    // The packages in `data`, none when it is empty; their code systems, value sets and concept maps go to
    // `terminology`, and the large code systems that are kept there. The definitions have to outlive this. Errors:
    // invalid (an installed package is damaged; the reason names it), fault.
    static Result<std::unique_ptr<Packages>> load(const std::filesystem::path& data,
        const fhir::Definitions& definitions, fhir::terminology::Terminology& terminology);

    // The StructureDefinitions of our own content, before those of packages. Errors: not_found, invalid.
    Result<void> add_content(const std::filesystem::path& folder);

    const fhir::profile::Profiles& profiles() const { return m_profiles; }
    const fhir::questionnaire::Forms& forms() const { return m_forms; }
    const std::vector<InstalledPackage>& installed() const { return m_installed; }

    // Judges those that were not judged yet, or all, and keeps what was found beside the package. Of use
    // when packages came or went: one may stand on another.
    enum class Judge : std::uint8_t { unjudged, all };
    Result<void> judge(const package::Folder& folder, Judge which);

    // Lines in the log: how many there are, and of each whether it has defects.
    void tell() const;

    // The SearchParameters of all packages, read now. Error invalid: one cannot be read.
    Result<std::vector<json::Document>> search_parameters() const;

private:
    explicit Packages(const fhir::Definitions& definitions) : m_profiles(definitions) {}
    void add(const InstalledPackage& package, fhir::terminology::Terminology& terminology);
    void add_shared(const InstalledPackage& package, std::vector<package::Defect>& defects) const;

    fhir::profile::Profiles m_profiles;
    fhir::questionnaire::Forms m_forms;
    std::vector<InstalledPackage> m_installed;
};

// The package with its shelf; made anew from the archive when it is missing or of another form. It is
// then not judged yet.
// Errors: invalid (the archive is damaged; the reason names it), fault.
Result<InstalledPackage> open_installed(const package::Folder& folder, const package::Name& name);

}  // namespace helselos::app
