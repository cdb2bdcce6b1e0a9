// Which condition gives the candidates of a search and which only check them.
//
// The planner counts: it walks each driver for a bounded number of steps and takes
// the shortest. SQL statistics have no say; the order of the joins is written out.
#pragma once

#include "store/sqlite/search/condition.h"

#include <cstdint>
#include <vector>

namespace helselos::store::sqlite {

struct Plan {
    bool is_impossible = false;
    std::vector<Condition> conditions;
    std::string type_name;
    Condition type;
    std::uint64_t living = 0;           // Resources of the type.
    const Condition* driver = nullptr;  // One of the above.
};

// What is to be had of each candidate, and how.
enum class Aim : std::uint8_t { page_in_own_order, page_sorted, count };

Result<Plan> make_plan(const Moment& moment, const fhir::search::Query& query, const Scope& scope);
// `page` is how many candidates will be taken at most when the aim is a page.
Result<void> choose_driver(const Moment& moment, Plan& plan, Aim aim, std::size_t page);

// "FROM ... WHERE ...": every candidate that fulfils all, as d, k and r.
Sql candidates(const Plan& plan, bool with_rows, bool with_resource);

// The same from another source of living resources of the type: "FROM date d", with all
// conditions checked. More conditions may follow.
Sql candidates_from(const Plan& plan, const Sql& source);

// Walking all of the type in the order wanted, and checking each, ends after about
// page * living / matching candidates; gathering what matches takes all of it.
bool is_walk_shorter(const Plan& plan, std::size_t page);

}  // namespace helselos::store::sqlite
