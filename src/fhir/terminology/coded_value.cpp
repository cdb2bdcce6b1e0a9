#include "fhir/terminology/coded_value.h"

#include "base/text.h"
#include "fhir/terminology/match.h"

namespace helselos::fhir::terminology {

namespace {

Error not_here(std::string reason)
{
    return Error{Kind::not_found, std::move(reason)};
}

}  // namespace

CodedValue coded_value(json::Value coding)
{
    return {coding["system"].text(), coding["version"].text(), coding["code"].text(), coding["display"].text()};
}

Result<const CodeIndex*> system_of(const Source& source, std::string_view system, std::string_view version)
{
    const auto bar = system.find('|');
    if (bar != std::string_view::npos && version.empty())
        version = system.substr(bar + 1);
    system = system.substr(0, bar);
    if (system.empty())
        return Error{Kind::invalid, "the code system is not named"};
    const auto* known = source.code_system(system);
    if (known == nullptr)
        return not_here("this code system is not known here");
    // R4's own are of R4's version, unless they say otherwise.
    if (!version.empty() && version != (known->version().empty() ? "4.0.1" : known->version()))
        return not_here("this version of the code system is not known here");
    return known;
}

Result<Known> known_concept(const Source& source, const CodedValue& value)
{
    if (value.code.empty())
        return Error{Kind::invalid, "a code is needed"};
    const auto* system = TRY(system_of(source, value.system, value.version));
    if (const auto place = system->find(value.code))
        return Known{system, *place};
    if (system->is_complete())
        return not_here("the code system has no such code");
    return Error{Kind::unprocessable, "the code system is here in part only, and this code is not in that part", "",
        {{Severity::error, "not-supported", "", "whether the code system has this code is not known here"}}};
}

bool is_name_of(const Known& known, std::string_view text)
{
    const auto wanted = folded(trim(text));
    if (folded(known.system->display(known.place)) == wanted)
        return true;
    if (!known.system->has_detail(known.place))
        return false;
    const auto detail = known.system->detail(known.place);
    for (const auto designation : detail.root()["designation"].elements())
        if (folded(designation["value"].text()) == wanted)
            return true;
    return false;
}

}  // namespace helselos::fhir::terminology
