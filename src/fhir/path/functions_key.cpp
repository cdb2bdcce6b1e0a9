// What joins the rows of one view to those of another
// (https://sql-on-fhir.org/ig/latest/StructureDefinition-ViewDefinition.html#required-additional-functions).
// A key is "Patient/1", so that a reference to a group is never joined to a patient with the same id.
#include "base/text.h"
#include "fhir/path/evaluator.h"
#include "fhir/path/reference.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace helselos::fhir::path {

namespace {

bool resource_key(const Call& call)
{
    for (const auto& item : call.input) {
        if (!item.is_resource())
            return call.evaluator.fail("FHIRPath: getResourceKey() is asked of a resource");
        const auto id = item.json()["id"].text();
        if (!id.empty() && !call.evaluator.push_text(fmt::format("{}/{}", item.type_name(), id), call.output))
            return false;
    }
    return true;
}

// "Patient/1" of "Patient/1" and of "Patient/1/_history/2". Empty for anything that does not name a resource here:
// an absolute address is that of another server, as far as is known.
std::string_view key_of(std::string_view reference, const Definitions& definitions)
{
    const auto type_end = reference.find('/');
    if (type_end == std::string_view::npos || type_end == 0)
        return {};
    const auto* type = definitions.type(reference.substr(0, type_end));
    if (type == nullptr || type->kind != TypeKind::resource)
        return {};
    const auto id_end = reference.find('/', type_end + 1);
    const auto key = reference.substr(0, id_end);
    const auto rest = id_end == std::string_view::npos ? std::string_view() : reference.substr(id_end);
    if (key.size() == type_end + 1 || key.find_first_of("?#|") != std::string_view::npos)
        return {};
    return rest.empty() || rest.starts_with("/_history/") ? key : std::string_view();
}

bool reference_key(const Call& call)
{
    const auto& wanted = call.step.type.name;
    const auto& definitions = call.evaluator.environment().definitions;
    if (!wanted.empty() && definitions.type(wanted) == nullptr)
        return call.evaluator.fail(fmt::format("FHIRPath: no type {}", wanted));
    for (const auto& item : call.input) {
        const auto key = key_of(reference_text(item), definitions);
        const bool fits = wanted.empty() || key.substr(0, key.find('/')) == wanted;
        if (!key.empty() && fits && !call.evaluator.push_text(key, call.output))
            return false;
    }
    return call.evaluator.spend(call.input.size());
}

constexpr std::array functions{
    Function{"getResourceKey", 0, 0, resource_key},
    Function{"getReferenceKey", 0, 0, reference_key, true, false, false, true},
};

}  // namespace

std::span<const Function> key_functions()
{
    return functions;
}

}  // namespace helselos::fhir::path
