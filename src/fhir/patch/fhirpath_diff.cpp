#include "fhir/patch/fhirpath_diff.h"

#include "base/limits.h"
#include "base/limits/acts.h"
#include "fhir/patch/alignment.h"
#include "fhir/patch/fhirpath_patch.h"
#include "fhir/patch/patch_part.h"
#include "fhir/patch/sameness.h"
#include "json/draft.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

namespace helselos::fhir {

namespace {

constexpr std::array<std::string_view, 12> words_of_fhirpath{
    "and", "as", "contains", "div", "false", "implies", "in", "is", "mod", "or", "true", "xor"};

enum class Grain : std::uint8_t {
    fine,    // Down to single elements.
    coarse,  // Elements of the resource as wholes.
};

std::string step(const std::string& path, std::string_view name)
{
    const bool is_word = std::ranges::find(words_of_fhirpath, name) != words_of_fhirpath.end();
    return is_word ? fmt::format("{}.`{}`", path, name) : fmt::format("{}.{}", path, name);
}

json::Draft code_part(const char* name, const char* key, json::Draft value)
{
    return json::object({{"name", name}, {key, std::move(value)}});
}

// An element of an object, under whatever name of a choice it has.
struct Sight {
    NamedElement element;
    json::Value value;
    json::Value beside;

    bool exists() const { return value.exists() || beside.exists(); }
    bool is_list() const { return value.is_array() || beside.is_array(); }
    std::size_t size() const { return std::max(value.size(), beside.size()); }
    Told at(std::size_t index) const { return {element, value.at(index), beside.at(index)}; }
    Told whole() const { return {element, value, beside}; }
    std::string text() const { return canonical_text(value) + "\n" + canonical_text(beside); }
    std::vector<std::string> texts() const;
};

std::vector<std::string> Sight::texts() const
{
    std::vector<std::string> all;
    for (std::size_t i = 0; i < size(); ++i)
        all.push_back(canonical_text(value.at(i)) + "\n" + canonical_text(beside.at(i)));
    return all;
}

Sight find(const Type& type, json::Value object, const Element* wanted)
{
    Sight found;
    for (const auto& member : object.members()) {
        const bool is_beside = member.key.starts_with('_');
        const auto named = type.json_element(is_beside ? member.key.substr(1) : member.key);
        if (!named || named->element != wanted)
            continue;
        found.element = *named;
        (is_beside ? found.beside : found.value) = member.value();
    }
    return found;
}

class Differing {
public:
    Differing(const Definitions& definitions, Grain grain) : m_definitions(definitions), m_grain(grain) {}

    // Both of this type, at the path.
    Result<void> objects(
        const Type& type, json::Value before, json::Value after, const std::string& path, std::size_t depth);
    std::vector<json::Draft> take() { return std::move(m_operations); }

private:
    Result<void> element(const Sight& before, const Sight& after, const std::string& holder, std::size_t depth);
    Result<void> single(const Sight& before, const Sight& after, const std::string& path, std::size_t depth);
    Result<void> lists(const Sight& before, const Sight& after, const std::string& path, std::size_t depth);
    Result<void> item(const Told& before, const Told& after, const std::string& path, std::size_t depth);
    Result<void> add_new(const Sight& after, const std::string& holder);
    Result<void> remove_all(const Sight& before, const std::string& path);

    Result<void> add(const std::string& holder, const Told& told);
    Result<void> insert(const std::string& list, std::size_t index, const Told& told);
    Result<void> replace(const std::string& path, const Told& told);
    Result<void> remove(const std::string& path);
    Result<void> tell(const char* type, json::Draft parts);
    const Type* type_in(const Told& told) const;

    const Definitions& m_definitions;
    Grain m_grain;
    std::vector<json::Draft> m_operations;
};

Result<void> Differing::tell(const char* type, json::Draft parts)
{
    if (m_operations.size() == limits::patch_operations_max)
        return Error{Kind::too_large, "there are more differences than one patch may carry"};
    auto all = json::array({code_part("type", "valueCode", type)});
    for (const auto& part : parts.elements())
        all.push(part);
    m_operations.push_back(json::object({{"name", "operation"}, {"part", std::move(all)}}));
    return {};
}

Result<void> Differing::add(const std::string& holder, const Told& told)
{
    auto value = TRY(patch_part("value", told));
    return tell("add",
        json::array({code_part("path", "valueString", holder),
            code_part("name", "valueString", told.element.element->name), std::move(value)}));
}

Result<void> Differing::insert(const std::string& list, std::size_t index, const Told& told)
{
    auto value = TRY(patch_part("value", told));
    return tell("insert",
        json::array(
            {code_part("path", "valueString", list), code_part("index", "valueInteger", index), std::move(value)}));
}

Result<void> Differing::replace(const std::string& path, const Told& told)
{
    auto value = TRY(patch_part("value", told));
    return tell("replace", json::array({code_part("path", "valueString", path), std::move(value)}));
}

Result<void> Differing::remove(const std::string& path)
{
    return tell("delete", json::array({code_part("path", "valueString", path)}));
}

// What an object there is by definition; null when it is no object with elements.
const Type* Differing::type_in(const Told& told) const
{
    if (!told.value.is_object())
        return nullptr;
    if (told.value["resourceType"].exists())
        return m_definitions.type(told.value["resourceType"].text());
    if (told.element.element->content != nullptr)
        return told.element.element->content;
    return told.element.type == nullptr ? nullptr : told.element.type->type;
}

// One and the same place, before and after.
Result<void> Differing::item(const Told& before, const Told& after, const std::string& path, std::size_t depth)
{
    const auto* type = type_in(before);
    const bool is_one_resource = is_same(before.value["resourceType"], after.value["resourceType"])
        && is_same(before.value["id"], after.value["id"]);
    if (m_grain == Grain::fine && type != nullptr && type == type_in(after) && is_one_resource)
        return objects(*type, before.value, after.value, path, depth - 1);
    return replace(path, after);
}

Result<void> Differing::single(const Sight& before, const Sight& after, const std::string& path, std::size_t depth)
{
    return item(before.whole(), after.whole(), path, depth);
}

Result<void> Differing::remove_all(const Sight& before, const std::string& path)
{
    if (!before.is_list())
        return remove(path);
    for (auto i = before.size(); i > 0; --i)
        TRY(remove(fmt::format("{}[{}]", path, i - 1)));
    return {};
}

Result<void> Differing::add_new(const Sight& after, const std::string& holder)
{
    if (!after.is_list())
        return add(holder, after.whole());
    for (std::size_t i = 0; i < after.size(); ++i)
        TRY(add(holder, after.at(i)));
    return {};
}

// Between two items that stayed: what stands at the same place is changed; the rest comes or goes.
// A primitive whose extensions change is put in anew before the old one goes, as they can only be
// given with it.
Result<void> Differing::lists(const Sight& before, const Sight& after, const std::string& path, std::size_t depth)
{
    auto stayed = align(before.texts(), after.texts());
    stayed.push_back({before.size(), after.size()});
    std::size_t from = 0;
    std::size_t to = 0;
    for (const auto& anchor : stayed) {
        while (from < anchor.before && to < anchor.after) {
            const auto here = fmt::format("{}[{}]", path, to);
            const auto old = before.at(from++);
            const auto now = after.at(to);
            if (is_same(old.extension, now.extension) && !now.extension.is_object()) {
                TRY(item(old, now, here, depth));
            } else {
                TRY(insert(path, to, now));
                TRY(remove(fmt::format("{}[{}]", path, to + 1)));
            }
            ++to;
        }
        for (; to < anchor.after; ++to)
            TRY(insert(path, to, after.at(to)));
        for (; from < anchor.before; ++from)
            TRY(remove(fmt::format("{}[{}]", path, to)));
        from = anchor.before + 1;
        to = anchor.after + 1;
    }
    return {};
}

Result<void> Differing::element(const Sight& before, const Sight& after, const std::string& holder, std::size_t depth)
{
    if (before.text() == after.text() && before.element.type == after.element.type)
        return {};
    const auto name = (before.exists() ? before : after).element.element->name;
    const auto path = step(holder, name);
    if (!before.exists())
        return add_new(after, holder);
    if (!after.exists())
        return remove_all(before, path);
    if (before.is_list() != after.is_list())
        return Error{Kind::unsupported, "the difference cannot be told as a patch"};
    return before.is_list() ? lists(before, after, path, depth) : single(before, after, path, depth);
}

// First what comes and changes, then what goes: an object that is empty for a moment would be gone.
Result<void> Differing::objects(
    const Type& type, json::Value before, json::Value after, const std::string& path, std::size_t depth)
{
    if (depth == 0)
        return Error{Kind::too_large, "the resources are too deep to be compared"};
    for (const bool goes : {false, true}) {
        for (const auto& each : type.elements) {
            const auto left = find(type, before, &each);
            const auto right = find(type, after, &each);
            if (left.exists() != right.exists() ? goes == left.exists() : !goes)
                TRY(element(left, right, path, depth));
        }
    }
    return {};
}

// Every member must be known, or a difference in it would not be seen.
Result<bool> leads_there(
    json::Value before, json::Value after, const json::Document& patch, const Definitions& definitions)
{
    if (patch.root()["parameter"].size() == 0)
        return is_same(before, after);
    auto made = fhirpath_patched(before, patch.root(), definitions);
    return made && is_same(made->root(), after);
}

Result<json::Document> told_in(
    Grain grain, const Type& type, json::Value before, json::Value after, const Definitions& definitions)
{
    Differing differing(definitions, grain);
    TRY(differing.objects(type, before, after, std::string(type.name), limits::diff_depth_max));
    auto operations = json::array();
    for (auto& each : differing.take())
        operations.push(std::move(each));
    return json::to_document(
        json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(std::move(operations))}}));
}

}  // namespace

Result<json::Document> fhirpath_diff(json::Value before, json::Value after, const Definitions& definitions)
{
    const auto* type = definitions.type(before["resourceType"].text());
    if (type == nullptr || before["resourceType"].text() != after["resourceType"].text())
        return Error{Kind::unprocessable, "only resources of one type are compared"};
    std::optional<Error> refused;
    for (const auto grain : {Grain::fine, Grain::coarse}) {
        auto patch = told_in(grain, *type, before, after, definitions);
        if (!patch && !refused)
            refused = patch.error();
        if (patch && TRY(leads_there(before, after, *patch, definitions)))
            return patch;
    }
    return refused.value_or(Error{Kind::unsupported, "the difference cannot be told as a patch"});
}

}  // namespace helselos::fhir
