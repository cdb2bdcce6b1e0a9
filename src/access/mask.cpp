#include "access/mask.h"

#include "access/reading.h"
#include "fhir/search/protected_address.h"
#include "json/read.h"
#include "json/write.h"

namespace helselos::access {

namespace {

// Whether the text of a resource may bear the label; quick, and sure when it answers no.
bool may_be_protected(std::string_view body)
{
    return body.find(fhir::search::address_protection) != std::string_view::npos;
}

bool tells_address(std::string_view type)
{
    return type == "Patient" || type == "RelatedPerson" || type == "Person";
}

Result<bool> is_protected_now(store::Reader& reader, const store::Key& key)
{
    const auto newest = TRY(reader.read(key));
    return newest && may_be_protected(newest->body);
}

// Who is protected now was not always, and an old version tells the same address; so does a relative.
Result<bool> is_protected(store::Reader& reader, const store::Version& version, Versions which)
{
    if (may_be_protected(version.body) || (which == Versions::any && TRY(is_protected_now(reader, version.key))))
        return true;
    if (version.key.type != "RelatedPerson")
        return false;
    const auto related = TRY(json::read(version.body));
    const auto patient = key_of(related.root()["patient"]);
    return patient && TRY(is_protected_now(reader, *patient));
}

}  // namespace

Result<void> mask_addresses(store::Reader& reader, std::span<store::Version> versions, Versions which)
{
    for (auto& version : versions) {
        if (version.act == store::Act::remove || !tells_address(version.key.type)
            || !TRY(is_protected(reader, version, which)))
            continue;
        const auto document = TRY(json::read(version.body));
        version.body = json::to_text(fhir::search::without_addresses(document.root()).root());
    }
    return {};
}

}  // namespace helselos::access
