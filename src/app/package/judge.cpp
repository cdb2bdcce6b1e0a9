#include "app/package/judge.h"

#include "json/read.h"

#include <set>
#include <tuple>

namespace helselos::app::package {

namespace {

using fhir::package::PackagedResource;

Defect defect(const PackagedResource& resource, std::string code, std::string element, std::string text)
{
    return {resource.url, {Severity::warning, std::move(code), std::move(element), std::move(text)}};
}

void judge_profile(const PackagedResource& resource, const fhir::profile::Profiles& profiles, std::vector<Defect>& all)
{
    const auto document = json::read(resource.text);
    const auto version = document ? document->root()["fhirVersion"].text() : std::string_view();
    if (!version.empty() && !version.starts_with("4.0"))
        all.push_back(defect(resource, "not-supported", "", "it is written for FHIR " + std::string(version)));
    const auto address = resource.version.empty() ? resource.url : resource.url + "|" + resource.version;
    const auto found = profiles.find(address);
    if (!found) {
        all.push_back(defect(resource, "structure", found.error().element, found.error().reason));
        return;
    }
    if (*found != nullptr)
        for (const auto& issue : (*found)->defects)
            all.push_back({resource.url, issue});
}

}  // namespace

std::vector<Defect> judge(const fhir::package::Package& package, const fhir::profile::Profiles& profiles)
{
    std::vector<Defect> all;
    std::set<std::tuple<std::string, std::string, std::string>> seen;
    for (const auto& resource : package.resources) {
        if (resource.url.empty() || is_example(resource))
            continue;
        if (!seen.insert({resource.type, resource.url, resource.version}).second)
            all.push_back(defect(resource, "duplicate", "", "its address stands twice in the package"));
        if (resource.type == "StructureDefinition")
            judge_profile(resource, profiles, all);
    }
    return all;
}

}  // namespace helselos::app::package
