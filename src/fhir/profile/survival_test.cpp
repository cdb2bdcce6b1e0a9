// Packages come from outside: whatever a differential holds, a profile is made or refused, and nothing else happens.
#include "fhir/profile/profiles.h"

#include "json/read.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace helselos::fhir::profile {

namespace {

constexpr const char* whole = R"({"resourceType":"StructureDefinition","url":"https://example.org/p","name":"P",
    "type":"Patient","derivation":"constraint","baseDefinition":"http://hl7.org/fhir/StructureDefinition/Patient",
    "differential":{"element":[
    {"id":"Patient","path":"Patient","constraint":[{"key":"k","severity":"error","human":"h","expression":"true"}]},
    {"id":"Patient.extension:a","path":"Patient.extension","sliceName":"a","min":1,
        "type":[{"code":"Extension","profile":["http://hl7.org/fhir/StructureDefinition/patient-citizenship"]}]},
    {"id":"Patient.extension:a.extension:code","path":"Patient.extension.extension","sliceName":"code","min":1},
    {"id":"Patient.identifier","path":"Patient.identifier",
        "slicing":{"discriminator":[{"type":"value","path":"system"}],"rules":"open"},"alias":["a"],"mapping":[{"identity":"m","map":"x"}]},
    {"id":"Patient.identifier:b","path":"Patient.identifier","sliceName":"b","max":"1"},
    {"id":"Patient.identifier:b.system","path":"Patient.identifier.system","fixedUri":"https://example.org","short":"...x"},
    {"id":"Patient.deceasedBoolean","path":"Patient.deceasedBoolean","mustSupport":true},
    {"id":"Patient.maritalStatus","path":"Patient.maritalStatus","binding":{"strength":"required","valueSet":"https://example.org/v"}},
    {"id":"Patient.contact.name.family","path":"Patient.contact.name.family","maxLength":3,"condition":["k"]}]}})";

constexpr const char* values[] = {"null", "true", "7", R"("")", R"("Patient.name.given.extension")", R"("a/b/c")", "[]",
    "{}", R"(["x"])", R"([{"code":"x","profile":["https://example.org/p"]}])", R"({"a":[1]})"};

// A profile with one member of one of its elements changed.
bool is_made_or_refused(std::size_t place, std::string_view key, std::string_view value)
{
    auto document = std::move(*json::read(whole));
    const auto other = json::read(value);
    const auto element = document.root()["differential"]["element"].at(place);
    document.set(element, key, document.copy(other->root()));
    Profiles profiles(Definitions::r4());
    EXPECT_TRUE(profiles.add(std::move(document)).ok());
    const auto found = profiles.find("https://example.org/p");
    return found ? (*found)->elements.size() > 30 : found.error().kind == Kind::unprocessable;
}

}  // namespace

TEST(Survival, any_value_of_any_member_gives_a_profile_or_an_error)
{
    const auto document = json::read(whole);
    std::size_t place = 0;
    for (const auto element : document->root()["differential"]["element"].elements()) {
        for (const auto& member : element.members())
            for (const auto* value : values)
                EXPECT_TRUE(is_made_or_refused(place, member.key, value)) << place << " " << member.key << " " << value;
        for (const auto* value : values)
            EXPECT_TRUE(is_made_or_refused(place, "contentReference", value)) << place << " " << value;
        ++place;
    }
}

TEST(Survival, any_order_of_the_elements_gives_a_profile_or_an_error)
{
    const auto count = json::read(whole)->root()["differential"]["element"].size();
    for (std::size_t first = 0; first < count; ++first) {
        auto document = std::move(*json::read(whole));
        const auto elements = document.root()["differential"]["element"];
        const auto turned = document.make_array();
        for (std::size_t at = 0; at < count; ++at)
            document.push(turned, document.copy(elements.at((first + count - at) % count)));
        document.set(document.root()["differential"], "element", turned);
        Profiles profiles(Definitions::r4());
        ASSERT_TRUE(profiles.add(std::move(document)).ok());
        const auto found = profiles.find("https://example.org/p");
        EXPECT_TRUE(found.ok() || found.error().kind == Kind::unprocessable) << first;
    }
}

TEST(Survival, what_is_no_text_at_the_top_is_an_error)
{
    for (const auto* key : {"url", "type", "baseDefinition", "differential", "derivation"}) {
        auto document = std::move(*json::read(whole));
        document.set(document.root(), key, document.make_array());
        Profiles profiles(Definitions::r4());
        if (!profiles.add(std::move(document)))
            continue;
        const auto found = profiles.find("https://example.org/p");
        EXPECT_TRUE(found.ok() || found.error().kind == Kind::unprocessable) << key;
    }
}

}  // namespace helselos::fhir::profile
