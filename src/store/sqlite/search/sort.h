// The order of a search: what a resource sorts by, and which of two comes first.
#pragma once

#include "store/sqlite/search/condition.h"

#include <set>
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
    enum class By : std::uint8_t { rows, id, last_updated };
    struct Key {
        By by = By::rows;
        RowKind kind = RowKind::token;
        NameId parameter = 0;
        bool is_descending = false;
    };

    // Unsupported for a key of a type that has no order.
    static Result<SortOrder> of(
        const Moment& moment, const std::string& type, const std::vector<fhir::search::SortKey>& keys);

    bool is_default() const { return m_keys.empty(); }
    // Missing values come last in both directions; ties go by resource, so the order is whole.
    bool comes_before(const Placed& left, const Placed& right) const;

    // The key that decides first. Not of the default order.
    const Key& first() const { return m_keys.front(); }
    // The order of those that the first key does not part.
    SortOrder rest() const;

    // What the candidate's statement must give: d.resource, k.rows, r.sequence, r.logical_id.
    static constexpr const char* columns = "SELECT d.resource,k.rows,r.sequence,r.logical_id";
    Result<Placed> place(const Moment& moment, const Statement& candidate) const;

private:
    static Result<Key> to_key(const Moment& moment, const std::string& type, const fhir::search::SortKey& wanted);
    static Result<SortValue> best_of_rows(const Moment& moment, const Key& key, std::string_view rows);

    std::vector<Key> m_keys;
};

bool is_missing(const SortValue& value);

// The first in the order of what it is offered, each once.
class Best {
public:
    // The order must outlive it.
    Best(const SortOrder& order, std::size_t count) : m_count(count), m_placed(Earlier{&order}) {}

    void offer(Placed placed);
    std::vector<Placed> take();

private:
    struct Earlier {
        const SortOrder* order;
        bool operator()(const Placed& left, const Placed& right) const { return order->comes_before(left, right); }
    };

    std::size_t m_count;
    std::set<Placed, Earlier> m_placed;
};

std::string to_place(const Placed& placed);
Result<Placed> from_place(std::string_view bytes, std::size_t values);

}  // namespace helselos::store::sqlite
