#include "fhir/validation/json_member.h"

#include "base/text.h"

namespace helselos::fhir::validation {

json::Value member_beginning(json::Value object, std::string_view beginning, std::string_view* type)
{
    for (const auto& member : object.members()) {
        const auto& key = member.key;
        if (key.size() <= beginning.size() || !key.starts_with(beginning) || !is_upper(key[beginning.size()]))
            continue;
        if (type != nullptr)
            *type = key.substr(beginning.size());
        return member.value();
    }
    return {};
}

}  // namespace helselos::fhir::validation
