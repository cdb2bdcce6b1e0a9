// What a query is understood by.
#pragma once

#include "base/clock.h"
#include "base/limits.h"
#include "base/result.h"
#include "fhir/search/parameters.h"
#include "fhir/terminology/compose.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace helselos::fhir::search {

struct Grounds {
    Parameters::Shared parameters;
    const terminology::Source* terms = nullptr;  // For :in, :not-in, :above and :below; without it they are refused.
    Instant now;                                 // For approximate dates.
    std::string base = {};                       // This server's own FHIR base, without a slash at the end; or empty.
};

// What one query may still grow to.
struct Spending {
    std::size_t clauses_left = limits::search_clauses_max;
    std::size_t values_left = limits::search_values_all_max;

    Result<void> take_clauses(std::size_t count);
    Result<void> take_values(std::size_t count);
};

// One parameter on its way to a clause.
struct Asking {
    const Grounds& grounds;
    Spending& spending;
    std::string_view name;  // As the sender wrote it, made fit for a reason.
};

// Error busy: it was added and is being indexed, or rows it needs are of an earlier program and being made anew.
Result<void> refuse_if_not_ready(const Asking& asking, const SearchParameter& parameter);
Error being_indexed(std::string_view name);

// A name somebody sent, for a reason: its front, with nothing in it that does not belong into a name.
std::string shown(std::string_view name);

// "search parameter code:in: ...". The name must be fit for a reason.
Error not_supported(std::string_view name, std::string_view why);

}  // namespace helselos::fhir::search
