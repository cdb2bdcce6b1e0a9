#include "fhir/profile/snapshot.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/profile/change.h"
#include "fhir/profile/merge_element.h"
#include "fhir/profile/tree.h"
#include "fhir/profile/walk_into.h"
#include "json/draft.h"

#include <fmt/core.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace helselos::fhir::profile {

namespace {

using Place = std::size_t;

std::string capitalised(std::string_view code)
{
    std::string text(code);
    if (!text.empty() && is_lower(text[0]))
        text[0] = static_cast<char>(text[0] - 'a' + 'A');
    return text;
}

// http://hl7.org/fhir/R4/terminologies.html#4.1.4
bool may_be_bound(std::string_view code)
{
    constexpr std::string_view codes[] = {"code", "Coding", "CodeableConcept", "Quantity", "string", "uri"};
    return std::find(std::begin(codes), std::end(codes), code) != std::end(codes);
}

class Making {
public:
    Making(json::Value definition, const Definitions& definitions, const LookUp& look_up)
        : m_definition(definition), m_definitions(definitions), m_look_up(look_up)
    {}

    Result<Snapshot> make()
    {
        if (m_definition["differential"]["element"].size() > limits::profile_elements_max)
            return Error{Kind::unprocessable, "a differential has too many elements"};
        const auto* base = TRY(find_base());
        m_base = TRY(tree_of(base->elements));
        m_root = m_base;
        if (m_definition["derivation"].text() != "constraint")
            m_root.name = own_root_name();
        const auto change = changes_of(m_definition["differential"], m_root.name, m_defects);
        TRY(apply(m_root, change));
        m_document.set_root(TRY(flatten(m_root, m_document)));
        return Snapshot{std::move(m_document), std::move(m_defects)};
    }

private:
    Result<const Profile*> find_base() const
    {
        const auto address = m_definition["baseDefinition"].text();
        if (address.empty())
            return Error{Kind::unprocessable, "a profile names no base", "StructureDefinition.baseDefinition"};
        const auto* base = TRY(m_look_up(address));
        if (base == nullptr)
            return Error{Kind::unprocessable, fmt::format("the base {} is not known", address),
                "StructureDefinition.baseDefinition"};
        return base;
    }

    std::string own_root_name() const
    {
        const auto path = m_definition["differential"]["element"].at(0)["path"].text();
        return std::string(path.substr(0, path.find('.')));
    }

    void tell(const Change& change, std::string text)
    {
        m_defects.push_back({Severity::warning, "structure", change.id, std::move(text)});
    }

    void own(Node& node)
    {
        if (node.is_own)
            return;
        node.element = m_document.copy(node.element);
        node.is_own = true;
    }

    Result<void> apply(Node& node, const Change& change)
    {
        merge(node, change);
        return apply_children(node, change);
    }

    Result<void> apply_children(Node& node, const Change& change)
    {
        if (change.children.empty())
            return {};
        if (node.children.empty()) {
            TRY(walk_into(node, change.id, {m_base, m_look_up, m_defects}));
            m_nodes += count(node);
        }
        if (m_nodes > limits::profile_elements_max)
            return Error{Kind::unprocessable, "a snapshot has too many elements", change.id};
        for (const auto& child : change.children)
            TRY(apply_child(node, child, change));
        return {};
    }

    void merge(Node& node, const Change& change)
    {
        for (const auto element : change.elements) {
            own(node);
            merge_type_profile(node, element, change);
            merge_element(
                node.element, element, {m_definitions, m_document, m_definition["url"].text(), change.id, m_defects});
        }
    }

    // An element with a profile on its type is what the root of that profile says, where the profile
    // being made says nothing itself.
    void merge_type_profile(Node& node, json::Value element, const Change& change)
    {
        const auto url = only_profile(element);
        const auto* type = m_definitions.type(element["type"].at(0)["code"].text());
        if (url.empty() || type == nullptr || type->kind != TypeKind::complex)
            return;
        const auto* profile = look_up_type_profile(url, change.id, m_look_up, m_defects);
        if (profile == nullptr)
            return;
        const auto root = m_document.copy(profile->elements.front());
        // How often an element may stand there is for the profile that uses the type to demand; it may be limited.
        m_document.remove(root, "min");
        if (is_wider(root["max"], node.element["max"]))
            m_document.remove(root, "max");
        for (const auto* of_the_type : {"extension", "sliceName", "slicing"})
            m_document.remove(root, of_the_type);
        merge_element(node.element, root, {m_definitions, m_document, "", change.id, m_defects});
        node.children.clear();
    }

    Result<void> apply_child(Node& parent, const Change& change, const Change& siblings)
    {
        if (const auto place = parent.child(change.name, change.slice))
            return apply(parent.children[*place], change);
        if (const auto place = parent.child(change.name, ""))
            return apply(parent.children[add_slice(parent, *place, change.slice, change)], change);
        if (const auto place = choice_of(parent, change))
            return apply_to_type(parent, *place, change, siblings);
        if (m_definition["derivation"].text() != "constraint")
            return add_element(parent, change);
        tell(change, "the base has no such element; it is left out");
        return {};
    }

    // "valueQuantity" is the element "value[x]" where it is a Quantity
    // (http://hl7.org/fhir/R4/profiling.html#slicing).
    std::optional<Place> choice_of(const Node& parent, const Change& change) const
    {
        for (Place at = 0; at < parent.children.size(); ++at) {
            const auto& child = parent.children[at];
            if (child.name.ends_with("[x]") && child.slice.empty() && type_in(child, change.name).exists())
                return at;
        }
        return std::nullopt;
    }

    // The type of a choice that a name such as "valueQuantity" stands for.
    static json::Value type_in(const Node& choice, std::string_view name)
    {
        const auto stem = std::string_view(choice.name).substr(0, choice.name.size() - 3);
        if (!name.starts_with(stem))
            return {};
        for (const auto type : choice.element["type"].elements())
            if (name.substr(stem.size()) == capitalised(type["code"].text()))
                return type;
        return {};
    }

    Result<void> apply_to_type(Node& parent, Place choice, const Change& change, const Change& siblings)
    {
        if (const auto place = parent.child(parent.children[choice].name, change.name))
            return apply(parent.children[*place], change);
        const bool is_first = !parent.children[choice].element["slicing"].exists();
        const auto place = add_slice(parent, choice, change.name, change);
        if (is_first)
            close(parent.children[choice], siblings);
        return apply(parent.children[place], change);
    }

    // Whoever names types this way allows these and no others: HL7 publishes its own profiles so.
    void close(Node& choice, const Change& siblings)
    {
        const auto types = m_document.make_array();
        for (const auto type : choice.element["type"].elements())
            for (const auto& sibling : siblings.children)
                if (type_in(choice, sibling.name).is_same(type))
                    m_document.push(types, type);
        m_document.set(choice.element, "type", types);
        m_document.set(choice.element["slicing"], "rules", "closed");
    }

    // A copy of the element, or of the slice it divides again, after the slices there are.
    Place add_slice(Node& parent, Place whole, std::string_view slice, const Change& change)
    {
        const auto name = parent.children[whole].name;
        const auto above = slice.substr(0, std::min(slice.size(), slice.rfind('/')));
        const auto divided
            = slice.find('/') == std::string_view::npos ? whole : parent.child(name, above).value_or(whole);
        ensure_slicing(parent.children[divided], change);
        auto made = share(parent.children[divided]);
        made.slice = slice;
        m_nodes += count(made);
        own(made);
        m_document.set(made.element, "sliceName", slice);
        m_document.set(made.element, "min", m_document.make_number(0));
        m_document.remove(made.element, "slicing");
        if (name.ends_with("[x]"))
            keep_only(made, type_in(made, slice));
        const auto at = after_slices(parent, divided);
        parent.children.insert(parent.children.begin() + static_cast<std::ptrdiff_t>(at), std::move(made));
        return at;
    }

    void keep_only(Node& node, json::Value type)
    {
        if (!type.exists())
            return;
        const auto types = m_document.make_array();
        m_document.push(types, m_document.copy(type));
        m_document.set(node.element, "type", types);
        if (!may_be_bound(type["code"].text()))
            m_document.remove(node.element, "binding");
        node.children.clear();
    }

    static Place after_slices(const Node& parent, Place divided)
    {
        const auto& first = parent.children[divided];
        const auto prefix = first.slice.empty() ? std::string() : first.slice + "/";
        auto at = divided + 1;
        while (at < parent.children.size() && parent.children[at].name == first.name
            && parent.children[at].slice.starts_with(prefix))
            ++at;
        return at;
    }

    // Extensions and types are sliced without a word (http://hl7.org/fhir/R4/profiling.html#slicing).
    void ensure_slicing(Node& node, const Change& change)
    {
        if (node.element["slicing"].exists())
            return;
        const bool is_extension = node.name == "extension" || node.name == "modifierExtension";
        const bool is_choice = node.name.ends_with("[x]");
        if (!is_extension && !is_choice)
            return tell(change, "a slice of an element that is not sliced");
        own(node);
        const auto slicing = json::to_document(json::object({
            {"discriminator",
                json::array(
                    {json::object({{"type", is_choice ? "type" : "value"}, {"path", is_choice ? "$this" : "url"}})})},
            {"description", is_choice ? json::absent : json::Draft("Extensions are always sliced by (at least) url")},
            {"ordered", is_choice ? json::Draft(false) : json::absent},
            {"rules", "open"},
        }));
        m_document.set(node.element, "slicing", m_document.copy(slicing.root()));
    }

    // A type of its own (a logical model) brings elements its base does not have.
    Result<void> add_element(Node& parent, const Change& change)
    {
        if (change.elements.empty()) {
            tell(change, "an element without a definition; it is left out");
            return {};
        }
        parent.children.push_back({change.name, change.slice, m_document.copy(change.elements.front()), true});
        return apply_children(parent.children.back(), change);
    }

    json::Value m_definition;
    const Definitions& m_definitions;
    const LookUp& m_look_up;
    json::Document m_document;
    Issues m_defects;
    std::size_t m_nodes = 0;  // That were added so far.
    Node m_base;
    Node m_root;
};

}  // namespace

Result<Snapshot> make_snapshot(json::Value definition, const Definitions& definitions, const LookUp& look_up)
{
    return Making(definition, definitions, look_up).make();
}

}  // namespace helselos::fhir::profile
