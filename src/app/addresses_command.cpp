#include "app/addresses_command.h"

#include "app/demo.h"
#include "app/house.h"
#include "services/sharing/load_addresses.h"

#include <fmt/core.h>

namespace helselos::app {

Result<std::string> load_addresses(House& house, const std::filesystem::path& file)
{
    const auto entries = TRY(sharing::read_addresses(TRY(read_file(file))));
    auto session = house.operator_session();
    const auto loaded = TRY(sharing::load_addresses(session, house.hall(), entries));
    return fmt::format("{} made, {} changed, {} as before, {} withdrawn", loaded.made, loaded.changed, loaded.unchanged,
        loaded.withdrawn);
}

int load_addresses(const Configuration& configuration, const std::string& file)
{
    const auto house = House::open(configuration);
    const auto said = house ? load_addresses(**house, file) : Result<std::string>(house.error());
    if (!said) {
        fmt::print(stderr, "helselos: {}\n", said.error().reason);
        for (const auto& issue : said.error().issues)
            fmt::print(stderr, "  {}: {}\n", issue.element, issue.text);
        return 1;
    }
    fmt::print("{}\n", *said);
    return 0;
}

}  // namespace helselos::app
