#include "base/issue.h"

#include <algorithm>

namespace helselos {

bool has_error(const Issues& issues)
{
    return std::ranges::any_of(issues, [](const Issue& issue) { return issue.severity <= Severity::error; });
}

}  // namespace helselos
