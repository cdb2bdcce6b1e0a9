#include "app/packages.h"

#include "app/demo.h"
#include "app/package/judge.h"
#include "app/terminology/kept_systems.h"
#include "base/log.h"
#include "json/read.h"

#include <fmt/core.h>

#include <algorithm>

namespace helselos::app {

namespace {

using fhir::terminology::Terminology;
using package::Folder;
using package::Name;
using package::OpenShelf;

Error in_package(const Name& name, const Error& error)
{
    return Error{error.kind,
        fmt::format("the installed package {} is damaged ({}): remove it and add it anew", name.text(), error.reason)};
}

Result<void> shelve_anew(const Folder& folder, const Name& name)
{
    const auto archive = TRY(folder.archive(name));
    const auto read = fhir::package::read_package(archive);
    if (!read)
        return in_package(name, read.error());
    return folder.put_shelf(name, TRY(package::shelve(*read, archive.size(), std::nullopt)));
}

// Error invalid: it has to be made anew.
Result<InstalledPackage> open_shelf(const Folder& folder, const Name& name)
{
    auto shelf = TRY(folder.shelf(name));
    auto about = TRY(package::read_about(shelf->shelf()));
    if (about.archive_bytes != folder.archive_bytes(name))
        return Error{Kind::invalid, "the shelf was made from another archive"};
    return InstalledPackage{name, std::move(about), std::move(shelf)};
}

std::function<Result<json::Document>()> reader(std::shared_ptr<const OpenShelf> shelf, std::size_t place)
{
    return [shelf = std::move(shelf), place]() -> Result<json::Document> {
        return json::read(TRY(shelf->shelf().text(place)));
    };
}

std::int64_t count(const std::vector<InstalledPackage>& installed, std::string_view type)
{
    std::int64_t all = 0;
    for (const auto& one : installed)
        for (std::size_t place = 0; place < one.shelf->shelf().size(); ++place)
            all += one.shelf->shelf().at(place).type == type ? 1 : 0;
    return all;
}

}  // namespace

Result<InstalledPackage> open_installed(const Folder& folder, const Name& name)
{
    if (auto opened = open_shelf(folder, name))
        return opened;
    TRY(shelve_anew(folder, name));
    auto opened = open_shelf(folder, name);
    if (!opened)
        return in_package(name, opened.error());
    return opened;
}

Result<std::unique_ptr<Packages>> Packages::load(
    const std::filesystem::path& data, const fhir::Definitions& definitions, Terminology& known)
{
    std::unique_ptr<Packages> packages(new Packages(definitions));
    if (data.empty())
        return packages;
    const Folder folder(data);
    for (const auto& name : TRY(folder.list())) {
        packages->m_installed.push_back(TRY(open_installed(folder, name)));
        packages->add(packages->m_installed.back(), known);
    }
    TRY(terminology::load_kept_systems(data, known));
    // A new program made shelves anew; all are there by now.
    TRY(packages->judge(folder, Judge::unjudged));
    return packages;
}

Result<void> Packages::judge(const Folder& folder, Judge which)
{
    for (auto& one : m_installed) {
        if (one.about.defects && which == Judge::unjudged)
            continue;
        const auto archive = TRY(folder.archive(one.name));
        const auto read = TRY(fhir::package::read_package(archive));
        auto defects = package::judge(read, m_profiles);
        add_shared(one, defects);
        TRY(folder.put_shelf(one.name, TRY(package::shelve(read, archive.size(), defects))));
        one.about.defects = std::move(defects);
    }
    return {};
}

// Of two packages that define the same, one stands, and who relies on the other has to know.
void Packages::add_shared(const InstalledPackage& package, std::vector<package::Defect>& defects) const
{
    const auto& own = package.shelf->shelf();
    for (const auto& other : m_installed) {
        if (other.name.name == package.name.name)
            continue;
        const auto& shelf = other.shelf->shelf();
        std::size_t at = 0;
        for (std::size_t place = 0; place < own.size(); ++place) {
            const auto one = own.at(place);
            while (at < shelf.size() && shelf.at(at).url < one.url)
                ++at;
            if (at < shelf.size() && shelf.at(at).url == one.url && shelf.at(at).version == one.version)
                defects.push_back({std::string(one.url),
                    {Severity::warning, "duplicate", "", "the package " + other.name.text() + " defines it too"}});
        }
    }
}

void Packages::add(const InstalledPackage& package, Terminology& known)
{
    const auto& shelf = package.shelf->shelf();
    for (std::size_t place = 0; place < shelf.size(); ++place) {
        const auto one = shelf.at(place);
        if (one.type == "StructureDefinition")
            m_profiles.add_unread(one.url, one.version, reader(package.shelf, place));
        else if (one.type == "Questionnaire")
            m_forms.add_unread(one.url, one.version, reader(package.shelf, place));
        else if (one.type == "CodeSystem")
            known.add_unread(Terminology::Unread::code_system, one.url, reader(package.shelf, place));
        else if (one.type == "ValueSet")
            known.add_unread(Terminology::Unread::value_set, one.url, reader(package.shelf, place));
        else if (one.type == "ConceptMap")
            known.add_unread(Terminology::Unread::concept_map, one.url, reader(package.shelf, place));
    }
}

Result<void> Packages::add_content(const std::filesystem::path& folder)
{
    std::error_code failure;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure)) {
        const auto name = entry.path().filename().string();
        if (entry.path().extension() == ".json" && name.starts_with("StructureDefinition"))
            TRY(m_profiles.add(TRY(json::read(TRY(read_file(entry.path()))))));
    }
    if (failure)
        return Error{Kind::not_found, "cannot read the folder " + folder.string()};
    return {};
}

Result<std::vector<json::Document>> Packages::search_parameters() const
{
    std::vector<json::Document> all;
    for (const auto& one : m_installed)
        for (std::size_t place = 0; place < one.shelf->shelf().size(); ++place)
            if (one.shelf->shelf().at(place).type == "SearchParameter")
                all.push_back(TRY(json::read(TRY(one.shelf->shelf().text(place)))));
    return all;
}

void Packages::tell() const
{
    if (m_installed.empty())
        return;
    for (const auto& one : m_installed)
        if (one.about.defects && !one.about.defects->empty())
            log::write(log::Level::warning, "a package has defects",
                {{"package", one.name.text()}, {"defects", static_cast<std::int64_t>(one.about.defects->size())}});
    log::write(log::Level::information, "packages",
        {{"packages", static_cast<std::int64_t>(m_installed.size())},
            {"structure_definitions", count(m_installed, "StructureDefinition")},
            {"code_systems", count(m_installed, "CodeSystem")}, {"value_sets", count(m_installed, "ValueSet")},
            {"search_parameters", count(m_installed, "SearchParameter")}});
}

}  // namespace helselos::app
