#include "app/content_versions.h"

#include "app/content/install.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

constexpr std::string_view shipped = "shipped";

int refuse(const Error& error)
{
    for (const auto& issue : error.issues)
        fmt::print("{}\n", issue.text);
    fmt::print(stderr, "helselos: {}\n", error.reason);
    return 1;
}

std::string in_words(const content::Version& version)
{
    std::string reviews;
    for (const auto& [review, count] : version.reviews)
        reviews += fmt::format("{}{} {}", reviews.empty() ? "" : ", ", count, review);
    return fmt::format("{} complaints ({}), {} findings, {} rules, {} cases", version.protocols, reviews,
        version.findings, version.rules, version.cases);
}

// Whether all of them are as they were installed.
Result<bool> print_all(const content::Versions& versions)
{
    const auto in_force = TRY(versions.in_force());
    bool is_well = true, is_there = !in_force;
    fmt::print("{} {}\n", in_force ? " " : "*", shipped);
    for (const auto& version : TRY(versions.list())) {
        const auto opened = versions.open(version.fingerprint);
        const bool is_used = in_force == version.fingerprint;
        fmt::print("{} {}  installed {}  {}\n", is_used ? "*" : " ", version.fingerprint, version.installed,
            in_words(version));
        if (!opened)
            fmt::print("  damaged: {}\n", opened.error().reason);
        is_well = is_well && opened.ok();
        is_there = is_there || is_used;
    }
    if (!is_there)
        fmt::print("* {}  is not there any more: install it anew, or choose another\n", *in_force);
    fmt::print("* is in force when the server starts next\n");
    return is_well && is_there;
}

}  // namespace

int install_content(const std::filesystem::path& data, const std::string& source)
{
    const auto done = content::install(data, source, {}, system_clock());
    if (!done)
        return refuse({done.error().kind, fmt::format("{} is not installed: {}", source, done.error().reason), "",
            done.error().issues});
    fmt::print("{} is {}; the server knows when it starts next\n  {}\n", done->version.fingerprint,
        done->was_there ? "installed already, and in force again" : "installed and in force", in_words(done->version));
    return 0;
}

int list_content(const std::filesystem::path& data)
{
    const auto well = print_all(content::Versions(data));
    if (!well)
        return refuse(well.error());
    return *well ? 0 : 1;
}

int use_content(const std::filesystem::path& data, const std::string& version)
{
    const content::Versions versions(data);
    const auto used = versions.use(version == shipped ? std::nullopt : std::optional(version));
    if (!used)
        return refuse(used.error());
    fmt::print("{} is in force; the server knows when it starts next\n", version);
    return 0;
}

}  // namespace helselos::app
