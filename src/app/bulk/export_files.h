// The NDJSON files of an export as they grow: one open file a type, the next one begun when it is full.
#pragma once

#include "app/bulk/export_record.h"

#include <cstdio>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

namespace helselos::app::bulk {

class ExportFiles {
public:
    // What lies behind the durable bytes of a file is cut off. Error fault.
    static Result<ExportFiles> open(ExportRecord& record, std::filesystem::path folder);

    // One resource as JSON text. Errors fault: the disk takes no more; too_large: the export is larger than it may be.
    Result<void> add(
        const std::string& type, std::string_view resource, ExportedFile::Holds holds = ExportedFile::Holds::resources);
    // All that was added is durable, and the record says how much it is.
    Result<void> make_durable();

private:
    struct Close {
        void operator()(std::FILE* file) const { std::fclose(file); }
    };
    struct Open {
        std::size_t number = 0;
        std::unique_ptr<std::FILE, Close> file;
        std::uint64_t bytes = 0;
        std::uint64_t count = 0;
    };

    ExportFiles(ExportRecord& record, std::filesystem::path folder) : m_record(&record), m_folder(std::move(folder)) {}
    using Sort = std::pair<std::string, ExportedFile::Holds>;
    Result<Open*> file_for(const Sort& sort);
    Result<void> settle(Open& open);

    ExportRecord* m_record;
    std::filesystem::path m_folder;
    std::map<Sort, Open> m_open;
    std::uint64_t m_bytes = 0;
};

}  // namespace helselos::app::bulk
