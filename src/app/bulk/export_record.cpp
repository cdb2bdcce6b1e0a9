#include "app/bulk/export_record.h"

#include "app/notify/kept.h"
#include "base/text.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

constexpr const char* record_name = "export.json";

Error damaged()
{
    return Error{Kind::fault, "what is kept of an export is damaged"};
}

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
        files.push(json::object({{"type", file.type}, {"count", file.count}, {"bytes", file.bytes}}));
    const auto& wanted = record.wanted;
    return json::to_text(json::object({{"id", record.id}, {"caller", text_of(record.caller)}, {"asked", record.asked},
        {"since", wanted.since ? json::Draft(to_text(*wanted.since)) : json::Draft()},
        {"filters", list_of(wanted.filters)}, {"elements", list_of(wanted.elements)}, {"group", record.group},
        {"ofPatients", record.is_of_patients}, {"types", list_of(record.types)}, {"begun", to_text(record.begun)},
        {"ended", to_text(record.ended)}, {"state", static_cast<int>(record.state)}, {"reason", record.reason},
        {"part", record.part}, {"cursor", record.cursor}, {"files", std::move(files)}}));
}

Result<std::uint64_t> number_in(json::Value value)
{
    const auto number = to_unsigned(value.text());
    if (!number)
        return damaged();
    return *number;
}

Result<void> read_files(json::Value files, ExportRecord& record)
{
    for (const auto file : files.elements()) {
        ExportedFile read;
        read.type = file["type"].text();
        read.count = TRY(number_in(file["count"]));
        read.bytes = TRY(number_in(file["bytes"]));
        record.files.push_back(std::move(read));
    }
    return {};
}

Result<ExportRecord> record_of(json::Value root)
{
    ExportRecord record;
    record.id = root["id"].text();
    record.caller = TRY(caller_of(root["caller"].text()));
    record.asked = root["asked"].text();
    if (root["since"].exists())
        record.wanted.since = TRY(instant_from_text(root["since"].text()));
    record.wanted.filters = texts_in(root["filters"]);
    record.wanted.elements = texts_in(root["elements"]);
    record.group = root["group"].text();
    record.is_of_patients = root["ofPatients"].truth();
    record.types = texts_in(root["types"]);
    record.begun = TRY(instant_from_text(root["begun"].text()));
    record.ended = TRY(instant_from_text(root["ended"].text()));
    const auto state = TRY(number_in(root["state"]));
    if (state > static_cast<std::uint64_t>(ExportState::failed))
        return damaged();
    record.state = static_cast<ExportState>(state);
    record.reason = root["reason"].text();
    record.part = TRY(number_in(root["part"]));
    record.cursor = root["cursor"].text();
    TRY(read_files(root["files"], record));
    return record;
}

bool write_durably(const std::filesystem::path& file, const std::string& text)
{
    const int handle = ::open(file.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (handle < 0)
        return false;
    bool is_done = ::write(handle, text.data(), text.size()) == static_cast<ssize_t>(text.size());
    is_done = ::fsync(handle) == 0 && is_done;
    return ::close(handle) == 0 && is_done;
}

}  // namespace

Result<void> keep(const ExportRecord& record, const std::filesystem::path& folder)
{
    const auto fresh = folder / (std::string(record_name) + ".new");
    auto failure = std::make_error_code(std::errc::io_error);
    if (write_durably(fresh, text_of_record(record)))
        std::filesystem::rename(fresh, folder / record_name, failure);
    if (failure)
        return Error{Kind::fault, "the progress of an export cannot be kept"};
    return {};
}

Result<ExportRecord> read_record(const std::filesystem::path& folder)
{
    std::ifstream file(folder / record_name);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return Error{Kind::not_found, "no such export"};
    const auto document = TRY(json::read(text.str()));
    return record_of(document.root());
}

std::filesystem::path file_of(const std::filesystem::path& folder, std::size_t number)
{
    return folder / fmt::format("{}.ndjson", number);
}

}  // namespace helselos::app::bulk
