#include "app/secret_files.h"

#include <gtest/gtest.h>

#include <fstream>

namespace helselos::app {

namespace {

using std::filesystem::perms;

Result<void> judge(std::filesystem::path Configuration::*member, perms permissions)
{
    Configuration configuration;
    const auto file = std::filesystem::path(testing::TempDir()) / "secret";
    std::ofstream(file) << "secret";
    std::filesystem::permissions(file, permissions);
    configuration.*member = file;
    return refuse_open_secrets(configuration);
}

TEST(SecretFiles, what_everybody_may_read_is_no_secret)
{
    for (const auto mode : {0604U, 0644U, 0602U, 0601U, 0777U, 0620U})
        EXPECT_FALSE(judge(&Configuration::seal_key, perms(mode)).ok()) << mode;
    for (const auto mode : {0600U, 0400U, 0440U, 0640U})
        EXPECT_TRUE(judge(&Configuration::seal_key, perms(mode)).ok()) << mode;
}

TEST(SecretFiles, the_keys_of_both_clients_are_judged)
{
    const auto file = std::filesystem::path(testing::TempDir()) / "client-secret";
    std::ofstream(file) << "secret";
    std::filesystem::permissions(file, perms(0644U));
    Configuration personnel;
    personnel.identity.personnel.key = file;
    EXPECT_FALSE(refuse_open_secrets(personnel).ok());
    Configuration residents;
    residents.identity.residents.key = file;
    EXPECT_FALSE(refuse_open_secrets(residents).ok());
}

TEST(SecretFiles, a_file_that_is_not_there_is_for_its_reader)
{
    Configuration configuration;
    configuration.seal_key = "/nowhere/at/all";
    EXPECT_TRUE(refuse_open_secrets(configuration).ok());
    EXPECT_TRUE(refuse_open_secrets({}).ok());
}

}  // namespace

}  // namespace helselos::app
