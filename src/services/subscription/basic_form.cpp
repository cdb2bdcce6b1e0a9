#include "services/subscription/basic_form.h"

#include <array>
#include <string>
#include <string_view>

namespace helselos::subscription {

namespace {

constexpr std::string_view elements = "http://hl7.org/fhir/5.0/StructureDefinition/extension-SubscriptionTopic.";
constexpr int depth_max = 4;  // Of the elements of a topic; a deeper one is none.

struct Typed {
    std::string_view element;
    std::string_view value;
};

// What is not here is a string or has parts.
constexpr std::array typed{
    Typed{"url", "valueUri"},
    Typed{"status", "valueCode"},
    Typed{"experimental", "valueBoolean"},
    Typed{"date", "valueDateTime"},
    Typed{"description", "valueMarkdown"},
    Typed{"purpose", "valueMarkdown"},
    Typed{"resource", "valueUri"},
    Typed{"supportedInteraction", "valueCode"},
    Typed{"resultForCreate", "valueCode"},
    Typed{"resultForDelete", "valueCode"},
    Typed{"requireBoth", "valueBoolean"},
    Typed{"comparator", "valueCode"},
    Typed{"modifier", "valueCode"},
    Typed{"filterDefinition", "valueUri"},
};

std::string value_name(std::string_view element)
{
    for (const auto& each : typed)
        if (each.element == element)
            return std::string(each.value);
    return "valueString";
}

void add(json::Draft& extensions, const std::string& url, std::string_view element, json::Value value, int depth)
{
    if (depth == 0)
        return;
    if (value.is_array()) {
        for (const auto each : value.elements())
            add(extensions, url, element, each, depth - 1);
        return;
    }
    auto extension = json::object({{"url", url}});
    if (value.is_object()) {
        auto parts = json::array();
        for (const auto& member : value.members())
            add(parts, std::string(member.key), member.key, member.value(), depth - 1);
        extension.set("extension", std::move(parts));
    } else {
        extension.set(value_name(element), json::Draft(value));
    }
    extensions.push(std::move(extension));
}

}  // namespace

json::Draft basic_form(json::Value topic)
{
    auto extensions = json::array();
    for (const auto& member : topic.members()) {
        if (member.key == "resourceType" || member.key == "id")
            continue;
        add(extensions, std::string(elements) + std::string(member.key), member.key, member.value(), 2 * depth_max);
    }
    const auto coding = json::object({{"system", "http://hl7.org/fhir/fhir-types"}, {"code", "SubscriptionTopic"}});
    return json::object({
        {"resourceType", "Basic"},
        {"id", topic["id"].text()},
        {"extension", std::move(extensions)},
        {"code", json::object({{"coding", json::array({coding})}})},
    });
}

}  // namespace helselos::subscription
