#include "services/sharing/picture.h"

#include "base/text.h"
#include "services/sharing/picture_walk.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

// What a browser would take for a page if it guessed. By chance it stands in no picture of this size.
constexpr std::array<std::string_view, 6> page_begins{"<script", "<html", "<!doctype", "<iframe", "<svg", "<?php"};

bool has_page(std::string_view bytes)
{
    for (auto at = bytes.find('<'); at != std::string_view::npos; at = bytes.find('<', at + 1))
        for (const auto begin : page_begins)
            if (equals_ignoring_case(bytes.substr(at, begin.size()), begin))
                return true;
    return false;
}

Result<Picture> checked(std::string media, std::string bytes)
{
    if (has_page(bytes))
        return no_picture("the file is not only a picture");
    return Picture{std::move(media), std::move(bytes)};
}

}  // namespace

Result<Picture> clean_picture(std::string_view bytes)
{
    if (bytes.size() > limits::share_picture_bytes_max)
        return Error{Kind::too_large, "the picture is too large"};
    if (bytes.starts_with("\xff\xd8\xff"))
        return checked("image/jpeg", TRY(clean_jpeg(bytes)));
    if (bytes.starts_with("\x89PNG\r\n\x1a\n"))
        return checked("image/png", TRY(clean_png(bytes)));
    return no_picture("only JPEG and PNG can be sent");
}

}  // namespace helselos::sharing
