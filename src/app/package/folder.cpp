#include "app/package/folder.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/profile/version.h"

#include <fcntl.h>
#include <fmt/core.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <fstream>
#include <iterator>
#include <utility>

namespace helselos::app::package {

namespace {

constexpr std::string_view archive_ending = ".tgz";
constexpr std::string_view shelf_ending = ".shelf";

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
    int get() const { return m_descriptor; }
    bool is_open() const { return m_descriptor >= 0; }

private:
    int m_descriptor;
};

// Letters, digits and what packages and versions use; nothing that a path could be made of.
bool is_plain(std::string_view text)
{
    if (text.empty() || text.size() > limits::package_name_bytes_max || text.front() == '.')
        return false;
    return std::all_of(text.begin(), text.end(),
        [](char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-' || c == '_' || c == '+'; });
}

Error cannot_write(const std::filesystem::path& file)
{
    return Error{Kind::fault, fmt::format("cannot write {}", file.string())};
}

Result<void> flush_folder(const std::filesystem::path& folder)
{
    const Descriptor open_folder(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
    if (!open_folder.is_open() || ::fsync(open_folder.get()) != 0)
        return cannot_write(folder);
    return {};
}

bool write_all(int descriptor, std::string_view bytes)
{
    while (!bytes.empty()) {
        const auto written = ::write(descriptor, bytes.data(), bytes.size());
        if (written <= 0)
            return false;
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
    return ::fsync(descriptor) == 0;
}

// A reader sees the old file or the new one, never half of one.
Result<void> write_into_place(const std::filesystem::path& file, std::string_view bytes)
{
    auto beside = file;
    beside += ".new";
    {
        const Descriptor out(::open(beside.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600));
        if (!out.is_open() || !write_all(out.get(), bytes))
            return cannot_write(beside);
    }
    if (::rename(beside.c_str(), file.c_str()) != 0)
        return cannot_write(file);
    return flush_folder(file.parent_path());
}

std::filesystem::path file_of(const std::filesystem::path& folder, const Name& name, std::string_view ending)
{
    return folder / (name.text() + std::string(ending));
}

std::string_view characters(std::span<const unsigned char> bytes)
{
    return {reinterpret_cast<const char*>(bytes.data()), bytes.size()};
}

bool is_before(const Name& left, const Name& right)
{
    if (left.name != right.name)
        return left.name < right.name;
    return fhir::profile::is_older(left.version, right.version);
}

}  // namespace

Result<Name> read_name(std::string_view text)
{
    const auto hash = text.find('#');
    const auto name = text.substr(0, hash);
    const auto version = hash == std::string_view::npos ? std::string_view() : text.substr(hash + 1);
    if (!is_plain(name) || !is_plain(version))
        return Error{Kind::invalid, "a package is named NAME#VERSION, such as hl7.fhir.no.basis#2.2.2"};
    return Name{std::string(name), std::string(version)};
}

Result<std::shared_ptr<const OpenShelf>> OpenShelf::open(const std::filesystem::path& file)
{
    const Descriptor in(::open(file.c_str(), O_RDONLY | O_CLOEXEC));
    struct stat about {};
    if (!in.is_open() || ::fstat(in.get(), &about) != 0)
        return Error{Kind::not_found, fmt::format("cannot open {}", file.string())};
    const auto size = static_cast<std::size_t>(about.st_size);
    void* mapped = size == 0 ? MAP_FAILED : ::mmap(nullptr, size, PROT_READ, MAP_PRIVATE, in.get(), 0);
    if (mapped == MAP_FAILED)
        return Error{Kind::invalid, fmt::format("cannot read {}", file.string())};
    std::shared_ptr<OpenShelf> opened(new OpenShelf({static_cast<const unsigned char*>(mapped), size}));
    opened->m_shelf = std::make_unique<fhir::Shelf>(TRY(fhir::Shelf::open(opened->m_mapped)));
    return std::shared_ptr<const OpenShelf>(std::move(opened));
}

OpenShelf::~OpenShelf()
{
    ::munmap(const_cast<unsigned char*>(m_mapped.data()), m_mapped.size());
}

Result<std::vector<Name>> Folder::list() const
{
    std::vector<Name> names;
    std::error_code failure;
    if (!std::filesystem::exists(m_folder, failure))
        return names;
    for (const auto& entry : std::filesystem::directory_iterator(m_folder, failure)) {
        const auto file = entry.path().filename().string();
        if (!file.ends_with(archive_ending))
            continue;
        if (auto name = read_name(file.substr(0, file.size() - archive_ending.size())))
            names.push_back(std::move(*name));
    }
    if (failure)
        return Error{Kind::fault, fmt::format("cannot read the folder {}", m_folder.string())};
    std::sort(names.begin(), names.end(), is_before);
    return names;
}

bool Folder::has(const Name& name) const
{
    std::error_code failure;
    return std::filesystem::exists(file_of(m_folder, name, archive_ending), failure);
}

Result<void> Folder::put(const Name& name, std::string_view archive, std::span<const unsigned char> shelf) const
{
    std::error_code failure;
    if (std::filesystem::create_directories(m_folder, failure))
        TRY(flush_folder(std::filesystem::absolute(m_folder).lexically_normal().parent_path()));
    if (failure)
        return cannot_write(m_folder);
    TRY(put_shelf(name, shelf));
    return write_into_place(file_of(m_folder, name, archive_ending), archive);
}

Result<void> Folder::put_shelf(const Name& name, std::span<const unsigned char> shelf) const
{
    return write_into_place(file_of(m_folder, name, shelf_ending), characters(shelf));
}

Result<void> Folder::remove(const Name& name) const
{
    std::error_code failure;
    if (!std::filesystem::remove(file_of(m_folder, name, archive_ending), failure))
        return failure ? cannot_write(m_folder)
                       : Error{Kind::not_found, fmt::format("the package {} is not installed", name.text())};
    std::filesystem::remove(file_of(m_folder, name, shelf_ending), failure);
    return flush_folder(m_folder);
}

Result<std::string> Folder::archive(const Name& name) const
{
    const auto path = file_of(m_folder, name, archive_ending);
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, fmt::format("cannot open {}", path.string())};
    return std::string{std::istreambuf_iterator<char>(file), {}};
}

std::size_t Folder::archive_bytes(const Name& name) const
{
    std::error_code failure;
    const auto bytes = std::filesystem::file_size(file_of(m_folder, name, archive_ending), failure);
    return failure ? 0 : static_cast<std::size_t>(bytes);
}

Result<std::shared_ptr<const OpenShelf>> Folder::shelf(const Name& name) const
{
    return OpenShelf::open(file_of(m_folder, name, shelf_ending));
}

}  // namespace helselos::app::package
