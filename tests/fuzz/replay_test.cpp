// Every seed and every finding of the fuzzers, in the ordinary build.
#include "targets.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

namespace helselos::fuzz {

namespace {

std::size_t replay(const std::string& name, void (*target)(std::string_view))
{
    std::size_t inputs = 0;
    for (const auto& entry : std::filesystem::directory_iterator(HL_SOURCE_DIR "/tests/fuzz/corpus/" + name)) {
        std::ifstream in(entry.path(), std::ios::binary);
        const std::string bytes{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
        target(bytes);
        // The same without its end: where readers most often read too far.
        for (std::size_t size = 0; size < std::min<std::size_t>(bytes.size(), 500); ++size)
            target(std::string_view(bytes).substr(0, size));
        ++inputs;
    }
    return inputs;
}

TEST(FuzzReplay, bundle)
{
    EXPECT_GE(replay("bundle", bundle), 10U);
}

TEST(FuzzReplay, fhirpath_evaluate)
{
    EXPECT_GE(replay("fhirpath_evaluate", fhirpath_evaluate), 10U);
}

TEST(FuzzReplay, form)
{
    EXPECT_GE(replay("form", form), 10U);
}

TEST(FuzzReplay, http_request)
{
    EXPECT_GE(replay("http_request", http_request), 10U);
}

TEST(FuzzReplay, json_read)
{
    EXPECT_GE(replay("json_read", json_read), 10U);
}

TEST(FuzzReplay, jws)
{
    EXPECT_GE(replay("jws", jws), 10U);
}

TEST(FuzzReplay, proof)
{
    EXPECT_GE(replay("proof", proof), 10U);
}

TEST(FuzzReplay, safe_return)
{
    EXPECT_GE(replay("safe_return", safe_return), 10U);
}

TEST(FuzzReplay, scope)
{
    EXPECT_GE(replay("scope", scope), 10U);
}

TEST(FuzzReplay, picture)
{
    EXPECT_GE(replay("picture", picture), 10U);
}

TEST(FuzzReplay, search_extract)
{
    EXPECT_GE(replay("search_extract", search_extract), 10U);
}

TEST(FuzzReplay, search_query)
{
    EXPECT_GE(replay("search_query", search_query), 10U);
}

TEST(FuzzReplay, target)
{
    EXPECT_GE(replay("target", target), 10U);
}

TEST(FuzzReplay, view_definition)
{
    EXPECT_GE(replay("view_definition", view_definition), 10U);
}

}  // namespace

}  // namespace helselos::fuzz
