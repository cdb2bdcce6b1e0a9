#include "fhir/questionnaire/form.h"

#include "base/limits/sdc.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

Result<Form> Form::read(json::Value questionnaire)
{
    if (questionnaire["resourceType"].text() != "Questionnaire")
        return Error{Kind::invalid, "a Questionnaire is expected"};
    Form form;
    form.m_json = questionnaire;
    TRY(form.add(questionnaire["item"], FormItem::none, 0, "Questionnaire"));
    if (form.m_issues.empty())
        return form;
    return Error{Kind::unprocessable, "the Questionnaire's items cannot be told apart", {}, std::move(form.m_issues)};
}

Result<void> Form::add(json::Value items, std::size_t parent, std::size_t depth, const std::string& path)
{
    if (depth > limits::form_depth_max)
        return Error{Kind::too_large, "the Questionnaire's groups are nested too deep", path};
    std::size_t index = 0;
    for (const auto json : items.elements()) {
        const auto place = m_items.size();
        if (place >= limits::form_items_max)
            return Error{Kind::too_large, "the Questionnaire has too many items", path};
        const auto here = fmt::format("{}.item[{}]", path, index);
        m_items.push_back({json, json["linkId"].text(), json["type"].text(), parent, index++});
        const auto& item = m_items.back();
        if (item.link_id.empty() || item.type.empty())
            m_issues.push_back({Severity::error, "required", here, "an item needs a linkId and a type"});
        else if (!m_by_link_id.emplace(item.link_id, place).second)
            m_issues.push_back({Severity::error, "duplicate", here + ".linkId", "another item has the same linkId"});
        (parent == FormItem::none ? m_top : m_items[parent].children).push_back(place);
        TRY(add(json["item"], place, depth + 1, here));
    }
    return {};
}

std::size_t Form::find(std::string_view link_id) const
{
    const auto found = m_by_link_id.find(link_id);
    return found == m_by_link_id.end() ? FormItem::none : found->second;
}

}  // namespace helselos::fhir::questionnaire
