#include "fhir/questionnaire/extract_entries.h"

#include "base/limits/sdc.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

using json::Draft;

Result<void> Extracting::spend(std::size_t nodes, std::size_t bytes)
{
    m_nodes += nodes;
    m_bytes += bytes;
    if (m_nodes > limits::form_nodes_made_max || m_bytes > limits::form_bytes_made_max)
        return Error{Kind::too_large, "the answers make too much"};
    return {};
}

Result<void> Extracting::add(json::Draft entry)
{
    TRY(spend(1, json::to_text(entry).size()));
    if (entries.elements().size() >= limits::form_entries_max)
        return Error{Kind::too_large, "the answers make too many resources"};
    entries.push(std::move(entry));
    return {};
}

Result<void> Extracting::add_new(std::string full_url, std::string_view type, json::Draft resource)
{
    auto entry = json::object({{"fullUrl", std::move(full_url)}});
    entry.set("resource", std::move(resource));
    entry.set("request", json::object({{"method", "POST"}, {"url", type}}));
    return add(std::move(entry));
}

// The parts of both extensions are FHIRPath, and yield one text or none.
std::string Extracting::text_of(
    json::Value extension, std::string_view name, const path::Item& focus, const std::string& path)
{
    const auto expression = part(extension, name)["valueString"].text();
    if (expression.empty())
        return {};
    const auto items = evaluation.evaluate(expression, focus);
    if (!items)
        report.undecided(items.error(), path, fmt::format("{} of the extracted resource", name));
    return items && items->size() == 1 ? (*items)[0].to_text() : std::string();
}

Result<void> Extracting::add_record(json::Value extension, Draft made, const path::Item& focus, const std::string& path)
{
    auto record = Draft::make(json::Type::object);
    const auto id = text_of(extension, "resourceId", focus, path);
    std::string type;
    for (const auto& [key, value] : made.members()) {
        if (key != "id")
            record.set(key, value);
        if (key != "resourceType")
            continue;
        type = value.text();
        if (!id.empty())
            record.set("id", id);
    }
    auto request
        = json::object({{"method", id.empty() ? "POST" : "PUT"}, {"url", id.empty() ? type : type + "/" + id}});
    for (const auto* name : {"ifNoneMatch", "ifMatch", "ifNoneExist"})
        if (auto text = text_of(extension, name, focus, path); !text.empty())
            request.set(name, std::move(text));
    const auto url = text_of(extension, "fullUrl", focus, path);
    auto entry = json::object({{"fullUrl", url.empty() ? new_full_url() : url}});
    entry.set("resource", std::move(record));
    entry.set("request", std::move(request));
    return add(std::move(entry));
}

void Extracting::allocate_ids(json::Value asked_here)
{
    for (const auto each : extensions(asked_here, "sdc-questionnaire-extractAllocateId")) {
        // Kept by the evaluation, as every text it makes.
        const auto text = evaluation.evaluate(fmt::format("'{}'", new_full_url()), {});
        if (text)
            evaluation.bind(each["valueString"].text(), *text);
    }
}

}  // namespace helselos::fhir::questionnaire
