#include "app/package/shelve.h"

#include "base/text.h"
#include "json/draft.h"
#include "json/read.h"

namespace helselos::app::package {

namespace {

std::string about_text(
    const fhir::package::Package& package, std::size_t archive_bytes, const std::optional<std::vector<Defect>>& defects)
{
    auto needs = json::array();
    for (const auto& one : package.dependencies)
        needs.push(json::object({{"name", one.name}, {"version", one.version}}));
    auto found = json::array();
    for (const auto& one : defects.value_or(std::vector<Defect>()))
        found.push(json::object(
            {{"of", one.of}, {"element", one.issue.element}, {"code", one.issue.code}, {"text", one.issue.text}}));
    return json::to_text(
        json::object({{"title", package.title}, {"canonical", package.canonical}, {"archiveBytes", archive_bytes},
            {"dependencies", std::move(needs)}, {"defects", defects ? std::move(found) : json::Draft()}}));
}

}  // namespace

bool is_example(const fhir::package::PackagedResource& resource)
{
    return resource.folder.find("example") != std::string::npos;
}

Result<std::vector<unsigned char>> shelve(
    const fhir::package::Package& package, std::size_t archive_bytes, const std::optional<std::vector<Defect>>& defects)
{
    std::vector<fhir::ToShelve> resources;
    for (const auto& one : package.resources)
        if (!one.url.empty() && !is_example(one))
            resources.push_back({one.url, one.type, one.id, one.version, one.text});
    return fhir::write_shelf(std::move(resources), about_text(package, archive_bytes, defects), {});
}

Result<About> read_about(const fhir::Shelf& shelf)
{
    const auto document = TRY(json::read(TRY(shelf.about())));
    const auto root = document.root();
    About about{std::string(root["title"].text()), std::string(root["canonical"].text()),
        to_unsigned(root["archiveBytes"].text()).value_or(0), {}, std::nullopt};
    for (const auto one : root["dependencies"].elements())
        about.dependencies.push_back({std::string(one["name"].text()), std::string(one["version"].text())});
    if (root["defects"].exists())
        about.defects.emplace();
    for (const auto one : root["defects"].elements())
        about.defects->push_back({std::string(one["of"].text()),
            {Severity::warning, std::string(one["code"].text()), std::string(one["element"].text()),
                std::string(one["text"].text())}});
    return about;
}

}  // namespace helselos::app::package
