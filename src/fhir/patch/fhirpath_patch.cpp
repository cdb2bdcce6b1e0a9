#include "fhir/patch/fhirpath_patch.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/patch/patch_value.h"
#include "fhir/path/path.h"
#include "json/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>

namespace helselos::fhir {

namespace {

using path::Collection;
using path::Item;

json::Value part_of(json::Value operation, std::string_view name)
{
    for (const auto part : operation["part"].elements())
        if (part["name"].text() == name)
            return part;
    return {};
}

// "valueString" or "valueCode"; a client may use either.
Result<std::string> text_of(json::Value operation, std::string_view name)
{
    const auto part = part_of(operation, name);
    for (const char* key : {"valueString", "valueCode"})
        if (part[key].is_string())
            return std::string(part[key].text());
    return Error{Kind::invalid, "the operation needs the part '" + std::string(name) + "'"};
}

Result<std::size_t> index_of(json::Value operation, std::string_view name)
{
    if (const auto index = to_unsigned(part_of(operation, name)["valueInteger"].text()))
        return *index;
    return Error{Kind::invalid, "the operation needs the part '" + std::string(name) + "', a number from 0"};
}

Error nothing_selected()
{
    return Error{Kind::unprocessable, "the path selects nothing, or more than one element"};
}

// An array of primitives and the array beside it that carries their extensions are changed together.
json::Pointer beside(json::Pointer pointer)
{
    pointer.back().insert(0, "_");
    return pointer;
}

// A primitive with extensions alone stands under "_name": its place is that of the value it does not have.
json::Pointer place_of_value(json::Pointer pointer)
{
    for (std::size_t i = pointer.size(); i > 0 && pointer.size() - i < 2; --i) {
        auto& name = pointer[i - 1];
        if (name.starts_with('_')) {
            name.erase(0, 1);
            return pointer;
        }
    }
    return pointer;
}

json::Pointer down(json::Pointer pointer, std::string step)
{
    pointer.push_back(std::move(step));
    return pointer;
}

json::Pointer up(json::Pointer pointer)
{
    pointer.pop_back();
    return pointer;
}

bool has_only_nulls(json::Value array)
{
    for (const auto element : array.elements())
        if (!element.is_null())
            return false;
    return true;
}

class Patching {
public:
    Patching(json::Value resource, const Definitions& definitions) : m_definitions(definitions)
    {
        m_document.set_root(m_document.copy(resource));
    }

    Result<void> carry_out(json::Value operation);
    json::Document finish() { return std::move(m_document); }

private:
    struct Place {
        json::Pointer pointer;
        const Type* type = nullptr;
    };
    // Of a list: where it is, how long, and what it is a list of.
    struct List {
        json::Pointer pointer;
        std::size_t size = 0;
        const Element* element = nullptr;
    };

    Result<std::vector<Place>> select(const std::string& text);
    Result<Place> select_one(json::Value operation);
    Result<List> select_list(json::Value operation);
    Result<List> list_by_name(const std::string& text);
    const Element* element_at(const json::Pointer& pointer) const;

    Result<void> add(json::Value operation);
    Result<void> insert(json::Value operation);
    Result<void> remove(json::Value operation);
    Result<void> replace(json::Value operation);
    Result<void> move(json::Value operation);

    Result<void> put_new(const json::Pointer& holder, const Element& element, const PatchValue& value);
    Result<void> put_into(const List& list, std::size_t index, const PatchValue& value);
    Result<void> keep_beside_in_step(const List& list, std::size_t index, json::Value extension);
    Result<void> remove_with_beside(const json::Pointer& pointer);
    json::Value at(const json::Pointer& pointer) { return json::find(m_document.root(), pointer); }

    const Definitions& m_definitions;
    json::Document m_document;
};

Result<std::vector<Patching::Place>> Patching::select(const std::string& text)
{
    const auto expression = TRY(path::compile(text));
    path::Environment environment(m_definitions);
    const auto items
        = TRY(path::evaluate(expression, Item::of_resource(m_document.root(), m_definitions), environment));
    std::vector<Place> places;
    for (const auto& item : items) {
        const auto value = item.json().exists() ? item.json() : item.extension();
        if (!value.exists())
            return Error{Kind::unprocessable, "the path does not select elements of the resource"};
        auto pointer = json::pointer_to(m_document.root(), value);
        if (!pointer)
            return Error{Kind::unprocessable, "the path does not select elements of the resource"};
        places.push_back({place_of_value(*std::move(pointer)), item.type()});
    }
    return places;
}

Result<Patching::Place> Patching::select_one(json::Value operation)
{
    auto places = TRY(select(TRY(text_of(operation, "path"))));
    if (places.size() != 1)
        return nothing_selected();
    return std::move(places.front());
}

// The definition of what stands at a place, found from the root down; null when there is none.
const Element* Patching::element_at(const json::Pointer& pointer) const
{
    const auto* type = m_definitions.type(m_document.root()["resourceType"].text());
    const Element* element = nullptr;
    auto here = m_document.root();
    for (const auto& step : pointer) {
        if (here.is_object()) {
            const auto named = type == nullptr ? std::nullopt : type->json_element(step);
            if (!named)
                return nullptr;
            element = named->element;
            type = element->content != nullptr ? element->content : named->type->type;
        }
        here = json::find(here, std::span(&step, 1));
        if (here["resourceType"].exists())
            type = m_definitions.type(here["resourceType"].text());
    }
    return element;
}

// "Patient.contact[0].telecom", when there is none yet: the list that would be there.
Result<Patching::List> Patching::list_by_name(const std::string& text)
{
    const auto dot = text.rfind('.');
    const auto name = dot == std::string::npos ? std::string() : text.substr(dot + 1);
    const bool is_name = !name.empty() && std::ranges::all_of(name, [](char c) { return is_letter(c); });
    if (!is_name)
        return nothing_selected();
    const auto holders = TRY(select(text.substr(0, dot)));
    if (holders.size() != 1 || holders.front().type == nullptr)
        return nothing_selected();
    const auto* element = holders.front().type->element(name);
    if (element == nullptr || !element->repeats())
        return Error{Kind::unprocessable, "the path does not name a list"};
    return List{down(holders.front().pointer, name), 0, element};
}

Result<Patching::List> Patching::select_list(json::Value operation)
{
    const auto text = TRY(text_of(operation, "path"));
    const auto places = TRY(select(text));
    if (places.empty())
        return list_by_name(text);
    const auto list = up(places.front().pointer);
    const bool is_one_list = at(list).is_array() && at(list).size() == places.size()
        && std::ranges::all_of(places, [&](const auto& place) { return up(place.pointer) == list; });
    if (!is_one_list)
        return Error{Kind::unprocessable, "the path does not select the whole of one list"};
    const auto* element = element_at(list);
    if (element == nullptr)
        return nothing_selected();
    return List{list, places.size(), element};
}

Result<void> Patching::keep_beside_in_step(const List& list, std::size_t index, json::Value extension)
{
    const auto pointer = beside(list.pointer);
    if (!at(pointer).exists() && !extension.exists())
        return {};
    if (!at(pointer).exists()) {
        TRY(json::add_at(m_document, pointer, m_document.make_array()));
        for (std::size_t i = 0; i < list.size; ++i)
            TRY(json::add_at(m_document, down(pointer, "-"), m_document.make_null()));
    }
    return json::add_at(
        m_document, down(pointer, std::to_string(index)), extension.exists() ? extension : m_document.make_null());
}

Result<void> Patching::put_into(const List& list, std::size_t index, const PatchValue& value)
{
    if (index > list.size)
        return Error{Kind::unprocessable, "the list is not that long"};
    if (!at(list.pointer).exists())
        TRY(json::add_at(m_document, list.pointer, m_document.make_array()));
    const auto put = value.value.exists() ? value.value : m_document.make_null();
    TRY(json::add_at(m_document, down(list.pointer, std::to_string(index)), put));
    return keep_beside_in_step(list, index, value.extension);
}

Result<void> Patching::put_new(const json::Pointer& holder, const Element& element, const PatchValue& value)
{
    const auto place = down(holder, TRY(json_name(element, value)));
    if (element.repeats()) {
        const auto size = at(place).size();
        return put_into({place, size, &element}, size, value);
    }
    for (const auto& member : at(holder).members()) {
        const auto* type = element_at(down(holder, std::string(member.key)));
        if (type == &element)
            return Error{Kind::unprocessable, "the element is there already, and there can be only one"};
    }
    if (value.value.exists())
        TRY(json::add_at(m_document, place, value.value));
    if (value.extension.exists())
        TRY(json::add_at(m_document, beside(place), value.extension));
    return {};
}

Result<void> Patching::add(json::Value operation)
{
    const auto holder = TRY(select_one(operation));
    const auto name = TRY(text_of(operation, "name"));
    const auto* element = holder.type == nullptr ? nullptr : holder.type->element(name);
    if (element == nullptr)
        return Error{Kind::unprocessable, "there is no element of that name"};
    return put_new(holder.pointer, *element, TRY(patch_value(m_document, part_of(operation, "value"), *element)));
}

Result<void> Patching::insert(json::Value operation)
{
    const auto list = TRY(select_list(operation));
    const auto index = TRY(index_of(operation, "index"));
    return put_into(list, index, TRY(patch_value(m_document, part_of(operation, "value"), *list.element)));
}

// FHIR has no empty lists and objects: what is left empty goes, too.
Result<void> Patching::remove_with_beside(const json::Pointer& pointer)
{
    const bool in_list = at(up(pointer)).is_array();
    if (at(pointer).exists())
        TRY(json::remove_at(m_document, pointer));
    const auto other = in_list ? down(beside(up(pointer)), pointer.back()) : beside(pointer);
    if (at(other).exists())
        TRY(json::remove_at(m_document, other));
    auto holder = up(pointer);
    if (in_list && at(beside(holder)).is_array() && has_only_nulls(at(beside(holder))))
        TRY(json::remove_at(m_document, beside(holder)));
    while (!holder.empty() && at(holder).size() == 0) {
        TRY(json::remove_at(m_document, holder));
        holder = up(holder);
    }
    return {};
}

Result<void> Patching::remove(json::Value operation)
{
    const auto places = TRY(select(TRY(text_of(operation, "path"))));
    if (places.size() > 1)
        return nothing_selected();
    if (places.empty())
        return {};
    if (places.front().pointer.empty())
        return Error{Kind::unprocessable, "a patch cannot delete the resource"};
    return remove_with_beside(places.front().pointer);
}

Result<void> Patching::replace(json::Value operation)
{
    const auto place = TRY(select_one(operation));
    if (place.pointer.empty())
        return Error{Kind::unprocessable, "a patch cannot replace the whole resource"};
    const auto* element = element_at(place.pointer);
    if (element == nullptr)
        return nothing_selected();
    const auto value = TRY(patch_value(m_document, part_of(operation, "value"), *element));
    if (!at(up(place.pointer)).is_array()) {
        // A choice may change its type, and its name with it.
        TRY(json_name(*element, value));
        const auto holder = up(place.pointer);
        if (at(beside(place.pointer)).exists())
            TRY(json::remove_at(m_document, beside(place.pointer)));
        if (at(place.pointer).exists())
            TRY(json::remove_at(m_document, place.pointer));
        return put_new(holder, *element, value);
    }
    if (value.extension.exists())
        return Error{Kind::unsupported, "extensions of a primitive in a list cannot be replaced"};
    return json::replace_at(m_document, place.pointer, value.value);
}

Result<void> Patching::move(json::Value operation)
{
    const auto list = TRY(select_list(operation));
    const auto source = TRY(index_of(operation, "source"));
    const auto destination = TRY(index_of(operation, "destination"));
    if (source >= list.size || destination >= list.size)
        return Error{Kind::unprocessable, "the list is not that long"};
    for (const auto& pointer : {list.pointer, beside(list.pointer)}) {
        const auto moved = at(down(pointer, std::to_string(source)));
        if (!moved.exists())
            continue;
        const auto copy = m_document.copy(moved);
        TRY(json::remove_at(m_document, down(pointer, std::to_string(source))));
        TRY(json::add_at(m_document, down(pointer, std::to_string(destination)), copy));
    }
    return {};
}

Result<void> Patching::carry_out(json::Value operation)
{
    const auto type = TRY(text_of(operation, "type"));
    if (type == "add")
        return add(operation);
    if (type == "insert")
        return insert(operation);
    if (type == "delete")
        return remove(operation);
    if (type == "replace")
        return replace(operation);
    if (type == "move")
        return move(operation);
    return Error{Kind::invalid, "no such type of operation: add, insert, delete, replace, move"};
}

}  // namespace

bool is_fhirpath_patch(json::Value parameters)
{
    for (const auto parameter : parameters["parameter"].elements())
        if (parameter["name"].text() == "operation")
            return true;
    return false;
}

Result<json::Document> fhirpath_patched(json::Value resource, json::Value parameters, const Definitions& definitions)
{
    const auto operations = parameters["parameter"];
    if (parameters["resourceType"].text() != "Parameters" || operations.size() == 0)
        return Error{Kind::invalid, "a FHIRPath Patch is a Parameters resource with operations", "Parameters"};
    if (operations.size() > limits::patch_operations_max)
        return Error{Kind::too_large, "the patch has too many operations", "Parameters.parameter"};
    Patching patching(resource, definitions);
    for (std::size_t i = 0; i < operations.size(); ++i) {
        const auto path = fmt::format("Parameters.parameter[{}]", i);
        if (operations.at(i)["name"].text() != "operation")
            return Error{Kind::invalid, "a FHIRPath Patch has operations only", path + ".name"};
        if (auto done = patching.carry_out(operations.at(i)); !done) {
            done.error().element = path;
            return std::move(done).error();
        }
    }
    return patching.finish();
}

}  // namespace helselos::fhir
