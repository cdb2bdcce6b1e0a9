#include "app/check_log_command.h"

#include "base/text.h"
#include "store/sqlite/log/check_log.h"
#include "store/sqlite/log/seal_key.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

namespace sqlite = store::sqlite;

constexpr std::size_t shown_key_digits = 16;

void print_figures(const sqlite::LogCheck& check)
{
    fmt::print("{} rows in {} commits; {} days are closed, {} of them signed\n", check.rows, check.links, check.days,
        check.signed_days);
    if (!check.key.empty())
        fmt::print("signed by the key that begins with {}\n", check.key.substr(0, shown_key_digits));
    if (check.unchained > 0)
        fmt::print("the first {} rows are from before the log was chained: since then they are as they stood then\n",
            check.unchained);
    if (!check.head.empty())
        fmt::print("head {}\n", check.head);
}

Result<int> carry_out(const CheckLogWishes& wishes)
{
    sqlite::LogCheckWishes wanted;
    if (!wishes.public_key.empty())
        wanted.public_key = TRY(sqlite::read_public_key(wishes.public_key));
    wanted.passes = to_lower_ascii(wishes.passes);
    const auto check = TRY(sqlite::check_log(wishes.data, wanted));
    for (const auto& finding : check.findings)
        fmt::print("{}\n", finding.text);
    if (check.findings_not_told > 0)
        fmt::print("and {} findings more\n", check.findings_not_told);
    print_figures(check);
    if (check.findings.empty()) {
        fmt::print("the log is whole\n");
        return 0;
    }
    fmt::print("the log is not what was written: {} findings\n",
        static_cast<std::int64_t>(check.findings.size()) + check.findings_not_told);
    return 1;
}

}  // namespace

int check_log(const CheckLogWishes& wishes)
{
    const auto done = carry_out(wishes);
    if (done)
        return *done;
    fmt::print(stderr, "helselos: {}\n", done.error().reason);
    return 1;
}

}  // namespace helselos::app
