// A query that is read is written, and read again as the same; a path that is read has no segment
// that is empty or dotted.
#include "targets.h"

#include "base/assert.h"
#include "server/http/target.h"

namespace helselos::fuzz {

void target(std::string_view bytes)
{
    if (const auto query = http::read_query(bytes)) {
        const auto again = http::read_query(http::write_query(*query));
        HL_ASSERT(again.ok());
        HL_ASSERT(again->in_order() == query->in_order());
    }
    if (const auto segments = http::path_segments(bytes))
        for (const auto& segment : *segments)
            HL_ASSERT(!segment.empty() && segment != "." && segment != ".." && is_utf8(segment));
}

}  // namespace helselos::fuzz
