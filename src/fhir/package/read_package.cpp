#include "fhir/package/read_package.h"

#include "json/read.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <tuple>
#include <utility>

namespace helselos::fhir::package {

namespace {

std::pair<std::string_view, std::string_view> folder_and_file(std::string_view path)
{
    const auto slash = path.rfind('/');
    if (slash == std::string_view::npos)
        return {{}, path};
    return {path.substr(0, slash), path.substr(slash + 1)};
}

// Texts, or one text; older packages write "fhir-version-list" or "fhirVersion".
std::vector<std::string> texts_of(json::Value value)
{
    std::vector<std::string> texts;
    if (value.is_string())
        texts.emplace_back(value.text());
    for (const auto one : value.elements())
        texts.emplace_back(one.text());
    return texts;
}

// Some writers begin a file with a byte order mark, which JSON does not know.
void remove_mark(std::string& text)
{
    if (text.starts_with("\xEF\xBB\xBF"))
        text.erase(0, 3);
}

Result<json::Document> read_json(std::string_view path, std::string_view text)
{
    // A code system of four hundred thousand concepts is one file of a package.
    auto document = json::read(text, {limits::json_depth_max, limits::code_system_nodes_max});
    if (!document)
        return Error{document.error().kind, std::string(path) + ": " + document.error().reason};
    return document;
}

Result<void> take_manifest(json::Value manifest, Package& package)
{
    package.name = manifest["name"].text();
    package.version = manifest["version"].text();
    package.canonical = manifest["canonical"].text();
    package.title = manifest["title"].text();
    for (const auto* key : {"fhirVersions", "fhir-version-list", "fhirVersion"})
        if (package.fhir_versions.empty())
            package.fhir_versions = texts_of(manifest[key]);
    for (const auto& dependency : manifest["dependencies"].members())
        package.dependencies.push_back({std::string(dependency.key), std::string(dependency.value().text())});
    if (package.name.empty() || package.version.empty())
        return Error{Kind::invalid, "package/package.json has no name or no version"};
    return {};
}

// Files whose names start with a dot are the package's own (".index.json").
bool may_be_resource(std::string_view file)
{
    return file.ends_with(".json") && !file.starts_with('.');
}

Result<void> take_file(std::string_view path, std::string text, Package& package)
{
    const auto [folder, file] = folder_and_file(path);
    const bool is_manifest = path == "package/package.json";
    if (!is_manifest && !may_be_resource(file)) {
        package.left_out.emplace_back(path);
        return {};
    }
    remove_mark(text);
    const auto document = TRY(read_json(path, text));
    const auto root = document.root();
    if (is_manifest)
        return take_manifest(root, package);
    if (!root["resourceType"].is_string()) {
        package.left_out.emplace_back(path);
        return {};
    }
    package.resources.push_back({std::string(folder), std::string(file), std::string(root["resourceType"].text()),
        std::string(root["id"].text()), std::string(root["url"].text()), std::string(root["version"].text()),
        std::move(text)});
    return {};
}

}  // namespace

const PackagedResource* Package::find(std::string_view url) const
{
    const auto found = std::find_if(resources.begin(), resources.end(),
        [&](const PackagedResource& one) { return !one.url.empty() && one.url == url; });
    return found == resources.end() ? nullptr : &*found;
}

Result<Package> read_package(std::string_view archive, const ArchiveLimits& limits)
{
    Package package;
    TRY(for_each_file(archive, limits,
        [&](std::string_view path, std::string text) { return take_file(path, std::move(text), package); }));
    if (package.name.empty())
        return Error{Kind::invalid, "package/package.json is missing"};
    const auto order = [](const PackagedResource& one) { return std::tie(one.folder, one.file); };
    std::sort(package.resources.begin(), package.resources.end(),
        [&](const PackagedResource& left, const PackagedResource& right) { return order(left) < order(right); });
    return package;
}

Result<Package> read_package_file(const std::string& path, const ArchiveLimits& limits)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot open " + path};
    const std::string bytes{std::istreambuf_iterator<char>(file), {}};
    return read_package(bytes, limits);
}

}  // namespace helselos::fhir::package
