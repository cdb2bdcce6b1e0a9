#include "services/sharing/picture_walk.h"

namespace helselos::sharing {

namespace {

// ISO/IEC 10918-1, table B.1.
constexpr std::uint8_t start_of_image = 0xd8;
constexpr std::uint8_t end_of_image = 0xd9;
constexpr std::uint8_t start_of_scan = 0xda;
constexpr std::uint8_t quantization = 0xdb;
constexpr std::uint8_t huffman = 0xc4;
constexpr std::uint8_t restart_interval = 0xdd;
constexpr std::uint8_t adobe = 0xee;
constexpr std::uint8_t first_application = 0xe0;
constexpr std::uint8_t last_application = 0xef;
constexpr std::uint8_t comment = 0xfe;

// Marker, length 16, and what a JPEG without any words of its own has.
constexpr std::string_view plain_jfif{"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00", 18};

// Baseline, extended and progressive, by Huffman: what cameras write and browsers show.
bool is_frame(std::uint8_t marker)
{
    return marker >= 0xc0 && marker <= 0xc2;
}

bool is_restart(std::uint8_t marker)
{
    return marker >= 0xd0 && marker <= 0xd7;
}

class JpegWalk {
public:
    explicit JpegWalk(std::string_view bytes) : m_bytes(bytes) {}

    Result<std::string> clean();

private:
    Result<std::uint8_t> marker();
    Result<void> segment(std::uint8_t marker);
    Result<void> frame(std::string_view content);
    Result<void> tables(std::uint8_t marker, std::string_view content);
    Result<void> scan(std::string_view header);
    void keep(std::uint8_t marker, std::string_view content);

    PictureBytes m_bytes;
    std::string m_kept;
    std::uint32_t m_components = 0;
    bool m_has_scan = false;
};

Result<std::uint8_t> JpegWalk::marker()
{
    if (m_bytes.number(1) != 0xff)
        return no_picture("the JPEG is not whole");
    auto byte = m_bytes.number(1);
    while (byte == 0xff && !m_bytes.is_cut())  // Fill bytes.
        byte = m_bytes.number(1);
    if (m_bytes.is_cut())
        return no_picture("the JPEG is cut off");
    return static_cast<std::uint8_t>(byte);
}

void JpegWalk::keep(std::uint8_t marker, std::string_view content)
{
    const auto length = content.size() + 2;
    m_kept += '\xff';
    m_kept += static_cast<char>(marker);
    m_kept += static_cast<char>(length >> 8);
    m_kept += static_cast<char>(length & 255);
    m_kept += content;
}

Result<void> JpegWalk::frame(std::string_view content)
{
    PictureBytes header(content);
    const auto precision = header.number(1);
    const auto height = header.number(2);
    const auto width = header.number(2);
    const auto components = header.number(1);
    const bool is_known = components == 1 || components == 3 || components == 4;
    if (m_components != 0 || header.is_cut() || precision != 8 || !is_known || header.left().size() != components * 3)
        return no_picture("the JPEG is of a kind that cannot be shown");
    TRY(refuse_size(width, height));
    m_components = components;
    return {};
}

// Each table says how long it is; together they fill the segment.
Result<void> JpegWalk::tables(std::uint8_t marker, std::string_view content)
{
    PictureBytes left(content);
    while (!left.left().empty() && !left.is_cut()) {
        const auto kind = left.number(1);
        if ((kind & 15U) > 3 || (kind >> 4U) > 1)
            return no_picture("a table of the JPEG is wrong");
        if (marker == quantization) {
            left.take((kind >> 4U) == 0 ? 64 : 128);
            continue;
        }
        std::size_t values = 0;
        for (const char count : left.take(16))
            values += static_cast<unsigned char>(count);
        if (values > 256)
            return no_picture("a table of the JPEG is wrong");
        left.take(values);
    }
    return left.is_cut() ? Result<void>(no_picture("a table of the JPEG is wrong")) : Result<void>();
}

// Up to the next marker; a 0xff among the colours is followed by 0.
Result<void> JpegWalk::scan(std::string_view header)
{
    PictureBytes fields(header);
    const auto components = fields.number(1);
    if (m_components == 0 || components == 0 || components > m_components || fields.left().size() != components * 2 + 3)
        return no_picture("the JPEG is wrong where its colours begin");
    const auto left = m_bytes.left();
    std::size_t end = 0;
    for (;; ++end) {
        end = left.find('\xff', end);
        if (end == std::string_view::npos || end + 1 >= left.size())
            return no_picture("the JPEG is cut off");
        const auto next = static_cast<std::uint8_t>(left[end + 1]);
        if (next == 0 || is_restart(next))
            ++end;
        else
            break;
    }
    m_kept += m_bytes.take(end);
    m_has_scan = true;
    return {};
}

Result<void> JpegWalk::segment(std::uint8_t marker)
{
    const auto length = m_bytes.number(2);
    const auto content = m_bytes.take(length < 2 ? 0 : length - 2);
    if (length < 2 || m_bytes.is_cut())
        return no_picture("the JPEG is cut off");
    if (marker == adobe && content.size() == 12 && content.starts_with("Adobe")) {
        keep(marker, content);  // Which colours the components are: without it they are shown wrong.
        return {};
    }
    if ((marker >= first_application && marker <= last_application) || marker == comment)
        return {};
    if (is_frame(marker))
        TRY(frame(content));
    else if (marker == quantization || marker == huffman)
        TRY(tables(marker, content));
    else if (marker != start_of_scan && (marker != restart_interval || content.size() != 2))
        return no_picture("the JPEG is of a kind that cannot be shown");
    keep(marker, content);
    return marker == start_of_scan ? scan(content) : Result<void>();
}

Result<std::string> JpegWalk::clean()
{
    m_bytes.take(2);
    m_kept += '\xff';
    m_kept += static_cast<char>(start_of_image);
    m_kept += plain_jfif;
    for (std::size_t segments = 0; segments < limits::picture_segments_max; ++segments) {
        const auto next = TRY(marker());
        if (next != end_of_image) {
            TRY(segment(next));
            continue;
        }
        if (!m_has_scan)
            return no_picture("the JPEG has no picture");
        m_kept += '\xff';
        m_kept += static_cast<char>(end_of_image);
        return std::move(m_kept);
    }
    return no_picture("the JPEG has too many parts");
}

}  // namespace

Result<std::string> clean_jpeg(std::string_view bytes)
{
    return JpegWalk(bytes).clean();
}

}  // namespace helselos::sharing
