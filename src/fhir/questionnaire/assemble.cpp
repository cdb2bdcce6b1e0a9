#include "fhir/questionnaire/assemble.h"

#include "base/limits/sdc.h"
#include "fhir/questionnaire/extension.h"
#include "fhir/questionnaire/form.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;

constexpr std::string_view prefix_name = "linkIdPrefix";

bool is_one_of(json::Value extension, std::initializer_list<std::string_view> names)
{
    const auto url = extension["url"].text();
    return std::ranges::any_of(
        names, [&](std::string_view name) { return url == std::string(address::sdc) + std::string(name); });
}

// The prefix is a text in quotes; anything else would have to be known before there are answers.
std::optional<std::string> literal(std::string_view expression)
{
    if (expression.size() < 2 || expression.front() != '\'' || expression.back() != '\''
        || expression.substr(1, expression.size() - 2).find_first_of("'\\") != std::string_view::npos)
        return {};
    return std::string(expression.substr(1, expression.size() - 2));
}

// A form while its items are taken over.
struct Module {
    json::Value form;
    std::string prefix;
    std::string path;  // Of the item that names it.
};

class Assembling {
public:
    Assembling(json::Value root, const FindForm& find) : m_root(root), m_find(find) {}
    Result<Draft> assembled();

private:
    Result<void> items(
        json::Value items, const Module& module, const std::string& path, std::size_t depth, Draft& into);
    Result<void> part_named(
        json::Value item, const Module& module, const std::string& path, std::size_t depth, Draft& into);
    Result<Draft> own_item(json::Value item, const Module& module, const std::string& path, std::size_t depth);
    void take_head(json::Value form, const std::string& path);
    void take_contained(json::Value form, const std::string& path);
    std::string prefix_at(json::Value item, json::Value part, const Module& module, const std::string& path);
    Draft head() const;
    void wrong(std::string code, const std::string& path, std::string text)
    {
        m_issues.push_back({Severity::error, std::move(code), path, std::move(text)});
    }

    json::Value m_root;
    const FindForm& m_find;
    Issues m_issues;
    std::vector<FormDocument> m_held;
    std::vector<std::string> m_open;  // Addresses of the forms around a part.
    std::map<std::string, json::Value, std::less<>> m_contained;
    std::set<std::string, std::less<>> m_link_ids;
    Draft m_extensions = json::array();
    std::set<std::string, std::less<>> m_extension_texts;  // Those of the root and of m_extensions.
    Draft m_from = json::array();
    std::set<std::string, std::less<>> m_from_seen;
    std::size_t m_parts = 0;
    std::size_t m_items = 0;
    std::size_t m_bytes = 0;
};

std::string Assembling::prefix_at(json::Value item, json::Value part, const Module& module, const std::string& path)
{
    std::set<std::string_view> given;
    std::string prefix = module.prefix;
    for (const auto each : extensions(item, "variable")) {
        const auto expression = expression_of(each);
        given.insert(expression.name);
        if (expression.name != prefix_name)
            continue;
        if (const auto text = literal(expression.text))
            prefix += *text;
        else
            wrong("not-supported", path, "linkIdPrefix has to be a text in quotes");
    }
    for (const auto each : extensions(part, "sdc-questionnaire-assembleContext"))
        if (const auto name = each["valueString"].text(); !given.contains(name) && name != prefix_name)
            wrong("required", path, fmt::format("the part needs the context \"{}\", which is not given here", name));
    return prefix;
}

// Two parts may bring the same resource, not two with one id.
void Assembling::take_contained(json::Value form, const std::string& path)
{
    for (const auto resource : form["contained"].elements()) {
        const auto [known, is_new] = m_contained.emplace(std::string(resource["id"].text()), resource);
        if (!is_new && !json::equal(known->second, resource))
            wrong("duplicate", path, "two parts contain different resources with one id");
    }
}

// What holds for the whole of a part now holds for the whole form.
void Assembling::take_head(json::Value form, const std::string& path)
{
    take_contained(form, path);
    for (const auto each : form["extension"].elements())
        if (is_one_of(each, {"sdc-questionnaire-launchContext", "sdc-questionnaire-sourceQueries"})
            || each["url"].text() == "http://hl7.org/fhir/StructureDefinition/variable"
            || each["url"].text() == "http://hl7.org/fhir/StructureDefinition/questionnaire-constraint") {
            if (m_extension_texts.insert(json::to_text(Draft(each))).second)
                m_extensions.push(each);
        }
}

Result<void> Assembling::part_named(
    json::Value item, const Module& module, const std::string& path, std::size_t depth, Draft& into)
{
    const auto canonical = extension_value(item, "sdc-questionnaire-subQuestionnaire", "valueCanonical").text();
    if (++m_parts > limits::form_parts_max)
        return Error{Kind::too_large, "the form has too many parts", path};
    const auto found = TRY(m_find(canonical));
    if (found == nullptr) {
        wrong("not-found", path, "the part that is named is not known here");
        return {};
    }
    const auto part = found->root();
    const std::string url(part["url"].text());
    if (std::ranges::find(m_open, url) != m_open.end()) {
        wrong("business-rule", path, "the part holds the form it is a part of");
        return {};
    }
    m_bytes += json::to_text(Draft::lent(part)).size();
    if (m_bytes > limits::form_bytes_made_max)
        return Error{Kind::too_large, "the parts of the form are too large together", path};
    m_held.push_back(found);
    const auto version = part["version"].text();
    const auto from = url + (version.empty() ? "" : "|" + std::string(version));
    if (m_from_seen.insert(from).second)
        m_from.push(json::object(
            {{"url", std::string(address::sdc) + "sdc-questionnaire-assembledFrom"}, {"valueCanonical", from}}));
    take_head(part, path);
    const Module within{part, prefix_at(item, part, module, path), path};
    m_open.push_back(url);
    TRY(items(part["item"], within, path, depth, into));
    m_open.pop_back();
    return {};
}

Result<Draft> Assembling::own_item(json::Value item, const Module& module, const std::string& path, std::size_t depth)
{
    auto made = Draft::make(json::Type::object);
    for (const auto& member : item.members()) {
        if (member.key == "linkId") {
            auto link_id = module.prefix + std::string(member.value().text());
            if (!m_link_ids.insert(link_id).second)
                wrong("duplicate", path, "another item of the whole form has the same linkId");
            made.set("linkId", std::move(link_id));
        } else if (member.key == "enableWhen" && !module.prefix.empty()) {
            auto conditions = json::array();
            for (const auto condition : member.value().elements()) {
                Draft copy(condition);
                conditions.push(
                    std::move(copy.set("question", module.prefix + std::string(condition["question"].text()))));
            }
            made.set("enableWhen", std::move(conditions));
        } else if (member.key == "item") {
            auto inner = json::array();
            TRY(items(member.value(), module, path, depth + 1, inner));
            made.set("item", json::unless_empty(std::move(inner)));
        } else {
            made.set(std::string(member.key), member.value());
        }
    }
    return made;
}

Result<void> Assembling::items(
    json::Value items, const Module& module, const std::string& path, std::size_t depth, Draft& into)
{
    if (depth > limits::form_depth_max || m_open.size() > limits::form_depth_max)
        return Error{Kind::too_large, "the form would be nested too deep", path};
    std::size_t index = 0;
    for (const auto item : items.elements()) {
        const auto here = fmt::format("{}.item[{}]", path, index++);
        if (++m_items > limits::form_items_max)
            return Error{Kind::too_large, "the form would have too many items", here};
        if (extension(item, "sdc-questionnaire-subQuestionnaire").exists())
            TRY(part_named(item, module, here, depth, into));
        else
            into.push(TRY(own_item(item, module, here, depth)));
    }
    return {};
}

// What tells how to assemble is not of what is assembled.
Draft Assembling::head() const
{
    auto kept = json::array();
    for (const auto each : m_root["extension"].elements())
        if (!is_one_of(each,
                {"sdc-questionnaire-assemble-expectation", "sdc-questionnaire-assembleContext",
                    "sdc-questionnaire-assembledFrom"}))
            kept.push(each);
    for (const auto& each : m_extensions.elements())
        kept.push(each);
    for (const auto& each : m_from.elements())
        kept.push(each);
    return json::unless_empty(std::move(kept));
}

Result<Draft> Assembling::assembled()
{
    m_open.emplace_back(m_root["url"].text());
    take_contained(m_root, "Questionnaire");
    for (const auto each : m_root["extension"].elements())
        m_extension_texts.insert(json::to_text(Draft(each)));
    auto whole = json::array();
    TRY(items(m_root["item"], {m_root, "", "Questionnaire"}, "Questionnaire", 0, whole));
    if (!m_issues.empty())
        return Error{Kind::unprocessable, "the form cannot be put together", {}, std::move(m_issues)};
    auto contained = json::array();
    for (const auto& [id, resource] : m_contained)
        contained.push(resource);
    auto made = json::object({{"resourceType", "Questionnaire"}});
    for (const auto* key : {"meta", "language", "text"})
        made.set(key, m_root[key]);
    made.set("contained", json::unless_empty(std::move(contained)));
    made.set("extension", head());
    for (const auto& member : m_root.members()) {
        if (std::ranges::find(made.members(), member.key, &std::pair<std::string, Draft>::first) != made.members().end()
            || member.key == "item" || member.key == "contained" || member.key == "extension" || member.key == "id")
            continue;
        made.set(std::string(member.key),
            member.key == "version" ? Draft(std::string(member.value().text()) + "-assembled") : Draft(member.value()));
    }
    made.set("item", json::unless_empty(std::move(whole)));
    return made;
}

}  // namespace

Result<Draft> assemble(json::Value questionnaire, const FindForm& find)
{
    if (questionnaire["resourceType"].text() != "Questionnaire")
        return Error{Kind::invalid, "a Questionnaire is expected"};
    return Assembling(questionnaire, find).assembled();
}

}  // namespace helselos::fhir::questionnaire
