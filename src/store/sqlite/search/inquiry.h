// One search under way: the moment it asks, who asks, and what its statements point to.
#pragma once

#include "store/sqlite/search/wanted.h"
#include "store/sqlite/sight.h"

#include <deque>

namespace helselos::store::sqlite {

class Inquiry {
public:
    // The moment must outlive it.
    static Result<Inquiry> of(const Moment& moment, const Scope& scope);
    Inquiry(Inquiry&&) = default;

    const Moment& moment() const { return m_moment; }
    Connection& connection() const { return m_moment.connection; }
    Names& names() const { return m_moment.names; }
    const Sight& sight() const { return m_sight; }
    // What the scope demands of resources of the type beyond that they are in sight.
    std::vector<fhir::search::Clause> only(std::string_view type) const;

    // Stays where it is as long as the inquiry lives.
    const Wanted* keep(Wanted wanted) { return &m_wanted.emplace_back(std::move(wanted)); }

    // Whether a resource may have several dates (numbers, quantities) of this parameter that differ.
    // When none has, two criteria on it speak of the same one.
    Result<bool> may_differ(NameId parameter) const;

private:
    Inquiry(const Moment& moment, Sight sight, std::vector<Only> only)
        : m_moment(moment), m_sight(std::move(sight)), m_only(std::move(only))
    {}

    const Moment& m_moment;
    Sight m_sight;
    std::vector<Only> m_only;
    std::deque<Wanted> m_wanted;
};

}  // namespace helselos::store::sqlite
