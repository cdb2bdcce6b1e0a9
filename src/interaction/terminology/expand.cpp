#include "interaction/terminology/expand.h"

#include "base/limits.h"
#include "fhir/terminology/match.h"
#include "fhir/terminology/page.h"
#include "interaction/terminology/asked.h"
#include "json/draft.h"

#include <array>

#include <algorithm>
#include <set>
#include <string>
#include <utility>

namespace helselos::interaction {

namespace {

using fhir::terminology::Effort;
using fhir::terminology::ExpandedCode;
using fhir::terminology::ExpandedPage;
using fhir::terminology::ExpandRequest;

struct Wanted {
    std::string url;
    json::Value definition;  // Absent for the sets of R4 itself, which are kept expanded.
    ExpandRequest page;
    bool has_designations = false;
    bool has_definition = false;
    bool is_for_choosing = false;  // Without those that only group others.
};

Result<void> refuse_version(std::string_view version, json::Value definition)
{
    if (version.empty() || version == (definition.exists() ? definition["version"].text() : "4.0.1"))
        return {};
    return Error{Kind::not_found, "this version of the value set is not known here"};
}

Result<void> find_set(const OperationRequest& request, const Asked& asked, StoredSource& source, Wanted& wanted)
{
    if (!request.address.id.empty()) {
        wanted.definition = TRY(source.read(request.address.key()));
    } else if (const auto sent = asked.value("valueSet", "resource"); sent.exists()) {
        wanted.definition = sent;
    } else {
        const auto url = asked.text("url");
        if (url.empty())
            return Error{Kind::invalid, "the parameter url is needed"};
        const auto bar = url.find('|');
        wanted.url = url.substr(0, bar);
        wanted.definition = source.value_set_definition(wanted.url);
        if (!wanted.definition.exists() && request.hall.definitions.value_set(wanted.url) == nullptr)
            return Error{Kind::not_found, "this value set is not known here"};
        if (bar != std::string_view::npos)
            TRY(refuse_version(url.substr(bar + 1), wanted.definition));
    }
    if (wanted.definition.exists())
        wanted.url = wanted.definition["url"].text();
    return refuse_version(asked.text("valueSetVersion"), wanted.definition);
}

Result<void> read_page(const Asked& asked, std::string_view language, Wanted& wanted)
{
    auto& page = wanted.page;
    page.filter = asked.text("filter");
    if (page.filter.size() > limits::expansion_filter_bytes_max)
        return Error{Kind::too_large, "the filter is longer than anyone types"};
    page.language = asked.text("displayLanguage").empty() ? language : asked.text("displayLanguage");
    page.offset = TRY(asked.number("offset", limits::expansion_codes_max)).value_or(0);
    page.count = TRY(asked.number("count", limits::search_page_max)).value_or(limits::search_page_max);
    page.is_active_only = TRY(asked.truth("activeOnly")).value_or(false);
    page.excluded_systems = asked.texts("exclude-system");
    for (auto& system : page.excluded_systems)
        system = system.substr(0, system.find('|'));
    wanted.has_designations = TRY(asked.truth("includeDesignations")).value_or(false);
    wanted.has_definition = TRY(asked.truth("includeDefinition")).value_or(false);
    wanted.is_for_choosing = TRY(asked.truth("excludeNotForUI")).value_or(false);
    return {};
}

// Of a system there is one version here; who wants another is told.
Result<void> refuse_system_versions(const Asked& asked, const StoredSource& source)
{
    for (const std::string_view name : {"system-version", "check-system-version", "force-system-version"})
        for (const auto canonical : asked.texts(name))
            TRY(fhir::terminology::system_of(source, canonical, {}));
    return {};
}

Result<ExpandedPage> expanded(const StoredSource& source, const Wanted& wanted)
{
    Effort effort;
    const auto filter = fhir::terminology::folded(wanted.page.filter);
    effort.words = fhir::terminology::wanted_words(filter);
    auto expansion = wanted.definition.exists()
        ? std::optional(fhir::terminology::expand(wanted.definition, source, effort))
        : source.value_set(wanted.url, effort);
    if (!expansion)
        return Error{Kind::not_found, "this value set is not known here"};
    if (!expansion->is_complete) {
        Error error{Kind::too_costly, "the value set draws on code systems that are not here"};
        for (const auto& gap : expansion->gaps)
            error.issues.push_back({Severity::error, "not-supported", "", gap});
        return error;
    }
    if (wanted.is_for_choosing)
        std::erase_if(expansion->codes, [&](const fhir::Code& code) {
            const auto* system = source.code_system(code.system);
            const auto place = system == nullptr ? std::nullopt : system->find(code.code);
            return place && system->is_abstract(*place);
        });
    return fhir::terminology::page_of(*expansion, source, wanted.page);
}

json::Draft code_draft(const ExpandedCode& code, const Wanted& wanted)
{
    auto draft = json::object({{"system", code.system.empty() ? json::Draft() : json::Draft(code.system)}});
    if (code.index != nullptr && code.index->is_abstract(code.place))
        draft.set("abstract", true);
    if (code.index != nullptr && code.index->is_inactive(code.place))
        draft.set("inactive", true);
    draft.set("code", code.code);
    if (!code.display.empty())
        draft.set("display", code.display);
    if (wanted.has_designations && code.index != nullptr && code.index->has_detail(code.place)) {
        const auto detail = code.index->detail(code.place);
        draft.set("designation", detail.root()["designation"]);
    }
    return draft;
}

// What the expansion was made by: what the caller gave, the page, and the versions of the systems.
json::Draft parameters_of(const Asked& asked, const Wanted& wanted, const ExpandedPage& page)
{
    auto list = json::array();
    const auto add = [&](std::string_view name, const char* type, json::Draft value) {
        auto one = json::object({{"name", name}});
        one.set(type, std::move(value));
        list.push(std::move(one));
    };
    for (const std::string_view name : {"filter", "displayLanguage"})
        if (const auto given = asked.text(name); !given.empty())
            add(name, name == "filter" ? "valueString" : "valueCode", given);
    for (const std::string_view name :
        {"activeOnly", "includeDesignations", "includeDefinition", "excludeNested", "excludeNotForUI"})
        if (const auto given = asked.text(name); !given.empty())
            add(name, "valueBoolean", given == "true");
    for (const auto system : asked.texts("exclude-system"))
        add("exclude-system", "valueUri", system);
    add("offset", "valueInteger", wanted.page.offset);
    add("count", "valueInteger", wanted.page.count);
    std::set<std::string> versions;
    for (const auto& code : page.codes)
        if (code.index != nullptr && !code.index->version().empty())
            versions.insert(std::string(code.index->url()) + "|" + std::string(code.index->version()));
    for (const auto& version : versions)
        add("version", "valueUri", version);
    return list;
}

json::Draft heading_of(const Wanted& wanted)
{
    auto draft = json::object({{"resourceType", "ValueSet"}});
    if (!wanted.url.empty())
        draft.set("url", wanted.url);
    for (const std::string_view key : {"version", "name", "title"})
        if (const auto value = wanted.definition[key]; value.exists())
            draft.set(std::string(key), value);
    const auto status = wanted.definition["status"].text();
    draft.set("status", status.empty() ? "active" : status);
    if (wanted.has_definition && wanted.definition["compose"].exists())
        draft.set("compose", wanted.definition["compose"]);
    return draft;
}

}  // namespace

Result<OperationAnswer> expand_value_set(
    const OperationRequest& request, KeptResources& kept, std::string_view language)
{
    const Asked asked(request);
    StoredSource source(request.session, request.hall, kept);
    Wanted wanted;
    TRY(asked.refuse({"context", "contextDirection", "date", "designation", "profile"}));
    TRY(find_set(request, asked, source, wanted));
    TRY(read_page(asked, language, wanted));
    TRY(refuse_system_versions(asked, source));
    const auto page = TRY(expanded(source, wanted));
    auto contains = json::array();
    for (const auto& code : page.codes)
        contains.push(code_draft(code, wanted));
    auto answer = heading_of(wanted);
    answer.set("expansion",
        json::object({{"identifier", "urn:uuid:" + make_uuid(request.hall.random)},
            {"timestamp", to_text(request.hall.clock.now())}, {"total", page.total}, {"offset", wanted.page.offset},
            {"parameter", parameters_of(asked, wanted, page)}, {"contains", json::unless_empty(std::move(contains))}}));
    return OperationAnswer{200, json::to_text(answer)};
}

std::span<const std::string_view> expansion_parameters()
{
    static constexpr std::array<std::string_view, 15> names{"activeOnly", "check-system-version", "count",
        "displayLanguage", "exclude-system", "excludeNested", "excludeNotForUI", "filter", "force-system-version",
        "includeDefinition", "includeDesignations", "offset", "system-version", "url", "valueSetVersion"};
    return names;
}

}  // namespace helselos::interaction
