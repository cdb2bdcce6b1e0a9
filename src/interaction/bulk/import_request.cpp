#include "interaction/bulk/import_request.h"

#include "base/limits/bulk.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace helselos::interaction::bulk {

namespace {

constexpr std::array<std::string_view, 3> forms{"application/fhir+ndjson", "application/ndjson", "ndjson"};

std::string_view text_of(json::Value part)
{
    for (const auto* value : {"valueString", "valueCode", "valueUri", "valueUrl"})
        if (part[value].exists())
            return part[value].text();
    return {};
}

bool is_in_name(char c)
{
    return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.';
}

// A file in one folder, and no way out of it.
Result<std::string> name_in(std::string_view url)
{
    if (url.find(':') != std::string_view::npos)
        return Error{Kind::unsupported,
            "addresses are not fetched: url is the name of a file in the drop folder, or the "
            "NDJSON itself is posted",
            "Parameters.parameter"};
    if (url.empty() || url.size() > limits::import_input_name_bytes_max || url.front() == '.'
        || !std::ranges::all_of(url, is_in_name))
        return Error{Kind::invalid, "url is the name of a file: letters, digits, - _ and .", "Parameters.parameter"};
    return std::string(url);
}

Result<ImportRequest::Input> input_in(json::Value parameter)
{
    ImportRequest::Input input;
    std::string_view url;
    for (const auto part : parameter["part"].elements()) {
        const auto name = part["name"].text();
        if (name == "type")
            input.type = text_of(part);
        else if (name == "url")
            url = text_of(part);
        else
            return Error{Kind::unsupported, "a part of input is not understood", "Parameters.parameter.part"};
    }
    input.name = TRY(name_in(url));
    return input;
}

// Where the files are: in the drop folder, and nowhere else.
Result<void> refuse_other_storage(json::Value parameter)
{
    for (const auto part : parameter["part"].elements())
        if (part["name"].text() != "type" || text_of(part) != "drop-folder")
            return Error{
                Kind::unsupported, "storageDetail: only the type drop-folder is offered", "Parameters.parameter"};
    return {};
}

Result<void> take(json::Value parameter, ImportRequest& request)
{
    const auto name = parameter["name"].text();
    if (name == "input") {
        request.inputs.push_back(TRY(input_in(parameter)));
        return {};
    }
    if (name == "storageDetail")
        return refuse_other_storage(parameter);
    if (name == "inputSource") {
        request.source = text_of(parameter);
        return {};
    }
    if (name != "inputFormat")
        return Error{Kind::unsupported, "a parameter is not understood", "Parameters.parameter"};
    if (std::ranges::find(forms, text_of(parameter)) == forms.end())
        return Error{Kind::unsupported, "inputFormat: only application/fhir+ndjson is offered", "Parameters.parameter"};
    return {};
}

}  // namespace

Result<ImportRequest> read_import_request(json::Value parameters)
{
    if (parameters["resourceType"].text() != "Parameters")
        return Error{Kind::invalid, "the body is Parameters, or NDJSON as application/fhir+ndjson", "resourceType"};
    ImportRequest request;
    for (const auto parameter : parameters["parameter"].elements())
        TRY(take(parameter, request));
    if (request.inputs.empty())
        return Error{Kind::invalid, "there is no input", "Parameters.parameter"};
    if (request.inputs.size() > limits::import_inputs_max)
        return Error{Kind::too_large, "there are too many inputs", "Parameters.parameter"};
    return request;
}

}  // namespace helselos::interaction::bulk
