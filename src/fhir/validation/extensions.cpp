// http://hl7.org/fhir/R4/extensibility.html, http://hl7.org/fhir/R4/defining-extensions.html#context
#include "fhir/validation/contexts.h"
#include "fhir/validation/shown_address.h"
#include "fhir/validation/walk.h"

#include <algorithm>

namespace helselos::fhir::validation {

namespace {

constexpr std::string_view core_addresses = "http://hl7.org/fhir/StructureDefinition/";

bool is_absolute(std::string_view url)
{
    return url.find(':') != std::string_view::npos;
}

// Whether the definition of an extension has another inside, by its url.
bool has_inner(const SnapshotTree& tree, std::string_view url)
{
    const auto* extensions = tree.root() == nullptr ? nullptr : tree.root()->child("extension");
    if (extensions == nullptr)
        return false;
    for (const auto* slice : extensions->slices) {
        const auto* fixed = slice->child("url");
        if (slice->slice == url || (fixed != nullptr && fixed->definition["fixedUri"].text() == url))
            return true;
    }
    return false;
}

}  // namespace

void Walk::extension(json::Value value, const Property& property, const Place& place)
{
    const auto url = value["url"].text();
    const bool is_inner = place.parent->type != nullptr && place.parent->type->name == "Extension";
    if (url.empty())
        return;
    if (!is_absolute(url)) {
        if (is_inner)
            return inner_extension(url, place);
        return error("value", place, "the url of an extension is absolute, but inside another extension");
    }
    const bool is_modifier = property.name == "modifierExtension";
    const auto program = m_tables.programs().find(url);
    if (!program || *program == nullptr)
        return unknown_extension(url, is_modifier, place);
    const auto& profile = *(*program)->profile;
    if (profile.type != "Extension")
        return error("structure", place, "what has this address is no extension");
    const bool modifies = !profile.elements.empty() && profile.elements[0]["isModifier"].truth();
    if (modifies != is_modifier)
        error("structure", place,
            modifies ? "this extension modifies: it stands in modifierExtension"
                     : "this extension does not modify: it stands in extension");
    extension_context(profile.definition, place);
    m_profile_walk.judge(**program, item_of(value, *property.type, place));
}

// What modifies the meaning must be understood by whoever keeps and shows it.
void Walk::unknown_extension(std::string_view url, bool is_modifier, const Place& place)
{
    auto severity = is_modifier ? Severity::error : m_options.unknown_extension;
    // HL7 publishes extensions of its own apart from R4: one that is not here may well be there.
    if (!is_modifier && url.starts_with(core_addresses))
        severity = std::max(severity, Severity::warning);
    if (is_wanted(severity))
        add(severity, "not-found", place, "the extension " + shown_address(url) + " is not known here");
}

void Walk::inner_extension(std::string_view url, const Place& place)
{
    const auto around = m_object["url"].text();
    const auto* tree = is_absolute(around) ? m_tables.programs().tree(around) : nullptr;
    if (tree != nullptr && !has_inner(*tree, url))
        error("structure", place, "the extension around this one does not define it");
}

void Walk::extension_context(json::Value definition, const Place& place)
{
    const auto contexts = definition["context"];
    bool is_allowed = contexts.size() == 0;
    for (const auto context : contexts.elements())
        is_allowed = is_allowed || is_context(context, *place.parent);
    if (!is_allowed)
        error("structure", place, "the definition of this extension does not allow it here");
    for (const auto invariant : definition["contextInvariant"].elements())
        context_invariant(invariant.text(), place);
}

void Walk::context_invariant(std::string_view text, const Place& place)
{
    const auto expression = path::compile(text);
    const auto* type = place.parent->type;
    const auto holds = expression ? m_evaluation.select(*expression, {m_object, {}}, type, m_around)
                                  : Result<path::Collection>(expression.error());
    if (!holds)
        return add(Severity::warning, "not-supported", place,
            "not checked: what the definition of this extension demands of its context: " + holds.error().reason);
    if (holds->size() != 1 || !holds->front().boolean().value_or(true))
        error("invariant", place, "the definition of this extension demands of its context what does not hold");
}

bool Walk::is_context(json::Value context, const Place& holder)
{
    const auto expression = context["expression"].text();
    const auto kind = context["type"].text();
    if (kind == "extension")
        return is_extension_context(expression, holder, m_object["url"].text());
    if (kind == "fhirpath")
        return is_selected(expression);
    return is_element_context(expression, holder);
}

// Whether an expression selects, from the resource, what holds the extension.
bool Walk::is_selected(std::string_view text)
{
    const auto expression = path::compile(text);
    if (!expression)
        return true;  // It cannot be said that it does not.
    const auto selected = m_evaluation.select(*expression, {m_around.resource, {}}, m_around.rule->type, m_around);
    if (!selected)
        return true;
    for (const auto& item : *selected)
        if (item.json().identity() == m_object.identity() || item.extension().identity() == m_object.identity())
            return true;
    return false;
}

}  // namespace helselos::fhir::validation
