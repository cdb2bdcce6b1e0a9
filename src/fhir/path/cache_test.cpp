#include "fhir/path/cache.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <vector>

namespace helselos::fhir::path {

namespace {

TEST(ExpressionCache, compiles_each_text_once)
{
    ExpressionCache cache;
    const auto first = cache.compiled("name.given").value();
    EXPECT_EQ(cache.compiled("name.given").value().program(), first.program());
    EXPECT_NE(cache.compiled("name.family").value().program(), first.program());
    EXPECT_EQ(cache.size(), 2U);
}

TEST(ExpressionCache, keeps_no_mistakes)
{
    ExpressionCache cache;
    EXPECT_FALSE(cache.compiled("name.").ok());
    EXPECT_EQ(cache.size(), 0U);
}

TEST(ExpressionCache, holds_no_more_than_it_may_and_keeps_what_is_asked_for)
{
    ExpressionCache cache(10);
    const auto kept = cache.compiled("kept").value();
    for (int i = 0; i < 1000; ++i) {
        ASSERT_TRUE(cache.compiled("other" + std::to_string(i)).ok());
        EXPECT_EQ(cache.compiled("kept").value().program(), kept.program());
        EXPECT_LE(cache.size(), 10U);
    }
    EXPECT_EQ(kept.text(), "kept");
}

TEST(ExpressionCache, serves_threads_at_once)
{
    ExpressionCache cache(8);
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 4; ++thread)
        threads.emplace_back([&cache] {
            for (int i = 0; i < 200; ++i)
                EXPECT_EQ(
                    cache.compiled("name" + std::to_string(i % 20)).value().text(), "name" + std::to_string(i % 20));
        });
    for (auto& thread : threads)
        thread.join();
}

}  // namespace

}  // namespace helselos::fhir::path
