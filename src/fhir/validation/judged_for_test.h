// For tests: small profiles, and what a resource is told by them.
#pragma once

#include "fhir/profile/profiles.h"
#include "fhir/terminology/terminology.h"
#include "fhir/validation/validate.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <memory>
#include <string>
#include <string_view>

namespace helselos::fhir::validation {

constexpr std::string_view test_base = "http://example.org/fhir/StructureDefinition/";

class Judged {
public:
    // A profile http://example.org/fhir/StructureDefinition/[name] with these elements in its differential.
    Judged& profile(const std::string& name, const std::string& type, const std::string& elements,
        const std::string& more = "", const std::string& base = "")
    {
        const auto derived_from = base.empty() ? "http://hl7.org/fhir/StructureDefinition/" + type : base;
        return definition(R"({"resourceType":"StructureDefinition","url":")" + std::string(test_base) + name
            + R"(","name":")" + name + R"(","status":"active","fhirVersion":"4.0.1","kind":"resource",)" + more
            + R"("abstract":false,"type":")" + type + R"(","baseDefinition":")" + derived_from
            + R"(","derivation":"constraint","differential":{"element":[)" + elements + "]}}");
    }
    Judged& definition(const std::string& text)
    {
        auto document = json::read(text);
        EXPECT_TRUE(document.ok()) << text;
        EXPECT_TRUE(m_profiles->add(std::move(*document)).ok());
        return *this;
    }
    Judged& codes(const std::string& text)
    {
        auto document = json::read(text);
        EXPECT_TRUE(document.ok()) << text;
        EXPECT_TRUE(m_terminology->add(std::move(*document)).ok());
        return *this;
    }

    Issues issues(std::string_view resource, const Options& options) const
    {
        const auto document = json::read(resource);
        EXPECT_TRUE(document.ok()) << resource;
        return Validator(Definitions::r4(), *m_profiles, *m_terminology).validate(document->root(), options);
    }

    // "severity code element", one a line, by the profile with this name.
    std::string told(const std::string& name, std::string_view resource, Severity least = Severity::error) const
    {
        Options options;
        options.least = least;
        if (!name.empty())
            options.profiles = {std::string(test_base) + name};
        return lines_of(issues(resource, options));
    }

    // A validator that has compiled nothing yet; lives until the next is asked for.
    const Validator& fresh()
    {
        m_fresh = std::make_unique<Validator>(Definitions::r4(), *m_profiles, *m_terminology);
        return *m_fresh;
    }

    static std::string lines_of(const Issues& issues)
    {
        std::string lines;
        for (const auto& issue : issues) {
            constexpr const char* names[] = {"fatal", "error", "warning", "information"};
            lines += std::string(lines.empty() ? "" : "\n") + names[static_cast<int>(issue.severity)] + " " + issue.code
                + " " + issue.element;
        }
        return lines;
    }

private:
    std::unique_ptr<profile::Profiles> m_profiles = std::make_unique<profile::Profiles>(Definitions::r4());
    std::unique_ptr<terminology::Terminology> m_terminology
        = std::make_unique<terminology::Terminology>(Definitions::r4());
    std::unique_ptr<const Validator> m_fresh;
};

}  // namespace helselos::fhir::validation
