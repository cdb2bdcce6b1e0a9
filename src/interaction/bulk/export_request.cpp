#include "interaction/bulk/export_request.h"

#include "base/limits/bulk.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace helselos::interaction::bulk {

namespace {

constexpr std::array<std::string_view, 3> forms{"application/fhir+ndjson", "application/ndjson", "ndjson"};
constexpr std::array<std::string_view, 2> not_offered{"includeAssociatedData", "organizeOutputBy"};

Result<void> add_names(std::string_view text, std::string_view parameter, std::vector<std::string>& names)
{
    while (true) {
        const auto comma = text.find(',');
        const auto name = text.substr(0, comma);
        if (name.empty())
            return Error{Kind::invalid, std::string(parameter) + " has an empty name"};
        if (std::ranges::find(names, name) == names.end())
            names.emplace_back(name);
        if (comma == std::string_view::npos)
            return {};
        text.remove_prefix(comma + 1);
    }
}

Result<void> take_since(const std::string& text, ExportRequest& request)
{
    if (request.since)
        return Error{Kind::invalid, "_since stands more than once"};
    request.since = TRY(instant_from_text(text));
    return {};
}

Result<void> take_patient(std::string_view reference, ExportRequest& request)
{
    constexpr std::string_view patient = "Patient/";
    const auto id = reference.starts_with(patient) ? reference.substr(patient.size()) : std::string_view();
    if (id.empty() || id.find('/') != std::string_view::npos)
        return Error{Kind::invalid, "patient is a reference: Patient/1"};
    if (std::ranges::find(request.patients, id) == request.patients.end())
        request.patients.emplace_back(id);
    return {};
}

Result<void> take(const std::string& name, const std::string& text, Unknown unknown, ExportRequest& request)
{
    if (name == "_since")
        return take_since(text, request);
    if (name == "_type")
        return add_names(text, name, request.types);
    if (name == "_elements")
        return add_names(text, name, request.elements);
    if (name == "_typeFilter") {
        request.filters.push_back(text);
        return {};
    }
    if (name == "_outputFormat") {
        if (std::ranges::find(forms, text) == forms.end())
            return Error{Kind::unsupported, "_outputFormat: only NDJSON is offered"};
        return {};
    }
    if (name == "patient")
        return Error{Kind::unsupported, "patient is named in the Parameters of a POST: valueReference"};
    if (std::ranges::find(not_offered, name) != not_offered.end())
        return Error{Kind::unsupported, name + " is not offered"};
    if (unknown == Unknown::refuse)
        return Error{Kind::invalid, "a parameter is unknown to $export"};
    return {};
}

}  // namespace

Result<ExportRequest> read_export_request(
    const QueryParameters& parameters, Unknown unknown, const std::vector<std::string>& posted_patients)
{
    ExportRequest request;
    for (const auto& [name, text] : parameters)
        TRY(take(name, text, unknown, request));
    if (posted_patients.size() > limits::export_patients_named_max)
        return Error{Kind::too_large, "there are too many patients: make a Group of them"};
    for (const auto& reference : posted_patients)
        TRY(take_patient(reference, request));
    return request;
}

}  // namespace helselos::interaction::bulk
