// http://hl7.org/fhir/R4/fhirpath.html#functions
#include "fhir/path/evaluator.h"
#include "fhir/path/narrative.h"
#include "fhir/path/reference.h"
#include "fhir/path/system_type.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace helselos::fhir::path {

namespace {

bool push(const Call& call, bool truth)
{
    call.output.push(Item::of_boolean(truth));
    return true;
}

bool not_offered(const Call& call, std::string_view why)
{
    return call.evaluator.fail(
        helselos::Kind::unsupported, fmt::format("FHIRPath: {}(): {}", call.step.function->name, why));
}

// The one string an argument gives; empty when there is none.
bool read_text(const Call& call, std::size_t index, std::string_view& text)
{
    Collection argument;
    Item item;
    if (!call.evaluator.argument(call, index, argument)
        || !call.evaluator.single(argument, call.step.function->name, item))
        return false;
    text = item.text();
    return true;
}

bool extension(const Call& call)
{
    static const ElementName name{"extension", "_extension"};
    std::string_view url;
    if (!read_text(call, 0, url))
        return false;
    for (const auto& item : call.input) {
        Collection extensions;
        call.evaluator.navigation().child(item, name, extensions);
        if (!call.evaluator.spend(1 + extensions.size()))
            return false;
        for (const auto& one : extensions)
            if (one.json()["url"].text() == url)
                call.output.push(one);
    }
    return true;
}

bool has_value(const Call& call)
{
    return push(call, call.input.size() == 1 && call.input.front().is_primitive() && call.input.front().has_value());
}

bool get_value(const Call& call)
{
    if (call.input.size() != 1 || !call.input.front().has_value())
        return true;
    const auto value = to_system(call.input.front(), call.evaluator.environment());
    if (value.exists())
        call.output.push(value);
    return call.evaluator.spend(1);
}

// The resource that "#..." stands in.
Item container_of(const Call& call)
{
    const auto& environment = call.evaluator.environment();
    if (environment.root_resource.exists())
        return environment.root_resource;
    return environment.resource.exists() ? environment.resource : call.evaluator.focus();
}

Item resolved(const Call& call, const Item& item)
{
    auto& environment = call.evaluator.environment();
    const auto text = reference_text(item);
    if (text.starts_with('#'))
        return contained_resource(container_of(call), text, environment.definitions);
    if (environment.resolve)
        return text.empty() ? Item() : environment.resolve(text);
    const auto* type = referenced_type(text, environment.definitions);
    if (type == nullptr)
        type = environment.definitions.type(item.json()["type"].text());
    return type != nullptr ? Item::of_reference(type) : Item();
}

bool resolve(const Call& call)
{
    for (const auto& item : call.input) {
        const auto found = resolved(call, item);
        if (found.exists())
            call.output.push(call.evaluator.navigation().rooted(found));
        constexpr std::uint64_t resolve_steps = 20;
        if (!call.evaluator.spend(resolve_steps))
            return false;
    }
    return true;
}

bool is_coding_in(const ValueSet& value_set, json::Value coding)
{
    return value_set.contains(coding["system"].text(), coding["code"].text());
}

// By the value sets of the definitions, where these know the whole set.
std::optional<bool> is_in_value_set(const Item& item, const ValueSet* value_set)
{
    if (value_set == nullptr || !value_set->is_complete)
        return std::nullopt;
    const auto object = item.json();
    if (!object.is_object())
        return value_set->contains(item.text());
    if (!object["coding"].exists())
        return is_coding_in(*value_set, object);
    const auto codings = object["coding"].elements();
    for (const auto coding : codings)
        if (is_coding_in(*value_set, coding))
            return true;
    return false;
}

bool member_of(const Call& call)
{
    Item item;
    std::string_view url;
    if (!call.evaluator.single(call.input, "memberOf()", item) || !read_text(call, 0, url))
        return false;
    if (!item.exists() || url.empty())
        return true;
    const auto& environment = call.evaluator.environment();
    const auto is = environment.member_of ? environment.member_of(item, url)
                                          : is_in_value_set(item, environment.definitions.value_set(url));
    return is ? push(call, *is) : not_offered(call, "the value set is not known here");
}

std::optional<bool> is_of_base_profile(const Item& item, const Type* type)
{
    if (type == nullptr || item.type() == nullptr)
        return std::nullopt;
    return item.type()->is_a(type->name);
}

bool conforms_to(const Call& call)
{
    Item item;
    std::string_view url;
    if (!call.evaluator.single(call.input, "conformsTo()", item) || !read_text(call, 0, url))
        return false;
    if (!item.exists() || url.empty())
        return true;
    const auto& environment = call.evaluator.environment();
    const auto is = environment.conforms_to ? environment.conforms_to(item, url)
                                            : is_of_base_profile(item, environment.definitions.type_by_url(url));
    return is ? push(call, *is) : not_offered(call, "the profile is not known here");
}

bool same_coding(const Item& left, const Item& right)
{
    const auto a = left.json();
    const auto b = right.json();
    if (!a.is_object() || !b.is_object())
        return left.text() == right.text() && !left.text().empty();
    return !a["code"].text().empty() && a["code"].text() == b["code"].text()
        && a["system"].text() == b["system"].text();
}

enum class Direction : std::uint8_t { subsumes, subsumed_by };

bool subsumption(const Call& call, Direction direction)
{
    Collection argument;
    Item item;
    Item other;
    if (!call.evaluator.single(call.input, call.step.function->name, item)
        || !call.evaluator.argument(call, 0, argument)
        || !call.evaluator.single(argument, call.step.function->name, other))
        return false;
    if (!item.exists() || !other.exists())
        return true;
    if (same_coding(item, other))
        return push(call, true);
    const auto& subsumes = call.evaluator.environment().subsumes;
    const bool swapped = direction == Direction::subsumed_by;
    const auto is = subsumes ? subsumes(swapped ? other : item, swapped ? item : other) : std::nullopt;
    return is ? push(call, *is) : not_offered(call, "the code system is not known here");
}

bool subsumes(const Call& call)
{
    return subsumption(call, Direction::subsumes);
}
bool subsumed_by(const Call& call)
{
    return subsumption(call, Direction::subsumed_by);
}

bool check_html(const Call& call, bool (*is_fine)(std::string_view))
{
    constexpr std::size_t bytes_per_step = 16;
    for (const auto& item : call.input)
        if (!call.evaluator.spend(1 + item.text().size() / bytes_per_step))
            return false;
    return push(call,
        std::all_of(call.input.begin(), call.input.end(), [&](const Item& item) { return is_fine(item.text()); }));
}

bool html_form(const Call& call)
{
    return check_html(call, is_narrative_html);
}
bool html_content(const Call& call)
{
    return check_html(call, has_html_content);
}

bool check_modifiers(const Call& call)
{
    Collection known;
    for (std::size_t i = 0; i < call.step.arguments.size(); ++i)
        if (!call.evaluator.argument(call, i, known))
            return false;
    for (const auto& item : call.input)
        for (const auto one : item.json()["modifierExtension"].elements())
            if (std::none_of(
                    known.begin(), known.end(), [&](const Item& url) { return url.text() == one["url"].text(); }))
                return call.evaluator.fail("FHIRPath: a modifier extension that the expression does not know");
    call.output.append(call.input.items());
    return true;
}

bool needs_profile(const Call& call)
{
    return not_offered(call, "no profile is known here");
}

constexpr std::array functions{
    Function{"extension", 1, 1, extension},
    Function{"hasValue", 0, 0, has_value},
    Function{"getValue", 0, 0, get_value},
    Function{"resolve", 0, 0, resolve},
    Function{"memberOf", 1, 1, member_of},
    Function{"conformsTo", 1, 1, conforms_to},
    Function{"subsumes", 1, 1, subsumes},
    Function{"subsumedBy", 1, 1, subsumed_by},
    Function{"htmlChecks", 0, 0, html_form},
    Function{"htmlChecks2", 0, 0, html_content},
    Function{"checkModifiers", 0, 64, check_modifiers},
    Function{"elementDefinition", 0, 0, needs_profile},
    Function{"slice", 2, 2, needs_profile},
};

}  // namespace

std::span<const Function> fhir_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
