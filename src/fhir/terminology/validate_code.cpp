#include "fhir/terminology/validate_code.h"

#include "base/text.h"
#include "fhir/terminology/match.h"
#include "fhir/terminology/page.h"

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

namespace helselos::fhir::terminology {

namespace {

struct Verdict {
    bool is_right = false;
    std::string message;
    std::string display;
};

json::Draft answer(Verdict verdict)
{
    auto parts = json::array({json::object({{"name", "result"}, {"valueBoolean", verdict.is_right}})});
    if (!verdict.message.empty())
        parts.push(json::object({{"name", "message"}, {"valueString", std::move(verdict.message)}}));
    if (!verdict.display.empty())
        parts.push(json::object({{"name", "display"}, {"valueString", std::move(verdict.display)}}));
    return json::object({{"resourceType", "Parameters"}, {"parameter", std::move(parts)}});
}

Error undecided(std::string why)
{
    return Error{Kind::unprocessable, "whether the code is right cannot be decided here", "",
        {{Severity::error, "not-supported", "", std::move(why)}}};
}

// What the value set itself calls a code.
std::string_view display_in_set(json::Value definition, const CodedValue& value)
{
    for (const auto part : definition["compose"]["include"].elements())
        if (value.system.empty() || part["system"].text() == value.system)
            for (const auto one : part["concept"].elements())
                if (one["code"].text() == value.code)
                    return one["display"].text();
    return {};
}

bool is_designation_in_set(json::Value definition, const CodedValue& value)
{
    for (const auto part : definition["compose"]["include"].elements())
        for (const auto one : part["concept"].elements())
            if (one["code"].text() == value.code && (value.system.empty() || part["system"].text() == value.system))
                for (const auto designation : one["designation"].elements())
                    if (folded(designation["value"].text()) == folded(trim(value.display)))
                        return true;
    return false;
}

// The code is right; are its words, and may it be used?
Verdict judge_words(
    const std::optional<Known>& known, json::Value set, const CodedValue& value, const ValidateCodeRequest& request)
{
    const auto in_set = display_in_set(set, value);
    auto right = known ? display_in(*known->system, known->place, request.language) : std::string();
    if (right.empty() || (!in_set.empty() && request.language.empty()))
        right = in_set.empty() ? right : std::string(in_set);
    if (known && !request.is_abstract_allowed && known->system->is_abstract(known->place))
        return {false, "The code is abstract: it groups others, and is not to be used itself.", right};
    if (value.display.empty())
        return {true, {}, right};
    if (right.empty())
        return {true, "The display was not checked: no words for this code are known here.", {}};
    if (folded(in_set) == folded(trim(value.display)) || (known && is_name_of(*known, value.display))
        || is_designation_in_set(set, value))
        return {true, {}, right};
    return {false, "The display is not one of this code; it is \"" + right + "\".", right};
}

Result<void> refuse_missing_code(const ValidateCodeRequest& request)
{
    const bool has_code = !request.values.empty()
        && std::ranges::all_of(request.values, [](const CodedValue& value) { return !value.code.empty(); });
    return has_code ? Result<void>() : Error{Kind::invalid, "a code is needed"};
}

std::string why_unknown(const Source& source, const CodedValue& value)
{
    const auto* system = value.system.empty() ? nullptr : source.code_system(value.system);
    if (system == nullptr && !value.system.empty())
        return "the code system of the code is not known here";
    if (system != nullptr && !system->is_complete())
        return "the code system of the code is here in part only";
    return "the value set draws on code systems or value sets that are not here";
}

Membership membership(const Source& source, const AskedSet& set, const CodedValue& value)
{
    Effort effort;
    return set.definition.exists() ? member(set.definition, source, value.system, value.code, effort)
                                   : source.member(set.url, value.system, value.code, effort);
}

// The system of a code in a set where the caller did not say; nothing when there are none or several.
std::optional<Known> known_of(const Source& source, json::Value definition, CodedValue value)
{
    if (value.system.empty())
        for (const auto part : definition["compose"]["include"].elements()) {
            const auto* system = source.code_system(part["system"].text());
            if (system != nullptr && system->find(value.code))
                value.system = part["system"].text();
        }
    const auto* system = value.system.empty() ? nullptr : source.code_system(value.system);
    const auto place = system == nullptr ? std::nullopt : system->find(value.code);
    return place ? std::optional(Known{system, *place}) : std::nullopt;
}

}  // namespace

Result<json::Draft> validate_in_system(const Source& source, std::string_view url, const ValidateCodeRequest& request)
{
    TRY(refuse_missing_code(request));
    const auto bare = url.substr(0, url.find('|'));
    const CodeIndex* system = nullptr;
    std::optional<Verdict> wrong;
    for (const auto& value : request.values) {
        if (!value.system.empty() && value.system != bare)
            continue;
        system = TRY(system_of(source, url, value.version));
        const auto place = system->find(value.code);
        if (!place)
            continue;
        auto judged = judge_words(Known{system, *place}, {}, value, request);
        if (judged.is_right)
            return answer(std::move(judged));
        wrong = std::move(judged);
    }
    if (wrong)
        return answer(std::move(*wrong));
    if (system == nullptr)
        return answer({false, "None of the codings is of the code system that was asked.", {}});
    if (!system->is_complete())
        return undecided("the code system is here in part only, and this code is not in that part");
    return answer({false, "The code system has no such code.", {}});
}

Result<json::Draft> validate_in_set(const Source& source, const AskedSet& set, const ValidateCodeRequest& request)
{
    TRY(refuse_missing_code(request));
    const auto definition = set.definition.exists() ? set.definition : source.value_set_definition(set.url);
    std::optional<Verdict> wrong;
    std::optional<std::string> unknown;
    for (const auto& value : request.values) {
        if (!value.version.empty())
            if (const auto system = system_of(source, value.system, value.version); !system) {
                unknown = system.error().reason;
                continue;
            }
        const auto is = membership(source, set, value);
        if (is == Membership::unknown)
            unknown = why_unknown(source, value);
        if (is != Membership::inside)
            continue;
        auto judged = judge_words(known_of(source, definition, value), definition, value, request);
        if (judged.is_right)
            return answer(std::move(judged));
        wrong = std::move(judged);
    }
    if (unknown)
        return undecided(*unknown);
    if (wrong)
        return answer(std::move(*wrong));
    return answer({false, "The code is not in the value set.", {}});
}

}  // namespace helselos::fhir::terminology
