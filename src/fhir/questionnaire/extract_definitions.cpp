// http://hl7.org/fhir/uv/sdc/STU4/extraction.html#definition-based-extraction: definitionExtract and
// definitionExtractValue, and itemExtractionContext of STU 3 where it names a type.
#include "base/text.h"
#include "fhir/questionnaire/built_resource.h"
#include "fhir/questionnaire/extract_entries.h"
#include "fhir/questionnaire/forms.h"
#include "fhir/questionnaire/variables.h"

#include <fmt/format.h>

#include <list>
#include <optional>

namespace helselos::fhir::questionnaire {

namespace {

constexpr std::string_view core_address = "http://hl7.org/fhir/StructureDefinition/";

// A resource that is being built, for one occurrence of the item that asks for it.
struct Open {
    std::string canonical;  // What definitions of items below have to name.
    std::string type;
    json::Value extension;  // With the fullUrl and others; absent of STU 3.
    path::Item focus;
    BuiltResource resource;
    // Groups below that have a definition of their own, the innermost last: what is named below theirs is put there.
    std::vector<std::pair<std::string, BuiltResource::Place*>> scopes = {};
};

// "http://x/Patient#Patient.name.given".
struct ElementAddress {
    std::string_view canonical;
    std::string_view path;
};

ElementAddress element_address(std::string_view definition)
{
    const auto hash = definition.find('#');
    return hash == std::string_view::npos ? ElementAddress{definition, {}}
                                          : ElementAddress{definition.substr(0, hash), definition.substr(hash + 1)};
}

class Definitional {
public:
    explicit Definitional(Extracting& extracting) : m_to(extracting) {}

    // What stands at the root or an item; answers are of `item`, and absent for the root.
    Result<void> at(json::Value asked, json::Value item, const path::Item& focus, const std::string& path);

private:
    Result<void> below(json::Value item, const std::string& path);
    void open(json::Value extension, std::string_view canonical, const path::Item& focus, const std::string& path);
    std::size_t open_all(json::Value asked, const path::Item& focus, const std::string& path);
    Result<void> close(std::size_t count, const std::string& path);
    Open* open_for(std::string_view canonical);
    Result<void> put(std::string_view definition, const GivenValue& value, json::Value unit, const std::string& path);
    bool open_scope(json::Value asked, const std::string& path);
    Result<void> put_answers(json::Value asked, json::Value item, const std::string& path);
    Result<void> put_values(json::Value asked, const path::Item& focus, const std::string& path);
    void tell(const Error& error, const std::string& path) { m_to.report.warning("not-supported", path, error.reason); }

    Extracting& m_to;
    std::list<Open> m_open;
};

// Profiles are known by their address alone; what they build is a resource of the type in the item's own paths.
void Definitional::open(
    json::Value extension, std::string_view canonical, const path::Item& focus, const std::string& path)
{
    const auto url = canonical_of(canonical).url;
    const auto name
        = url.starts_with(core_address) ? url.substr(core_address.size()) : part(extension, "type")["valueCode"].text();
    const auto* type = m_to.asked.definitions.type(name);
    if (type == nullptr || type->kind != TypeKind::resource)
        return m_to.report.warning(
            "not-supported", path, "only types of R4 are extracted by definition, not profiles of them");
    m_open.push_back(
        {std::string(url), std::string(name), extension, focus, BuiltResource(*type, m_to.asked.definitions)});
}

std::size_t Definitional::open_all(json::Value asked, const path::Item& focus, const std::string& path)
{
    const auto before = m_open.size();
    for (const auto each : extensions(asked, "sdc-questionnaire-definitionExtract"))
        open(each, part(each, "definition")["valueCanonical"].text(), focus, path);
    for (const auto each : extensions(asked, "sdc-questionnaire-itemExtractionContext")) {
        if (const auto type = each["valueCode"].text(); !type.empty())
            open({}, std::string(core_address) + std::string(type), focus, path);
        else
            m_to.report.warning("not-supported", path, "itemExtractionContext is not asked as a query: name a type");
    }
    return m_open.size() - before;
}

Result<void> Definitional::close(std::size_t count, const std::string& path)
{
    for (; count > 0; --count) {
        if (auto made = m_open.back().resource.draft(); made.exists())
            TRY(m_to.add_record(m_open.back().extension, std::move(made), m_open.back().focus, path));
        m_open.pop_back();
    }
    return {};
}

Open* Definitional::open_for(std::string_view canonical)
{
    const auto url = canonical_of(canonical).url;
    for (auto open = m_open.rbegin(); open != m_open.rend(); ++open)
        if (open->canonical == url)
            return &*open;
    return nullptr;
}

std::vector<std::string_view> names_of(std::string_view path)
{
    return split(path, '.');
}

Result<void> Definitional::put(
    std::string_view definition, const GivenValue& value, json::Value unit, const std::string& path)
{
    const auto address = element_address(definition);
    auto* open = open_for(address.canonical);
    if (open == nullptr || !value.value.exists())
        return {};
    TRY(m_to.spend(1, json::to_text(value.value).size()));
    if (!address.path.starts_with(open->type + ".")) {
        tell({Kind::unprocessable, "the definition of an item names no element of its type"}, path);
        return {};
    }
    auto* from = &open->resource.root();
    auto rest = address.path.substr(open->type.size() + 1);
    for (auto scope = open->scopes.rbegin(); scope != open->scopes.rend(); ++scope)
        if (address.path.starts_with(scope->first + ".")) {
            from = scope->second;
            rest = address.path.substr(scope->first.size() + 1);
            break;
        }
    if (const auto done = open->resource.put(*from, names_of(rest), value, unit); !done)
        tell(done.error(), path);
    return {};
}

// A group that stands for an element: what is below it belongs together.
bool Definitional::open_scope(json::Value asked, const std::string& path)
{
    const auto address = element_address(asked["definition"].text());
    auto* open = asked["type"].text() == "group" ? open_for(address.canonical) : nullptr;
    if (open == nullptr || !address.path.starts_with(open->type + "."))
        return false;
    auto* from = &open->resource.root();
    auto rest = address.path.substr(open->type.size() + 1);
    if (!open->scopes.empty() && address.path.starts_with(open->scopes.back().first + ".")) {
        from = open->scopes.back().second;
        rest = address.path.substr(open->scopes.back().first.size() + 1);
    }
    const auto place = open->resource.open(*from, names_of(rest));
    if (!place) {
        tell(place.error(), path);
        return false;
    }
    open->scopes.emplace_back(address.path, *place);
    return true;
}

Result<void> Definitional::put_answers(json::Value asked, json::Value item, const std::string& path)
{
    const auto unit = extension_value(asked, "questionnaire-unit", "valueCoding");
    for (const auto answer : item["answer"].elements())
        if (reason_of_absence(value_of(answer)).empty())
            TRY(put(asked["definition"].text(), given_value(value_of(answer)), unit, path));
    return {};
}

Result<void> Definitional::put_values(json::Value asked, const path::Item& focus, const std::string& path)
{
    for (const auto each : extensions(asked, "sdc-questionnaire-definitionExtractValue")) {
        const auto definition = value_of(part(each, "definition")).value.text();
        if (const auto fixed = part(each, "fixed-value"); fixed.exists())
            TRY(put(definition, given_value(value_of(fixed)), {}, path));
        const auto expression = expression_of(part(each, "expression"));
        if (!expression.exists())
            continue;
        const auto items = expression.is_fhirpath()
            ? m_to.evaluation.evaluate(expression.text, focus)
            : Result<path::Collection>(Error{Kind::unsupported, "its language is not text/fhirpath"});
        if (!items)
            m_to.report.undecided(items.error(), path, "definitionExtractValue");
        for (const auto& item : items ? *items : path::Collection())
            TRY(put(definition, given_value(item), {}, path));
    }
    return {};
}

Result<void> Definitional::below(json::Value item, const std::string& path)
{
    std::size_t index = 0;
    for (const auto each : item["item"].elements()) {
        const auto here = fmt::format("{}.item[{}]", path, index++);
        const auto place = m_to.form.find(each["linkId"].text());
        if (place == FormItem::none)
            continue;
        const auto before = m_to.evaluation.mark();
        const auto focus = m_to.evaluation.element(each, "QuestionnaireResponse.item");
        const auto& asked = m_to.form.at(place).json;
        bind_variables(asked, focus, m_to.evaluation, m_to.report, here);
        TRY(at(asked, each, focus, here));
        m_to.evaluation.release(before);
    }
    for (const auto answer : item["answer"].elements())
        TRY(below(answer, path + ".answer"));
    return {};
}

Result<void> Definitional::at(json::Value asked, json::Value item, const path::Item& focus, const std::string& path)
{
    const auto opened = open_all(asked, focus, path);
    auto* scoped = open_scope(asked, path) ? open_for(element_address(asked["definition"].text()).canonical) : nullptr;
    TRY(put_answers(asked, item, path));
    TRY(put_values(asked, focus, path));
    TRY(below(item, path));
    if (scoped != nullptr)
        scoped->scopes.pop_back();
    return close(opened, path);
}

}  // namespace

Result<void> extract_definitions(Extracting& extracting)
{
    Definitional definitional(extracting);
    return definitional.at(
        extracting.form.json(), extracting.asked.response, extracting.evaluation.response(), "QuestionnaireResponse");
}

}  // namespace helselos::fhir::questionnaire
