#include "fhir/questionnaire/queries.h"

#include "base/url.h"

namespace helselos::fhir::questionnaire {

namespace {

Result<std::string> value_in_query(std::string_view expression, const path::Item& focus, Evaluation& evaluation)
{
    const auto items = TRY(evaluation.evaluate(expression, focus));
    std::string text;
    for (const auto& item : items) {
        if (!item.is_primitive() || item.to_text().empty())
            return Error{Kind::unprocessable, "a part of a query is no simple value"};
        text += (text.empty() ? "" : ",") + percent_encode(item.to_text());
    }
    if (text.empty())
        return Error{Kind::unprocessable, "a part of a query yields nothing: it is not asked"};
    return text;
}

}  // namespace

Result<std::string> query_text(std::string_view query, const path::Item& focus, Evaluation& evaluation)
{
    std::string text;
    for (auto open = query.find("{{"); open != std::string_view::npos; open = query.find("{{")) {
        const auto close = query.find("}}", open);
        if (close == std::string_view::npos)
            return Error{Kind::invalid, "a query has braces that are not closed"};
        text += query.substr(0, open);
        text += TRY(value_in_query(query.substr(open + 2, close - open - 2), focus, evaluation));
        query = query.substr(close + 2);
    }
    return text + std::string(query);
}

}  // namespace helselos::fhir::questionnaire
