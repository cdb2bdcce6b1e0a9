#include "interaction/sealed_criteria.h"

#include "base/text.h"
#include "interaction/national_numbers.h"

#include <algorithm>

namespace helselos::interaction {

namespace {

constexpr std::string_view context = "search criteria";

}  // namespace

Result<std::string> seal_criteria(const Hall& hall, std::string_view query)
{
    std::string sealed;
    for (const auto part : split(query, '&')) {
        const auto parameters = TRY(parse_query_string(part));
        const bool hides = std::ranges::any_of(
            parameters, [](const auto& parameter) { return names_person(parameter.first, parameter.second); });
        if (!sealed.empty())
            sealed += '&';
        if (!hides) {
            sealed += part;
            continue;
        }
        if (hall.seal == nullptr)
            return Error{Kind::fault, "the criteria of a search cannot be sealed for its links"};
        sealed.append(sealed_parameter).append("=").append(hall.seal->close(part, context));
    }
    return sealed;
}

Result<QueryParameters> open_criteria(const Hall& hall, QueryParameters parameters)
{
    if (std::ranges::none_of(parameters, [](const auto& each) { return each.first == sealed_parameter; }))
        return parameters;
    QueryParameters opened;
    for (auto& parameter : parameters) {
        if (parameter.first != sealed_parameter) {
            opened.push_back(std::move(parameter));
            continue;
        }
        const auto text = hall.seal == nullptr ? std::nullopt : hall.seal->open(parameter.second, context);
        if (!text)
            return Error{Kind::invalid, "the sealed criterion is not one of this server"};
        for (auto& hidden : TRY(parse_query_string(*text)))
            opened.push_back(std::move(hidden));
    }
    return opened;
}

}  // namespace helselos::interaction
