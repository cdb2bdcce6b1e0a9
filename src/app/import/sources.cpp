#include "app/import/sources.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <string>
#include <string_view>

namespace helselos::app {

namespace {

namespace files = std::filesystem;

bool is_lines(const files::path& path)
{
    return path.extension() == ".ndjson" || path.extension() == ".jsonl";
}

// What is looked at of a file to tell what it holds: most write the type first.
constexpr std::size_t bytes_looked_at = 4'096;

// The first type that is named; empty when none is.
std::string type_at_start(const files::path& path)
{
    std::ifstream file(path, std::ios::binary);
    std::string start(bytes_looked_at, '\0');
    file.read(start.data(), static_cast<std::streamsize>(start.size()));
    start.resize(static_cast<std::size_t>(file.gcount()));
    constexpr std::string_view key = "\"resourceType\"";
    const auto found = start.find(key);
    const auto open = found == std::string::npos ? found : start.find('"', found + key.size());
    const auto close = open == std::string::npos ? open : start.find('"', open + 1);
    return close == std::string::npos ? std::string() : start.substr(open + 1, close - open - 1);
}

// What others are judged by: givers of care whom Synthea's bundles refer to, forms and their codes.
bool goes_first(const files::path& path)
{
    const auto name = path.filename().string();
    if (name.starts_with("hospitalInformation") || name.starts_with("practitionerInformation"))
        return true;
    const auto type = type_at_start(path);
    return type == "Questionnaire" || type == "ValueSet" || type == "CodeSystem";
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
