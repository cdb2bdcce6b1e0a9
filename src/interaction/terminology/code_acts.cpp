// $lookup, $validate-code and $subsumes.
#include "base/limits.h"
#include "fhir/terminology/lookup.h"
#include "fhir/terminology/subsumes.h"
#include "fhir/terminology/validate_code.h"
#include "interaction/terminology/acts.h"
#include "json/draft.h"

#include <string>

namespace helselos::interaction {

namespace {

using fhir::terminology::AskedSet;
using fhir::terminology::CodedValue;

OperationAnswer told(const json::Draft& parameters)
{
    return {200, json::to_text(parameters)};
}

// The system an act is about: the one in the address, or the one that is named.
Result<std::string_view> system_asked(const OperationRequest& request, StoredSource& source, std::string_view named)
{
    if (request.address.id.empty())
        return named;
    const auto resource = TRY(source.read(request.address.key()));
    const auto url = resource["url"].text();
    if (url.empty())
        return Error{Kind::unprocessable, "the stored code system has no address"};
    return url;
}

Result<AskedSet> set_asked(const OperationRequest& request, const Asked& asked, StoredSource& source)
{
    if (!request.address.id.empty()) {
        const auto definition = TRY(source.read(request.address.key()));
        return AskedSet{{}, definition};
    }
    if (const auto definition = asked.value("valueSet", "resource"); definition.exists())
        return AskedSet{{}, definition};
    const auto url = asked.text("url");
    if (url.empty())
        return Error{Kind::invalid, "the value set is not named: url or valueSet is needed"};
    const auto definition = source.value_set_definition(url);
    const auto bare = url.substr(0, url.find('|'));
    if (!definition.exists() && request.hall.definitions.value_set(bare) == nullptr)
        return Error{Kind::not_found, "this value set is not known here"};
    auto version = asked.text("valueSetVersion");
    if (version.empty() && bare.size() < url.size())
        version = url.substr(bare.size() + 1);
    if (!version.empty() && version != (definition.exists() ? definition["version"].text() : "4.0.1"))
        return Error{Kind::not_found, "this version of the value set is not known here"};
    return AskedSet{bare, definition};
}

Result<CodedValue> one_of(const Asked& asked, const char* code_name, const char* coding_name, std::string_view system)
{
    if (const auto coding = asked.value(coding_name, "valueCoding"); coding.exists()) {
        auto value = fhir::terminology::coded_value(coding);
        value.system = value.system.empty() ? system : value.system;
        return value;
    }
    const auto code = asked.text(code_name);
    if (code.empty())
        return Error{Kind::invalid, std::string(code_name) + " or " + coding_name + " is needed"};
    return CodedValue{system, asked.text("version"), code, {}};
}

}  // namespace

Result<OperationAnswer> lookup(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    TRY(asked.refuse({"date"}));
    const auto values = TRY(asked.values("system"));
    fhir::terminology::LookupRequest wanted{values.front(), asked.text("displayLanguage"), asked.texts("property")};
    if (wanted.properties.size() > limits::terminology_properties_max)
        return Error{Kind::too_large, "more properties named than are looked for"};
    return told(TRY(fhir::terminology::lookup(source, wanted)));
}

Result<OperationAnswer> validate_code_of_system(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    TRY(asked.refuse({"date", "codeSystem"}));
    fhir::terminology::ValidateCodeRequest wanted{TRY(asked.values("url")), asked.text("displayLanguage")};
    wanted.is_abstract_allowed = TRY(asked.truth("abstract")).value_or(true);
    auto named = asked.text("url");
    if (named.empty() && wanted.values.size() == 1)
        named = wanted.values.front().system;
    const auto system = TRY(system_asked(request, source, named));
    if (!request.address.id.empty() && !asked.text("code").empty())
        wanted.values.front().system = system;
    wanted.values.front().system = wanted.values.front().system.substr(0, wanted.values.front().system.find('|'));
    return told(TRY(fhir::terminology::validate_in_system(source, system, wanted)));
}

Result<OperationAnswer> validate_code_of_set(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    TRY(asked.refuse({"date", "context"}));
    fhir::terminology::ValidateCodeRequest wanted{
        TRY(asked.values("system", "systemVersion")), asked.text("displayLanguage")};
    wanted.is_abstract_allowed = TRY(asked.truth("abstract")).value_or(true);
    for (const auto& value : wanted.values)
        if (value.system.empty())
            return Error{Kind::invalid, "a code is asked about together with its system"};
    return told(TRY(fhir::terminology::validate_in_set(source, TRY(set_asked(request, asked, source)), wanted)));
}

Result<OperationAnswer> subsumes(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    const auto system = TRY(system_asked(request, source, asked.text("system")));
    const auto a = TRY(one_of(asked, "codeA", "codingA", system));
    const auto b = TRY(one_of(asked, "codeB", "codingB", system));
    const auto outcome = TRY(fhir::terminology::subsumption(source, a, b));
    return told(json::object({{"resourceType", "Parameters"},
        {"parameter", json::array({json::object({{"name", "outcome"}, {"valueCode", outcome}})})}}));
}

}  // namespace helselos::interaction
