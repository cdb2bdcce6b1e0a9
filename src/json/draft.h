// A JSON value written by hand in code, when a resource is made rather than read:
//
//     json::object({
//         {"resourceType", "RiskAssessment"},
//         {"status", "final"},
//         {"subject", json::absent},                       // Left out of what is written.
//         {"basis", json::array({reference(response)})},
//     });
#pragma once

#include "json/value.h"

#include <cstdint>
#include <initializer_list>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace helselos::json {

class Draft {
public:
    using Members = std::vector<std::pair<std::string, Draft>>;

    Draft() = default;  // Absent.
    Draft(const char* text) : m_type(Type::string), m_text(text) {}
    Draft(std::string_view text) : m_type(Type::string), m_text(text) {}
    Draft(std::string text) : m_type(Type::string), m_text(std::move(text)) {}
    template <typename Truth>
        requires std::is_same_v<Truth, bool>
    Draft(Truth truth) : m_type(Type::boolean), m_text(truth ? "true" : "false")
    {}
    template <typename Number>
        requires(std::is_integral_v<Number> && !std::is_same_v<Number, bool> && !std::is_same_v<Number, char>)
    Draft(Number number) : m_type(Type::number), m_text(std::to_string(number))
    {}
    Draft(Value value);  // A deep copy.

    static Draft number(std::string text);  // As written: "0.010".
    static Draft make(Type type);           // An empty array or object.
    // Written as it stands, without a copy: it must live as long as the document that is made of this draft.
    // Nothing can be asked of it here or put into it.
    static Draft lent(Value value);

    Type type() const { return m_type; }
    bool exists() const { return m_type != Type::absent; }
    const std::string& text() const { return m_text; }
    const std::vector<Draft>& elements() const { return m_elements; }
    const Members& members() const { return m_members; }
    bool empty() const { return m_elements.empty() && m_members.empty() && !m_lent.exists(); }
    Value lent() const { return m_lent; }

    // On an object; an absent value is not set.
    Draft& set(std::string key, Draft value);
    // On an array; an absent value is not added.
    Draft& push(Draft element);

private:
    Type m_type = Type::absent;
    std::string m_text;
    std::vector<Draft> m_elements;
    Members m_members;
    Value m_lent;
};

inline const Draft absent;

Draft object(std::initializer_list<std::pair<std::string, Draft>> members);
Draft array(std::initializer_list<Draft> elements = {});

// Absent when the array or object has nothing in it: FHIR allows no empty ones.
Draft unless_empty(Draft draft);

Document to_document(const Draft& draft);
std::string to_text(const Draft& draft);

}  // namespace helselos::json
