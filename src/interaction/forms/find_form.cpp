#include "interaction/forms/find_form.h"

#include "base/url.h"
#include "fhir/validation/validate.h"
#include "interaction/prepare.h"
#include "json/read.h"

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using fhir::questionnaire::canonical_of;
using fhir::questionnaire::FormDocument;

constexpr std::size_t versions_looked_at = 20;

Result<FormDocument> stored(const FormSources& sources, std::string_view type, std::string_view canonical)
{
    const auto [url, version] = canonical_of(canonical);
    auto criteria = "_sort=-_lastUpdated&url=" + percent_encode(url);
    if (!version.empty())
        criteria += "&version=" + percent_encode(version);
    auto query = TRY(parse_criteria(sources.hall, type, criteria));
    query.count = versions_looked_at;
    const auto found = sources.search(query);
    if (!found) {
        if (found.error().kind == Kind::forbidden || found.error().kind == Kind::not_found)
            return FormDocument();
        return found.error();
    }
    FormDocument chosen;
    for (const auto& match : found->matches) {
        auto document = std::make_shared<const json::Document>(TRY(json::read(match.body)));
        if (document->root()["status"].text() == "active")
            return document;
        if (chosen == nullptr)
            chosen = std::move(document);
    }
    return chosen;
}

FormDocument copy_of(json::Value form)
{
    json::Document document;
    document.set_root(document.copy(form));
    return std::make_shared<const json::Document>(std::move(document));
}

}  // namespace

Result<FormDocument> find_definition(const FormSources& sources, std::string_view type, std::string_view canonical)
{
    const auto [url, version] = canonical_of(canonical);
    if (url.empty())
        return FormDocument();
    for (const auto each : sources.beside)
        if (each["resourceType"].text() == type && each["url"].text() == url
            && (version.empty() || each["version"].text() == version))
            return copy_of(each);
    if (auto found = TRY(stored(sources, type, canonical)); found != nullptr)
        return found;
    const auto* forms = validator_of(sources.hall).forms();
    if (forms == nullptr || type != "Questionnaire")
        return FormDocument();
    return forms->find(canonical);
}

Result<FormDocument> find_form(const FormSources& sources, std::string_view canonical)
{
    return find_definition(sources, "Questionnaire", canonical);
}

}  // namespace helselos::interaction
