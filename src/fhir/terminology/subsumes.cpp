#include "fhir/terminology/subsumes.h"

namespace helselos::fhir::terminology {

namespace {

Error undecided(std::string why)
{
    return Error{Kind::unprocessable, "which of the codes is the broader cannot be decided here", "",
        {{Severity::error, "not-supported", "", std::move(why)}}};
}

}  // namespace

Result<void> refuse_without_subsumption(const CodeIndex& system)
{
    const auto meaning = system.about()["hierarchyMeaning"].text();
    if (!meaning.empty() && meaning != "is-a")
        return undecided("the hierarchy of the code system does not say which code is the broader");
    if (system.has_circle())
        return undecided("the hierarchy of the code system goes in a circle");
    return {};
}

Result<std::string_view> subsumption(const Source& source, const CodedValue& a, const CodedValue& b)
{
    if (a.system != b.system)
        return Error{Kind::unprocessable, "the codes are of two code systems: subsumption is told within one"};
    const auto left = TRY(known_concept(source, a));
    const auto right = TRY(known_concept(source, b));
    const auto& system = *left.system;
    if (left.place == right.place)
        return std::string_view("equivalent");
    TRY(refuse_without_subsumption(system));
    if (system.is_within(right.place, left.place))
        return std::string_view("subsumes");
    if (system.is_within(left.place, right.place))
        return std::string_view("subsumed-by");
    if (!system.is_complete())
        return undecided("the code system is here in part only");
    return std::string_view("not-subsumed");
}

}  // namespace helselos::fhir::terminology
