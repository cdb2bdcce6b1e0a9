#include "interaction/criteria.h"

#include "base/url.h"
#include "fhir/search/parse_query.h"

namespace helselos::interaction {

Search search_in(access::Writing& writing)
{
    return [&writing](const fhir::search::Query& query) { return writing.search(query); };
}

Search search_in(access::Session& session)
{
    return [&session](const fhir::search::Query& query) { return session.search(query); };
}

fhir::search::Grounds grounds_of(const Hall& hall)
{
    return {hall.extractor.parameters(), hall.terminology, hall.clock.now(), hall.base};
}

Result<fhir::search::Query> parse_criteria(const Hall& hall, std::string_view type, std::string_view query_string)
{
    const auto parameters = TRY(parse_query_string(query_string));
    Issues notes;
    auto query = TRY(fhir::search::parse_query(
        fhir::search::Space::of_type(type), parameters, grounds_of(hall), fhir::search::Handling::strict, notes));
    if (query.all_of.empty())
        return Error{Kind::invalid, "a conditional act needs at least one search criterion"};
    query.count = 2;
    query.includes.clear();
    query.revincludes.clear();
    return query;
}

Result<std::optional<access::Key>> find_one(const Search& search, const fhir::search::Query& query)
{
    const auto found = TRY(search(query));
    if (found.matches.size() > 1)
        return Error{Kind::precondition, "several resources match the criteria"};
    if (found.matches.empty())
        return std::optional<access::Key>();
    return std::optional<access::Key>(found.matches.front().key);
}

}  // namespace helselos::interaction
