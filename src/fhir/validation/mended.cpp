#include "fhir/validation/mended.h"

namespace helselos::fhir::validation {

namespace {

struct Mend {
    std::string_view key;
    std::string_view published;
    std::string_view meant;
};

constexpr Mend mends[] = {
    // Without a fullUrl, or without a probability, there is nothing to ask.
    {"bdl-8", "fullUrl.contains('/_history/').not()", "fullUrl.exists() implies fullUrl.contains('/_history/').not()"},
    {"ras-2", "probability is decimal implies (probability as decimal) <= 100",
        "(probability.exists() and (probability is decimal)) implies ((probability as decimal) <= 100)"},
    // "More than one" was written as more than two.
    {"que-12", "enableWhen.count() > 2 implies enableBehavior.exists()",
        "enableWhen.count() > 1 implies enableBehavior.exists()"},
    // "If it is a dateTime and has a value": a Period is none.
    {"vs-1", "($this as dateTime).toString().length() >= 8",
        "($this is dateTime and $this.hasValue()) implies $this.toString().length() >= 10"},
    // Not whether they are true, but whether they are there.
    {"vs-2", "(component.empty() and hasMember.empty()) implies (dataAbsentReason or value)",
        "(component.empty() and hasMember.empty()) implies (dataAbsentReason.exists() or value.exists())"},
};

}  // namespace

std::string mended_expression(const Constraint& constraint)
{
    for (const auto& mend : mends)
        if (mend.key == constraint.key && mend.published == constraint.expression)
            return std::string(mend.meant);
    // The name of a definition should be fit for programs; that it is missing is another rule's matter.
    if (constraint.expression.starts_with("name.matches("))
        return "name.exists() implies " + std::string(constraint.expression);
    return std::string(constraint.expression);
}

}  // namespace helselos::fhir::validation
