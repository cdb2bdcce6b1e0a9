// What residents and personnel send when they choose, and how the answers are looked into.
#pragma once

#include "journeys/house_in_a_box.h"

#include <initializer_list>
#include <string>
#include <utility>
#include <vector>

namespace helselos::tests {

// A part of Parameters: its name, the element of its value, the value.
struct Part {
    std::string name;
    std::string element;
    json::Draft value;
};

inline Part text(const char* name, const char* value)
{
    return {name, "valueString", value};
}
inline Part code(const char* name, const char* value)
{
    return {name, "valueCode", value};
}
inline Part refers(const char* name, const std::string& reference)
{
    return {name, "valueReference", json::object({{"reference", reference}})};
}

inline std::string parameters(const std::vector<Part>& parts)
{
    auto list = json::array();
    for (const auto& part : parts)
        list.push(json::object({{"name", part.name}, {part.element, part.value}}));
    return json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(list)}}));
}

// Persons of the demonstration and their numbers.
inline constexpr const char* number_of_maria = "05919949637";
inline constexpr const char* number_of_per = "12867449904";
inline constexpr const char* number_of_ida = "09831299859";

class Choosing : public HouseInABox {
protected:
    void put(const json::Draft& resource)
    {
        const auto document = json::to_document(resource);
        const auto root = document.root();
        const auto target = "/" + std::string(root["resourceType"].text()) + "/" + std::string(root["id"].text());
        const auto answer = ask(http::Method::put, target, "operator", json::to_text(root));
        ASSERT_LT(answer.status, 300) << answer.text;
    }

    void observe(const std::string& id, const std::string& patient)
    {
        put(json::object({{"resourceType", "Observation"}, {"id", id}, {"status", "final"},
            {"code", json::object({{"text", "kanari"}})},
            {"subject", json::object({{"reference", "Patient/" + patient}})}}));
    }

    int reads(const std::string& person, const std::string& record) { return get("/" + record, person).status; }

    static std::string id_of(const Answer& answer) { return std::string(answer.root()["id"].text()); }

    static json::Value part_of(json::Value parameters, std::string_view name)
    {
        return interaction::parameter(parameters, name);
    }

    // Of $who-can-see: the parts of the one who sees by that.
    static json::Value seer(const Answer& answer, std::string_view reference, std::string_view basis)
    {
        for (const auto who : answer.root()["parameter"].elements()) {
            std::string found;
            std::string by;
            for (const auto part : who["part"].elements()) {
                if (part["name"].text() == "reference")
                    found = part["valueReference"]["reference"].text();
                if (part["name"].text() == "basis")
                    by = part["valueCode"].text();
            }
            if (found == reference && by == basis)
                return who["part"];
        }
        return {};
    }
};

}  // namespace helselos::tests
