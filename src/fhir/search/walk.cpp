#include "fhir/search/walk.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/literal_reference.h"

#include <algorithm>
#include <span>

namespace helselos::fhir::search {

namespace {

// A walk that is being laid.
struct Way {
    Walk walk;
    const Type* at = nullptr;  // Null at a type without elements of its own.
    const Element* element = nullptr;
};

std::string name_in_json(const Element& element, std::string_view type_code)
{
    std::string name(element.name);
    if (!element.is_choice)
        return name;
    name += type_code;
    auto& first = name[element.name.size()];
    if (is_lower(first))
        first = static_cast<char>(first - 'a' + 'A');
    return name;
}

// Reads one expression; every member that reads says false, or nothing, when the form is not a plain one.
class Layer {
public:
    Layer(std::string_view expression, const Type& root, const Definitions& definitions)
        : m_rest(expression), m_root(root), m_definitions(definitions)
    {}

    std::optional<std::vector<Walk>> lay();

private:
    bool lay_path(std::vector<Way>& ways, std::size_t depth_left);
    bool lay_start(std::vector<Way>& ways);
    bool lay_steps(std::vector<Way>& ways);
    bool lay_call(std::string_view name, std::vector<Way>& ways);
    bool lay_condition(std::vector<Way>& ways);
    void enter(std::string_view name, std::vector<Way>& ways) const;
    void keep_type(std::string_view type, std::vector<Way>& ways) const;
    bool is_resource_type(std::string_view name) const;

    void skip_space() { m_rest = m_rest.substr(std::min(m_rest.find_first_not_of(" \t\r\n"), m_rest.size())); }
    bool take(std::string_view wanted);
    bool take_word(std::string_view wanted);
    std::string_view take_name();
    std::optional<std::string_view> take_text();

    std::string_view m_rest;
    const Type& m_root;
    const Definitions& m_definitions;
};

bool Layer::take(std::string_view wanted)
{
    skip_space();
    if (!m_rest.starts_with(wanted))
        return false;
    m_rest.remove_prefix(wanted.size());
    return true;
}

std::string_view Layer::take_name()
{
    skip_space();
    const auto is_part = [](char c) { return is_letter(c) || is_digit(c) || c == '_'; };
    const auto end = std::ranges::find_if_not(m_rest, is_part);
    const auto name = m_rest.substr(0, static_cast<std::size_t>(end - m_rest.begin()));
    m_rest.remove_prefix(name.size());
    return name;
}

bool Layer::take_word(std::string_view wanted)
{
    const auto before = m_rest;
    if (take_name() == wanted)
        return true;
    m_rest = before;
    return false;
}

// A string without escapes.
std::optional<std::string_view> Layer::take_text()
{
    if (!take("'"))
        return std::nullopt;
    const auto end = m_rest.find_first_of("'\\");
    if (end == std::string_view::npos || m_rest[end] == '\\')
        return std::nullopt;
    const auto text = m_rest.substr(0, end);
    m_rest.remove_prefix(end + 1);
    return text;
}

bool Layer::is_resource_type(std::string_view name) const
{
    return std::ranges::binary_search(m_definitions.resource_types(), name);
}

std::optional<std::vector<Walk>> Layer::lay()
{
    std::vector<Walk> walks;
    do {
        std::vector<Way> ways;
        if (!lay_path(ways, limits::search_expression_depth_max))
            return std::nullopt;
        for (auto& way : ways)
            walks.push_back(std::move(way.walk));
    } while (take("|"));
    skip_space();
    if (!m_rest.empty())
        return std::nullopt;
    return walks;
}

bool Layer::lay_path(std::vector<Way>& ways, std::size_t depth_left)
{
    if (depth_left == 0)
        return false;
    if (take("(")) {
        if (!lay_path(ways, depth_left - 1) || !take(")"))
            return false;
    } else if (!lay_start(ways)) {
        return false;
    }
    if (!lay_steps(ways))
        return false;
    if (take_word("as"))
        keep_type(take_name(), ways);
    return true;
}

// The first name is the type of the resource, one of its bases, another type (then there is no way), or an element.
bool Layer::lay_start(std::vector<Way>& ways)
{
    const auto name = take_name();
    if (name.empty() || take("("))
        return false;
    if (!is_upper(name.front())) {
        ways.push_back({.walk = {.type = m_root.name}, .at = &m_root});
        enter(name, ways);
    } else if (m_root.is_a(name)) {
        ways.push_back({.walk = {.type = m_root.name}, .at = &m_root});
    }
    return true;
}

bool Layer::lay_steps(std::vector<Way>& ways)
{
    while (take(".")) {
        const auto name = take_name();
        if (name.empty())
            return false;
        if (!take("("))
            enter(name, ways);
        else if (!lay_call(name, ways))
            return false;
    }
    return true;
}

bool Layer::lay_call(std::string_view name, std::vector<Way>& ways)
{
    if (name == "where")
        return lay_condition(ways) && take(")");
    if (name != "as" && name != "ofType")
        return false;
    const auto type = take_name();
    keep_type(type, ways);
    return !type.empty() && take(")");
}

// resolve() is Patient; system = 'phone'
bool Layer::lay_condition(std::vector<Way>& ways)
{
    const auto name = take_name();
    Step demanded;
    if (name == "resolve") {
        const bool is_question = take("(") && take(")") && take_word("is");
        const auto type = is_question ? take_name() : std::string_view();
        if (!is_resource_type(type))
            return false;
        demanded = {.demand = Step::Demand::refers_to, .wanted = std::string(type)};
    } else {
        const bool is_question = !name.empty() && take("=");
        const auto text = is_question ? take_text() : std::nullopt;
        if (!text)
            return false;
        demanded = {.demand = Step::Demand::member_equals, .member = std::string(name), .wanted = std::string(*text)};
    }
    for (auto& way : ways) {
        if (way.walk.steps.empty() || way.walk.steps.back().demand != Step::Demand::none)
            return false;
        auto& last = way.walk.steps.back();
        demanded.key = last.key;
        last = demanded;
    }
    return true;
}

// Goes on from each way to the element of this name, once for each type it may have.
void Layer::enter(std::string_view name, std::vector<Way>& ways) const
{
    std::vector<Way> further;
    for (const auto& way : ways) {
        const auto* element = way.at == nullptr ? nullptr : way.at->element(name);
        if (element == nullptr)
            continue;
        for (const auto& type : element->types) {
            auto next = way;
            next.walk.steps.push_back({.key = name_in_json(*element, type.code)});
            next.walk.type = type.code;
            next.walk.end = element;
            next.walk.repeats |= element->repeats();
            next.walk.codes = element->binding ? m_definitions.value_set(element->binding->value_set) : nullptr;
            next.at = element->content != nullptr ? element->content : m_definitions.type(type.code);
            next.element = element;
            further.push_back(std::move(next));
        }
        // An element that repeats the content of another names no type of its own.
        if (element->types.empty() && element->content != nullptr) {
            auto next = way;
            next.walk.steps.push_back({.key = std::string(element->name)});
            next.walk.type = element->content->name;
            next.walk.end = element;
            next.walk.repeats |= element->repeats();
            next.at = element->content;
            next.element = element;
            further.push_back(std::move(next));
        }
    }
    ways = std::move(further);
}

void Layer::keep_type(std::string_view type, std::vector<Way>& ways) const
{
    std::erase_if(
        ways, [type](const Way& way) { return way.walk.type != type && (way.at == nullptr || !way.at->is_a(type)); });
}

bool fulfils(const Step& step, json::Value value)
{
    switch (step.demand) {
    case Step::Demand::none: return true;
    case Step::Demand::member_equals: return value[step.member].is_string() && value[step.member].text() == step.wanted;
    case Step::Demand::refers_to: break;
    }
    const auto told = type_in_reference(value["reference"].text());
    return told.empty() ? value["type"].text() == step.wanted : told == step.wanted;
}

void follow_steps(std::span<const Step> steps, json::Value value, const std::function<void(json::Value)>& visit);

void follow_one(std::span<const Step> steps, json::Value value, const std::function<void(json::Value)>& visit)
{
    if (!value.is_null() && fulfils(steps.front(), value))
        follow_steps(steps.subspan(1), value, visit);
}

// As deep as the walk is long.
void follow_steps(std::span<const Step> steps, json::Value value, const std::function<void(json::Value)>& visit)
{
    if (steps.empty())
        return visit(value);
    const auto found = value[steps.front().key];
    if (!found.exists())
        return;
    if (!found.is_array())
        return follow_one(steps, found, visit);
    for (const auto element : found.elements())
        follow_one(steps, element, visit);
}

}  // namespace

bool leads_the_same_way(const Walk& left, const Walk& right)
{
    return left.type == right.type && left.steps == right.steps;
}

std::optional<std::vector<Walk>> plain_walks(
    std::string_view expression, std::string_view type, const Definitions& definitions)
{
    const auto* root = definitions.type(type);
    if (root == nullptr)
        return std::nullopt;
    return Layer(expression, *root, definitions).lay();
}

void follow(const Walk& walk, json::Value resource, const std::function<void(json::Value)>& visit)
{
    follow_steps(walk.steps, resource, visit);
}

}  // namespace helselos::fhir::search
