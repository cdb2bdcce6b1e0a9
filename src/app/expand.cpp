#include "app/expand.h"

#include "base/limits.h"
#include "base/text.h"
#include "json/draft.h"
#include "json/write.h"

#include <algorithm>

namespace helselos::app {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view complaint_set = "https://helselos.no/fhir/ValueSet/complaint";
constexpr std::string_view icpc2_set = "https://helselos.no/fhir/ValueSet/icpc-2";

struct Wanted {
    std::string url;
    std::string filter;
    std::string language = "nb";
    std::size_t offset = 0;
    std::size_t count = limits::search_page_max;
};

// From the query of a GET or the Parameters of a POST.
std::string given(const OperationRequest& request, std::string_view name)
{
    if (request.body != nullptr) {
        const auto part = interaction::parameter(request.body->root(), name);
        for (const auto& member : part.members())
            if (member.key.starts_with("value"))
                return std::string(member.value().text());
        return {};
    }
    for (const auto& [key, value] : request.parameters)
        if (key == name)
            return value;
    return {};
}

Result<std::size_t> number_given(const OperationRequest& request, std::string_view name, std::size_t otherwise)
{
    const auto text = given(request, name);
    if (text.empty())
        return otherwise;
    if (const auto number = to_unsigned(text))
        return std::min<std::size_t>(*number, limits::search_page_max);
    return Error{Kind::invalid, std::string(name) + " is not a number"};
}

Result<Wanted> read_wanted(const OperationRequest& request)
{
    Wanted wanted;
    wanted.url = given(request, "url");
    if (wanted.url.empty())
        return Error{Kind::invalid, "the parameter url is needed"};
    wanted.filter = given(request, "filter");
    if (auto language = given(request, "displayLanguage"); !language.empty())
        wanted.language = std::move(language);
    wanted.offset = TRY(number_given(request, "offset", 0));
    wanted.count = TRY(number_given(request, "count", limits::search_page_max));
    return wanted;
}

std::string text_of(const fhir::terminology::ExpandedPage& page, const Wanted& wanted, Instant now)
{
    auto contains = json::array();
    for (const auto& code : page.codes)
        contains.push(json::object({{"system", code.system}, {"code", code.code},
            {"display", code.display.empty() ? json::Draft() : json::Draft(code.display)}}));
    return json::to_text(json::object({
        {"resourceType", "ValueSet"},
        {"url", wanted.url},
        {"status", "active"},
        {"expansion",
            json::object({{"timestamp", to_text(now)}, {"total", page.total}, {"offset", wanted.offset},
                {"contains", json::unless_empty(std::move(contains))}})},
    }));
}

// A set that cannot be told whole is refused: a list with something missing would look complete.
Result<std::string> expand_other(const Desks& desks, const Wanted& wanted, Instant now)
{
    const auto page
        = TRY(desks.terminology.expand(wanted.url, {wanted.filter, wanted.language, wanted.offset, wanted.count}));
    if (page.is_complete)
        return text_of(page, wanted, now);
    Error error{Kind::too_costly, "the value set draws on code systems that are not here"};
    for (const auto& gap : page.gaps)
        error.issues.push_back({Severity::error, "not-supported", "", gap});
    return error;
}

}  // namespace

Result<OperationAnswer> expand(const Desks& desks, const OperationRequest& request)
{
    const auto wanted = TRY(read_wanted(request));
    const auto now = request.hall.clock.now();
    const auto language = triage::language_from(wanted.language);
    if (wanted.url == complaint_set)
        return OperationAnswer{200,
            json::to_text(triage::expand_complaints(
                desks.triage, desks.codes.complaints, wanted.filter, language, wanted.count, now)
                              .root())};
    if (wanted.url == icpc2_set)
        return OperationAnswer{
            200, json::to_text(triage::expand_icpc_2(desks.codes.icpc2, wanted.filter, wanted.count, now).root())};
    return OperationAnswer{200, TRY(expand_other(desks, wanted, now))};
}

}  // namespace helselos::app
