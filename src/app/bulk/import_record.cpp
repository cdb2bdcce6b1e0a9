#include "app/bulk/import_record.h"

#include "json/write.h"

#include <fmt/format.h>

namespace helselos::app::bulk {

namespace {

constexpr const char* record_name = "import.json";

json::Draft draft_of(const ImportInput& input)
{
    return json::object({{"type", input.type}, {"name", input.name}, {"path", input.path.string()},
        {"bytes", input.bytes}, {"changed", input.changed}, {"put", input.put}, {"refused", input.refused}});
}

Result<ImportInput> input_of(json::Value value)
{
    ImportInput input;
    input.type = value["type"].text();
    input.name = value["name"].text();
    input.path = value["path"].text();
    input.bytes = TRY(number_in(value["bytes"]));
    input.changed = TRY(number_in(value["changed"]));
    input.put = TRY(number_in(value["put"]));
    input.refused = TRY(number_in(value["refused"]));
    return input;
}

}  // namespace

Result<void> keep(const ImportRecord& record, const std::filesystem::path& folder)
{
    auto inputs = json::array();
    for (const auto& input : record.inputs)
        inputs.push(draft_of(input));
    auto draft
        = json::object({{"source", record.source}, {"inputs", std::move(inputs)}, {"bytesDone", record.bytes_done}});
    add_job(record, draft);
    return keep_text(folder / record_name, json::to_text(draft));
}

Result<ImportRecord> read_import_record(const std::filesystem::path& folder)
{
    const auto document = TRY(read_kept(folder / record_name));
    const auto root = document.root();
    ImportRecord record;
    TRY(read_job(root, record));
    record.source = root["source"].text();
    record.bytes_done = TRY(number_in(root["bytesDone"]));
    for (const auto input : root["inputs"].elements())
        record.inputs.push_back(TRY(input_of(input)));
    return record;
}

Result<void> look_at_file(ImportInput& input)
{
    std::error_code failure;
    const bool is_file = std::filesystem::is_regular_file(std::filesystem::symlink_status(input.path, failure));
    const auto bytes = is_file && !failure ? std::filesystem::file_size(input.path, failure) : 0;
    const auto changed = is_file && !failure ? std::filesystem::last_write_time(input.path, failure)
                                             : std::filesystem::file_time_type();
    if (!is_file || failure)
        return Error{Kind::invalid, "an input names a file that is not in the drop folder", "Parameters.parameter"};
    input.bytes = bytes;
    input.changed = static_cast<std::uint64_t>(changed.time_since_epoch().count());
    return {};
}

std::filesystem::path posted_file(const std::filesystem::path& folder)
{
    return folder / "posted.ndjson";
}

std::filesystem::path refused_file(const std::filesystem::path& folder, std::size_t input)
{
    return folder / fmt::format("refused-{}.ndjson", input);
}

}  // namespace helselos::app::bulk
