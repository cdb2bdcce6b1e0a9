#include "app/secret_files.h"

namespace helselos::app {

namespace {

Result<void> refuse_open(const std::filesystem::path& file, const char* option)
{
    using enum std::filesystem::perms;
    std::error_code failure;
    const auto status = std::filesystem::status(file, failure);
    if (file.empty() || failure || !std::filesystem::is_regular_file(status))
        return {};
    if ((status.permissions() & (others_all | group_write)) == none)
        return {};
    return Error{Kind::invalid,
        std::string(option)
            + " names a file that others may read or change: make it chmod 600, and think of it as known"};
}

}  // namespace

Result<void> refuse_open_secrets(const Configuration& configuration)
{
    TRY(refuse_open(configuration.seal_key, "--seal-key"));
    TRY(refuse_open(configuration.tls.key, "--tls-key"));
    TRY(refuse_open(configuration.identity.personnel.key, "--client-key"));
    return refuse_open(configuration.identity.residents.key, "--citizen-client-key");
}

}  // namespace helselos::app
