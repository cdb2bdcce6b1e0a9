#include "interaction/everything.h"

#include "base/text.h"
#include "fhir/search/parse_query.h"
#include "interaction/audit_event.h"
#include "interaction/bundle_text.h"
#include "interaction/criteria.h"
#include "interaction/outcome.h"
#include "interaction/read.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace helselos::interaction {

namespace {

using fhir::search::Owner;

constexpr std::string_view cursor_parameter = "_cursor";

// By what search calls it; empty: it is only carried in links.
struct Known {
    std::string_view name;
    std::string_view value;  // The element of a Parameters part.
};
constexpr std::array known_parameters{Known{"_since", "valueInstant"}, Known{"_type", "valueCode"},
    Known{"_count", "valueInteger"}, Known{cursor_parameter, "valueString"}};

Result<void> refuse_unknown(std::string_view name)
{
    if (name == "start" || name == "end")
        return Error{Kind::unsupported, std::string(name) + " is not supported: not every type has a date of care"};
    if (name != "_format" && name != "_pretty"
        && std::ranges::find(known_parameters, name, &Known::name) == known_parameters.end())
        return Error{Kind::invalid, "$everything has no parameter of this name: _since, _type and _count are known"};
    return {};
}

// From the address and, of a POST, from the Parameters.
Result<QueryParameters> parameters_of(const OperationRequest& request)
{
    QueryParameters given;
    for (const auto& parameter : request.parameters) {
        TRY(refuse_unknown(parameter.first));
        given.push_back(parameter);
    }
    if (request.body == nullptr)
        return given;
    for (const auto part : request.body->root()["parameter"].elements()) {
        const auto name = part["name"].text();
        TRY(refuse_unknown(name));
        const auto known = std::ranges::find(known_parameters, name, &Known::name);
        const auto value = known == known_parameters.end() ? json::Value() : part[known->value];
        if (!value.exists())
            return Error{Kind::invalid, "the parameter has a value of another type",
                "Parameters.parameter." + std::string(name)};
        given.emplace_back(name, value.text());
    }
    return given;
}

std::vector<std::string> open_types(const OperationRequest& request, const Owner& owner)
{
    std::vector<std::string> types{owner.type};
    const auto* compartment = request.hall.definitions.compartment(owner.type);
    for (const auto& rule : compartment->rules)
        if (rule.resource_type != owner.type && rule.resource_type != audit_event_type)
            types.emplace_back(rule.resource_type);
    std::erase_if(types, [&](const auto& type) { return !request.session.may_search(type); });
    return types;
}

// A type that is not of the compartment would be answered with nothing, as if there were none.
Result<std::vector<std::string>> named_types(const QueryParameters& given, const std::vector<std::string>& open)
{
    std::vector<std::string> named;
    for (const auto& [name, value] : given) {
        if (name != "_type")
            continue;
        for (const auto type : split(value, ',')) {
            if (std::ranges::find(open, type) == open.end())
                return Error{Kind::invalid, "_type names a type that is not told here"};
            named.emplace_back(type);
        }
    }
    return named;
}

Result<fhir::search::Query> query_of(const OperationRequest& request, const Owner& owner, const QueryParameters& given)
{
    const auto open = open_types(request, owner);
    auto types = TRY(named_types(given, open));
    QueryParameters criteria;
    if (types.empty())
        criteria.emplace_back("_include", "*");
    for (const auto& [name, value] : given) {
        if (name == "_since")
            criteria.emplace_back("_lastUpdated", "ge" + value);
        if (name == "_count" || name == cursor_parameter)
            criteria.emplace_back(name, value);
    }
    Issues notes;
    return fhir::search::parse_query({types.empty() ? open : std::move(types), false, owner}, criteria,
        grounds_of(request.hall), fhir::search::Handling::strict, notes);
}

std::string link_of(
    const OperationRequest& request, const Owner& owner, const QueryParameters& given, const std::string& cursor)
{
    auto url = fmt::format("{}/{}/{}/$everything", request.base, owner.type, owner.id);
    char sign = '?';
    const auto add = [&](std::string_view name, std::string_view value) {
        url += fmt::format("{}{}={}", sign, name, percent_encode(value));
        sign = '&';
    };
    for (const auto& [name, value] : given)
        if (name != cursor_parameter)
            add(name, value);
    if (!cursor.empty())
        add(cursor_parameter, cursor);
    return url;
}

std::string bundle_of(
    const OperationRequest& request, const Owner& owner, const QueryParameters& given, const access::Found& found)
{
    BundleText bundle("searchset");
    bundle.link("self", link_of(request, owner, given, {}));
    if (!found.next.empty())
        bundle.link("next", link_of(request, owner, given, found.next));
    for (const auto& version : found.matches)
        bundle.entry(search_entry(version, request.base, "match"));
    for (const auto& version : found.included)
        bundle.entry(search_entry(version, request.base, "include"));
    if (found.included_cut) {
        const Issues issues{{Severity::warning, "too-costly", "", "not all that is referred to came along"}};
        bundle.entry(fmt::format(R"({{"resource":{},"search":{{"mode":"outcome"}}}})", outcome_text(issues)));
    }
    return std::move(bundle).finish();
}

// At the type: whoever acts in one patient's name asks for that one.
Result<Owner> owner_of(const OperationRequest& request)
{
    if (!request.address.id.empty())
        return Owner{request.address.type, request.address.id};
    const std::string_view subject = request.session.caller().subject;
    constexpr std::string_view patient = "Patient/";
    if (subject.starts_with(patient))
        return Owner{"Patient", std::string(subject.substr(patient.size()))};
    return Error{Kind::too_costly, "of all patients there is too much for one answer: ask for one, or use $export"};
}

}  // namespace

Result<OperationAnswer> everything(const OperationRequest& request)
{
    const auto given = TRY(parameters_of(request));
    const auto owner = TRY(owner_of(request));
    TRY(read(request.session, {owner.type, owner.id}));
    const auto found = TRY(request.session.search(TRY(query_of(request, owner, given))));
    return OperationAnswer{200, bundle_of(request, owner, given, found)};
}

void add_everything(Operations& operations)
{
    constexpr const char* of_patient = "http://hl7.org/fhir/OperationDefinition/Patient-everything";
    for (const auto level : {Level::type, Level::instance})
        operations.add({"$everything", level, "Patient", false, of_patient, everything});
}

}  // namespace helselos::interaction
