#include "store/sqlite/search/inquiry.h"

namespace helselos::store::sqlite {

Result<Inquiry> Inquiry::of(const Moment& moment, const Scope& scope)
{
    return Inquiry(moment, TRY(Sight::of(moment, scope)));
}

Result<bool> Inquiry::may_differ(NameId parameter) const
{
    auto statement = TRY(connection().prepare("SELECT 1 FROM differing WHERE parameter=?"));
    statement.bind(parameter);
    return statement.step();
}

}  // namespace helselos::store::sqlite
