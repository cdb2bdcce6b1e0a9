// A Scope against the names and resources of one moment: what may be seen.
#pragma once

#include "store/sqlite/search/moment.h"
#include "store/sqlite/search/sql.h"

#include <vector>

namespace helselos::store::sqlite {

class Sight {
public:
    static Result<Sight> of(const Moment& moment, const Scope& scope);

    bool is_everything() const { return m_is_everything; }
    const std::vector<ResourceId>& owners() const { return m_owners; }
    bool is_open(NameId type) const;
    Result<bool> sees(Connection& connection, NameId type, ResourceId resource) const;
    // The same as SQL, with AND before it; empty when everything is seen.
    Sql condition(std::string_view type_column, std::string_view resource_column) const;

private:
    bool m_is_everything = false;
    std::vector<NameId> m_open_types;
    std::vector<ResourceId> m_owners;
};

}  // namespace helselos::store::sqlite
