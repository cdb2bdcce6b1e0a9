#include "app/import/sources.h"

#include <algorithm>
#include <set>

namespace helselos::app {

namespace {

namespace files = std::filesystem;

bool is_lines(const files::path& path)
{
    return path.extension() == ".ndjson" || path.extension() == ".jsonl";
}

bool goes_first(const files::path& path)
{
    const auto name = path.filename().string();
    return name.starts_with("hospitalInformation") || name.starts_with("practitionerInformation");
}

Error unreadable(const files::path& path, const std::error_code& why)
{
    const bool is_missing = why == std::errc::no_such_file_or_directory;
    return {is_missing ? Kind::not_found : Kind::fault, path.string() + ": " + why.message()};
}

Result<void> add_folder(const files::path& folder, std::set<files::path>& found, std::size_t& left_out)
{
    std::error_code failure;
    files::recursive_directory_iterator entry(folder, failure);
    for (; !failure && entry != files::recursive_directory_iterator(); entry.increment(failure)) {
        if (!entry->is_regular_file(failure) || failure)
            continue;
        if (is_lines(entry->path()) || entry->path().extension() == ".json")
            found.insert(entry->path().lexically_normal());
        else
            ++left_out;
    }
    if (failure)
        return unreadable(folder, failure);
    return {};
}

Result<ImportSource> source_of(const files::path& path)
{
    std::error_code failure;
    const auto bytes = files::file_size(path, failure);
    if (failure)
        return unreadable(path, failure);
    return ImportSource{path, is_lines(path) ? SourceForm::lines : SourceForm::json, bytes};
}

}  // namespace

Result<Sources> find_sources(std::span<const files::path> paths)
{
    Sources sources;
    std::set<files::path> found;
    for (const auto& path : paths) {
        std::error_code failure;
        const auto status = files::status(path, failure);
        if (!files::exists(status))
            return unreadable(path, failure ? failure : std::make_error_code(std::errc::no_such_file_or_directory));
        if (files::is_directory(status))
            TRY(add_folder(path, found, sources.left_out));
        else
            found.insert(path.lexically_normal());
    }
    for (const auto& path : found)
        (goes_first(path) ? sources.first : sources.others).push_back(TRY(source_of(path)));
    return sources;
}

}  // namespace helselos::app
