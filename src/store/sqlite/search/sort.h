// The order of a search: what a resource sorts by, and which of two comes first.
#pragma once

#include "store/sqlite/search/condition.h"

#include <compare>
#include <string>
#include <variant>
#include <vector>

namespace helselos::store::sqlite {

// Missing, or the value of one sort key.
using SortValue = std::variant<std::monostate, std::int64_t, double, std::string>;

// A resource at its place in the order.
struct Placed {
    std::vector<SortValue> values;
    ResourceId resource = 0;
};

class SortOrder {
public:
    // Unsupported for a key of a type that has no order.
    static Result<SortOrder> of(const Moment& moment, const fhir::search::Query& query);

    bool is_default() const { return m_keys.empty(); }
    // Missing values come last in both directions; ties go by resource, so the order is whole.
    bool comes_before(const Placed& left, const Placed& right) const;

    // Whether the order is that of one index: by one date, or by the newest version.
    bool has_walk() const;
    bool is_by_last_updated() const { return m_keys.front().by == By::last_updated; }
    bool is_descending() const { return m_keys.front().is_descending; }
    NameId parameter() const { return m_keys.front().parameter; }

    // What the candidate's statement must give: d.resource, k.rows, r.sequence, r.logical_id.
    Result<Placed> place(const Moment& moment, const Statement& candidate) const;

private:
    enum class By : std::uint8_t { rows, id, last_updated };
    struct Key {
        By by = By::rows;
        RowKind kind = RowKind::token;
        NameId parameter = 0;
        bool is_descending = false;
    };

    static Result<Key> to_key(const Moment& moment, const std::string& type, const fhir::search::SortKey& wanted);
    static Result<SortValue> best_of_rows(const Moment& moment, const Key& key, std::string_view rows);

    std::vector<Key> m_keys;
};

std::string to_place(const Placed& placed);
Result<Placed> from_place(std::string_view bytes, std::size_t values);

}  // namespace helselos::store::sqlite
