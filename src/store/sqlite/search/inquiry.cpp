#include "store/sqlite/search/inquiry.h"

namespace helselos::store::sqlite {

Result<Inquiry> Inquiry::of(const Moment& moment, const Scope& scope)
{
    auto sight = TRY(Sight::of(moment, scope));
    return Inquiry(moment, std::move(sight), scope.everything ? std::vector<Only>() : scope.only);
}

std::vector<fhir::search::Clause> Inquiry::only(std::string_view type) const
{
    std::vector<fhir::search::Clause> clauses;
    for (const auto& each : m_only)
        if (each.type == type)
            clauses.push_back(each.clause);
    return clauses;
}

Result<bool> Inquiry::may_differ(NameId parameter) const
{
    auto statement = TRY(connection().prepare("SELECT 1 FROM differing WHERE parameter=?"));
    statement.bind(parameter);
    return statement.step();
}

}  // namespace helselos::store::sqlite
