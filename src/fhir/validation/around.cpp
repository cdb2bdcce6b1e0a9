#include "fhir/validation/around.h"

#include "fhir/validation/literal_reference.h"

namespace helselos::fhir::validation {

BundleIndex::BundleIndex(json::Value bundle) : m_type(bundle["type"].text())
{
    for (const auto entry : bundle["entry"].elements()) {
        const auto resource = entry["resource"];
        const auto url = entry["fullUrl"];
        if (!resource.is_object())
            continue;
        if (url.is_string()) {
            m_by_url.emplace(url.text(), resource);
            m_urls.emplace(resource.identity(), url.text());
        }
        const auto id = resource["id"].text();
        if (!id.empty())
            m_by_name.emplace(std::string(resource["resourceType"].text()) + "/" + std::string(id), resource);
    }
}

json::Value BundleIndex::at(std::string_view full_url) const
{
    const auto found = m_by_url.find(full_url);
    return found == m_by_url.end() ? json::Value() : found->second;
}

json::Value BundleIndex::resolve(std::string_view reference, json::Value from) const
{
    reference = without_history(reference);
    if (has_scheme(reference))
        return at(reference);
    const auto own = m_urls.find(from.identity());
    if (own != m_urls.end() && own->second.starts_with("http")) {
        const auto base = parts_of_reference(own->second).before;
        return at(std::string(base) + "/" + std::string(reference));
    }
    // Without an address of its own, a resource can mean by "Patient/1" only what is beside it.
    const auto found = m_by_name.find(reference);
    return found == m_by_name.end() ? json::Value() : found->second;
}

ContainedIndex contained_in(json::Value root)
{
    ContainedIndex index;
    for (const auto contained : root["contained"].elements())
        index.emplace(contained["id"].text(), contained);
    return index;
}

json::Value Around::resolve(std::string_view reference) const
{
    if (reference == "#")
        return root;
    if (reference.starts_with('#')) {
        const auto found
            = contained == nullptr ? ContainedIndex::const_iterator() : contained->find(reference.substr(1));
        return contained == nullptr || found == contained->end() ? json::Value() : found->second;
    }
    return bundle == nullptr || reference.empty() ? json::Value() : bundle->resolve(reference, root);
}

}  // namespace helselos::fhir::validation
