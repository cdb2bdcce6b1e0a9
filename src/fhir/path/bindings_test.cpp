#include "fhir/path/bindings.h"

#include "fhir/path/shown_for_test.h"

#include <gtest/gtest.h>

#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace helselos::fhir::path {

namespace {

TEST(Bindings, are_found_by_their_type)
{
    const Type first;
    const Type second;
    Bindings bindings;
    EXPECT_EQ(bindings.find(&first), nullptr);
    const auto* added = bindings.add({&first, Meaning::itself});
    EXPECT_EQ(bindings.find(&first), added);
    EXPECT_EQ(bindings.find(&second), nullptr);
    bindings.add({&second, Meaning::choice});
    EXPECT_EQ(bindings.find(&first)->meaning, Meaning::itself);
    EXPECT_EQ(bindings.find(&second)->meaning, Meaning::choice);
    const auto moved = std::move(bindings);
    EXPECT_EQ(moved.find(&first), added);
}

TEST(Bindings, are_few)
{
    const std::vector<Type> types(100);
    const Bindings bindings;
    std::size_t kept = 0;
    for (const auto& type : types)
        kept += bindings.add({&type, Meaning::nothing}) != nullptr ? 1 : 0;
    EXPECT_EQ(kept, 16U);
}

TEST(Bindings, one_expression_serves_threads_and_types_at_once)
{
    const auto expression = compile("(name | code | status | family | id).count()").value();
    const auto patient = json::read(R"({"resourceType":"Patient","id":"1","name":[{"family":"Berg"}]})").value();
    const auto observation
        = json::read(R"({"resourceType":"Observation","id":"1","status":"final","code":{"text":"a"}})").value();
    std::vector<std::thread> threads;
    for (int i = 0; i < 4; ++i)
        threads.emplace_back([&] {
            Environment environment(Definitions::r4());
            for (int round = 0; round < 500; ++round) {
                const auto& document = round % 2 == 0 ? patient : observation;
                const auto focus = Item::of_resource(document.root(), Definitions::r4());
                const auto found = evaluate(expression, focus, environment);
                EXPECT_EQ(found.ok() ? shown(*found) : "", round % 2 == 0 ? "Integer 2" : "Integer 3");
                environment.forget();
            }
        });
    for (auto& thread : threads)
        thread.join();
}

}  // namespace

}  // namespace helselos::fhir::path
