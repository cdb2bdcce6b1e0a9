// What is read is written, read again, and written the same; what is refused says why and stays
// refused with white space around it.
#include "targets.h"

#include "base/assert.h"
#include "json/read.h"
#include "json/write.h"

#include <string>

namespace helselos::fuzz {

void json_read(std::string_view bytes)
{
    const auto document = json::read(bytes);
    const auto spaced = json::read(" \n" + std::string(bytes) + "\t ");
    HL_ASSERT(document.ok() == spaced.ok());
    if (!document) {
        HL_ASSERT(document.error().kind == Kind::invalid || document.error().kind == Kind::too_large);
        HL_ASSERT(!document.error().reason.empty());
        return;
    }
    const auto text = json::to_text(document->root());
    const auto again = json::read(text);
    HL_ASSERT(again.ok());
    HL_ASSERT(json::equal(document->root(), again->root()));
    HL_ASSERT(json::to_text(again->root()) == text);
    const auto pretty = json::read(json::to_pretty_text(document->root()));
    HL_ASSERT(pretty.ok() && json::to_text(pretty->root()) == text);
}

}  // namespace helselos::fuzz
