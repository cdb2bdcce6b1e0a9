// Of concern to clean_picture() only.
#pragma once

#include "base/limits.h"
#include "base/result.h"

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace helselos::sharing {

inline Error no_picture(const char* reason)
{
    return {Kind::unprocessable, reason};
}

// Bytes that are read from the front; asking for more than there is gives nothing and is remembered.
class PictureBytes {
public:
    explicit PictureBytes(std::string_view bytes) : m_left(bytes) {}

    std::string_view take(std::size_t count)
    {
        m_is_cut |= count > m_left.size();
        const auto taken = m_is_cut ? std::string_view() : m_left.substr(0, count);
        m_left.remove_prefix(taken.size());
        return taken;
    }
    std::uint32_t number(std::size_t count)
    {
        std::uint32_t value = 0;
        for (const char byte : take(count))
            value = (value << 8) | static_cast<unsigned char>(byte);
        return value;
    }
    std::string_view left() const { return m_left; }
    bool is_cut() const { return m_is_cut; }

private:
    std::string_view m_left;
    bool m_is_cut = false;
};

inline Result<void> refuse_size(std::uint64_t width, std::uint64_t height)
{
    if (width == 0 || height == 0)
        return no_picture("the picture has no size");
    if (width > limits::share_picture_side_max || height > limits::share_picture_side_max
        || width * height > limits::share_picture_pixels_max)
        return no_picture("the picture has too many pixels");
    return {};
}

// What is left of a picture when only what draws it is kept.
Result<std::string> clean_jpeg(std::string_view bytes);
Result<std::string> clean_png(std::string_view bytes);

}  // namespace helselos::sharing
