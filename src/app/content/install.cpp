#include "app/content/install.h"

#include "app/content_prove.h"
#include "app/demo.h"
#include "fhir/package/archive.h"

#include <fmt/core.h>

#include <fstream>
#include <set>

namespace helselos::app::content {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view heart = "levels.yaml";  // No content is without it.

Error cannot_write(const fs::path& path)
{
    return Error{Kind::fault, fmt::format("cannot write {}", path.string())};
}

Error no_content(const fs::path& source)
{
    return Error{
        Kind::invalid, fmt::format("{} is no content: it has no folder triage with {} in it", source.string(), heart)};
}

Result<void> write_file(const fs::path& path, std::string_view bytes)
{
    std::error_code failure;
    fs::create_directories(path.parent_path(), failure);
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << bytes;
    file.close();
    if (failure || !file)
        return cannot_write(path);
    return {};
}

// Refuses what does not belong into content: too much of it, or what is neither file nor folder.
Result<void> copy_folder(const fs::path& from, const fs::path& to)
{
    std::error_code failure;
    std::size_t files = 0, bytes = 0;
    for (const auto& entry : fs::recursive_directory_iterator(from, failure)) {
        if (entry.is_directory() && !entry.is_symlink())
            continue;
        if (entry.is_symlink() || !entry.is_regular_file())
            return Error{Kind::invalid, fmt::format("{} is neither a file nor a folder", entry.path().string())};
        const auto text = TRY(read_file(entry.path()));
        bytes += text.size();
        if (++files > limits::package_files_max || bytes > limits::package_bytes_max)
            return Error{Kind::too_large, fmt::format("{} is larger than content may be", from.string())};
        TRY(write_file(to / entry.path().lexically_relative(from), text));
    }
    if (failure)
        return Error{Kind::not_found, fmt::format("cannot read the folder {}", from.string())};
    return {};
}

// Of the files of an archive those beside the one that no content is without: "content/triage/", or nothing.
Result<std::string> prefix_in(const std::string& archive, const fs::path& source)
{
    std::set<std::string> prefixes;
    TRY(fhir::package::for_each_file(archive, {}, [&](std::string_view path, const std::string&) -> Result<void> {
        if (path == heart || path.ends_with("/" + std::string(heart)))
            prefixes.emplace(path.substr(0, path.size() - heart.size()));
        return {};
    }));
    if (prefixes.size() != 1)
        return no_content(source);
    return *prefixes.begin();
}

Result<void> unpack(const fs::path& source, const fs::path& to)
{
    const auto archive = TRY(read_file(source));
    const auto prefix = TRY(prefix_in(archive, source));
    return fhir::package::for_each_file(archive, {}, [&](std::string_view path, std::string bytes) -> Result<void> {
        if (!path.starts_with(prefix))
            return {};
        return write_file(to / path.substr(prefix.size()), bytes);
    });
}

Result<void> fetch(const fs::path& source, const fs::path& to)
{
    std::error_code failure;
    if (fs::is_regular_file(source, failure))
        return unpack(source, to);
    if (!fs::is_directory(source, failure))
        return Error{Kind::not_found, fmt::format("there is no {}", source.string())};
    for (const auto& folder : {source / "triage", source})
        if (fs::exists(folder / heart, failure))
            return copy_folder(folder, to);
    return no_content(source);
}

Error refusal(std::string reason, const std::vector<std::string>& problems)
{
    Error error{Kind::invalid, std::move(reason)};
    for (const auto& problem : problems)
        error.issues.push_back({Severity::error, "business-rule", "", problem});
    return error;
}

Result<triage::Check> check(const fs::path& folder, const Judges& judges)
{
    auto checked = judges.check(folder);
    if (checked.problems.empty())
        return checked;
    std::vector<std::string> problems;
    for (const auto& problem : checked.problems)
        problems.push_back(triage::to_text(problem));
    return refusal(fmt::format("the content has {} problems", problems.size()), problems);
}

Version version_of(const triage::Content& content, const triage::Check& checked, std::string digest, Instant now)
{
    Version version{content.fingerprint, std::move(digest), helselos::to_text(now), checked.protocols, checked.findings,
        checked.rules, checked.cases, {}, {}};
    for (const auto& protocol : content.protocols)
        ++version.reviews[protocol.review];
    return version;
}

// Left behind by one that was interrupted.
Result<void> clear(const fs::path& workshop)
{
    std::error_code failure;
    fs::remove_all(workshop, failure);
    if (failure)
        return cannot_write(workshop);
    return {};
}

Result<Installation> take_over(
    const Versions& versions, const fs::path& source, const Judges& judges, const Clock& clock)
{
    const auto folder = versions.workshop() / "triage";
    TRY(fetch(source, folder));
    const auto checked = TRY(check(folder, judges));
    const auto content = TRY(triage::load_content(folder));
    auto digest = TRY(digest_of(folder));
    if (const auto there = versions.open(content.fingerprint)) {
        if (TRY(digest_of(*there)) == digest) {
            TRY(versions.use(content.fingerprint));
            return Installation{version_of(content, checked, std::move(digest), clock.now()), true};
        }
    }
    auto proved = TRY(judges.prove(content, folder));
    if (!proved.failures.empty())
        return refusal(fmt::format("{} proofs of the content failed", proved.failures.size()), proved.failures);
    auto version = version_of(content, checked, std::move(digest), clock.now());
    version.proofs = std::move(proved.shown);
    TRY(versions.put(version));
    TRY(versions.use(version.fingerprint));
    return Installation{std::move(version), false};
}

}  // namespace

Result<Proved> prove_laws(const triage::Content& content, const fs::path& folder)
{
    const auto differences = triage::proof::read_differences(content, folder);
    triage::proof::ProofWishes wishes;
    wishes.cache = default_proof_cache();
    const auto proofs = TRY(triage::proof::prove(content, differences, wishes));
    Proved proved;
    const auto add = [&](const triage::Problem& problem) { proved.failures.push_back(triage::to_text(problem)); };
    for (const auto& problem : differences.problems)
        add(problem);
    for (const auto& failure : proofs.failures)
        add(failure.problem);
    for (const auto& proof : proofs.protocols) {
        for (const auto& failure : proof.failures)
            add(failure.problem);
        auto& shown = proved.shown[proof.protocol];
        for (std::size_t i = 0; i < proof.claims.size(); ++i)
            shown.emplace(triage::proof::name_of(static_cast<triage::proof::Law>(i)), proof.claims[i]);
    }
    return proved;
}

Result<Installation> install(const fs::path& data, const fs::path& source, const Judges& judges, const Clock& clock)
{
    const Versions versions(data);
    const auto turn = TRY(versions.take_turn());
    TRY(clear(versions.workshop()));
    auto done = take_over(versions, source, judges, clock);
    TRY(clear(versions.workshop()));
    return done;
}

}  // namespace helselos::app::content
