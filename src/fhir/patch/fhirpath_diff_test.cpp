#include "fhir/patch/fhirpath_diff.h"

#include "base/limits.h"
#include "fhir/patch/alignment.h"
#include "fhir/patch/fhirpath_patch.h"
#include "fhir/patch/sameness.h"
#include "json/read.h"
#include "json/write.h"

#include <gtest/gtest.h>

#include <random>

namespace helselos::fhir {

namespace {

const Definitions& r4()
{
    return Definitions::r4();
}

json::Document read(const std::string& text)
{
    return json::read(text).value();
}

// The operations as "type path" and, of what is put, its text.
std::vector<std::string> told(const std::string& before, const std::string& after)
{
    const auto left = read(before);
    const auto right = read(after);
    const auto patch = fhirpath_diff(left.root(), right.root(), r4());
    EXPECT_TRUE(patch) << (patch ? "" : patch.error().reason);
    std::vector<std::string> operations;
    for (const auto operation : patch->root()["parameter"].elements()) {
        std::string text;
        for (const auto part : operation["part"].elements())
            for (const auto& member : part.members())
                if (member.key != "name")
                    text += (text.empty() ? "" : " ")
                        + (member.value().is_string() ? std::string(member.value().text())
                                                      : json::to_text(member.value()));
        operations.push_back(text);
    }
    return operations;
}

using Operations = std::vector<std::string>;

TEST(FhirPathDiff, of_what_is_the_same_there_is_nothing_to_tell)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","active":true,"gender":"male"})",
                  R"({"resourceType":"Patient","gender":"male","active":true})"),
        Operations{});
}

TEST(FhirPathDiff, single_elements_come_change_and_go)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","active":true,"gender":"male"})",
                  R"({"resourceType":"Patient","gender":"female","birthDate":"1980-01-01"})"),
        (Operations{"replace Patient.gender female", "add Patient birthDate 1980-01-01", "delete Patient.active"}));
}

TEST(FhirPathDiff, a_name_is_told_by_what_changed_in_it)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"family":"a","given":["b","c"]},{"text":"d"}]})",
                  R"({"resourceType":"Patient","name":[{"family":"x","given":["b","c","e"]},{"text":"d"}]})"),
        (Operations{"replace Patient.name[0].family x", "insert Patient.name[0].given 2 e"}));
}

TEST(FhirPathDiff, what_is_put_between_others_leaves_them_alone)
{
    EXPECT_EQ(told(R"({"resourceType":"Patient","name":[{"text":"a"},{"text":"b"},{"text":"c"}]})",
                  R"({"resourceType":"Patient","name":[{"text":"a"},{"text":"new"},{"text":"b"}]})"),
        (Operations{R"(insert Patient.name 1 {"text":"new"})", "delete Patient.name[3]"}));
}

TEST(FhirPathDiff, a_choice_changes_its_type)
{
    EXPECT_EQ(told(R"({"resourceType":"Observation","valueString":"a"})",
                  R"({"resourceType":"Observation","valueQuantity":{"value":0.010}})"),
        (Operations{R"(replace Observation.value {"value":0.010})"}));
}

TEST(FhirPathDiff, the_digits_of_a_number_are_a_difference)
{
    EXPECT_EQ(told(R"({"resourceType":"Observation","valueQuantity":{"value":0.01}})",
                  R"({"resourceType":"Observation","valueQuantity":{"value":0.010}})"),
        (Operations{"replace Observation.value.value 0.010"}));
}

TEST(FhirPathDiff, resources_of_two_types_are_not_compared)
{
    const auto patient = read(R"({"resourceType":"Patient"})");
    const auto person = read(R"({"resourceType":"Person"})");
    EXPECT_EQ(fhirpath_diff(patient.root(), person.root(), r4()).error().kind, Kind::unprocessable);
}

TEST(FhirPathDiff, more_differences_than_a_patch_may_carry_are_refused)
{
    const auto list = [](std::size_t count) {
        std::string text = R"({"resourceType":"Patient","active":true)";
        for (std::size_t i = 0; i < count; ++i)
            text += (i == 0 ? R"(,"name":[{"text":")" : R"(,{"text":")") + std::to_string(i) + R"("})";
        return text + (count == 0 ? "}" : "]}");
    };
    EXPECT_EQ(told(list(0), list(limits::patch_operations_max)).size(), limits::patch_operations_max);
    const auto none = read(list(0));
    const auto many = read(list(limits::patch_operations_max + 1));
    EXPECT_EQ(fhirpath_diff(none.root(), many.root(), r4()).error().kind, Kind::too_large);
}

TEST(Alignment, is_the_longest_common_part)
{
    EXPECT_EQ(align({"a", "b", "c", "d"}, {"a", "c", "x", "d"}), (std::vector<Stayed>{{0, 0}, {2, 1}, {3, 3}}));
    EXPECT_EQ(align({"b", "a"}, {"a", "b"}).size(), 1U);
    EXPECT_TRUE(align({"a"}, {"b"}).empty());
    EXPECT_TRUE(align({}, {"b"}).empty());
}

// Resources with every form an element can have, changed by chance.
class Changing {
public:
    explicit Changing(std::uint32_t seed) : m_chance(seed) {}

    std::string resource()
    {
        switch (m_chance() % 3) {
        case 0: return patient();
        case 1: return observation();
        default: return questionnaire();
        }
    }

    std::string patient()
    {
        return object({R"("resourceType":"Patient")", maybe(R"("active":)", boolean()),
            maybe(R"("birthDate":"1980-01-0)", digit() + "\""), maybe(R"("_birthDate":)", extended()),
            list(R"("name":)", [&] { return name(); }), list(R"("extension":)", [&] { return extension(); }),
            maybe(R"("deceased)", yes() ? R"(Boolean":true)" : R"(DateTime":"2020")"),
            list(R"("contact":)", [&] { return contact(); }), list(R"("contained":)", [&] { return contained(); }),
            maybe(R"("text":)", R"({"status":"generated","div":"<div>)" + digit() + R"(</div>"})"),
            list(R"("identifier":)",
                [&] { return R"({"system":"urn:)" + digit() + R"(","value":")" + digit() + "\"}"; }),
            maybe(R"("meta":)", R"({"profile":["urn:)" + digit() + R"("],"tag":[{"code":")" + digit() + R"("}]})")});
    }

private:
    std::string observation()
    {
        return object({R"("resourceType":"Observation")", value(),
            list(R"("component":)",
                [&] {
                    return object({R"("code":{"text":")" + digit() + R"("})", value(),
                        list(R"("referenceRange":)", [&] { return R"({"text":")" + digit() + "\"}"; })});
                }),
            maybe(R"("effectivePeriod":)", R"({"start":"2020-01-0)" + digit() + R"("})"),
            list(R"("note":)", [&] { return R"({"text":")" + digit() + R"(","authorString":")" + digit() + "\"}"; })});
    }

    std::string questionnaire() { return object({R"("resourceType":"Questionnaire")", items(3)}); }

    std::string items(int depth)
    {
        return list(R"("item":)", [&] {
            return object({R"("linkId":")" + digit() + "\"", maybe(R"("text":)", "\"" + digit() + "\""),
                maybe(R"("_text":)", extended()), depth == 0 ? "" : items(depth - 1),
                list(R"("answerOption":)", [&] { return "{" + answer() + "}"; }, 1)});
        });
    }

    std::string answer()
    {
        if (yes())
            return R"("valueCoding":{"code":")" + digit() + R"("})";
        return yes() ? R"("valueInteger":)" + digit() : R"("valueString":"a","_valueString":)" + extended();
    }

    std::string value()
    {
        switch (m_chance() % 5) {
        case 0: return R"("valueString":")" + digit() + "\"";
        case 1: return R"("valueInteger":)" + digit();
        case 2:
            return R"("valueCodeableConcept":{"coding":[{"code":")" + digit() + R"("},{"code":")" + digit() + R"("}]})";
        case 3: return R"("valueString":")" + digit() + R"(","_valueString":)" + extended();
        default: return R"("valueQuantity":{"value":)" + digit() + ".0}";
        }
    }

    // Given names, some with extensions, one of them without a name.
    std::string name()
    {
        const auto plain = list(R"("given":)", [&] { return "\"" + digit() + "\""; });
        const auto extended_names = R"("given":[")" + digit() + R"(",null,")" + digit() + R"("],"_given":[null,)"
            + extended() + "," + (yes() ? "null" : extended()) + "]";
        return object({R"("text":")" + digit() + "\"", yes() ? plain : extended_names,
            maybe(R"("family":)", "\"" + digit() + "\""), maybe(R"("_family":)", extended())});
    }

    std::string contact()
    {
        return object({maybe(R"("gender":)", R"("male")"), maybe(R"("name":)", name()),
            list(R"("relationship":)", [&] { return R"({"text":")" + digit() + "\"}"; }),
            R"("id":")" + digit() + "\""});
    }

    std::string contained()
    {
        return object({R"("resourceType":")" + std::string(yes() ? "Organization" : "Practitioner") + "\"",
            R"("id":")" + digit() + "\"", maybe(R"("active":)", boolean())});
    }

    std::string extension()
    {
        const auto inner = R"("extension":[{"url":"in","valueCode":")" + digit() + R"("}])";
        return R"({"url":"urn:)" + digit() + R"(",)" + (yes() ? inner : value_of_extension()) + "}";
    }

    std::string value_of_extension()
    {
        return R"("value)" + std::string(yes() ? R"(Boolean":true)" : R"(Coding":{"code":"a"})");
    }
    std::string extended() { return R"({"extension":[{"url":"urn:)" + digit() + R"(","valueString":"x"}]})"; }

    template <typename Make>
    std::string list(const std::string& name, const Make& make, std::size_t least = 0)
    {
        const auto size = least + m_chance() % 4;
        std::string text;
        for (std::size_t i = 0; i < size; ++i)
            text += (i == 0 ? "" : ",") + make();
        return text.empty() ? "" : name + "[" + text + "]";
    }

    std::string maybe(const std::string& name, const std::string& value) { return yes() ? name + value : ""; }
    static std::string object(const std::vector<std::string>& members)
    {
        std::string text;
        for (const auto& member : members)
            if (!member.empty())
                text += (text.empty() ? "" : ",") + member;
        return "{" + text + "}";
    }
    std::string digit() { return std::to_string(1 + m_chance() % 4); }
    std::string boolean() { return yes() ? "true" : "false"; }
    bool yes() { return m_chance() % 2 == 0; }

    std::mt19937 m_chance;
};

void expect_that_it_leads_there(const std::string& before, const std::string& after)
{
    const auto left = read(before);
    const auto right = read(after);
    const auto patch = fhirpath_diff(left.root(), right.root(), r4());
    ASSERT_TRUE(patch) << patch.error().reason << '\n' << before << '\n' << after;
    if (patch->root()["parameter"].size() == 0) {
        EXPECT_TRUE(is_same(left.root(), right.root()));
        return;
    }
    const auto made = fhirpath_patched(left.root(), patch->root(), r4());
    ASSERT_TRUE(made) << made.error().reason << '\n' << json::to_text(patch->root());
    EXPECT_EQ(canonical_text(made->root()), canonical_text(right.root())) << json::to_text(patch->root());
}

TEST(FhirPathDiff, applied_it_leads_from_the_one_to_the_other)
{
    int compared = 0;
    for (std::uint32_t seed = 1; seed <= 1500; ++seed) {
        Changing changing(seed);
        const auto before = changing.resource();
        auto after = changing.resource();
        for (int tries = 0; tries < 20 && after.substr(0, 25) != before.substr(0, 25); ++tries)
            after = changing.resource();
        if (after.substr(0, 25) != before.substr(0, 25))
            continue;
        ++compared;
        expect_that_it_leads_there(before, after);
        if (HasFatalFailure() || HasNonfatalFailure())
            return;
    }
    EXPECT_GT(compared, 1200);
}

}  // namespace

}  // namespace helselos::fhir
