#include "app/terminology/kept_systems.h"

#include "base/digest.h"
#include "base/mapped_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <fmt/core.h>

#include <algorithm>
#include <cstdio>
#include <memory>
#include <utility>

namespace helselos::app::terminology {

namespace {

constexpr std::string_view ending = ".codes";
constexpr std::size_t hash_letters = 16;

Error cannot_write()
{
    return Error{Kind::fault, "the folder of code systems cannot be written"};
}

bool write_durably(const std::filesystem::path& file, std::span<const unsigned char> bytes)
{
    std::FILE* out = std::fopen(file.c_str(), "wbe");
    if (out == nullptr)
        return false;
    bool is_done = std::fwrite(bytes.data(), 1, bytes.size(), out) == bytes.size();
    is_done = std::fflush(out) == 0 && ::fsync(::fileno(out)) == 0 && is_done;
    return std::fclose(out) == 0 && is_done;
}

bool flush_folder(const std::filesystem::path& folder)
{
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool is_done = ::fsync(handle) == 0;
    return ::close(handle) == 0 && is_done;
}

std::string file_name(std::string_view origin, std::string_view url)
{
    return fmt::format("{}.{}{}", origin, sha256_hex(url).substr(0, hash_letters), ending);
}

}  // namespace

Result<std::vector<KeptSystem>> KeptSystems::list() const
{
    std::vector<KeptSystem> all;
    std::error_code failure;
    if (!std::filesystem::exists(m_folder, failure))
        return all;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, failure)) {
        const auto name = entry.path().filename().string();
        if (name.ends_with(ending) && name.size() > hash_letters + ending.size() + 1)
            all.push_back({name.substr(0, name.size() - hash_letters - ending.size() - 1), entry.path()});
    }
    if (failure)
        return Error{Kind::fault, "the folder of code systems cannot be read"};
    std::ranges::sort(all, [](const KeptSystem& left, const KeptSystem& right) {
        return std::pair(left.origin == own_origin, left.file) < std::pair(right.origin == own_origin, right.file);
    });
    return all;
}

Result<void> KeptSystems::put(std::string_view origin, std::string_view url, std::span<const unsigned char> index) const
{
    std::error_code failure;
    std::filesystem::create_directories(m_folder, failure);
    const auto name = file_name(origin, url);
    const auto beside = m_folder / (name + ".new");
    if (failure || !write_durably(beside, index))
        return cannot_write();
    std::filesystem::rename(beside, m_folder / name, failure);
    if (failure || !flush_folder(m_folder))
        return cannot_write();
    return {};
}

Result<bool> KeptSystems::remove(std::string_view origin, std::string_view url) const
{
    std::error_code failure;
    const bool was_there = std::filesystem::remove(m_folder / file_name(origin, url), failure);
    if (failure || (was_there && !flush_folder(m_folder)))
        return cannot_write();
    return was_there;
}

Result<void> KeptSystems::remove_all(std::string_view origin) const
{
    std::error_code failure;
    for (const auto& one : TRY(list()))
        if (one.origin == origin && !std::filesystem::remove(one.file, failure))
            return cannot_write();
    return {};
}

Result<fhir::terminology::CodeIndex> open_index(const std::filesystem::path& file)
{
    auto mapped = MappedFile::open(file);
    if (mapped == nullptr)
        return Error{Kind::not_found, fmt::format("cannot open {}", file.string())};
    const auto bytes = mapped->bytes();
    return fhir::terminology::CodeIndex::open(bytes, std::move(mapped));
}

Result<void> load_kept_systems(const std::filesystem::path& data, fhir::terminology::Terminology& terminology)
{
    for (const auto& one : TRY(KeptSystems(data).list())) {
        auto index = open_index(one.file);
        if (!index)
            return Error{Kind::invalid,
                fmt::format("the code system in {} is damaged or of another program: remove the file and add it anew",
                    one.file.string())};
        terminology.add_index(std::move(*index));
    }
    return {};
}

}  // namespace helselos::app::terminology
