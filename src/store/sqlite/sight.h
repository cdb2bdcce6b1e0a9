// A Scope against the names and resources of one moment: what may be seen.
//
// What a scope says of single types beyond that (Scope::only) is a search, and asked by the inquiry.
#pragma once

#include "store/sqlite/search/moment.h"
#include "store/sqlite/search/sql.h"

#include <optional>
#include <vector>

namespace helselos::store::sqlite {

class Sight {
public:
    // Owners less exceptions. Those nobody has heard of have no members and are left out.
    struct Part {
        std::vector<ResourceId> owners;  // Never empty.
        std::vector<ResourceId> except;
    };

    static Result<Sight> of(const Moment& moment, const Scope& scope);

    bool is_everything() const { return m_is_everything; }
    // What may be seen: all of the type, none of it, or what the parts give.
    bool is_open(NameId type) const;
    bool is_closed(NameId type) const;
    const std::vector<Part>& parts() const { return m_parts; }

    Result<bool> sees(Connection& connection, NameId type, ResourceId resource) const;
    // The same as SQL, with AND before it; empty when everything is seen.
    Sql condition(std::string_view type_column, std::string_view resource_column) const;

private:
    bool m_is_everything = false;
    std::vector<NameId> m_open_types;
    std::optional<std::vector<NameId>> m_types;
    std::vector<Part> m_parts;
};

// Whether the part gives a resource of the type: EXISTS(...), with AND NOT EXISTS(...) where there are exceptions.
Sql is_given(const Sight::Part& part, const Sql& type, std::string_view resource_column);
// The resources the part gives, more than once when several owners have them: SELECT ... AS resource.
Sql given(const Sight::Part& part, NameId type);

}  // namespace helselos::store::sqlite
