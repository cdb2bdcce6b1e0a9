#include "app/package_command.h"

#include "app/package/install.h"
#include "app/packages.h"
#include "fhir/package/read_package.h"

#include <fmt/core.h>

#include <algorithm>

namespace helselos::app {

namespace {

int refuse(const Error& error)
{
    fmt::print(stderr, "helselos: {}\n", error.reason);
    return 1;
}

void print_defects(const std::vector<package::Defect>& defects)
{
    for (const auto& one : defects)
        fmt::print("  defect    {} {}: {}\n", one.of, one.issue.element, one.issue.text);
}

Result<void> print_installed(const package::Folder& folder, const package::Name& name)
{
    const auto installed = TRY(open_installed(folder, name));
    const auto& about = installed.about;
    fmt::print("{}  {} definitions{}{}\n", name.text(), installed.shelf->shelf().size(),
        about.title.empty() ? "" : "  ", about.title);
    for (const auto& needed : about.dependencies)
        fmt::print("  needs     {} {}\n", needed.name, needed.version);
    if (about.defects)
        print_defects(*about.defects);
    return {};
}

// Others may need what is taken away.
Result<void> print_left_alone(const package::Folder& folder, const package::Name& removed)
{
    for (const auto& name : TRY(folder.list())) {
        const auto installed = TRY(open_installed(folder, name));
        for (const auto& needed : installed.about.dependencies)
            if (needed.name == removed.name && package::satisfies(removed.version, needed.version))
                fmt::print("  warning   {} needs it\n", name.text());
    }
    return {};
}

Result<void> list(const package::Folder& folder)
{
    const auto names = TRY(folder.list());
    for (const auto& name : names)
        TRY(print_installed(folder, name));
    if (names.empty())
        fmt::print("no packages are installed\n");
    return {};
}

Result<void> remove(const std::filesystem::path& data, const std::string& text)
{
    const auto name = TRY(package::read_name(text));
    TRY(package::uninstall(data, name));
    fmt::print("{} is removed; the server knows when it starts next\n", name.text());
    return print_left_alone(package::Folder(data), name);
}

}  // namespace

int add_package(const std::filesystem::path& data, const std::string& file)
{
    const auto done = package::install(data, file);
    if (!done)
        return refuse({done.error().kind, fmt::format("{} is not installed: {}", file, done.error().reason)});
    if (done->was_there) {
        fmt::print("{} is installed already\n", done->name.text());
        return 0;
    }
    fmt::print("{} is installed; the server knows when it starts next\n", done->name.text());
    for (const auto& [type, count] : done->resources)
        fmt::print("  {:>5} {}\n", count, type);
    for (const auto& missing : done->missing)
        fmt::print("  warning   it needs {}, which is not installed\n", missing);
    for (const auto& doubt : done->doubts)
        fmt::print("  warning   {}\n", doubt);
    print_defects(done->defects);
    return 0;
}

int list_packages(const std::filesystem::path& data)
{
    const auto listed = list(package::Folder(data));
    return listed ? 0 : refuse(listed.error());
}

int remove_package(const std::filesystem::path& data, const std::string& name)
{
    const auto removed = remove(data, name);
    return removed ? 0 : refuse(removed.error());
}

int show_package(const std::string& file)
{
    const auto package = fhir::package::read_package_file(file);
    if (!package)
        return refuse(package.error());
    fmt::print("{} {}\n", package->name, package->version);
    for (const auto& dependency : package->dependencies)
        fmt::print("  needs {} {}\n", dependency.name, dependency.version);
    for (const auto& resource : package->resources)
        fmt::print("  {:<22} {}\n", resource.type, resource.url.empty() ? resource.id : resource.url);
    for (const auto& left_out : package->left_out)
        fmt::print("  left out               {}\n", left_out);
    return 0;
}

}  // namespace helselos::app
