#include "base/mapped_file.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace helselos {

std::shared_ptr<const MappedFile> MappedFile::open(const std::filesystem::path& file)
{
    const int handle = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0)
        return nullptr;
    struct stat about {};
    void* mapped = MAP_FAILED;
    if (::fstat(handle, &about) == 0 && about.st_size > 0)
        mapped = ::mmap(nullptr, static_cast<std::size_t>(about.st_size), PROT_READ, MAP_SHARED, handle, 0);
    ::close(handle);
    if (mapped == MAP_FAILED)
        return nullptr;
    return std::make_shared<const MappedFile>(std::span<const unsigned char>(
        static_cast<const unsigned char*>(mapped), static_cast<std::size_t>(about.st_size)));
}

MappedFile::~MappedFile()
{
    ::munmap(const_cast<unsigned char*>(m_bytes.data()), m_bytes.size());
}

}  // namespace helselos
