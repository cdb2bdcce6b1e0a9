#include "store/sqlite/paired.h"

#include <algorithm>
#include <array>

namespace helselos::store::sqlite {

namespace {

struct Known {
    std::string_view type;
    PairedParameters pair;
};

// Where a code picks a small part of many, and a clinician asks for it by time or value.
constexpr std::array known{
    Known{"Condition", {"code", "onset-date", RowKind::date}},
    Known{"DiagnosticReport", {"code", "date", RowKind::date}},
    Known{"DocumentReference", {"type", "date", RowKind::date}},
    Known{"Encounter", {"type", "date", RowKind::date}},
    Known{"Immunization", {"vaccine-code", "date", RowKind::date}},
    Known{"MedicationRequest", {"code", "authoredon", RowKind::date}},
    Known{"Observation", {"code", "date", RowKind::date}},
    Known{"Observation", {"code", "value-quantity", RowKind::quantity}},
    Known{"Procedure", {"code", "date", RowKind::date}},
};

bool is_of(const KeptRow& row, RowKind kind, NameId parameter)
{
    return row.kind == kind && row.parameter == parameter;
}

// Of a quantity only the number: most codes have one unit, and it is checked where it is asked for.
std::string range_part(KeptRow row)
{
    if (row.kind == RowKind::quantity)
        row.kind = RowKind::number;
    return encode_part(row);
}

}  // namespace

std::vector<PairedParameters> paired_parameters_of(std::string_view type)
{
    std::vector<PairedParameters> found;
    for (const auto& each : known) {
        if (each.type == type)
            found.push_back(each.pair);
    }
    return found;
}

std::string pair_name(std::string_view type, const PairedParameters& pair)
{
    return parameter_name(type, pair.token).append("+").append(pair.range);
}

Result<const std::vector<Pair>*> Pairs::of(Names& names, NameId type)
{
    if (const auto there = m_of_types.find(type); there != m_of_types.end())
        return &there->second;
    std::vector<Pair> pairs;
    const auto text = TRY(names.text(type));
    for (const auto& each : paired_parameters_of(text)) {
        Pair pair{.kind = each.kind};
        pair.token = TRY(names.intern(parameter_name(text, each.token)));
        pair.range = TRY(names.intern(parameter_name(text, each.range)));
        pair.name = TRY(names.intern(pair_name(text, each)));
        pairs.push_back(pair);
    }
    return &m_of_types.emplace(type, std::move(pairs)).first->second;
}

void add_paired_rows(const std::vector<Pair>& pairs, const EncodedRows& rows, EncodedRows& out)
{
    if (pairs.empty())
        return;
    std::vector<KeptRow> decoded;
    decoded.reserve(rows.size());
    for (const auto& bytes : rows)
        decoded.push_back(decode(bytes));
    for (const auto& pair : pairs) {
        for (const auto& token : decoded) {
            if (!is_of(token, RowKind::token, pair.token) || token.text.find('\0') != std::string_view::npos)
                continue;
            for (const auto& range : decoded) {
                if (!is_of(range, pair.kind, pair.range))
                    continue;
                const auto parts = encode_part(token) + range_part(range);
                out.push_back(encode({.kind = RowKind::composite, .parameter = pair.name, .text = parts}));
            }
        }
    }
}

}  // namespace helselos::store::sqlite
