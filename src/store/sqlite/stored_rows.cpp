#include "store/sqlite/stored_rows.h"

#include <algorithm>
#include <cmath>

namespace helselos::store::sqlite {

namespace {

struct Place {
    Connection& connection;
    Names& names;
    const std::string& type;

    Result<NameId> parameter(std::string_view code) const { return names.intern(parameter_name(type, code)); }
};

Error not_a_number()
{
    return {Kind::invalid, "a bound of a search row is not a number"};
}

Error holds_zero()
{
    return {Kind::invalid, "a search row holds a zero byte"};
}

Result<void> add_token(
    const Place& place, std::string_view parameter, std::string_view system, std::string_view code, EncodedRows& out)
{
    KeptRow row{.kind = RowKind::token, .parameter = TRY(place.parameter(parameter))};
    row.system = TRY(place.names.intern(system));
    const auto key = to_key(code);
    row.text = key;
    out.push_back(encode(row));
    return {};
}

Result<void> add_string(const Place& place, const fhir::search::StringRow& from, EncodedRows& out)
{
    // A zero byte parts the two texts.
    if (from.folded.find('\0') != std::string::npos)
        return holds_zero();
    KeptRow row{.kind = RowKind::string, .parameter = TRY(place.parameter(from.parameter))};
    row.text = from.folded;
    row.exact = from.exact;
    out.push_back(encode(row));
    return {};
}

Result<void> add_date(const Place& place, const fhir::search::DateRow& from, EncodedRows& out)
{
    KeptRow row{.kind = RowKind::date, .parameter = TRY(place.parameter(from.parameter))};
    row.low = from.low;
    row.high = from.high;
    out.push_back(encode(row));
    return {};
}

Result<void> add_number(const Place& place, const fhir::search::NumberRow& from, EncodedRows& out)
{
    if (std::isnan(from.low) || std::isnan(from.high))
        return not_a_number();
    KeptRow row{.kind = RowKind::number, .parameter = TRY(place.parameter(from.parameter))};
    row.low_number = from.low;
    row.high_number = from.high;
    out.push_back(encode(row));
    return {};
}

Result<void> add_quantity(const Place& place, const fhir::search::QuantityRow& from, EncodedRows& out)
{
    if (std::isnan(from.low) || std::isnan(from.high))
        return not_a_number();
    KeptRow row{.kind = RowKind::quantity, .parameter = TRY(place.parameter(from.parameter))};
    row.low_number = from.low;
    row.high_number = from.high;
    row.system = TRY(place.names.intern(from.system));
    row.unit = TRY(place.names.intern(from.code));
    out.push_back(encode(row));
    return {};
}

Result<void> add_reference(const Place& place, const fhir::search::ReferenceRow& from, EncodedRows& out)
{
    if (!from.identifier_value.empty() || !from.identifier_system.empty())
        TRY(add_token(place, from.parameter + ":identifier", from.identifier_system, from.identifier_value, out));
    if (from.id.empty() && from.url.empty())
        return {};
    KeptRow row{.kind = RowKind::reference, .parameter = TRY(place.parameter(from.parameter))};
    if (from.url.empty())
        row.target = TRY(ensure_resource(place.connection, TRY(place.names.intern(from.type)), from.id));
    else
        row.target = TRY(ensure_resource(place.connection, 0, to_key(from.url)));
    out.push_back(encode(row));
    return {};
}

Result<void> add_uri(const Place& place, const fhir::search::UriRow& from, EncodedRows& out)
{
    const auto key = to_key(from.uri);
    KeptRow row{.kind = RowKind::uri, .parameter = TRY(place.parameter(from.parameter))};
    row.text = key;
    out.push_back(encode(row));
    return {};
}

Result<KeptRow> to_part(const Place& place, const fhir::search::TokenRow& from, std::string& text)
{
    text = to_key(from.code);
    const auto system = TRY(place.names.intern(from.system));
    return KeptRow{.kind = RowKind::token, .text = text, .system = system};
}

Result<KeptRow> to_part(const Place&, const fhir::search::StringRow& from, std::string&)
{
    return KeptRow{.kind = RowKind::string, .text = from.folded};
}

Result<KeptRow> to_part(const Place&, const fhir::search::DateRow& from, std::string&)
{
    return KeptRow{.kind = RowKind::date, .low = from.low, .high = from.high};
}

Result<KeptRow> to_part(const Place&, const fhir::search::NumberRow& from, std::string&)
{
    if (std::isnan(from.low) || std::isnan(from.high))
        return not_a_number();
    return KeptRow{.kind = RowKind::number, .low_number = from.low, .high_number = from.high};
}

Result<KeptRow> to_part(const Place& place, const fhir::search::QuantityRow& from, std::string&)
{
    if (std::isnan(from.low) || std::isnan(from.high))
        return not_a_number();
    KeptRow part{.kind = RowKind::quantity, .low_number = from.low, .high_number = from.high};
    part.system = TRY(place.names.intern(from.system));
    part.unit = TRY(place.names.intern(from.code));
    return part;
}

Result<KeptRow> to_part(const Place& place, const fhir::search::ReferenceRow& from, std::string&)
{
    KeptRow part{.kind = RowKind::reference};
    if (!from.url.empty())
        part.target = TRY(ensure_resource(place.connection, 0, to_key(from.url)));
    else if (!from.id.empty())
        part.target = TRY(ensure_resource(place.connection, TRY(place.names.intern(from.type)), from.id));
    return part;
}

Result<KeptRow> to_part(const Place&, const fhir::search::UriRow& from, std::string& text)
{
    text = to_key(from.uri);
    return KeptRow{.kind = RowKind::uri, .text = text};
}

Result<void> add_composite(const Place& place, const fhir::search::CompositeRow& from, EncodedRows& out)
{
    std::string parts;
    for (const auto& each : from.parts) {
        std::string text;
        const auto part = TRY(std::visit([&](const auto& row) { return to_part(place, row, text); }, each));
        if (part.text.find('\0') != std::string_view::npos)
            return holds_zero();
        parts += encode_part(part);
    }
    out.push_back(
        encode({.kind = RowKind::composite, .parameter = TRY(place.parameter(from.parameter)), .text = parts}));
    return {};
}

Result<void> add_membership(const Place& place, const Membership& from, EncodedRows& out)
{
    const auto slash = from.owner.find('/');
    if (slash == std::string::npos || slash == 0 || slash + 1 == from.owner.size())
        return Error{Kind::invalid, "the owner of a membership is not a reference"};
    KeptRow row{.kind = RowKind::member};
    const auto owner_type = TRY(place.names.intern(std::string_view(from.owner).substr(0, slash)));
    row.owner = TRY(ensure_resource(place.connection, owner_type, std::string_view(from.owner).substr(slash + 1)));
    row.parameter = TRY(place.names.intern(from.member.type));
    row.target = TRY(ensure_resource(place.connection, row.parameter, from.member.id));
    out.push_back(encode(row));
    return {};
}

void make_set(EncodedRows& rows)
{
    std::ranges::sort(rows);
    rows.erase(std::ranges::unique(rows).begin(), rows.end());
}

const char* insert_of(RowKind kind)
{
    switch (kind) {
    case RowKind::token: return "INSERT INTO token VALUES(?,?,?,?)";
    case RowKind::string: return "INSERT INTO string VALUES(?,?,?)";
    case RowKind::date: return "INSERT INTO date VALUES(?,?,?,?,?)";
    case RowKind::number: return "INSERT INTO number VALUES(?,?,?,?,?)";
    case RowKind::quantity: return "INSERT INTO quantity VALUES(?,?,?,?,?,?,?)";
    case RowKind::reference: return "INSERT INTO reference VALUES(?,?,?)";
    case RowKind::uri: return "INSERT INTO uri VALUES(?,?,?)";
    case RowKind::member: return "INSERT INTO compartment VALUES(?,?,?,?)";
    case RowKind::composite: return "INSERT INTO composite VALUES(?,?,?)";
    }
    return "";
}

const char* removal_of(RowKind kind)
{
    switch (kind) {
    case RowKind::token: return "DELETE FROM token WHERE parameter=? AND code=? AND system=? AND resource=?";
    case RowKind::string: return "DELETE FROM string WHERE parameter=? AND folded=? AND resource=?";
    case RowKind::date: return "DELETE FROM date WHERE parameter=? AND width=? AND low=? AND high=? AND resource=?";
    case RowKind::number: return "DELETE FROM number WHERE parameter=? AND width=? AND low=? AND high=? AND resource=?";
    case RowKind::quantity:
        return "DELETE FROM quantity WHERE parameter=? AND width=? AND low=? AND high=? AND unit=? AND system=?"
               " AND resource=?";
    case RowKind::reference: return "DELETE FROM reference WHERE parameter=? AND target=? AND resource=?";
    case RowKind::uri: return "DELETE FROM uri WHERE parameter=? AND uri=? AND resource=?";
    case RowKind::member: return "DELETE FROM compartment WHERE owner=? AND type=? AND resource=? AND source=?";
    case RowKind::composite: return "DELETE FROM composite WHERE parameter=? AND key=? AND resource=?";
    }
    return "";
}

void bind_row(Statement& statement, const KeptRow& row, ResourceId resource)
{
    const int width = row.kind == RowKind::date ? width_class_of_date(row.low, row.high)
                                                : width_class_of_number(row.low_number, row.high_number);
    switch (row.kind) {
    case RowKind::token: statement.bind(row.parameter, row.text, row.system, resource); return;
    case RowKind::string:
    case RowKind::uri: statement.bind(row.parameter, row.text, resource); return;
    case RowKind::composite: statement.bind(row.parameter).bind_blob_in_place(row.text).bind(resource); return;
    case RowKind::date: statement.bind(row.parameter, width, row.low, row.high, resource); return;
    case RowKind::number: statement.bind(row.parameter, width, row.low_number, row.high_number, resource); return;
    case RowKind::quantity:
        statement.bind(row.parameter, width, row.low_number, row.high_number, row.unit, row.system, resource);
        return;
    case RowKind::reference: statement.bind(row.parameter, row.target, resource); return;
    case RowKind::member: statement.bind(row.owner, row.parameter, row.target, resource); return;
    }
}

}  // namespace

Result<ResourceId> ensure_resource(Connection& connection, NameId type, std::string_view logical_id)
{
    auto find = TRY(connection.prepare("SELECT id FROM resource WHERE logical_id=? AND type=?"));
    find.bind(logical_id, type);
    if (TRY(find.step()))
        return find.integer(0);
    auto insert
        = TRY(connection.prepare("INSERT INTO resource(type,logical_id,version,sequence,is_living) VALUES(?,?,0,0,0)"));
    TRY(insert.bind(type, logical_id).finish());
    return connection.last_row();
}

Result<EncodedRows> to_encoded(Connection& connection, Names& names, const Change& change)
{
    const Place place{connection, names, change.key.type};
    EncodedRows out;
    for (const auto& row : change.rows.tokens)
        TRY(add_token(place, row.parameter, row.system, row.code, out));
    for (const auto& row : change.rows.strings)
        TRY(add_string(place, row, out));
    for (const auto& row : change.rows.dates)
        TRY(add_date(place, row, out));
    for (const auto& row : change.rows.numbers)
        TRY(add_number(place, row, out));
    for (const auto& row : change.rows.quantities)
        TRY(add_quantity(place, row, out));
    for (const auto& row : change.rows.references)
        TRY(add_reference(place, row, out));
    for (const auto& row : change.rows.uris)
        TRY(add_uri(place, row, out));
    for (const auto& row : change.rows.composites)
        TRY(add_composite(place, row, out));
    for (const auto& membership : change.memberships)
        TRY(add_membership(place, membership, out));
    make_set(out);
    return out;
}

EncodedRows to_keys(const EncodedRows& rows, const std::vector<Pair>& pairs)
{
    EncodedRows keys;
    keys.reserve(rows.size());
    for (const auto& bytes : rows) {
        if (static_cast<RowKind>(bytes.front()) != RowKind::string) {
            keys.push_back(bytes);
            continue;
        }
        auto row = decode(bytes);
        row.text = cut_folded(row.text);
        row.exact = {};
        keys.push_back(encode(row));
    }
    add_paired_rows(pairs, rows, keys);
    make_set(keys);
    return keys;
}

namespace {

// The parameters that have more than one range.
template <typename Row>
std::set<std::string_view> differing(const std::vector<Row>& rows)
{
    std::set<std::string_view> found;
    std::map<std::string_view, const Row*> first;
    for (const auto& row : rows) {
        const auto* other = first.emplace(row.parameter, &row).first->second;
        if (other->low != row.low || other->high != row.high)
            found.insert(row.parameter);
    }
    return found;
}

}  // namespace

Result<void> DifferingRanges::note(Connection& connection, Names& names, const Change& change)
{
    auto found = differing(change.rows.dates);
    found.merge(differing(change.rows.numbers));
    found.merge(differing(change.rows.quantities));
    for (const auto parameter : found)
        TRY(note(connection, TRY(names.intern(parameter_name(change.key.type, parameter)))));
    return {};
}

Result<void> DifferingRanges::note(Connection& connection, NameId parameter)
{
    if (!m_known.insert(parameter).second)
        return {};
    auto statement = TRY(connection.prepare("INSERT OR IGNORE INTO differing VALUES(?)"));
    return statement.bind(parameter).finish();
}

void RowQueue::exchange(ResourceId resource, const EncodedRows& before, const EncodedRows& after)
{
    EncodedRows gone;
    EncodedRows fresh;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    std::ranges::set_difference(after, before, std::back_inserter(fresh));
    for (auto& key : gone)
        m_waiting.push_back({std::move(key), resource, true});
    for (auto& key : fresh)
        m_waiting.push_back({std::move(key), resource, false});
}

void RowQueue::begin_act()
{
    m_lent.clear();
    m_of_earlier_acts = m_waiting.size();
}

void RowQueue::abandon_act()
{
    m_waiting.resize(m_of_earlier_acts);
    m_waiting.insert(m_waiting.end(), std::make_move_iterator(m_lent.begin()), std::make_move_iterator(m_lent.end()));
    m_lent.clear();
}

void RowQueue::clear()
{
    m_waiting.clear();
    m_lent.clear();
    m_of_earlier_acts = 0;
}

Result<void> RowQueue::flush(Connection& connection)
{
    const auto own = m_waiting.begin() + static_cast<std::ptrdiff_t>(m_of_earlier_acts);
    m_lent.insert(m_lent.end(), m_waiting.begin(), own);
    m_of_earlier_acts = 0;
    // Stable: a row that comes and goes within one group comes and goes in that order.
    std::ranges::stable_sort(m_waiting, [](const Waiting& left, const Waiting& right) {
        return std::tie(left.key, left.resource) < std::tie(right.key, right.resource);
    });
    for (const auto& waiting : m_waiting) {
        const auto row = decode(waiting.key);
        auto statement = TRY(connection.prepare(waiting.is_removal ? removal_of(row.kind) : insert_of(row.kind)));
        bind_row(statement, row, waiting.resource);
        TRY(statement.finish());
    }
    m_waiting.clear();
    return {};
}

EncodedRows own_memberships(const EncodedRows& rows, ResourceId resource)
{
    EncodedRows own;
    std::ranges::copy_if(rows, std::back_inserter(own), [&](const std::string& bytes) {
        const auto row = decode(bytes);
        return row.kind == RowKind::member && row.target == resource;
    });
    return own;
}

}  // namespace helselos::store::sqlite
