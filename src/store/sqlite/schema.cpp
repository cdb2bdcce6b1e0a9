#include "store/sqlite/schema.h"

#include "store/sqlite/migrations/all.h"

#include <array>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

Result<void> apply_step(Connection& connection, const Migration& step)
{
    TRY(connection.run(step.sql));
    if (step.fill != nullptr)
        TRY(step.fill(connection));
    // user_version stands in the header of the file and is part of the transaction.
    return connection.run(fmt::format("PRAGMA user_version={}", step.number).c_str());
}

Result<void> migrate(Connection& connection, const Migration& step)
{
    TRY(connection.run("BEGIN IMMEDIATE"));
    auto outcome = apply_step(connection, step);
    if (outcome)
        outcome = connection.run("COMMIT");
    if (!outcome && connection.is_in_transaction())
        static_cast<void>(connection.run("ROLLBACK"));
    return outcome;
}

}  // namespace

std::span<const Migration> all_migrations()
{
    static const std::array<Migration, 4> all{{{1, "first_layout", migrations::first_layout},
        {2, "composite", migrations::composite, migrations::fill_composite},
        {3, "log", migrations::log, migrations::chain_log}, {4, "attest", migrations::attest}}};
    return all;
}

Result<std::int64_t> schema_version(Connection& connection)
{
    return connection.integer("PRAGMA user_version");
}

Result<void> bring_up_to_date(Connection& connection)
{
    return bring_up_to_date(connection, all_migrations());
}

Result<void> bring_up_to_date(Connection& connection, std::span<const Migration> steps)
{
    const auto found = TRY(schema_version(connection));
    if (found > steps.back().number)
        return Error{Kind::unsupported,
            fmt::format("the data has layout {}, this program knows up to {}", found, steps.back().number)};
    for (const auto& step : steps) {
        if (step.number > found)
            TRY(migrate(connection, step));
    }
    return {};
}

}  // namespace helselos::store::sqlite
