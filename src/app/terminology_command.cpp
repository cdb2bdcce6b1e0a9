#include "app/terminology_command.h"

#include "app/terminology/add_system.h"
#include "app/terminology/kept_systems.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

int refuse(const Error& error)
{
    fmt::print(stderr, "helselos: {}\n", error.reason);
    return 1;
}

Result<bool> list(const std::filesystem::path& data)
{
    const auto all = TRY(terminology::KeptSystems(data).list());
    bool are_whole = true;
    for (const auto& one : all) {
        const auto index = TRY(terminology::open_index(one.file));
        fmt::print("{} {}  {} concepts  from {}\n", index.url(), index.version(), index.size(),
            one.origin == terminology::own_origin ? "a file" : one.origin);
        if (!index.is_whole()) {
            fmt::print("  damaged   {}: remove it and add it anew\n", one.file.string());
            are_whole = false;
        }
    }
    if (all.empty())
        fmt::print("no large code systems are kept\n");
    return are_whole;
}

}  // namespace

int add_terminology(const std::filesystem::path& data, const std::string& file)
{
    const auto added = terminology::add_system(data, file);
    if (!added)
        return refuse({added.error().kind, fmt::format("{} is not added: {}", file, added.error().reason)});
    fmt::print("{} {} is added with {} concepts; the server knows when it starts next\n", added->url, added->version,
        added->indexed.concepts);
    if (added->indexed.unknown_relatives > 0)
        fmt::print("  warning   {} parents or children are named that are no concepts of it\n",
            added->indexed.unknown_relatives);
    if (added->indexed.has_circle)
        fmt::print("  warning   its hierarchy goes in a circle: what is below what cannot be told\n");
    return 0;
}

int list_terminology(const std::filesystem::path& data)
{
    const auto listed = list(data);
    if (!listed)
        return refuse(listed.error());
    return *listed ? 0 : 1;
}

int remove_terminology(const std::filesystem::path& data, const std::string& url)
{
    const auto removed = terminology::KeptSystems(data).remove(terminology::own_origin, url);
    if (!removed)
        return refuse(removed.error());
    if (!*removed)
        return refuse({Kind::not_found, fmt::format("{} was not added from a file", url)});
    fmt::print("{} is removed; the server knows when it starts next\n", url);
    return 0;
}

}  // namespace helselos::app
