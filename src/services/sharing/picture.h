// Pictures a resident sends with an assessment: only what draws the picture is kept.
//
// A JPEG or PNG is walked by its structure and written anew: where it was taken, by which device, what was said of it
// and all that stands behind its end is left out; so a file that is a picture and a web page at once is a picture only.
// How the camera was held is lost with it: turn a picture before it is sent.
#pragma once

#include "base/result.h"

#include <string>
#include <string_view>

namespace helselos::sharing {

struct Picture {
    std::string media;  // "image/jpeg", "image/png".
    std::string bytes;
};

// By content alone, whatever it is called. Errors: unprocessable, it is no whole JPEG or PNG, is larger than
// limits::share_picture_side_max or share_picture_pixels_max, or carries text of a web page where the colours should
// be; too_large, more than limits::share_picture_bytes_max.
Result<Picture> clean_picture(std::string_view bytes);

}  // namespace helselos::sharing
