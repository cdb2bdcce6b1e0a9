// References by address: what has a canonical address, and who refers to it
// (http://hl7.org/fhir/R4/references.html#canonical). An address without a version means whatever has that url here;
// one with a version, what has that version too.
#pragma once

#include "store/sqlite/search/inquiry.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

// For one inquiry: what it has looked up it keeps.
class Canonicals {
public:
    explicit Canonicals(const Inquiry& inquiry) : m_inquiry(inquiry) {}

    // What has one of the addresses, of any type. `addresses` are all that one parameter of one resource holds; with a
    // version, the same address without it counts as that version only.
    Result<std::vector<ResourceId>> find(const std::vector<std::string>& addresses);

    // What refers to a resource of the type by an address of its own, with these parameters.
    Result<std::vector<ResourceId>> find_referring(
        ResourceId resource, std::string_view type, const std::vector<NameId>& parameters);

private:
    Result<const std::map<std::string, NameId, std::less<>>*> url_parameters();
    Result<bool> has_version(ResourceId resource, std::string_view type, std::string_view version);
    Result<bool> means_version(
        ResourceId referring, NameId parameter, std::string_view url, const std::optional<std::string>& version);

    const Inquiry& m_inquiry;
    // By type, of what was stored with a url; nothing until it is needed.
    std::optional<std::map<std::string, NameId, std::less<>>> m_url_parameters;
};

}  // namespace helselos::store::sqlite
