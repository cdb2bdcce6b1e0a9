// A compiled view. Of concern to this room only.
#pragma once

#include "fhir/path/path.h"
#include "fhir/view_definition/column_type.h"
#include "fhir/view_definition/definition.h"
#include "fhir/view_definition/view.h"

#include <cstddef>
#include <cstdint>
#include <deque>
#include <string>
#include <utility>
#include <vector>

namespace helselos::fhir::view_definition {

using NodeId = std::uint32_t;

struct PlannedPath {
    path::Expression expression;
    std::string element;
};

struct PlannedColumn {
    PlannedPath path;
    ColumnType type;
    bool is_collection = false;
};

// A select. Its cells stand side by side in a row: its own columns, those of its selects, those of its unions, of
// which all have the same.
struct PlannedSelect {
    Each each = Each::focus;
    std::vector<PlannedPath> paths;
    std::vector<PlannedColumn> columns;
    std::vector<NodeId> selects;
    std::vector<NodeId> unions;
    std::size_t width = 0;
    std::string element;
};

struct Plan {
    std::string name;
    std::string resource;
    std::vector<Column> columns;
    std::vector<PlannedPath> where;
    std::vector<PlannedSelect> nodes;
    NodeId root = 0;
    bool asks_row_index = false;

    // The constants, and what they view.
    std::vector<std::pair<std::string, path::Item>> constants;
    std::deque<std::string> texts;
    std::deque<json::Decimal> decimals;
    std::deque<path::Temporal> temporals;
};

// The value as FHIRPath's System type. Empty: it is not a value of its type, or the type is none of those a constant
// may have.
std::optional<path::Item> constant_item(const ConstantDefinition& constant, Plan& plan);

}  // namespace helselos::fhir::view_definition
