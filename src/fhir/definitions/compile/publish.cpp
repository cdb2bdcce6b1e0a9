// Writes the published StructureDefinitions onto a shelf (shelf.h).
#include "fhir/definitions/compile/parts.h"
#include "fhir/definitions/compile/published.h"
#include "fhir/definitions/shelf.h"
#include "json/write.h"

#include <unordered_map>

namespace helselos::fhir::compile {

namespace {

// A quarter of a megabyte turns 2.5 MB into 0.7: the elements all types inherit are alike.
constexpr std::size_t dictionary_bytes_max = 256U << 10;
constexpr int level = 19;

bool has_constraint(json::Value element, std::string_view key)
{
    for (const auto one : element["constraint"].elements())
        if (one["key"].text() == key)
            return true;
    return false;
}

// Data elements leave out what every element demands (ele-1), snapshots repeat it.
class WithConstraints {
public:
    WithConstraints(json::Value structure, json::Document& document) : m_document(document)
    {
        for (const auto element : structure["snapshot"]["element"].elements()) {
            m_own.emplace(element["path"].text(), element);
            if (!m_ele_1.exists() && has_constraint(element, "ele-1") && element["constraint"].size() == 1)
                m_ele_1 = element["constraint"];
        }
    }

    json::Value make(json::Value element)
    {
        const auto copy = m_document.copy(element);
        const auto own = m_own.find(element["path"].text());
        if (own != m_own.end() && own->second["constraint"].exists())
            m_document.set(copy, "constraint", m_document.copy(own->second["constraint"]));
        else if (own == m_own.end() && m_ele_1.exists() && !element["constraint"].exists())
            m_document.set(copy, "constraint", m_document.copy(m_ele_1));
        return copy;
    }

private:
    json::Document& m_document;
    std::unordered_map<std::string_view, json::Value> m_own;
    json::Value m_ele_1;
};

json::Value elements_as_published(json::Value structure, const Published& published, json::Document& document)
{
    WithConstraints with_constraints(structure, document);
    const auto elements = document.make_array();
    for (const auto element : published.elements(structure))
        document.push(elements, with_constraints.make(element));
    const auto snapshot = document.make_object();
    document.set(snapshot, "element", elements);
    return snapshot;
}

// A type's differential says nothing beyond its snapshot, and holds what the package's maker added.
std::string text_of(json::Value structure, const Published& published)
{
    json::Document document;
    const auto root = document.make_object();
    const bool is_type = structure["derivation"].text() != "constraint";
    for (const auto& member : structure.members()) {
        if (member.key == "text" || (is_type && member.key == "differential"))
            continue;
        if (is_type && member.key == "snapshot")
            document.set(root, member.key, elements_as_published(structure, published, document));
        else
            document.set(root, member.key, document.copy(member.value()));
    }
    return json::to_text(root);
}

}  // namespace

Result<std::vector<unsigned char>> write_published(const Package& package)
{
    const Published published(package);
    std::vector<ToShelve> all;
    for (const auto bundle : {package.types, package.resources, package.own, package.profiles, package.extensions})
        for (const auto one : resources_of(bundle, "StructureDefinition"))
            if (published.is_known(one))
                all.push_back({std::string(one["url"].text()), "StructureDefinition", std::string(one["id"].text()),
                    std::string(one["version"].text()), text_of(one, published)});
    return write_shelf(std::move(all), {}, {level, dictionary_bytes_max});
}

}  // namespace helselos::fhir::compile
