#include "fhir/path/function.h"

#include <algorithm>
#include <vector>

namespace helselos::fhir::path {

namespace {

std::vector<Function> all_functions()
{
    std::vector<Function> all;
    for (const auto list : {aggregate_functions(), boundary_functions(), collection_functions(), conversion_functions(),
             existence_functions(), fhir_functions(), interval_functions(), key_functions(), moment_functions(),
             number_functions(), text_functions(), type_functions()})
        all.insert(all.end(), list.begin(), list.end());
    std::sort(
        all.begin(), all.end(), [](const Function& left, const Function& right) { return left.name < right.name; });
    return all;
}

}  // namespace

const Function* find_function(std::string_view name)
{
    static const auto functions = all_functions();
    const auto found = std::lower_bound(functions.begin(), functions.end(), name,
        [](const Function& function, std::string_view wanted) { return function.name < wanted; });
    return found != functions.end() && found->name == name ? &*found : nullptr;
}

}  // namespace helselos::fhir::path
