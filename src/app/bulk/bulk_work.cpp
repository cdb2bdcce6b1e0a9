#include "app/bulk/bulk_work.h"

#include "app/bulk/export_operations.h"
#include "app/bulk/import_operations.h"
#include "base/log.h"

namespace helselos::app::bulk {

BulkWork::BulkWork(const access::Records& records, const interaction::Hall& hall, const std::filesystem::path& data)
    : m_exports(hall.clock, hall.random, data / "export", export_trade(records, hall)),
      m_imports(hall.clock, hall.random, data / "import", import_trade(records, hall)), m_drop(data / "import-drop")
{}

void BulkWork::add_operations(interaction::Operations& operations)
{
    add_export(m_exports, operations);
    add_import(m_imports, m_drop, operations);
}

// The drop folder is for who runs the house to open to others.
void BulkWork::start()
{
    std::error_code failure;
    if (std::filesystem::create_directories(m_drop, failure))
        std::filesystem::permissions(m_drop, std::filesystem::perms::owner_all, failure);
    if (failure)
        log::write(log::Level::error, "the drop folder cannot be made");
    m_exports.start();
    m_imports.start();
}

void BulkWork::stop()
{
    m_exports.stop();
    m_imports.stop();
}

}  // namespace helselos::app::bulk
