#include "fhir/questionnaire/template.h"

#include "fhir/questionnaire/draft_of.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;

constexpr std::string_view context_name = "sdc-questionnaire-templateExtractContext";
constexpr std::string_view value_name = "sdc-questionnaire-templateExtractValue";

Expression of_template(json::Value value, json::Value sibling, std::string_view name)
{
    const auto on_sibling = extension(sibling, name);
    return expression_of(on_sibling.exists() ? on_sibling : extension(value, name));
}

bool is_of_template(json::Value each)
{
    const auto url = each["url"].text();
    for (const auto name : {context_name, value_name})
        if (url.starts_with(address::sdc) && url.substr(address::sdc.size()) == name)
            return true;
    return false;
}

}  // namespace

path::Collection Template::evaluate(std::string_view text, const path::Item& focus, const std::string& path)
{
    auto items = m_evaluation.evaluate(text, focus);
    if (items)
        return *std::move(items);
    m_report.undecided(items.error(), path, "an expression of the template");
    return {};
}

// Extensions of the template are not of what it makes.
Result<Draft> Template::object(json::Value object, const path::Item& focus, const std::string& path)
{
    auto made = Draft::make(json::Type::object);
    for (const auto& each : object.members()) {
        const bool is_sibling = each.key.starts_with('_');
        if (!is_sibling)
            TRY(member(each.key, object, focus, path, made));
        else if (!object[each.key.substr(1)].exists())
            TRY(member(each.key.substr(1), object, focus, path, made));
    }
    return made;
}

Result<Template::Drafts> Template::list(
    json::Value object, std::string_view key, const path::Item& focus, const std::string& path)
{
    const auto values = object[key];
    const auto siblings = object["_" + std::string(key)];
    Drafts all;
    for (std::size_t i = 0; i < std::max(values.size(), siblings.size()); ++i) {
        const auto value = values.at(i);
        if (key == "extension" && is_of_template(value))
            continue;
        const Part part{value.is_null() ? json::Value() : value, siblings.is_array() ? siblings.at(i) : json::Value()};
        for (auto& draft : TRY(parts(part, focus, fmt::format("{}.{}[{}]", path, key, i))))
            all.push_back(std::move(draft));
    }
    return all;
}

Result<void> Template::member(
    std::string_view key, json::Value object, const path::Item& focus, const std::string& path, Draft& made)
{
    const auto value = object[key];
    const auto sibling = object["_" + std::string(key)];
    const auto here = fmt::format("{}.{}", path, key);
    const bool is_list = value.is_array() || sibling.is_array();
    auto drafts = is_list ? TRY(list(object, key, focus, path)) : TRY(parts({value, sibling}, focus, here));
    if (drafts.empty())
        return {};
    if (!is_list && drafts.size() > 1) {
        m_report.warning("multiple-matches", here, "there are several values where one is due: none is taken");
        return {};
    }
    if (!is_list) {
        made.set(std::string(key), std::move(drafts.front()));
        return {};
    }
    auto array = json::array();
    for (auto& draft : drafts)
        array.push(std::move(draft));
    made.set(std::string(key), json::unless_empty(std::move(array)));
    return {};
}

Result<Template::Drafts> Template::parts_in(const Part& part, const path::Item& focus, const std::string& path)
{
    TRY(m_to.spend(1, part.value.text().size()));
    Drafts drafts;
    if (const auto value = of_template(part.value, part.sibling, value_name); value.exists()) {
        for (const auto& item : evaluate(value.text, focus, path))
            if (auto draft = draft_of(item); draft.exists())
                drafts.push_back(std::move(draft));
        return drafts;
    }
    if (!part.value.is_object()) {
        if (part.value.exists())
            drafts.emplace_back(part.value);
        return drafts;
    }
    auto made = TRY(object(part.value, focus, path));
    if (!made.empty())
        drafts.push_back(std::move(made));
    return drafts;
}

Result<Template::Drafts> Template::parts(const Part& part, const path::Item& focus, const std::string& path)
{
    const auto context = of_template(part.value, part.sibling, context_name);
    if (!context.exists())
        return parts_in(part, focus, path);
    Drafts all;
    for (const auto& each : evaluate(context.text, focus, path))
        for (auto& draft : TRY(parts_in(part, each, path)))
            all.push_back(std::move(draft));
    return all;
}

Result<Draft> Template::made(json::Value resource, const path::Item& focus)
{
    auto drafts = TRY(parts({resource, {}}, focus, std::string(resource["resourceType"].text())));
    if (drafts.size() > 1)
        m_report.warning("multiple-matches", std::string(resource["resourceType"].text()),
            "the context of a template has several items: none is taken");
    return drafts.size() == 1 ? std::move(drafts.front()) : Draft();
}

}  // namespace helselos::fhir::questionnaire
