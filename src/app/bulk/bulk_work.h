// What the house does in bulk: its exports and its imports, each kind one after the other.
#pragma once

#include "access/session.h"
#include "app/bulk/jobs.h"
#include "interaction/hall.h"
#include "interaction/operation.h"

#include <filesystem>

namespace helselos::app::bulk {

class BulkWork {
public:
    // Kept in `data`. All must outlive this.
    BulkWork(const access::Records& records, const interaction::Hall& hall, const std::filesystem::path& data);

    // This must outlive the operations.
    void add_operations(interaction::Operations& operations);
    void start();
    void stop();

private:
    Jobs m_exports;
    Jobs m_imports;
    const std::filesystem::path m_drop;
};

}  // namespace helselos::app::bulk
