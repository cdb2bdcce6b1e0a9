#include "app/package_command.h"

#include "fhir/package/read_package.h"

#include <fmt/core.h>

namespace helselos::app {

int list_package(const std::string& path)
{
    const auto package = fhir::package::read_package_file(path);
    if (!package) {
        fmt::print(stderr, "helselos: {}\n", package.error().reason);
        return 1;
    }
    fmt::print("{} {}\n", package->name, package->version);
    for (const auto& dependency : package->dependencies)
        fmt::print("  needs {} {}\n", dependency.name, dependency.version);
    for (const auto& resource : package->resources)
        fmt::print("  {:<22} {}\n", resource.type, resource.url.empty() ? resource.id : resource.url);
    for (const auto& file : package->left_out)
        fmt::print("  left out               {}\n", file);
    return 0;
}

}  // namespace helselos::app
