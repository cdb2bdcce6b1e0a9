#include "services/sharing/picture_walk.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

// What draws the picture, and what its colours mean, which has no room for words
// (https://www.w3.org/TR/png-3/#11Chunks).
struct Kept {
    std::string_view name;
    std::size_t bytes_max;
};
constexpr std::array kept_chunks{Kept{"PLTE", 768}, Kept{"tRNS", 256}, Kept{"IDAT", limits::share_picture_bytes_max},
    Kept{"sRGB", 1}, Kept{"gAMA", 4}, Kept{"cHRM", 32}, Kept{"sBIT", 4}};

constexpr auto crc_table = [] {
    std::array<std::uint32_t, 256> table{};
    for (std::uint32_t byte = 0; byte < table.size(); ++byte) {
        auto value = byte;
        for (int bit = 0; bit < 8; ++bit)
            value = (value & 1U) != 0 ? 0xedb88320U ^ (value >> 1U) : value >> 1U;
        table[byte] = value;
    }
    return table;
}();

std::uint32_t crc_of(std::string_view name, std::string_view content)
{
    std::uint32_t value = 0xffffffffU;
    for (const auto part : {name, content})
        for (const char byte : part)
            value = crc_table[(value ^ static_cast<unsigned char>(byte)) & 255U] ^ (value >> 8U);
    return value ^ 0xffffffffU;
}

void append_number(std::uint32_t number, std::string& to)
{
    for (int shift = 24; shift >= 0; shift -= 8)
        to += static_cast<char>((number >> static_cast<unsigned>(shift)) & 255U);
}

// A letter in lower case says that the picture can be drawn without the chunk.
bool is_critical(std::string_view name)
{
    return name[0] >= 'A' && name[0] <= 'Z';
}

class PngWalk {
public:
    explicit PngWalk(std::string_view bytes) : m_bytes(bytes) {}

    Result<std::string> clean();

private:
    Result<void> chunk(std::string_view name, std::string_view content);
    Result<void> header(std::string_view content);
    void keep(std::string_view name, std::string_view content);

    PictureBytes m_bytes;
    std::string m_kept;
    bool m_has_header = false;
    bool m_has_data = false;
    bool m_is_data_over = false;
};

void PngWalk::keep(std::string_view name, std::string_view content)
{
    append_number(static_cast<std::uint32_t>(content.size()), m_kept);
    m_kept += name;
    m_kept += content;
    append_number(crc_of(name, content), m_kept);
}

Result<void> PngWalk::header(std::string_view content)
{
    PictureBytes fields(content);
    const auto width = fields.number(4);
    const auto height = fields.number(4);
    if (m_has_header || content.size() != 13)
        return no_picture("the PNG begins wrongly");
    TRY(refuse_size(width, height));
    m_has_header = true;
    keep("IHDR", content);
    return {};
}

Result<void> PngWalk::chunk(std::string_view name, std::string_view content)
{
    if (name == "IHDR")
        return header(content);
    if (!m_has_header)
        return no_picture("the PNG begins wrongly");
    const auto* kept = std::ranges::find(kept_chunks, name, &Kept::name);
    if (kept == kept_chunks.end())
        return is_critical(name) ? Result<void>(no_picture("the PNG is of a kind that cannot be shown"))
                                 : Result<void>();
    const bool is_data = name == "IDAT";
    if (content.size() > kept->bytes_max || (is_data && m_is_data_over))
        return no_picture("a part of the PNG is wrong");
    m_is_data_over |= m_has_data && !is_data;
    m_has_data |= is_data;
    keep(name, content);
    return {};
}

Result<std::string> PngWalk::clean()
{
    m_kept += m_bytes.take(8);
    for (std::size_t chunks = 0; chunks < limits::picture_segments_max; ++chunks) {
        const auto length = m_bytes.number(4);
        const auto name = m_bytes.take(4);
        const auto content = m_bytes.take(length);
        const auto crc = m_bytes.number(4);
        if (m_bytes.is_cut() || crc != crc_of(name, content))
            return no_picture("the PNG is not whole");
        if (name == "IEND") {
            if (!m_has_data || !content.empty())
                return no_picture("the PNG has no picture");
            keep("IEND", {});
            return std::move(m_kept);
        }
        TRY(chunk(name, content));
    }
    return no_picture("the PNG has too many parts");
}

}  // namespace

Result<std::string> clean_png(std::string_view bytes)
{
    return PngWalk(bytes).clean();
}

}  // namespace helselos::sharing
