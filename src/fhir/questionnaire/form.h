// A Questionnaire as it is asked: its items by linkId, each with its parent and children
// (http://hl7.org/fhir/R4/questionnaire.html).
#pragma once

#include "base/result.h"
#include "base/text.h"
#include "json/value.h"

#include <cstddef>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::fhir::questionnaire {

struct FormItem {
    static constexpr std::size_t none = static_cast<std::size_t>(-1);

    json::Value json;
    std::string_view link_id;
    std::string_view type;
    std::size_t parent = none;
    std::size_t order = 0;  // Among its siblings.
    std::vector<std::size_t> children = {};

    bool is_group() const { return type == "group"; }
    bool is_display() const { return type == "display"; }
    bool is_question() const { return !is_group() && !is_display(); }
};

// Views the Questionnaire it was read from.
class Form {
public:
    // Errors: unprocessable (an item without linkId or type, two with the same linkId; all of them are told), too_large
    // (limits::form_items_max, form_depth_max).
    static Result<Form> read(json::Value questionnaire);

    json::Value json() const { return m_json; }
    const std::vector<std::size_t>& top() const { return m_top; }
    const FormItem& at(std::size_t place) const { return m_items[place]; }
    const std::vector<FormItem>& items() const { return m_items; }
    // FormItem::none when there is no such item.
    std::size_t find(std::string_view link_id) const;

private:
    Result<void> add(json::Value items, std::size_t parent, std::size_t depth, const std::string& path);

    json::Value m_json;
    std::vector<FormItem> m_items;
    std::vector<std::size_t> m_top;
    std::unordered_map<std::string_view, std::size_t> m_by_link_id;
    Issues m_issues;
};

}  // namespace helselos::fhir::questionnaire
