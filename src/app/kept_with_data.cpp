#include "app/kept_with_data.h"

#include "base/text.h"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include <fmt/format.h>

namespace helselos::app {

namespace {

bool make_durable(const std::filesystem::path& path, int flags)
{
    const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
    if (handle < 0)
        return false;
    const bool is_durable = ::fsync(handle) == 0;
    return ::close(handle) == 0 && is_durable;
}

}  // namespace

std::optional<std::string> kept_with_data(const std::filesystem::path& data, const char* name)
{
    std::ifstream file(data / name);
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

Result<void> keep_with_data(const std::filesystem::path& data, const char* name, const std::string& word)
{
    std::error_code failure;
    std::filesystem::create_directories(data, failure);
    std::ofstream file(data / name);
    file << word << '\n';
    file.close();
    if (failure || !file || !make_durable(data / name, O_RDONLY) || !make_durable(data, O_RDONLY | O_DIRECTORY))
        return Error{Kind::fault, fmt::format("the {} cannot be written to the data folder", name)};
    return {};
}

}  // namespace helselos::app
