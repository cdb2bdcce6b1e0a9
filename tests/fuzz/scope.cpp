// A scope that is understood names a type and opens something; a list of it opens what it opens alone.
#include "targets.h"

#include "base/assert.h"
#include "base/text.h"
#include "server/auth/token/scope.h"

#include <string>
#include <vector>

namespace helselos::fuzz {

void scope(std::string_view bytes)
{
    const auto read = auth::parse_scope(bytes);
    const std::vector<std::string> one{std::string(bytes)};
    HL_ASSERT(auth::parse_scopes(one).size() == (read ? 1U : 0U));
    if (!read)
        return;
    HL_ASSERT(!read->type.empty());
    for (const char c : read->type)
        HL_ASSERT(read->type == "*" || is_letter(c));
    HL_ASSERT(read->create || read->read || read->update || read->remove || read->search);
    HL_ASSERT(bytes.find(read->type) != std::string_view::npos);
    HL_ASSERT(read->restriction.empty() || bytes.ends_with(read->restriction));
}

}  // namespace helselos::fuzz
