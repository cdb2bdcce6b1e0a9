#include "store/sqlite/search/sort.h"

#include "store/sqlite/cursor.h"

#include <bit>
#include <fmt/format.h>

namespace helselos::store::sqlite {

namespace {

using fhir::SearchType;

// The sort value of a reference is the reference as it is written: "Patient/1".
Result<SortValue> text_of_target(const Moment& moment, ResourceId target)
{
    auto statement = TRY(moment.connection.prepare("SELECT type, logical_id FROM resource WHERE id=?"));
    statement.bind(target);
    if (!TRY(statement.step()))
        return SortValue();
    auto text = TRY(moment.names.text(static_cast<NameId>(statement.integer(0))));
    return SortValue(text.append("/").append(statement.text(1)));
}

Result<SortValue> value_of(const Moment& moment, const KeptRow& row)
{
    switch (row.kind) {
    case RowKind::token:
    case RowKind::uri: return SortValue(std::string(row.text));
    // As in the index, so that its order is the order.
    case RowKind::string: return SortValue(std::string(cut_folded(row.text)));
    case RowKind::date: return SortValue(row.low);
    case RowKind::number:
    case RowKind::quantity: return SortValue(row.low_number);
    case RowKind::reference: return text_of_target(moment, row.target);
    case RowKind::member:
    case RowKind::composite: break;
    }
    return SortValue();
}

}  // namespace

bool is_missing(const SortValue& value)
{
    return std::holds_alternative<std::monostate>(value);
}

Result<SortOrder::Key> SortOrder::to_key(
    const Moment& moment, const std::string& type, const fhir::search::SortKey& wanted)
{
    Key key;
    key.is_descending = wanted.descending;
    if (wanted.parameter == "_id" || wanted.parameter == "_lastUpdated") {
        key.by = wanted.parameter == "_id" ? By::id : By::last_updated;
        return key;
    }
    key.parameter = TRY(moment.names.find(parameter_name(type, wanted.parameter))).value_or(0);
    switch (wanted.type) {
    case SearchType::token: key.kind = RowKind::token; return key;
    case SearchType::string: key.kind = RowKind::string; return key;
    case SearchType::date: key.kind = RowKind::date; return key;
    case SearchType::number: key.kind = RowKind::number; return key;
    case SearchType::quantity: key.kind = RowKind::quantity; return key;
    case SearchType::reference: key.kind = RowKind::reference; return key;
    case SearchType::uri: key.kind = RowKind::uri; return key;
    case SearchType::composite:
    case SearchType::special: break;
    }
    return Error{Kind::unsupported, fmt::format("sorting by '{}' is not supported", wanted.parameter)};
}

Result<SortOrder> SortOrder::of(
    const Moment& moment, const std::string& type, const std::vector<fhir::search::SortKey>& keys)
{
    SortOrder order;
    for (const auto& wanted : keys)
        order.m_keys.push_back(TRY(to_key(moment, type, wanted)));
    return order;
}

SortOrder SortOrder::rest() const
{
    SortOrder rest;
    rest.m_keys.assign(m_keys.begin() + 1, m_keys.end());
    return rest;
}

Result<SortValue> SortOrder::best_of_rows(const Moment& moment, const Key& key, std::string_view blob)
{
    SortValue best;
    KeptRows rows(blob);
    while (const auto row = rows.next(key.kind, key.parameter)) {
        auto value = TRY(value_of(moment, *row));
        if (is_missing(best) || (key.is_descending ? best < value : value < best))
            best = std::move(value);
    }
    return best;
}

Result<Placed> SortOrder::place(const Moment& moment, const Statement& candidate) const
{
    Placed placed;
    placed.resource = candidate.integer(0);
    for (const auto& key : m_keys) {
        if (key.by == By::id)
            placed.values.emplace_back(std::string(candidate.text(3)));
        else if (key.by == By::last_updated)
            placed.values.emplace_back(candidate.integer(2));
        else
            placed.values.push_back(TRY(best_of_rows(moment, key, candidate.text(1))));
    }
    return placed;
}

bool SortOrder::comes_before(const Placed& left, const Placed& right) const
{
    for (std::size_t i = 0; i < m_keys.size(); ++i) {
        const auto& first = left.values[i];
        const auto& second = right.values[i];
        if (first == second)
            continue;
        if (is_missing(first) || is_missing(second))
            return is_missing(second);
        return m_keys[i].is_descending ? second < first : first < second;
    }
    return left.resource < right.resource;
}

void Best::offer(Placed placed)
{
    if (m_placed.size() == m_count && (m_count == 0 || !m_placed.key_comp()(placed, *m_placed.rbegin())))
        return;
    m_placed.insert(std::move(placed));
    if (m_placed.size() > m_count)
        m_placed.erase(std::prev(m_placed.end()));
}

std::vector<Placed> Best::take()
{
    std::vector<Placed> placed(m_placed.begin(), m_placed.end());
    m_placed.clear();
    return placed;
}

std::string to_place(const Placed& placed)
{
    std::string bytes;
    add_integer(bytes, placed.resource);
    for (const auto& value : placed.values) {
        add_integer(bytes, static_cast<std::int64_t>(value.index()));
        if (const auto* integer = std::get_if<std::int64_t>(&value))
            add_integer(bytes, *integer);
        else if (const auto* real = std::get_if<double>(&value))
            add_integer(bytes, std::bit_cast<std::int64_t>(*real));
        else if (const auto* text = std::get_if<std::string>(&value))
            add_text(bytes, *text);
    }
    return bytes;
}

Result<Placed> from_place(std::string_view bytes, std::size_t values)
{
    PlaceReader reader(bytes);
    Placed placed;
    placed.resource = TRY(reader.integer());
    while (placed.values.size() < values) {
        switch (TRY(reader.integer())) {
        case 1: placed.values.emplace_back(TRY(reader.integer())); break;
        case 2: placed.values.emplace_back(std::bit_cast<double>(TRY(reader.integer()))); break;
        case 3: placed.values.emplace_back(TRY(reader.text())); break;
        default: placed.values.emplace_back(); break;
        }
    }
    return placed;
}

}  // namespace helselos::store::sqlite
