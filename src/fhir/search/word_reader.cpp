#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "fhir/path/path.h"
#include "fhir/search/protected_address.h"
#include "fhir/search/walk.h"
#include "fhir/search/words.h"
#include "json/read.h"

#include <algorithm>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

// Raised when the code here gives other words for the same resource and the same definitions.
constexpr int own_edition = 1;

// How the words of one token parameter are read from resources of one type.
struct Plan {
    std::string_view parameter;
    std::vector<Walk> walks;
    std::optional<path::Expression> expression;
};

bool has_words(std::string_view type)
{
    return type == "CodeableConcept" || type == "Coding" || type == "Identifier";
}

Result<std::optional<Plan>> plan_of(
    const SearchParameter& parameter, std::string_view resource_type, const Definitions& definitions)
{
    Plan plan{.parameter = parameter.code, .walks = {}, .expression = {}};
    if (auto walks = plain_walks(parameter.expression, resource_type, definitions)) {
        std::erase_if(*walks, [](const Walk& walk) { return !has_words(walk.type); });
        plan.walks = *std::move(walks);
        return plan.walks.empty() ? std::optional<Plan>() : std::optional(std::move(plan));
    }
    auto expression = path::compile(parameter.expression);
    if (!expression)
        return Error{Kind::fault, fmt::format("search parameter {}: {}", parameter.url, expression.error().reason)};
    plan.expression = *std::move(expression);
    return std::optional(std::move(plan));
}

void add_words(std::string_view text, WordSet& words)
{
    for (auto& word : words_of(text))
        words.push_back(std::move(word));
}

void make_set(WordSet& words)
{
    std::ranges::sort(words);
    words.erase(std::ranges::unique(words).begin(), words.end());
}

// http://hl7.org/fhir/R4/search.html#token, of :text.
void add_coded(std::string_view type, json::Value value, WordSet& words)
{
    if (type == "Coding")
        return add_words(value["display"].text(), words);
    if (type == "Identifier")
        return add_words(value["type"]["text"].text(), words);
    if (type != "CodeableConcept")
        return;
    add_words(value["text"].text(), words);
    for (const auto coding : value["coding"].elements())
        add_words(coding["display"].text(), words);
}

// Every text of a resource, found by walking it with its types.
class ContentWalk {
public:
    ContentWalk(const Definitions& definitions, WordSet& words) : m_definitions(definitions), m_words(words) {}

    void walk_resource(json::Value resource, std::size_t depth_left)
    {
        walk_object(resource, m_definitions.type(resource["resourceType"].text()), depth_left);
    }

private:
    void walk_object(json::Value object, const Type* type, std::size_t depth_left)
    {
        if (type == nullptr || depth_left == 0)
            return;
        for (const auto& member : object.members()) {
            const bool is_beside = member.key.starts_with('_');  // Id and extensions of a primitive.
            const auto named = type->json_element(is_beside ? member.key.substr(1) : member.key);
            if (named && member.key != "id" && named->type != nullptr)
                walk_values(member, *named, is_beside, depth_left - 1);
        }
    }

    void walk_values(const json::Member& member, const NamedElement& named, bool is_beside, std::size_t depth_left)
    {
        const auto value = member.value();
        if (!value.is_array())
            return walk_value(value, named, is_beside, depth_left);
        for (const auto element : value.elements())
            walk_value(element, named, is_beside, depth_left);
    }

    void walk_value(json::Value value, const NamedElement& named, bool is_beside, std::size_t depth_left)
    {
        const auto code = named.type->code;
        if (value.is_string())
            return is_said(named) ? add_words(value.text(), m_words) : void();
        if (!value.is_object())
            return;
        if (is_beside)
            return walk_object(value, m_definitions.type("Element"), depth_left);
        if (code == "Narrative")
            return add_words(text_of_narrative(value["div"].text()), m_words);
        if (value["resourceType"].exists())
            return walk_resource(value, depth_left);
        walk_object(value, named.element->content != nullptr ? named.element->content : named.type->type, depth_left);
    }

    static bool is_said(const NamedElement& named)
    {
        const auto code = named.type->code;
        return (code == "string" || code == "markdown" || code == "code")
            && named.element->path != "Reference.reference";
    }

    const Definitions& m_definitions;
    WordSet& m_words;
};

Result<void> evaluate(
    const Plan& plan, json::Value resource, const Definitions& definitions, path::Environment& environment, WordSet& to)
{
    const auto items = path::evaluate(*plan.expression, path::Item::of_resource(resource, definitions), environment);
    if (!items)
        return Error{items.error().kind, fmt::format("search parameter {}: {}", plan.parameter, items.error().reason)};
    for (const auto& item : *items)
        add_coded(item.fhir_type_name(), item.json(), to);
    environment.forget();
    return {};
}

}  // namespace

struct WordReader::Plans {
    Parameters::Shared parameters;
    std::string edition;
    AddedEditions added;
    std::unordered_set<std::string, TextHash, std::equal_to<>>
        names;  // "Observation.code", of every type of parameter.
    std::unordered_map<std::string_view, std::vector<Plan>, TextHash, std::equal_to<>> of_type;
};

const WordSet* SaidWords::of_parameter(std::string_view parameter) const
{
    const auto found = std::ranges::lower_bound(coded, parameter, std::less<>(), &CodedWords::parameter);
    return found != coded.end() && found->parameter == parameter ? &found->words : nullptr;
}

WordReader::WordReader(std::unique_ptr<const Plans> plans) : m_plans(std::move(plans)) {}
WordReader::WordReader(WordReader&&) noexcept = default;
WordReader& WordReader::operator=(WordReader&&) noexcept = default;
WordReader::~WordReader() = default;

Result<WordReader> WordReader::create(Parameters::Shared parameters)
{
    auto plans = std::make_unique<Plans>(Plans{std::move(parameters), {}, {}, {}, {}});
    const auto& definitions = plans->parameters->definitions();
    auto published = std::to_string(own_edition);
    // The letters of :contains are taken from the rows that are kept.
    if (const auto strings = newest_change(RowsKind::string, plans->parameters->edition_of_rows()); strings > 1)
        published += fmt::format(" strings {}", strings);
    for (const auto type : definitions.resource_types()) {
        for (const auto* parameter : plans->parameters->of_type(type)) {
            const auto described = fmt::format("{}.{}={}\n", type, parameter->code, parameter->expression);
            if (definitions.search_parameter(type, parameter->code) == parameter)
                published += described;
            else if (plans->parameters->is_ready(*parameter))
                plans->added.emplace_back(fmt::format("{}.{}", type, parameter->code), sha256_hex(described));
            else
                continue;
            plans->names.insert(fmt::format("{}.{}", type, parameter->code));
            if (parameter->type != SearchType::token || parameter->expression.empty())
                continue;
            if (auto plan = TRY(plan_of(*parameter, type, definitions)))
                plans->of_type[type].push_back(*std::move(plan));
        }
    }
    std::ranges::sort(plans->added);
    plans->edition = sha256_hex(published);
    return WordReader(std::move(plans));
}

const std::string& WordReader::edition() const
{
    return m_plans->edition;
}

const WordReader::AddedEditions& WordReader::added() const
{
    return m_plans->added;
}

bool WordReader::knows(std::string_view parameter_name) const
{
    return m_plans->names.contains(parameter_name);
}

const std::string* WordReader::edition_of_added(std::string_view parameter_name) const
{
    const auto found
        = std::ranges::lower_bound(m_plans->added, parameter_name, std::less<>(), &AddedEditions::value_type::first);
    return found != m_plans->added.end() && found->first == parameter_name ? &found->second : nullptr;
}

Result<SaidWords> WordReader::read(std::string_view body) const
{
    const auto document = TRY(json::read(body));
    return read(document.root());
}

Result<SaidWords> WordReader::read(json::Value resource) const
{
    std::optional<json::Document> shown;
    if (has_protected_address(resource)) {
        shown = without_addresses(resource);
        resource = shown->root();
    }
    SaidWords said;
    const auto& definitions = m_plans->parameters->definitions();
    add_words(text_of_narrative(resource["text"]["div"].text()), said.narrative);
    make_set(said.narrative);
    ContentWalk(definitions, said.content).walk_resource(resource, limits::json_depth_max);
    make_set(said.content);
    const auto plans = m_plans->of_type.find(resource["resourceType"].text());
    if (plans == m_plans->of_type.end())
        return said;
    std::optional<path::Environment> environment;
    for (const auto& plan : plans->second) {
        CodedWords coded{std::string(plan.parameter), {}};
        for (const auto& walk : plan.walks)
            follow(walk, resource, [&](json::Value value) { add_coded(walk.type, value, coded.words); });
        if (plan.expression && !environment)
            environment.emplace(definitions);
        if (plan.expression)
            TRY(evaluate(plan, resource, definitions, *environment, coded.words));
        make_set(coded.words);
        if (!coded.words.empty())
            said.coded.push_back(std::move(coded));
    }
    return said;
}

}  // namespace helselos::fhir::search
