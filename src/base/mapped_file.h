// A file mapped into memory for as long as somebody holds it. Whoever writes such files never makes one shorter.
#pragma once

#include <filesystem>
#include <memory>
#include <span>
#include <string_view>

namespace helselos {

class MappedFile {
public:
    // Null when there is none, it cannot be read, or it is empty.
    static std::shared_ptr<const MappedFile> open(const std::filesystem::path& file);

    explicit MappedFile(std::span<const unsigned char> bytes) : m_bytes(bytes) {}
    ~MappedFile();
    MappedFile(const MappedFile&) = delete;
    MappedFile& operator=(const MappedFile&) = delete;

    std::span<const unsigned char> bytes() const { return m_bytes; }
    std::string_view text() const { return {reinterpret_cast<const char*>(m_bytes.data()), m_bytes.size()}; }

private:
    std::span<const unsigned char> m_bytes;
};

}  // namespace helselos
