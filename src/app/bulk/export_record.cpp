#include "app/bulk/export_record.h"

#include "json/write.h"

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

constexpr const char* record_name = "export.json";

json::Draft list_of(const std::vector<std::string>& texts)
{
    auto list = json::array();
    for (const auto& text : texts)
        list.push(text);
    return list;
}

std::vector<std::string> texts_in(json::Value list)
{
    std::vector<std::string> texts;
    for (const auto text : list.elements())
        texts.emplace_back(text.text());
    return texts;
}

std::string text_of_record(const ExportRecord& record)
{
    auto files = json::array();
    for (const auto& file : record.files)
        files.push(json::object({{"type", file.type}, {"count", file.count}, {"bytes", file.bytes},
            {"holds", static_cast<int>(file.holds)}}));
    const auto& wanted = record.wanted;
    auto draft = json::object({{"since", wanted.since ? json::Draft(to_text(*wanted.since)) : json::Draft()},
        {"filters", list_of(wanted.filters)}, {"elements", list_of(wanted.elements)},
        {"patients", list_of(wanted.patients)}, {"group", record.group}, {"ofPatients", record.is_of_patients},
        {"types", list_of(record.types)}, {"part", record.part}, {"cursor", record.cursor},
        {"files", std::move(files)}});
    add_job(record, draft);
    return json::to_text(draft);
}

Result<void> read_files(json::Value files, ExportRecord& record)
{
    for (const auto file : files.elements()) {
        ExportedFile read;
        read.type = file["type"].text();
        read.count = TRY(number_in(file["count"]));
        read.bytes = TRY(number_in(file["bytes"]));
        const auto holds = file["holds"].exists() ? TRY(number_in(file["holds"])) : 0;
        if (holds > static_cast<std::uint64_t>(ExportedFile::Holds::problems))
            return Error{Kind::fault, "what is kept of an export is damaged"};
        read.holds = static_cast<ExportedFile::Holds>(holds);
        record.files.push_back(std::move(read));
    }
    return {};
}

}  // namespace

Result<void> keep(const ExportRecord& record, const std::filesystem::path& folder)
{
    return keep_text(folder / record_name, text_of_record(record));
}

Result<ExportRecord> read_record(const std::filesystem::path& folder)
{
    const auto document = TRY(read_kept(folder / record_name));
    const auto root = document.root();
    ExportRecord record;
    TRY(read_job(root, record));
    if (root["since"].exists())
        record.wanted.since = TRY(instant_from_text(root["since"].text()));
    record.wanted.filters = texts_in(root["filters"]);
    record.wanted.elements = texts_in(root["elements"]);
    record.wanted.patients = texts_in(root["patients"]);
    record.group = root["group"].text();
    record.is_of_patients = root["ofPatients"].truth();
    record.types = texts_in(root["types"]);
    record.part = TRY(number_in(root["part"]));
    record.cursor = root["cursor"].text();
    TRY(read_files(root["files"], record));
    return record;
}

std::filesystem::path file_of(const std::filesystem::path& folder, std::size_t number)
{
    return folder / fmt::format("{}.ndjson", number);
}

}  // namespace helselos::app::bulk
