#include "app/content_codes.h"

#include "services/triage/addresses.h"
#include "json/draft.h"

#include <set>

namespace helselos::app {

namespace {

using triage::Language;

// Adds to a CodeSystem what it has not.
class Adding {
public:
    explicit Adding(json::Value code_system) : m_concepts(code_system["concept"])
    {
        for (const auto concept_of : code_system["concept"].elements())
            m_codes.emplace(concept_of["code"].text());
    }

    void add(const std::string& code, const triage::Wording& text)
    {
        if (!m_codes.insert(code).second)
            return;
        auto designations = json::array();
        for (const auto language : {Language::nb, Language::nn})
            if (const auto written = text.written(language); !written.empty())
                designations.push(json::object({{"language", code_of(language)}, {"value", written}}));
        m_concepts.push(json::object({{"code", code}, {"display", text.in(Language::en)},
            {"designation", json::unless_empty(std::move(designations))}}));
        m_has_added = true;
    }

    bool has_added() const { return m_has_added; }
    std::size_t count() const { return m_codes.size(); }
    json::Document concepts() const { return json::to_document(m_concepts); }

private:
    json::Draft m_concepts;
    std::set<std::string, std::less<>> m_codes;
    bool m_has_added = false;
};

void add_all(const triage::Content& content, std::string_view address, Adding& adding)
{
    if (address == triage::complaint_system)
        for (const auto& protocol : content.protocols)
            adding.add(protocol.id, protocol.title);
    if (address == triage::answer_system)
        for (const auto& finding : content.findings)
            for (const auto& choice : finding.choices)
                adding.add(choice.id, choice.text);
}

}  // namespace

void add_codes(const triage::Content& content, json::Document& resource)
{
    const auto root = resource.root();
    const auto address = root["url"].text();
    if (root["resourceType"].text() != "CodeSystem"
        || (address != triage::complaint_system && address != triage::answer_system))
        return;
    Adding adding(root);
    add_all(content, address, adding);
    if (!adding.has_added())
        return;
    const auto concepts = adding.concepts();
    resource.set(root, "concept", resource.copy(concepts.root()));
    resource.set(root, "count", resource.make_number(static_cast<std::int64_t>(adding.count())));
    resource.set(root, "version", std::string(root["version"].text()) + "+" + content.fingerprint);
}

}  // namespace helselos::app
