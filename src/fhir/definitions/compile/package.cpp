#include "fhir/definitions/compile/package.h"

#include "json/read.h"

#include <fstream>
#include <sstream>

namespace helselos::fhir::compile {

namespace {

// Trusted files of the build, 35 MB the largest.
constexpr json::ReadLimits trusted{64, 64'000'000};

Result<json::Value> read_file(const std::string& path, std::vector<json::Document>& documents)
{
    std::ifstream file(path, std::ios::binary);
    if (!file)
        return Error{Kind::not_found, "cannot open " + path};
    std::ostringstream text;
    text << file.rdbuf();
    auto document = json::read(text.view(), trusted);
    if (!document)
        return Error{document.error().kind, path + ": " + document.error().reason};
    documents.push_back(std::move(*document));
    return documents.back().root();
}

}  // namespace

Result<Package> read_package(const std::string& folder)
{
    Package package;
    const auto read = [&](const char* name) { return read_file(folder + "/" + name, package.documents); };
    package.types = TRY(read("profiles-types.json"));
    package.resources = TRY(read("profiles-resources.json"));
    package.data_elements = TRY(read("dataelements.json"));
    package.schema = TRY(read("fhir.schema.json"));
    package.search_parameters = TRY(read("search-parameters.json"));
    package.own = TRY(read_file(HL_OWN_DEFINITIONS, package.documents));
    package.terminology.push_back(TRY(read("valuesets.json")));
    package.terminology.push_back(TRY(read("v3-codesystems.json")));
    package.terminology.push_back(TRY(read("v2-tables.json")));
    return package;
}

Result<void> read_profiles(const std::string& folder, Package& package)
{
    package.profiles = TRY(read_file(folder + "/profiles-others.json", package.documents));
    package.extensions = TRY(read_file(folder + "/extension-definitions.json", package.documents));
    return {};
}

std::vector<json::Value> resources_of(json::Value bundle, std::string_view resource_type)
{
    std::vector<json::Value> found;
    for (const auto entry : bundle["entry"].elements())
        if (entry["resource"]["resourceType"].text() == resource_type)
            found.push_back(entry["resource"]);
    return found;
}

}  // namespace helselos::fhir::compile
