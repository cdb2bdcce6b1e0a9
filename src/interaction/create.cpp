#include "interaction/create.h"

#include "access/machine_writes.h"
#include "interaction/criteria.h"
#include "interaction/forms/judge_response.h"
#include "interaction/prepare.h"

namespace helselos::interaction {

Result<Written> create(
    access::Session& session, const Hall& hall, json::Document resource, std::string_view if_none_exist)
{
    const std::string type(resource.root()["resourceType"].text());
    TRY(session.may_write(type));
    std::optional<fhir::search::Query> criteria;
    if (!if_none_exist.empty())
        criteria = TRY(parse_criteria(hall, type, if_none_exist));
    TRY(refuse_what_is_wrong({search_in(session), hall}, resource.root()));
    access::tell_source(session.caller(), resource);
    const auto draft = TRY(prepare(hall, access::Act::create, std::move(resource), new_id(hall)));

    Written written;
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        if (criteria) {
            if (const auto key = TRY(find_one(search_in(writing), *criteria))) {
                written = {*TRY(writing.read(*key)), false, false};
                return {};
            }
        }
        written = {TRY(writing.put(draft)), true, true};
        return {};
    }));
    return written;
}

}  // namespace helselos::interaction
