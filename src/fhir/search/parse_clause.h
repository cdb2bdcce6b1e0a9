// One search parameter of a request: the path before its values, chains and _has included
// (http://hl7.org/fhir/R4/search.html#chaining, #has).
#pragma once

#include "fhir/search/grounds.h"
#include "fhir/search/query.h"

#include <optional>
#include <string_view>

namespace helselos::fhir::search {

// A clause, or none when the type knows no such parameter: somewhere along a chain, of some of its targets, that is
// no mistake.
using Known = Result<std::optional<Clause>>;

// `path` as it stands in a request: "code:not", "subject:Patient.name", "_has:Observation:patient:code".
// `links_left` of chains may follow. Errors: as of parse_criterion; too_large (limits::search_chain_max).
Known parse_clause(const Asking& asking, std::string_view type, std::string_view path, std::string_view value,
    std::size_t links_left = limits::search_chain_max);

// The reference parameter a chain goes by, and the targets it may go to: the one named, or all. Nothing when the
// type does not know it. Error unsupported: no reference, or not to the type named.
struct Link {
    const SearchParameter* parameter = nullptr;
    std::vector<std::string_view> targets;
};
Result<Link> link_of(const Asking& asking, std::string_view type, std::string_view code, std::string_view target,
    std::size_t links_left);

}  // namespace helselos::fhir::search
