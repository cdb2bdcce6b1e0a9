// $translate.
#include "fhir/terminology/translate.h"
#include "base/limits.h"
#include "interaction/terminology/acts.h"
#include "json/draft.h"

#include <algorithm>

namespace helselos::interaction {

namespace {

using fhir::terminology::TranslateRequest;

Result<void> refuse_other_version(json::Value map, std::string_view version)
{
    if (!version.empty() && map["version"].text() != version)
        return Error{Kind::not_found, "this version of the concept map is not known here"};
    return {};
}

// The one in the address, the one that was sent, the one that is named; else all that are from the systems.
Result<std::vector<json::Value>> maps_asked(
    const OperationRequest& request, const Asked& asked, StoredSource& source, const TranslateRequest& wanted)
{
    if (!request.address.id.empty())
        return std::vector{TRY(source.read(request.address.key()))};
    if (const auto map = asked.value("conceptMap", "resource"); map.exists())
        return std::vector{map};
    if (const auto url = asked.text("url"); !url.empty()) {
        const auto map = source.concept_map(url);
        if (!map.exists())
            return Error{Kind::not_found, "this concept map is not known here"};
        const auto bar = url.find('|');
        const auto of_url = bar == std::string_view::npos ? std::string_view() : url.substr(bar + 1);
        TRY(refuse_other_version(map, of_url.empty() ? asked.text("conceptMapVersion") : of_url));
        return std::vector{map};
    }
    if (wanted.is_reverse)
        return Error{Kind::invalid, "to translate in reverse, the concept map has to be named"};
    std::vector<json::Value> maps;
    for (const auto& value : wanted.values)
        for (const auto map : source.concept_maps_from(value.system))
            if (std::ranges::none_of(maps, [&](json::Value other) { return other.is_same(map); }))
                maps.push_back(map);
    return maps;
}

}  // namespace

Result<OperationAnswer> translate(const OperationRequest& request, KeptResources& kept)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    TranslateRequest wanted{TRY(asked.values("system")), {}, asked.text("source"), asked.text("target"),
        asked.text("targetsystem"), asked.parts("dependency")};
    wanted.is_reverse = TRY(asked.truth("reverse")).value_or(false);
    for (const auto& value : wanted.values)
        if (value.system.empty())
            return Error{Kind::invalid, "a code is translated together with its system"};
    wanted.maps = TRY(maps_asked(request, asked, source, wanted));
    if (wanted.maps.empty())
        return Error{Kind::not_found, "no concept map from this code system is known here"};
    return OperationAnswer{200, json::to_text(fhir::terminology::translate(source, wanted))};
}

}  // namespace helselos::interaction
