// 144 synthetic patients with all that happened to them: what the quick way finds is what FHIRPath finds.
#include "fhir/search/extract.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>

namespace helselos::fhir::search {

namespace {

namespace files = std::filesystem;

// The archive lies beside the checkout; it is unpacked once into the build. Empty when there is none.
files::path synthea()
{
    const files::path archive = HL_SOURCE_DIR "/../shared/data/synthea/synthea-r4.tar.zst";
    const files::path folder = HL_BINARY_DIR "/synthea";
    if (!files::exists(archive))
        return {};
    if (!files::exists(folder / "whole")) {
        files::create_directories(folder);
        const auto command = "tar --zstd -xf '" + archive.string() + "' -C '" + folder.string() + "'";
        if (std::system(command.c_str()) != 0)
            return {};
        std::ofstream(folder / "whole");
    }
    return folder;
}

json::Document read_file(const files::path& path)
{
    std::ifstream in(path, std::ios::binary);
    const std::string text{std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
    auto document = json::read(text);
    EXPECT_TRUE(document.ok()) << path;
    return document.ok() ? *std::move(document) : json::Document();
}

void expect_same(const Rows& quick, const Rows& engine, const std::string& where)
{
    EXPECT_EQ(quick.tokens, engine.tokens) << where;
    EXPECT_EQ(quick.strings, engine.strings) << where;
    EXPECT_EQ(quick.dates, engine.dates) << where;
    EXPECT_EQ(quick.numbers, engine.numbers) << where;
    EXPECT_EQ(quick.quantities, engine.quantities) << where;
    EXPECT_EQ(quick.references, engine.references) << where;
    EXPECT_EQ(quick.uris, engine.uris) << where;
    EXPECT_EQ(quick.compartments, engine.compartments) << where;
}

TEST(Synthea, walks_and_engine_find_the_same)
{
    const auto folder = synthea();
    if (folder.empty())
        GTEST_SKIP() << "no Synthea data beside the checkout";
    const auto quick = *Extractor::create(Definitions::r4());
    const auto engine = *Extractor::create(Definitions::r4(), Extractor::Way::engine);
    std::size_t resources = 0;
    std::set<std::string, std::less<>> types;
    for (const auto& file : files::directory_iterator(folder)) {
        if (file.path().extension() != ".json")
            continue;
        const auto bundle = read_file(file.path());
        for (const auto entry : bundle.root()["entry"].elements()) {
            const auto resource = entry["resource"];
            const auto by_walks = quick.extract(resource);
            const auto by_engine = engine.extract(resource);
            ASSERT_TRUE(by_walks.ok() && by_engine.ok()) << file.path();
            expect_same(*by_walks, *by_engine, file.path().filename().string() + " " + std::to_string(resources));
            types.emplace(resource["resourceType"].text());
            ++resources;
            if (HasFailure())
                return;
        }
    }
    EXPECT_GT(resources, 40'000U);
    EXPECT_GE(types.size(), 15U);
}

}  // namespace

}  // namespace helselos::fhir::search
