#include "interaction/terminology/operations.h"

#include "interaction/terminology/acts.h"

namespace helselos::interaction {

namespace {

using Act = Result<OperationAnswer> (*)(const OperationRequest&, KeptResources&);

constexpr const char* r4 = "http://hl7.org/fhir/OperationDefinition/";

}  // namespace

void add_terminology_operations(Operations& operations, KeptResources& kept)
{
    const auto add = [&](const char* name, const char* type, Act act, std::initializer_list<Level> levels) {
        for (const auto level : levels)
            operations.add({std::string("$") + name, level, type, false, std::string(r4) + type + "-" + name,
                [act, &kept](const OperationRequest& request) { return act(request, kept); }});
    };
    add("lookup", "CodeSystem", lookup, {Level::type});
    add("validate-code", "CodeSystem", validate_code_of_system, {Level::type, Level::instance});
    add("subsumes", "CodeSystem", subsumes, {Level::type, Level::instance});
    add("validate-code", "ValueSet", validate_code_of_set, {Level::type, Level::instance});
    add("translate", "ConceptMap", translate, {Level::type, Level::instance});
    operations.add({"$closure", Level::system, "", true, std::string(r4) + "ConceptMap-closure",
        [&kept](const OperationRequest& request) { return closure(request, kept); }});
}

}  // namespace helselos::interaction
