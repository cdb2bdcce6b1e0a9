#include "store/contract/contract.h"
#include "store/sqlite/open.h"

namespace helselos::store {

std::vector<Implementation> implementations()
{
    return {{"sqlite",
        [](const std::filesystem::path& folder, const Clock& clock) { return sqlite::open(folder, {}, clock); }}};
}

}  // namespace helselos::store
