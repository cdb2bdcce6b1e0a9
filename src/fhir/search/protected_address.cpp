#include "fhir/search/protected_address.h"

#include <array>

namespace helselos::fhir::search {

namespace {

constexpr std::array<std::string_view, 2> masked{"address", "telecom"};

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

bool has_protected_address(json::Value resource)
{
    for (const auto label : resource["meta"]["security"].elements())
        if (label["system"].text() == address_protection
            && (label["code"].text() == "6" || label["code"].text() == "7"))
            return true;
    return false;
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
