#include "app/content_export.h"

#include "services/triage/guideline/guideline.h"
#include "json/draft.h"

#include <fmt/core.h>

#include <fstream>

namespace helselos::app {

namespace {

Result<void> write_file(const std::filesystem::path& folder, const json::Draft& resource)
{
    const auto document = json::to_document(resource);
    const auto name = fmt::format("{}-{}.json", document.root()["resourceType"].text(), document.root()["id"].text());
    std::ofstream file(folder / name, std::ios::binary);
    file << json::to_text(resource) << '\n';
    file.close();
    if (!file)
        return Error{Kind::fault, "cannot write " + (folder / name).string()};
    return {};
}

Result<std::size_t> write_all(const std::filesystem::path& content, const std::filesystem::path& folder)
{
    const auto loaded = TRY(triage::load_content(content / "triage"));
    std::error_code failure;
    std::filesystem::create_directories(folder, failure);
    for (const auto& protocol : loaded.protocols) {
        TRY(write_file(folder, triage::plan_definition_of(loaded, protocol)));
        TRY(write_file(folder, triage::questionnaire_of(loaded, protocol)));
        TRY(write_file(folder, TRY(triage::library_of(loaded, protocol, content / "triage"))));
    }
    return loaded.protocols.size();
}

}  // namespace

int export_content(const std::filesystem::path& content, const std::filesystem::path& folder)
{
    const auto written = write_all(content, folder);
    if (!written) {
        fmt::print(stderr, "helselos: {}\n", written.error().reason);
        return 1;
    }
    fmt::print("{} complaints written to {}\n", *written, folder.string());
    return 0;
}

}  // namespace helselos::app
