#include "interaction/diff.h"

#include "base/text.h"
#include "fhir/patch/fhirpath_diff.h"
#include "interaction/audit_event.h"
#include "interaction/read.h"
#include "json/read.h"
#include "json/write.h"

namespace helselos::interaction {

namespace {

struct Ends {
    std::string from;
    std::string to;
};

std::string text_of(json::Value part)
{
    for (const auto name : {"valueString", "valueInteger", "valuePositiveInt", "valueId", "valueUri"})
        if (part[name].exists())
            return std::string(part[name].text());
    return std::string(part["valueReference"]["reference"].text());
}

Result<void> take(const std::string& name, std::string value, Ends& ends)
{
    if (name == "_format" || name == "_pretty")
        return {};
    if (name != "from" && name != "to")
        return Error{Kind::unsupported, "$diff knows from and to"};
    auto& end = name == "from" ? ends.from : ends.to;
    if (value.empty() || !end.empty())
        return Error{Kind::invalid, "from and to are each given once, with a value"};
    end = std::move(value);
    return {};
}

Result<Ends> ends_of(const OperationRequest& request)
{
    Ends ends;
    for (const auto& [name, value] : request.parameters)
        TRY(take(name, value, ends));
    if (request.body != nullptr)
        for (const auto part : request.body->root()["parameter"].elements())
            TRY(take(std::string(part["name"].text()), text_of(part), ends));
    if (ends.from.empty())
        return Error{Kind::invalid, "from is needed"};
    return ends;
}

// What no patch changes.
Result<json::Document> compared(const access::Version& version)
{
    auto document = TRY(json::read(version.body));
    const auto root = document.root();
    document.remove(root, "id");
    if (auto meta = root["meta"]; meta.is_object()) {
        document.remove(meta, "versionId");
        document.remove(meta, "lastUpdated");
        if (root["meta"].size() == 0)
            document.remove(root, "meta");
    }
    return document;
}

Result<access::Version> version_at(const OperationRequest& request, const Address& address)
{
    if (address.type == audit_event_type)
        return Error{Kind::unsupported, "what is in the log never changes: there is no difference to tell"};
    if (address.version)
        return vread(request.session, address.key(), *address.version);
    return read(request.session, address.key());
}

Result<OperationAnswer> told(const OperationRequest& request, const Address& from, const Address& to)
{
    const auto before = TRY(compared(TRY(version_at(request, from))));
    const auto after = TRY(compared(TRY(version_at(request, to))));
    const auto patch = TRY(fhir::fhirpath_diff(before.root(), after.root(), request.hall.definitions));
    return OperationAnswer{200, json::to_text(patch.root())};
}

Result<Address> address_of(const OperationRequest& request, const std::string& text)
{
    auto address = TRY(parse_address(text, request.hall.definitions));
    const bool is_of_resource = !address.id.empty() && address.query.empty();
    if (!is_of_resource || (address.is_history && !address.version))
        return Error{Kind::invalid, "from and to are resources here: Type/id or Type/id/_history/version"};
    return address;
}

Result<Address> version_of(const OperationRequest& request, const std::string& text)
{
    auto address = request.address;
    if (text.empty())
        return address;
    address.version = to_unsigned(text);
    if (!address.version)
        return Error{Kind::invalid, "from and to are versions here: numbers"};
    return address;
}

}  // namespace

Result<OperationAnswer> diff_of_versions(const OperationRequest& request)
{
    const auto ends = TRY(ends_of(request));
    return told(request, TRY(version_of(request, ends.from)), TRY(version_of(request, ends.to)));
}

Result<OperationAnswer> diff_of_resources(const OperationRequest& request)
{
    const auto ends = TRY(ends_of(request));
    return told(request, TRY(address_of(request, ends.from)), TRY(address_of(request, ends.to)));
}

void add_diff(Operations& operations)
{
    constexpr auto definition = "https://helselos.no/fhir/OperationDefinition/diff";
    operations.add({"$diff", Level::instance, "", false, definition, diff_of_versions});
    operations.add({"$diff", Level::system, "", false, definition, diff_of_resources});
}

}  // namespace helselos::interaction
