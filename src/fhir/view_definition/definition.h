// A ViewDefinition as it is written, before its paths are compiled. Of concern to this room only.
#pragma once

#include "base/issue.h"
#include "base/result.h"
#include "json/value.h"

#include <cstdint>
#include <string>
#include <vector>

namespace helselos::fhir::view_definition {

struct PathText {
    std::string text;
    std::string element;  // "ViewDefinition.where[0].path"
};

struct ColumnDefinition {
    std::string name;
    PathText path;
    std::string type;  // As written; empty when it is not.
    bool is_collection = false;
    std::string element;  // "ViewDefinition.select[0].column[1]"
};

// What a select is done for: its focus, or each of the items its paths yield.
enum class Each : std::uint8_t { focus, item, item_or_null, repeated };

struct SelectDefinition {
    Each each = Each::focus;
    std::vector<PathText> paths;  // None with Each::focus; several only with Each::repeated.
    std::vector<ColumnDefinition> columns;
    std::vector<SelectDefinition> selects;
    std::vector<SelectDefinition> unions;
    std::string element;
};

struct ConstantDefinition {
    std::string name;
    std::string type;  // "string" of valueString.
    json::Value value;
    std::string element;
};

struct Definition {
    std::string name;
    std::string resource;
    std::vector<ConstantDefinition> constants;
    std::vector<PathText> where;
    std::vector<SelectDefinition> selects;
    Issues issues;  // Everything that is wrong with the form.
};

// Views the document `view` stands in.
Definition read_definition(json::Value view);

}  // namespace helselos::fhir::view_definition
