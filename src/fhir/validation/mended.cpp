#include "fhir/validation/mended.h"

namespace helselos::fhir::validation {

namespace {

struct Mend {
    std::string_view key;
    std::string_view expression;
};

constexpr Mend mends[] = {
    // Without a fullUrl, or without a probability, there is nothing to ask.
    {"bdl-8", "fullUrl.exists() implies fullUrl.contains('/_history/').not()"},
    {"ras-2", "(probability.exists() and (probability is decimal)) implies ((probability as decimal) <= 100)"},
    // "More than one" was written as more than two.
    {"que-12", "enableWhen.count() > 1 implies enableBehavior.exists()"},
};

}  // namespace

std::string mended_expression(const Constraint& constraint)
{
    for (const auto& mend : mends)
        if (mend.key == constraint.key)
            return std::string(mend.expression);
    // The name of a definition should be fit for programs; that it is missing is another rule's matter.
    if (constraint.expression.starts_with("name.matches("))
        return "name.exists() implies " + std::string(constraint.expression);
    return std::string(constraint.expression);
}

}  // namespace helselos::fhir::validation
