// Which condition gives the candidates of a search and which only check them.
//
// The planner counts (probe.h) and takes the shortest. The order of the joins is written out.
#pragma once

#include "store/sqlite/search/condition.h"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace helselos::store::sqlite {

struct Plan {
    bool is_impossible = false;
    std::vector<Condition> conditions;
    std::string type_name;
    NameId type_id = 0;
    Condition type;
    std::uint64_t living = 0;           // Resources of the type.
    std::optional<std::size_t> driver;  // One of the conditions; none: the type.
    const Condition& driving() const { return driver ? conditions[*driver] : type; }
};

// Everything that is found this way is within the scope of the inquiry. For the depth see clause_condition().
Result<Plan> make_plan(
    Inquiry& inquiry, const std::string& type, const std::vector<fhir::search::Clause>& all_of, std::size_t depth);

// The shortest driver, as far as walking so many steps of each tells; the type when there is none. The length of the
// only driver is told by steps over 0 only.
Result<void> choose_driver(Connection& connection, Plan& plan, std::uint64_t steps);

// "FROM ... WHERE ...": every candidate that fulfils all, as d, k and r; more than once when the driver
// is not single. More conditions may follow.
Sql candidates(const Plan& plan, bool with_rows, bool with_resource);

// The same with another table joined, which may be joined by d and k.
Sql candidates_with(const Plan& plan, const Sql& join, bool with_rows);

// The same without the driver's own SELECT: of what the source gives, which must be what the driver gives.
Sql candidates_of(const Plan& plan, const Sql& source, bool with_rows, bool with_resource);

// The same of any source of resources: everything is checked.
enum class Living : std::uint8_t { yes, unknown };
Sql passing(const Plan& plan, const Sql& source, Living living, bool with_rows = false, bool with_resource = false);

// Whether a living resource of the type is within the scope of the inquiry, with all that the scope says of the type.
Result<bool> is_in_scope(Inquiry& inquiry, const std::string& type, ResourceId resource);

// Whether what the driver gives is the answer, with nothing to be checked.
bool is_answered_by_driver(const Plan& plan);

// A driver that gives its candidates in order, be it longer; empty when the order of the type is as good.
std::optional<std::size_t> find_ordered(const Plan& plan);
// The candidates of such a driver in order, after a place. What joins them from outside need not sort them.
Sql ordered_driver(const Condition& condition, ResourceId after);

// How many of the type must be checked in any order that has nothing to do with the conditions
// until `page` of them are found, when `matching` of all fulfil them.
std::uint64_t length_of_walk(const Plan& plan, std::size_t page, std::uint64_t matching);

}  // namespace helselos::store::sqlite
