// Ranges that are asked together with a code: "all blood pressures since May", "all Hb below 10".
//
// For these, rows of their own stand in the composite table with the code first, so that such a question is one
// short scan however many resources have the code, and however many fall in the range. They follow from the rows
// of the resource, so they are not kept beside it.
#pragma once

#include "store/sqlite/kept.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

struct Pair {
    NameId token = 0;  // Parameters of one type: "Observation.code"
    NameId range = 0;  // and "Observation.date".
    NameId name = 0;   // That of their rows: "Observation.code+date".
    RowKind kind = RowKind::date;
};

// The parameters of a type whose rows are paired.
struct PairedParameters {
    const char* token;
    const char* range;
    RowKind kind;
};
std::vector<PairedParameters> paired_parameters_of(std::string_view type);
std::string pair_name(std::string_view type, const PairedParameters& pair);

// The pairs of each type, their names made where they are new. For the writer.
class Pairs {
public:
    Result<const std::vector<Pair>*> of(Names& names, NameId type);
    // After a rollback: names may be gone.
    void forget() { m_of_types.clear(); }

private:
    std::map<NameId, std::vector<Pair>> m_of_types;
};

// Adds the composite rows that follow from the others. The rows must be sorted.
void add_paired_rows(const std::vector<Pair>& pairs, const EncodedRows& rows, EncodedRows& out);

}  // namespace helselos::store::sqlite
