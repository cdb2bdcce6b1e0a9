#include "app/reindex/told.h"

#include "base/log.h"

#include <algorithm>
#include <string_view>

namespace helselos::app {

void tell_of_start(const RowsStanding& rows)
{
    if (rows.state() != "indexing")
        return;
    if (rows.is_asked) {
        log::write(log::Level::information, "all rows are made anew, as was asked; what there is holds meanwhile",
            {{"resources_done", rows.resources_done}});
        return;
    }
    log::write(log::Level::warning,
        "an earlier program made the rows of this data that it is searched by, or that say who may see it: while the"
        " server runs they are made anew, and a search that needs what they lack is answered 503",
        {{"edition", rows.edition}, {"target", rows.target}, {"memberships", rows.memberships},
            {"memberships_target", rows.memberships_target}, {"resources_done", rows.resources_done},
            {"resources_total", rows.resources_total}});
}

void tell_of_progress(const RowsStanding& before, const RowsStanding& after)
{
    const auto tenth = [&](const RowsStanding& rows) { return rows.resources_done * 10 / (after.resources_total + 1); };
    if (!before.is_at_start() && !after.is_done && tenth(before) == tenth(after))
        return;
    const auto level = after.state() == "incomplete" ? log::Level::error : log::Level::information;
    log::write(level, after.is_asked ? "all rows are made anew" : "rows of an earlier program are made anew",
        {{"state", after.state()}, {"resources_done", after.resources_done}, {"resources_total", after.resources_total},
            {"failed", after.resources_failed + after.memberships_failed}});
}

void tell_of_start(const AddedEntry& entry, std::uint64_t resources)
{
    log::write(log::Level::information, "what is stored is read anew for a search parameter",
        {{"url", entry.url}, {"state", entry.state()}, {"resources", resources}});
}

void tell_of_end(const AddedEntry& before, const AddedEntries& after)
{
    const auto now = std::ranges::find(after, before.source, &AddedEntry::source);
    const auto state = now == after.end() ? std::string_view("removed") : now->state();
    log::write(log::Level::information, "what is stored has been read anew for a search parameter",
        {{"url", before.url}, {"state", state}, {"resources", before.resources_done},
            {"failed", before.resources_failed}});
}

}  // namespace helselos::app
