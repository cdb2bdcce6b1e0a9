#include "store/sqlite/log/check_log.h"

#include "base/limits.h"
#include "store/sqlite/log/log_walk.h"
#include "store/sqlite/read_only.h"

namespace helselos::store::sqlite {

Result<LogCheck> check_log(const std::filesystem::path& folder, const LogCheckWishes& wishes)
{
    const auto connection = TRY(open_read_only(folder, wishes.vfs));
    LogWalk walk(*connection, wishes);
    for (bool is_at_end = false; !is_at_end;) {
        // A moment of its own for each stretch: a long one would keep the server from emptying its log.
        TRY(connection->run("BEGIN"));
        auto went = walk.go_on(limits::log_links_at_once);
        if (went && *went)
            went = walk.finish();
        TRY(connection->run("ROLLBACK"));
        is_at_end = TRY(std::move(went));
    }
    return std::move(walk).take();
}

}  // namespace helselos::store::sqlite
