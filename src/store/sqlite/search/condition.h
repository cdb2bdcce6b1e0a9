// One condition of a search as SQL, in two forms: as the source of candidates and
// as a check on a candidate.
#pragma once

#include "store/sqlite/search/inquiry.h"
#include "store/sqlite/search/sql.h"

#include <cstdint>
#include <optional>
#include <vector>

namespace helselos::store::sqlite {

// Candidates that refer to one of many by the parameter: for each target a list of its own in rising order.
struct Lists {
    NameId parameter = 0;
    Sql targets;  // " FROM ... WHERE ...", the target as d.resource; within the scope.
};

// A check speaks of the candidate as d.resource, of its kept rows as k.rows and of its own row as
// r.sequence and r.logical_id. Inside a check the same names may stand for another resource.
struct Condition {
    Sql driver;                           // SELECT resource ...; empty: this cannot drive.
    bool driver_is_ordered = false;       // Each resource once, in rising order.
    bool driver_is_single = false;        // Each resource once.
    bool driver_is_living = true;         // Only of the type searched, and only living ones.
    bool driver_must_be_checked = false;  // The driver may give some that do not pass the check.
    bool driver_reads_rows = false;       // It looks at resources, where others read an index only.
    std::vector<Sql> in_order;            // Drivers in rising order that make the driver together.
    std::optional<Lists> lists;           // The driver once more, when its lists are known to be few.
    Sql check;                            // Never empty.
    bool check_needs_rows = false;        // k
    bool check_needs_resource = false;    // r
    bool is_impossible = false;           // No resource fulfils it; then the check is 0.
    const Wanted* wanted = nullptr;       // What the rows must be, when that is all there is to it.
    std::vector<std::size_t> covers;      // The conditions of the plan that hold for all the driver gives.

    // Set by the planner: how many candidates the driver gives, and whether it was counted to the end.
    std::uint64_t estimate = 0;
    bool is_counted = false;
};

Condition impossible();
Condition always();

// Unsupported for a modifier that this store does not know for the type of the parameter.
Result<Condition> criterion_condition(
    Inquiry& inquiry, const std::string& type, const fhir::search::Criterion& criterion);

// The condition for rows that pass `wanted`.
Result<Condition> row_condition(Inquiry& inquiry, Wanted wanted);

// The condition that the scope lays on resources of a type; none when all may be seen.
Result<std::optional<Condition>> scope_condition(const Inquiry& inquiry, const std::string& type);

// All living resources of a type, in order.
Result<Condition> type_condition(const Moment& moment, const std::string& type);

// Resources of the type in the compartment of the owner by what they say themselves.
Result<Condition> compartment_condition(const Moment& moment, const std::string& type, const std::string& owner);

}  // namespace helselos::store::sqlite
