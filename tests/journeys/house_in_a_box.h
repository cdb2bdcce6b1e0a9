// The whole house in one process, on a folder of its own, with the demonstration's persons;
// asked as the network would ask it, without the network.
#pragma once

#include "app/demo.h"
#include "app/house.h"
#include "server/auth/demo.h"
#include "server/auth/sessions.h"
#include "server/rest/fhir_base.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>

namespace helselos::tests {

struct Answer {
    int status = 0;
    std::string text;
    json::Document document;

    json::Value root() const { return document.root(); }
};

class HouseInABox : public testing::Test {
protected:
    void SetUp() override
    {
        std::string pattern = (std::filesystem::temp_directory_path() / "helselos-XXXXXX").string();
        m_folder = mkdtemp(pattern.data());
        m_configuration.data = m_folder;
        m_configuration.environment = "test";
        m_configuration.content = std::filesystem::path(HL_SOURCE_DIR) / "content";
        open();
        const auto loaded = app::load_demo(*m_house, m_configuration.content);
        ASSERT_TRUE(loaded.ok()) << loaded.error().reason;
    }

    void TearDown() override
    {
        m_fhir.reset();
        m_house.reset();
        std::filesystem::remove_all(m_folder);
    }

    // The caller that a person of the demonstration is; "" for nobody, "operator" for the operator.
    access::Caller caller(const std::string& person)
    {
        if (person.empty())
            return {};
        if (person == "operator")
            return {access::CallerKind::system, "system", "", {}, ""};
        auth::Sessions sessions(system_clock(), secure_random());
        const auth::People people(m_house->records(), m_house->hall());
        const auth::DemoSignIn demo(*app::demo_persons(m_configuration.content), people, sessions);
        for (const auto& listed : demo.persons())
            if (listed.id == person)
                return demo.look_up(listed)->caller;
        ADD_FAILURE() << "no such person: " << person;
        return {};
    }

    Answer ask(http::Method method, const std::string& target, const std::string& person, const std::string& body = {})
    {
        return ask(method, target, caller(person), body);
    }

    Answer ask(http::Method method, const std::string& target, access::Caller caller, const std::string& body = {},
        const char* media = "application/fhir+json")
    {
        const http::Header headers[] = {{"Content-Type", media}};
        http::Request request;
        request.method = method;
        request.target = target;
        request.headers = headers;
        request.body = body;
        request.remote_address = "127.0.0.1";
        const std::string_view whole(target);
        const auto question = whole.find('?');
        request.path = whole.substr(0, question);
        request.query = question == std::string_view::npos ? std::string_view() : whole.substr(question + 1);
        const auto response = m_fhir->handle(request, request.path, std::move(caller));
        Answer answer{response.status, std::string(response.body.view()), {}};
        if (auto document = json::read(answer.text); document.ok())
            answer.document = *std::move(document);
        return answer;
    }

    Answer get(const std::string& target, const std::string& person) { return ask(http::Method::get, target, person); }
    Answer post(const std::string& target, const std::string& person, const std::string& body = {})
    {
        return ask(http::Method::post, target, person, body);
    }

    const std::filesystem::path& folder() const { return m_folder; }
    app::House& house() { return *m_house; }
    const std::filesystem::path& data() const { return m_folder; }
    const rest::FhirBase& fhir() const { return *m_fhir; }

    // As after a restart: the same data, another process.
    void open_again()
    {
        m_fhir.reset();
        m_house.reset();
        open();
    }

private:
    void open()
    {
        auto house = app::House::open(m_configuration);
        ASSERT_TRUE(house.ok()) << house.error().reason;
        m_house = *std::move(house);
        m_fhir = std::make_unique<rest::FhirBase>(
            m_house->records(), m_house->hall(), m_house->operations(), "http://test/fhir");
    }

    std::filesystem::path m_folder;
    app::Configuration m_configuration;
    std::unique_ptr<app::House> m_house;
    std::unique_ptr<rest::FhirBase> m_fhir;
};

}  // namespace helselos::tests
