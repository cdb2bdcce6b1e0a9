#include "fhir/questionnaire/built_resource.h"

#include "base/limits/sdc.h"
#include "base/text.h"
#include "fhir/questionnaire/draft_of.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::questionnaire {

using json::Draft;

struct BuiltResource::Place {
    struct Child {
        std::string name;
        bool is_list = false;
        std::vector<std::unique_ptr<Place>> places;
    };

    const Type* type = nullptr;
    std::vector<Child> children = {};
    Draft value = {};  // Of a leaf.
};

struct BuiltResource::Found {
    std::string json_name;
    std::string type_code;
    const Type* type = nullptr;
    bool is_list = false;
};

namespace {

std::string capital(std::string_view text)
{
    std::string name(text);
    if (!name.empty() && is_lower(name.front()))
        name.front() = static_cast<char>(name.front() - 'a' + 'A');
    return name;
}

bool is_one_of(std::string_view name, std::initializer_list<std::string_view> names)
{
    return std::ranges::find(names, name) != names.end();
}

Draft quantity(const Draft& number, json::Value unit)
{
    if (!unit.exists())
        return {};
    return json::object(
        {{"value", number}, {"unit", unit["display"]}, {"system", unit["system"]}, {"code", unit["code"]}});
}

Draft text_as(std::string_view wanted, const Draft& text)
{
    if (wanted == "CodeableConcept" || wanted == "Annotation")
        return json::object({{"text", text}});
    return is_one_of(wanted, {"string", "markdown", "uri", "url", "canonical", "id", "code"}) ? text : Draft();
}

Draft coding_as(std::string_view wanted, const Draft& coding)
{
    if (wanted == "CodeableConcept")
        return json::object({{"coding", json::array({coding})}});
    if (wanted != "code")
        return wanted == "Coding" ? coding : Draft();
    for (const auto& [name, value] : coding.members())
        if (name == "code")
            return value;
    return {};
}

// A value as an element of the wanted type has it; absent where it would say something else.
Draft as_type(std::string_view wanted, const GivenValue& given, json::Value unit)
{
    const std::string_view suffix = given.suffix;
    if (capital(wanted) == suffix)
        return given.value;
    if (suffix == "Coding")
        return coding_as(wanted, given.value);
    if (is_one_of(suffix, {"String", "Uri", "Code", "Id", "Markdown"}))
        return text_as(wanted, given.value);
    if (is_one_of(suffix, {"Integer", "Decimal"}) && wanted == "Quantity")
        return quantity(given.value, unit);
    if (suffix == "Integer" && is_one_of(wanted, {"decimal", "positiveInt", "unsignedInt"}))
        return given.value;
    if ((suffix == "Date" && wanted == "dateTime") || (suffix == "DateTime" && wanted == "instant"))
        return given.value;
    return {};
}

// What a choice is to be when the definition leaves it open: the value's own type, or one it can be told as.
const TypeReference* type_for(const Element& element, std::string_view suffix)
{
    for (const auto& type : element.types)
        if (capital(type.code) == suffix)
            return &type;
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> told_as{{{"Coding", "CodeableConcept"},
        {"Decimal", "Quantity"}, {"Integer", "Quantity"}, {"Date", "dateTime"}, {"Uri", "string"}}};
    for (const auto& [from, to] : told_as)
        for (const auto& type : element.types)
            if (from == suffix && to == type.code)
                return &type;
    return nullptr;
}

}  // namespace

GivenValue given_value(const TypedValue& value)
{
    return {std::string(value.suffix), value.value};
}

GivenValue given_value(const path::Item& item)
{
    return {capital(item.fhir_type_name()), draft_of(item)};
}

BuiltResource::BuiltResource(const Type& type, const Definitions& definitions)
    : m_definitions(definitions), m_root(std::make_unique<Place>(Place{&type}))
{}

BuiltResource::~BuiltResource() = default;
BuiltResource::BuiltResource(BuiltResource&&) noexcept = default;

Result<BuiltResource::Found> BuiltResource::element(
    const Place& from, std::string_view name, std::string_view suffix) const
{
    const auto plain = name.ends_with("[x]") ? name.substr(0, name.size() - 3) : name;
    if (from.type == nullptr || plain.find(':') != std::string_view::npos)
        return Error{Kind::unprocessable, "the definition of an item names a slice, or goes below a value"};
    if (const auto* element = from.type->element(plain)) {
        const auto* type = element->is_choice ? type_for(*element, suffix)
            : element->types.size() == 1      ? &element->types[0]
                                              : nullptr;
        if (type == nullptr && element->content == nullptr)
            return Error{Kind::unprocessable, "the element of an item's definition takes no value of this type"};
        const auto code
            = type == nullptr ? std::string() : std::string(type->code == "System.String" ? "id" : type->code);
        return Found{std::string(plain) + (element->is_choice ? capital(code) : ""), code,
            element->content != nullptr ? element->content : m_definitions.type(code), element->repeats()};
    }
    const auto named = from.type->json_element(plain);
    if (!named || named->type == nullptr)
        return Error{Kind::unprocessable, "the definition of an item names an element that is not there"};
    return Found{std::string(plain), std::string(named->type->code), named->type->type, named->element->repeats()};
}

BuiltResource::Place& BuiltResource::child(Place& from, const Found& found, bool always_new) const
{
    auto known = std::ranges::find(from.children, found.json_name, &Place::Child::name);
    if (known == from.children.end()) {
        from.children.push_back({found.json_name, found.is_list, {}});
        known = from.children.end() - 1;
    }
    if (known->places.empty() || (always_new && found.is_list))
        known->places.push_back(std::make_unique<Place>(Place{found.type}));
    return *known->places.back();
}

// What is built is walked again as deep as it is.
Result<void> BuiltResource::refuse_depth(const std::vector<std::string_view>& names)
{
    if (names.size() > limits::form_depth_max)
        return Error{Kind::unprocessable, "the definition of an item goes too deep"};
    return {};
}

Result<BuiltResource::Place*> BuiltResource::open(Place& from, std::vector<std::string_view> names)
{
    TRY(refuse_depth(names));
    auto* place = &from;
    for (std::size_t i = 0; i < names.size(); ++i)
        place = &child(*place, TRY(element(*place, names[i], {})), i + 1 == names.size());
    return place;
}

Result<void> BuiltResource::put(
    Place& from, std::vector<std::string_view> names, const GivenValue& value, json::Value unit)
{
    if (names.empty())
        return Error{Kind::unprocessable, "the definition of an item names no element"};
    TRY(refuse_depth(names));
    const auto last = names.back();
    names.pop_back();
    auto* place = &from;
    for (const auto name : names)
        place = &child(*place, TRY(element(*place, name, {})), false);
    const auto found = TRY(element(*place, last, value.suffix));
    auto told = as_type(found.type_code, value, unit);
    if (!told.exists())
        return Error{Kind::unprocessable, "the answer cannot be a value of the element its definition names"};
    auto& leaf = child(*place, found, true);
    if (leaf.value.exists())
        return Error{Kind::unprocessable, "there are several values for an element that takes one: the first stands"};
    leaf.value = std::move(told);
    return {};
}

namespace {

Draft draft_of_place(const BuiltResource::Place& place)
{
    if (place.value.exists())
        return place.value;
    auto made = Draft::make(json::Type::object);
    for (const auto& child : place.children) {
        auto list = json::array();
        for (const auto& each : child.places)
            list.push(json::unless_empty(draft_of_place(*each)));
        if (list.empty())
            continue;
        made.set(child.name, child.is_list ? list : list.elements().front());
    }
    return made;
}

}  // namespace

Draft BuiltResource::draft() const
{
    const auto made = draft_of_place(*m_root);
    if (made.empty())
        return {};
    auto resource = json::object({{"resourceType", m_root->type->name}});
    for (const auto& [name, value] : made.members())
        resource.set(name, value);
    return resource;
}

}  // namespace helselos::fhir::questionnaire
