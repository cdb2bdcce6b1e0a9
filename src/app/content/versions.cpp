#include "app/content/versions.h"

#include "app/demo.h"
#include "base/digest.h"
#include "base/text.h"
#include "json/draft.h"
#include "json/read.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <stdio.h>
#include <sys/file.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <tuple>

namespace helselos::app::content {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view about_name = "about.json";
constexpr std::string_view in_force_name = "in-force";
constexpr std::size_t fingerprint_digits = 16;

class Descriptor {
public:
    explicit Descriptor(int descriptor) : m_descriptor(descriptor) {}
    ~Descriptor()
    {
        if (m_descriptor >= 0)
            ::close(m_descriptor);
    }
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    bool flush() const { return m_descriptor >= 0 && ::fsync(m_descriptor) == 0; }

private:
    int m_descriptor;
};

Error cannot_write(const fs::path& path)
{
    return Error{Kind::fault, fmt::format("cannot write {}", path.string())};
}

Result<void> flush(const fs::path& path)
{
    if (!Descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)).flush())
        return cannot_write(path);
    return {};
}

// Files before the folders that name them.
Result<void> flush_all(const fs::path& folder)
{
    std::error_code failure;
    std::vector<fs::path> paths{folder};
    for (const auto& entry : fs::recursive_directory_iterator(folder, failure))
        paths.push_back(entry.path());
    if (failure)
        return cannot_write(folder);
    for (auto path = paths.rbegin(); path != paths.rend(); ++path)
        TRY(flush(*path));
    return {};
}

Result<void> write_file(const fs::path& path, std::string_view text)
{
    std::ofstream file(path, std::ios::binary | std::ios::trunc);
    file << text;
    file.close();
    if (!file)
        return cannot_write(path);
    return flush(path);
}

Result<void> rename_into_place(const fs::path& from, const fs::path& to)
{
    std::error_code failure;
    fs::rename(from, to, failure);
    if (failure)
        return cannot_write(to);
    return flush(to.parent_path());
}

std::string about_text(const Version& version)
{
    auto reviews = json::object({});
    for (const auto& [review, count] : version.reviews)
        reviews.set(review, count);
    auto proofs = json::object({});
    for (const auto& [complaint, laws] : version.proofs) {
        auto shown = json::object({});
        for (const auto& [law, count] : laws)
            shown.set(law, count);
        proofs.set(complaint, std::move(shown));
    }
    return json::to_text(json::object(
               {{"fingerprint", version.fingerprint}, {"digest", version.digest}, {"installed", version.installed},
                   {"protocols", version.protocols}, {"findings", version.findings}, {"rules", version.rules},
                   {"cases", version.cases}, {"reviews", std::move(reviews)}, {"proofs", std::move(proofs)}}))
        + "\n";
}

Error is_damaged(const fs::path& file)
{
    return Error{Kind::invalid,
        fmt::format("{} is damaged; install that content anew, or choose another version with helselos content use",
            file.string())};
}

std::size_t count_of(json::Value number)
{
    return to_unsigned(number.text()).value_or(0);
}

std::map<std::string, std::size_t> counts_of(json::Value object)
{
    std::map<std::string, std::size_t> counts;
    for (const auto& member : object.members())
        counts.emplace(member.key, count_of(member.value()));
    return counts;
}

Result<Version> read_about(const fs::path& folder)
{
    const auto file = folder / about_name;
    const auto text = read_file(file);
    auto document = text ? json::read(*text) : Result<json::Document>(text.error());
    if (!document)
        return is_damaged(file);
    const auto root = document->root();
    Version version{std::string(root["fingerprint"].text()), std::string(root["digest"].text()),
        std::string(root["installed"].text()), count_of(root["protocols"]), count_of(root["findings"]),
        count_of(root["rules"]), count_of(root["cases"]), {}, {}};
    version.reviews = counts_of(root["reviews"]);
    for (const auto& member : root["proofs"].members())
        version.proofs.emplace(member.key, counts_of(member.value()));
    if (version.fingerprint != folder.filename().string() || version.digest.empty())
        return is_damaged(file);
    return version;
}

Error no_such_version(const std::string& fingerprint)
{
    return Error{Kind::not_found,
        fmt::format("the content {} is not installed here; helselos content versions shows what is", fingerprint)};
}

}  // namespace

Result<std::optional<Version>> installed_version(const fs::path& triage)
{
    const auto folder = triage.parent_path();
    std::error_code failure;
    if (!is_fingerprint(folder.filename().string()) || !fs::exists(folder / about_name, failure))
        return std::optional<Version>();
    return std::optional(TRY(read_about(folder)));
}

bool is_fingerprint(std::string_view text)
{
    return text.size() == fingerprint_digits
        && std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<std::string> digest_of(const fs::path& folder)
{
    std::error_code failure;
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder, failure)) {
        if (entry.is_symlink() || (!entry.is_regular_file() && !entry.is_directory()))
            return Error{Kind::invalid, fmt::format("{} is neither a file nor a folder", entry.path().string())};
        if (entry.is_regular_file())
            files.push_back(entry.path());
    }
    if (failure)
        return Error{Kind::fault, fmt::format("cannot read the folder {}", folder.string())};
    std::ranges::sort(files);
    std::string all;
    for (const auto& file : files)
        all += fmt::format(
            "{}\n{}\n", fs::path(file.lexically_relative(folder)).generic_string(), sha256_hex(TRY(read_file(file))));
    return sha256_hex(all);
}

Result<std::vector<Version>> Versions::list() const
{
    std::vector<Version> versions;
    std::error_code failure;
    if (!fs::exists(m_folder, failure))
        return versions;
    for (const auto& entry : fs::directory_iterator(m_folder, failure))
        if (is_fingerprint(entry.path().filename().string()))
            versions.push_back(TRY(read_about(entry.path())));
    if (failure)
        return Error{Kind::fault, fmt::format("cannot read the folder {}", m_folder.string())};
    std::ranges::sort(versions, [](const Version& left, const Version& right) {
        return std::tie(left.installed, left.fingerprint) < std::tie(right.installed, right.fingerprint);
    });
    return versions;
}

Result<std::optional<std::string>> Versions::in_force() const
{
    const auto file = m_folder / in_force_name;
    std::error_code failure;
    if (!fs::exists(file, failure))
        return std::optional<std::string>();
    const std::string named(trim(TRY(read_file(file))));
    if (!is_fingerprint(named))
        return Error{Kind::invalid,
            fmt::format("{} names no version of the content; choose one with helselos content use", file.string())};
    return std::optional(named);
}

Result<fs::path> Versions::open(const std::string& fingerprint) const
{
    if (!is_fingerprint(fingerprint))
        return no_such_version(fingerprint);
    const auto folder = m_folder / fingerprint;
    std::error_code failure;
    if (!fs::is_directory(folder, failure))
        return no_such_version(fingerprint);
    const auto version = TRY(read_about(folder));
    if (TRY(digest_of(folder / "triage")) != version.digest)
        return Error{Kind::invalid,
            fmt::format("the content {} is not what was installed: a file in {} was changed, added or taken away "
                        "since; install that content anew, or choose another version with helselos content use",
                fingerprint, folder.string())};
    return folder / "triage";
}

Result<void> Versions::use(const std::optional<std::string>& fingerprint) const
{
    const auto file = m_folder / in_force_name;
    if (fingerprint) {
        TRY(open(*fingerprint));
        auto beside = file;
        beside += ".new";
        TRY(write_file(beside, *fingerprint + "\n"));
        return rename_into_place(beside, file);
    }
    std::error_code failure;
    if (!fs::remove(file, failure))
        return failure ? Result<void>(cannot_write(file)) : Result<void>();
    return flush(m_folder);
}

Result<fs::path> Versions::open_in_force(const fs::path& shipped) const
{
    const auto fingerprint = TRY(in_force());
    if (!fingerprint)
        return shipped / "triage";
    return open(*fingerprint);
}

Result<void> Versions::put(const Version& version) const
{
    const auto made = workshop();
    const auto place = m_folder / version.fingerprint;
    TRY(write_file(made / about_name, about_text(version)));
    TRY(flush_all(made));
    std::error_code failure;
    if (!fs::exists(place, failure))
        return rename_into_place(made, place);
    // What stood there is never away: the two change places at once.
    if (::renameat2(AT_FDCWD, made.c_str(), AT_FDCWD, place.c_str(), RENAME_EXCHANGE) != 0)
        return cannot_write(place);
    return flush(m_folder);
}

Result<Versions::Turn> Versions::take_turn() const
{
    std::error_code failure;
    if (fs::create_directories(m_folder, failure))
        TRY(flush(fs::absolute(m_folder).lexically_normal().parent_path()));
    if (failure)
        return cannot_write(m_folder);
    const int descriptor = ::open((m_folder / "turn").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
    if (descriptor < 0)
        return cannot_write(m_folder / "turn");
    Turn turn(descriptor);
    if (::flock(descriptor, LOCK_EX | LOCK_NB) != 0)
        return Error{Kind::conflict, "another program installs content into this folder just now"};
    return turn;
}

Versions::Turn::~Turn()
{
    if (m_descriptor >= 0)
        ::close(m_descriptor);
}

}  // namespace helselos::app::content
