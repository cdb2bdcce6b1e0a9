#include "fhir/profile/walk_into.h"

#include "base/text.h"

#include <fmt/core.h>

namespace helselos::fhir::profile {

namespace {

constexpr std::string_view core = "http://hl7.org/fhir/StructureDefinition/";

// What several types have in common is at least id and extension.
std::string_view only_code(json::Value element)
{
    const auto types = element["type"].elements();
    std::string_view code;
    for (const auto type : types) {
        if (!code.empty() && type["code"].text() != code)
            return "Element";
        code = type["code"].text();
    }
    return code;
}

std::string address_of(std::string_view code)
{
    if (code.find('/') != std::string_view::npos)
        return std::string(code);
    return std::string(core) + std::string(code);
}

const Node* descend(const Node& from, std::string_view name, std::string_view slice)
{
    const auto place = from.child(name, slice);
    return place ? &from.children[*place] : nullptr;
}

// "#Questionnaire.item", "http://hl7.org/fhir/StructureDefinition/Questionnaire#Questionnaire.item".
const Node* referred_to(const Node& root, std::string_view reference)
{
    const auto id = reference.substr(reference.find('#') + 1);
    const auto parts = split(id, '.');
    const auto* node = &root;
    for (auto part = parts.begin() + 1; node != nullptr && part != parts.end(); ++part) {
        const auto colon = part->find(':');
        node = descend(*node, part->substr(0, colon),
            colon == std::string_view::npos ? std::string_view() : part->substr(colon + 1));
    }
    return node;
}

// The referring element keeps what it says itself and takes over the rest of a definition.
Result<void> take_children_of(const Node& other, Node& node)
{
    auto copy = other;
    node.children = share(copy).children;
    return {};
}

Result<const Profile*> profile_of(const Node& node, std::string_view id, const Surroundings& around)
{
    if (const auto profile = only_profile(node.element); !profile.empty()) {
        if (const auto* known = look_up_type_profile(profile, id, around.look_up, around.defects))
            return known;
    }
    const auto code = only_code(node.element);
    return code.empty() ? nullptr : TRY(around.look_up(address_of(code)));
}

}  // namespace

std::string_view only_profile(json::Value element)
{
    std::string_view only;
    for (const auto type : element["type"].elements()) {
        const auto profiles = type["profile"];
        if (profiles.size() != 1 || (!only.empty() && profiles.at(0).text() != only))
            return {};
        only = profiles.at(0).text();
    }
    return only;
}

const Profile* look_up_type_profile(
    std::string_view canonical, std::string_view id, const LookUp& look_up, Issues& defects)
{
    const auto found = look_up(canonical);
    if (found && *found != nullptr)
        return *found;
    defects.push_back({Severity::warning, "not-found", std::string(id),
        fmt::format("the profile {} of the type is not {}; the type itself is taken", canonical,
            found ? "known" : "understood")});
    return nullptr;
}

Result<void> walk_into(Node& node, std::string_view id, const Surroundings& around)
{
    if (!node.children.empty())
        return {};
    if (const auto reference = node.element["contentReference"]; reference.exists()) {
        const auto* other = referred_to(around.base, reference.text());
        if (other == nullptr)
            return Error{Kind::unprocessable, "a contentReference points to no element", std::string(id)};
        return take_children_of(*other, node);
    }
    const auto* profile = TRY(profile_of(node, id, around));
    if (profile == nullptr)
        return {};
    auto tree = TRY(tree_of(profile->elements));
    node.children = std::move(tree.children);
    return {};
}

}  // namespace helselos::fhir::profile
