// The functions FHIRPath knows, and how they are called.
#pragma once

#include "fhir/path/item.h"
#include "fhir/path/program.h"

#include <cstddef>
#include <span>
#include <string_view>

namespace helselos::fhir::path {

class Evaluator;

// What defineVariable() made; the innermost first.
struct Variable {
    std::string_view name;
    Collection value;
    const Variable* outer = nullptr;
};

// What $this, $index and $total are, and where a path without a start begins.
struct Frame {
    std::span<const Item> focus;
    std::int64_t index = -1;  // -1: there is none.
    const Collection* total = nullptr;
    const Variable* variables = nullptr;
};

struct Call {
    Evaluator& evaluator;
    const Step& step;
    const Collection& input;
    const Frame& frame;  // Of the expression the call stands in; plain arguments are evaluated in it.
    Collection& output;
};

// False: it failed, and the evaluator knows why.
using Handler = bool (*)(const Call& call);

struct Function {
    std::string_view name;
    std::size_t arguments_min = 0;
    std::size_t arguments_max = 0;
    Handler handler = nullptr;
    bool takes_type = false;     // Its argument is a type: is(), as(), ofType().
    bool takes_order = false;    // Its arguments may say asc or desc: sort().
    bool defines = false;        // The chain it stands in takes care of it: defineVariable().
    bool may_lack_type = false;  // With takes_type; the type may then be written as a string, too.
};

// Null when there is none.
const Function* find_function(std::string_view name);

// Each list in the file functions_<name>.cpp.
std::span<const Function> aggregate_functions();
std::span<const Function> boundary_functions();
std::span<const Function> collection_functions();
std::span<const Function> conversion_functions();
std::span<const Function> existence_functions();
std::span<const Function> fhir_functions();
std::span<const Function> interval_functions();
std::span<const Function> key_functions();
std::span<const Function> moment_functions();
std::span<const Function> number_functions();
std::span<const Function> text_functions();
std::span<const Function> type_functions();

}  // namespace helselos::fhir::path
