#include "app/zone_of_data.h"

#include "base/text.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <optional>
#include <sstream>

#include <fmt/format.h>

namespace helselos::app {

namespace {

constexpr const char* file_name = "time-zone";
constexpr const char* utc = "UTC";

std::optional<std::string> kept_zone(const std::filesystem::path& data)
{
    std::ifstream file(data / file_name);
    std::ostringstream text;
    if (!file || !(text << file.rdbuf()))
        return std::nullopt;
    return std::string(trim(text.str()));
}

bool has_data(const std::filesystem::path& data)
{
    std::error_code ignored;
    return std::filesystem::exists(data / "helselos.db", ignored);
}

bool make_durable(const std::filesystem::path& path, int flags)
{
    const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool is_durable = ::fsync(handle) == 0;
    return ::close(handle) == 0 && is_durable;
}

// Before there is any data: what follows must never stand there without it.
Result<void> keep_zone(const std::filesystem::path& data, const std::string& zone)
{
    std::error_code failure;
    std::filesystem::create_directories(data, failure);
    std::ofstream file(data / file_name);
    file << zone << '\n';
    file.close();
    if (failure || !file || !make_durable(data / file_name, O_RDONLY) || !make_durable(data, O_RDONLY | O_DIRECTORY))
        return Error{Kind::fault, "the time zone cannot be written to the data folder"};
    return {};
}

}  // namespace

Result<fhir::search::Zone::Shared> zone_of_data(const std::filesystem::path& data, const std::string& wanted)
{
    auto kept = kept_zone(data);
    if (!kept && has_data(data))
        kept = utc;
    auto zone = TRY(fhir::search::Zone::named(kept ? *kept : wanted.empty() ? utc : wanted));
    if (kept && !wanted.empty() && *kept != wanted)
        return Error{Kind::conflict,
            fmt::format("the data was made in the time zone {}: make it anew, or leave --time-zone out", zone->name())};
    if (!kept)
        TRY(keep_zone(data, zone->name()));
    return zone;
}

}  // namespace helselos::app
