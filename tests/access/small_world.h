// The persons of the matrix and their ties, without its records; and records put by hand.
#pragma once

#include "access/world.h"

namespace helselos::tests {

class SmallWorld : public HouseInABox {
protected:
    void SetUp() override
    {
        HouseInABox::SetUp();
        for (const auto& resource : persons_of_the_matrix(system_clock().now()))
            put(resource);
    }

    Answer as(const std::string& caller, const std::string& target)
    {
        return ask(http::Method::get, target, caller_of_the_matrix(caller));
    }

    int put(const std::string& resource)
    {
        const auto document = json::read(resource);
        EXPECT_TRUE(document.ok()) << resource;
        const auto root = document->root();
        const auto target = "/" + std::string(root["resourceType"].text()) + "/" + std::string(root["id"].text());
        return ask(http::Method::put, target, caller_of_the_matrix("operator"), resource).status;
    }

    // An Observation of "Patient/<patient>".
    int observe(const std::string& id, const std::string& patient, const std::string& more = "")
    {
        return put(R"({"resourceType":"Observation","id":")" + id
            + R"(","status":"final","code":{"text":"kanari"},"subject":{"reference":"Patient/)" + patient + R"("})"
            + more + "}");
    }

    std::string total(const std::string& caller, const std::string& search)
    {
        const auto answer = as(caller, search + (search.find('?') == std::string::npos ? "?" : "&") + "_summary=count");
        return answer.status == 200 ? std::string(answer.root()["total"].text()) : std::to_string(answer.status);
    }
};

}  // namespace helselos::tests
