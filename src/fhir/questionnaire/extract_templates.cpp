// http://hl7.org/fhir/uv/sdc/STU4/extraction.html#template-based-extraction
#include "fhir/questionnaire/extract_entries.h"
#include "fhir/questionnaire/template.h"
#include "fhir/questionnaire/variables.h"

#include <fmt/format.h>

namespace helselos::fhir::questionnaire {

namespace {

using json::Draft;

class Templates {
public:
    explicit Templates(Extracting& extracting) : m_to(extracting) {}

    Result<void> at(json::Value asked, const path::Item& focus, const std::string& path);
    Result<void> walk(json::Value items, const std::string& path);
    Result<void> bundle();

private:
    json::Value contained(json::Value reference) const;
    Result<void> one(json::Value extension, const path::Item& focus, const std::string& path);

    Extracting& m_to;
};

json::Value Templates::contained(json::Value reference) const
{
    const auto id = reference["reference"].text();
    for (const auto resource : m_to.form.json()["contained"].elements())
        if (id.size() > 1 && id.front() == '#' && resource["id"].text() == id.substr(1))
            return resource;
    return {};
}

Result<void> Templates::one(json::Value extension, const path::Item& focus, const std::string& path)
{
    const auto resource = contained(part(extension, "template")["valueReference"]);
    if (!resource.exists()) {
        m_to.report.error("not-found", path, "the template of templateExtract is not contained in the form");
        return {};
    }
    auto made = TRY(Template(m_to).made(resource, focus));
    if (!made.exists())
        return {};
    return m_to.add_record(extension, std::move(made), focus, path);
}

Result<void> Templates::at(json::Value asked, const path::Item& focus, const std::string& path)
{
    m_to.allocate_ids(asked);
    for (const auto each : extensions(asked, "sdc-questionnaire-templateExtract"))
        TRY(one(each, focus, path));
    return {};
}

Result<void> Templates::walk(json::Value items, const std::string& path)
{
    std::size_t index = 0;
    for (const auto item : items.elements()) {
        const auto here = fmt::format("{}.item[{}]", path, index++);
        const auto place = m_to.form.find(item["linkId"].text());
        if (place == FormItem::none)
            continue;
        const auto& asked = m_to.form.at(place);
        const auto before = m_to.evaluation.mark();
        const auto focus = m_to.evaluation.element(item, "QuestionnaireResponse.item");
        bind_variables(asked.json, focus, m_to.evaluation, m_to.report, here);
        if (asked.is_group() || item["answer"].size() > 0)
            TRY(at(asked.json, focus, here));
        TRY(walk(item["item"], here));
        for (const auto answer : item["answer"].elements())
            TRY(walk(answer["item"], here + ".answer"));
        m_to.evaluation.release(before);
    }
    return {};
}

Result<void> Templates::bundle()
{
    const auto said = extension(m_to.form.json(), "sdc-questionnaire-templateExtractBundle");
    if (!said.exists())
        return {};
    const auto resource = contained(said["valueReference"]);
    if (resource["resourceType"].text() != "Bundle") {
        m_to.report.error("not-found", "Questionnaire", "the Bundle of templateExtractBundle is not contained");
        return {};
    }
    const auto made = TRY(Template(m_to).made(resource, m_to.evaluation.response()));
    for (const auto& [key, value] : made.members())
        if (key == "entry")
            for (const auto& entry : value.elements())
                TRY(m_to.add(entry));
    return {};
}

}  // namespace

Result<void> extract_templates(Extracting& extracting)
{
    Templates templates(extracting);
    TRY(templates.at(extracting.form.json(), extracting.evaluation.response(), "QuestionnaireResponse"));
    TRY(templates.bundle());
    return templates.walk(extracting.asked.response["item"], "QuestionnaireResponse");
}

}  // namespace helselos::fhir::questionnaire
