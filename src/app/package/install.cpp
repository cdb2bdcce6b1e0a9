#include "app/package/install.h"

#include "app/demo.h"
#include "app/packages.h"
#include "app/terminology/add_system.h"
#include "app/terminology/kept_systems.h"

#include <fmt/core.h>

#include <algorithm>

namespace helselos::app::package {

namespace {

using fhir::package::Dependency;
using fhir::package::Package;

// The R4 core is part of the program.
bool is_core(const Dependency& dependency)
{
    return dependency.name == "hl7.fhir.r4.core" || dependency.name == "hl7.fhir.core";
}

Result<void> check_fhir_version(const Package& package, std::vector<std::string>& doubts)
{
    const auto& versions = package.fhir_versions;
    if (versions.empty()) {
        doubts.push_back("it does not say which FHIR version it is for; it is taken as R4");
        return {};
    }
    if (std::any_of(versions.begin(), versions.end(), [](const auto& one) { return one.starts_with("4.0"); }))
        return {};
    return Error{Kind::invalid, fmt::format("the package is for FHIR {}; this server speaks 4.0.1", versions.front())};
}

std::vector<std::string> missing_of(const Package& package, const std::vector<Name>& installed)
{
    std::vector<std::string> missing;
    for (const auto& needed : package.dependencies) {
        const bool is_here = std::any_of(installed.begin(), installed.end(),
            [&](const Name& one) { return one.name == needed.name && satisfies(one.version, needed.version); });
        const bool is_ours = is_core(needed) && satisfies("4.0.1", needed.version);
        if (!is_here && !is_ours)
            missing.push_back(needed.name + " " + needed.version);
    }
    return missing;
}

Result<void> check_read_back(const Folder& folder, const Name& name, std::string_view archive)
{
    if (TRY(folder.archive(name)) != archive)
        return Error{Kind::fault, "the disk gives back other bytes than were written"};
    const auto shelf = TRY(folder.shelf(name));
    for (std::size_t place = 0; place < shelf->shelf().size(); ++place)
        TRY(shelf->shelf().text(place));
    return {};
}

// What came or went may be the base of what others bring.
Result<void> judge_all(const std::filesystem::path& data)
{
    fhir::terminology::Terminology terminology(fhir::Definitions::r4());
    const auto packages = TRY(Packages::load(data, fhir::Definitions::r4(), terminology));
    return packages->judge(Folder(data), Packages::Judge::all);
}

Result<void> refuse_among_damaged(const std::filesystem::path& data)
{
    fhir::terminology::Terminology terminology(fhir::Definitions::r4());
    TRY(Packages::load(data, fhir::Definitions::r4(), terminology));
    return {};
}

// Taken away again when the disk does not give back what it was given.
Result<void> put(const Folder& folder, const Name& name, const Package& package, std::string_view archive)
{
    TRY(folder.put(name, archive, TRY(shelve(package, archive.size(), std::nullopt))));
    auto back = check_read_back(folder, name, archive);
    if (!back)
        TRY(folder.remove(name));
    return back;
}

std::map<std::string, std::size_t> count_by_type(const Package& package)
{
    std::map<std::string, std::size_t> counts;
    for (const auto& resource : package.resources)
        if (!resource.url.empty() && !is_example(resource))
            ++counts[resource.type];
    return counts;
}

}  // namespace

bool satisfies(std::string_view version, std::string_view asked_for)
{
    if (asked_for.empty() || asked_for == "latest" || asked_for == "current" || asked_for == "dev")
        return true;
    if (asked_for.ends_with(".x"))
        return version.starts_with(asked_for.substr(0, asked_for.size() - 1));
    return version == asked_for;
}

Result<Installation> install(const std::filesystem::path& data, const std::string& file)
{
    const auto archive = TRY(read_file(file));
    const auto package = TRY(fhir::package::read_package(archive));
    Installation done;
    done.name = TRY(read_name(package.name + "#" + package.version));
    TRY(check_fhir_version(package, done.doubts));
    const Folder folder(data);
    if (folder.has(done.name)) {
        done.was_there = TRY(folder.archive(done.name)) == archive;
        if (done.was_there)
            return done;
        return Error{
            Kind::conflict, fmt::format("another package {} is installed; remove that one first", done.name.text())};
    }
    TRY(refuse_among_damaged(data));
    done.missing = missing_of(package, TRY(folder.list()));
    done.resources = count_by_type(package);
    TRY(terminology::add_systems(data, done.name.text(), package));
    TRY(put(folder, done.name, package, archive));
    TRY(judge_all(data));
    done.defects = TRY(open_installed(folder, done.name)).about.defects.value_or(std::vector<Defect>());
    return done;
}

Result<void> uninstall(const std::filesystem::path& data, const Name& name)
{
    TRY(Folder(data).remove(name));
    TRY(terminology::KeptSystems(data).remove_all(name.text()));
    return judge_all(data);
}

}  // namespace helselos::app::package
