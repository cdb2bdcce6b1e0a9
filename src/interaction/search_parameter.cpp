#include "interaction/search_parameter.h"

namespace helselos::interaction {

Result<void> refuse_if_not_searchable(const Hall& hall, json::Value resource)
{
    if (resource["resourceType"].text() != "SearchParameter" || resource["status"].text() != "active")
        return {};
    if (hall.definitions.search_parameter_by_url(resource["url"].text()) != nullptr)
        return {};
    const auto with = hall.extractor.parameters()->with(resource);
    if (with)
        return {};
    return Error{Kind::unprocessable, "the search parameter cannot be searched by: " + with.error().reason,
        with.error().element};
}

}  // namespace helselos::interaction
