#include "fhir/search/protected_address.h"

#include <array>

namespace helselos::fhir::search {

namespace {

constexpr std::array<std::string_view, 2> masked{"address", "telecom"};

// Not of the register: somebody with code 6 or 7 lives there, too.
constexpr std::string_view beside = "beside-protected";

bool has_label(json::Value resource, std::string_view code)
{
    for (const auto label : resource["meta"]["security"].elements())
        if (label["system"].text() == address_protection && label["code"].text() == code)
            return true;
    return false;
}

void mask_in(json::Document& document, json::Value object)
{
    for (const auto name : masked) {
        if (!object[name].exists())
            continue;
        auto extension = document.make_object();
        document.set(extension, "url", "http://hl7.org/fhir/StructureDefinition/data-absent-reason");
        document.set(extension, "valueCode", "masked");
        auto extensions = document.make_array();
        document.push(extensions, extension);
        auto element = document.make_object();
        document.set(element, "extension", extensions);
        if (!object[name].is_array()) {
            document.set(object, name, element);
            continue;
        }
        auto elements = document.make_array();
        document.push(elements, element);
        document.set(object, name, elements);
    }
    document.remove(object, "text");
}

}  // namespace

bool is_protected_person(json::Value resource)
{
    return has_label(resource, "6") || has_label(resource, "7");
}

bool is_beside_protected(json::Value resource)
{
    return has_label(resource, beside);
}

bool has_protected_address(json::Value resource)
{
    return is_protected_person(resource) || is_beside_protected(resource);
}

json::Document with_label_beside_protected(json::Value resource)
{
    auto document = without_label_beside_protected(resource);
    auto meta = document.root()["meta"];
    if (!meta.is_object()) {
        document.set(document.root(), "meta", document.make_object());
        meta = document.root()["meta"];
    }
    auto label = document.make_object();
    document.set(label, "system", address_protection);
    document.set(label, "code", beside);
    if (!meta["security"].is_array())
        document.set(meta, "security", document.make_array());
    document.push(meta["security"], label);
    return document;
}

json::Document without_label_beside_protected(json::Value resource)
{
    json::Document document;
    document.set_root(document.copy(resource));
    auto labels = document.make_array();
    for (const auto label : resource["meta"]["security"].elements())
        if (label["system"].text() != address_protection || label["code"].text() != beside)
            document.push(labels, document.copy(label));
    if (!document.root()["meta"]["security"].exists())
        return document;
    if (labels.size() > 0)
        document.set(document.root()["meta"], "security", labels);
    else
        document.remove(document.root()["meta"], "security");
    return document;
}

json::Document without_addresses(json::Value resource)
{
    json::Document document;
    document.set_root(document.copy(resource));
    mask_in(document, document.root());
    for (const auto part : {"contact", "contained"})
        for (std::size_t i = 0; i < document.root()[part].size(); ++i)
            mask_in(document, document.root()[part].at(i));
    return document;
}

}  // namespace helselos::fhir::search
