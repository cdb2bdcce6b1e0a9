// Pictures of residents. Whatever the bytes are: what is kept is a picture that cleans to itself, with nothing behind
// its end; what is refused says why.
#include "targets.h"

#include "base/assert.h"
#include "services/sharing/picture.h"

#include <string>

namespace helselos::fuzz {

void picture(std::string_view bytes)
{
    const auto cleaned = sharing::clean_picture(bytes);
    if (!cleaned) {
        HL_ASSERT(cleaned.error().kind == Kind::unprocessable || cleaned.error().kind == Kind::too_large);
        HL_ASSERT(!cleaned.error().reason.empty());
        return;
    }
    const auto again = sharing::clean_picture(cleaned->bytes);
    HL_ASSERT(again.ok());
    HL_ASSERT(again->bytes == cleaned->bytes && again->media == cleaned->media);
    const auto behind = sharing::clean_picture(cleaned->bytes + "<p>more</p>");
    HL_ASSERT(behind.ok() && behind->bytes == cleaned->bytes);
}

}  // namespace helselos::fuzz
