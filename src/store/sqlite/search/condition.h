// One condition of a search as SQL, in two forms: as the source of candidates and
// as a check on a candidate.
#pragma once

#include "store/sqlite/names.h"
#include "store/sqlite/search/sql.h"
#include "store/sqlite/search/wanted.h"
#include "store/store.h"

#include <cstdint>
#include <memory>
#include <optional>

namespace helselos::store::sqlite {

struct Condition {
    Sql driver;                                // SELECT resource ...; empty: this cannot drive.
    bool driver_is_ordered = false;            // Each resource once, in rising order.
    bool driver_is_living = true;              // Only of the type searched, and only living ones.
    bool driver_must_be_checked = false;       // The driver may give some that do not pass the check.
    Sql check;                                 // On d.resource, k.rows, r.sequence, r.logical_id.
    bool check_needs_rows = false;             // k
    bool check_needs_resource = false;         // r
    bool is_impossible = false;                // No resource fulfils it.
    std::uint64_t estimate = 0;                // How many candidates the driver gives; set by the planner.
    std::unique_ptr<Wanted> wanted = nullptr;  // What a bound pointer points to.
};

// A name nobody has used: no row can have it, so a test for it never passes.
constexpr NameId unheard_of = 0xffffffff;

// What a condition is made with.
struct Moment {
    Connection& connection;
    Names& names;
};

// Unsupported for a modifier that this store does not know for the type of the parameter.
Result<Condition> to_condition(const Moment& moment, const std::string& type, const fhir::search::Criterion& criterion);

// The condition that a scope lays on resources of a type; none when all may be seen.
Result<std::optional<Condition>> scope_condition(const Moment& moment, const std::string& type, const Scope& scope);

// All living resources of a type, in order.
Result<Condition> type_condition(const Moment& moment, const std::string& type);

// "Patient/1" -> the resource, when the store has heard of it.
Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view type, std::string_view id);
Result<std::vector<ResourceId>> find_owners(const Moment& moment, const Scope& scope);

// The first sequence whose moment is not before `at`.
Result<std::int64_t> first_sequence_from(Connection& connection, std::int64_t at_ms);

}  // namespace helselos::store::sqlite
