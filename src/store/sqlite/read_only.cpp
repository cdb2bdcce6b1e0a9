#include "store/sqlite/read_only.h"

#include "store/sqlite/schema.h"

namespace helselos::store::sqlite {

Result<std::unique_ptr<Connection>> open_read_only(const std::filesystem::path& folder, const std::string& vfs)
{
    const auto file = folder / "helselos.db";
    if (vfs.empty() && !std::filesystem::exists(file))
        return Error{Kind::not_found, "no data lies there"};
    auto connection = TRY(Connection::open({file.string(), vfs, false, true}));
    TRY(connection->run("PRAGMA query_only=1"));
    const auto layout = TRY(schema_version(*connection));
    if (layout < all_migrations().back().number)
        return Error{Kind::unsupported, "the data is of an earlier program: start this one on it first"};
    if (layout > all_migrations().back().number)
        return Error{Kind::unsupported, "the data is of a newer program"};
    return connection;
}

}  // namespace helselos::store::sqlite
