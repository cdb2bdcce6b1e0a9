// The text of a _filter as a tree (http://hl7.org/fhir/R4/search_filter.html), before anything in it is known.
//
//     filter = term (("and" | "or") term)*             from left to right, neither binds stronger
//     term   = "not"? "(" filter ")" | path op value
//     path   = name ("[" filter "]")? ("." path)?      brackets only where a path goes on
//     value  = JSON string | characters up to white space, ) or ]
#pragma once

#include "base/result.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::search {

struct FilterNode;

struct FilterStep {
    std::string name;
    std::vector<FilterNode> condition;  // What stands in brackets; one or none.
};

enum class FilterOperator : std::uint8_t { eq, ne, co, sw, ew, gt, lt, ge, le, ap, sa, eb, pr, po, ss, sb, in, ni, re };

struct FilterTest {
    std::vector<FilterStep> path;  // Never empty.
    FilterOperator op = FilterOperator::eq;
    std::string value;
};

struct FilterNode {
    enum class Kind : std::uint8_t { test, all, any, none };
    Kind kind = Kind::test;
    FilterTest test;                // Of a test.
    std::vector<FilterNode> nodes;  // Of the others; one of none.
};

// Errors: invalid (no filter; the reason tells the place, not the text), too_large
// (limits::search_filter_bytes_max, limits::search_filter_depth_max).
Result<FilterNode> read_filter(std::string_view text);

}  // namespace helselos::fhir::search
