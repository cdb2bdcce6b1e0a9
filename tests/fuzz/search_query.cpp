// The first line is a resource type, the rest a query. What is understood says itself in a link that is
// understood the same; a lenient sender gets all that a strict one gets; no limit is passed, and no reason for a
// refusal repeats a value.
#include "targets.h"

#include "base/assert.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/search/parse_query.h"

#include <string>

namespace helselos::fuzz {

namespace {

using fhir::search::Handling;
using fhir::search::Query;

const Instant now{std::chrono::milliseconds{1'795'305'600'000}};

Result<Query> parsed(std::string_view type, std::string_view text, Handling handling, Issues& notes)
{
    const auto parameters = TRY(parse_query_string(text));
    return fhir::search::parse_query(type, parameters, fhir::Definitions::r4(), handling, now, notes);
}

void check_limits(const Query& query)
{
    HL_ASSERT(query.count <= limits::search_page_max);
    HL_ASSERT(query.count > 0 || query.summary == fhir::search::Summary::count);
    HL_ASSERT(query.all_of.size() <= limits::search_parameters_max);
    for (const auto& criterion : query.all_of) {
        HL_ASSERT(criterion.any_of.size() <= limits::search_values_max);
        HL_ASSERT(criterion.any_of.empty() == (criterion.modifier == fhir::search::Modifier::missing));
        for (const auto& value : criterion.any_of) {
            if (const auto* date = std::get_if<fhir::search::DateValue>(&value))
                HL_ASSERT(date->low < date->high);
            if (const auto* number = std::get_if<fhir::search::NumberValue>(&value))
                HL_ASSERT(number->low <= number->value && number->value <= number->high);
        }
    }
}

void check_says_itself(std::string_view type, const Query& query)
{
    Issues notes;
    const auto again = parsed(type, query.understood, Handling::strict, notes);
    HL_ASSERT(again.ok());
    HL_ASSERT(again->understood == query.understood);
    HL_ASSERT(again->all_of.size() == query.all_of.size());
    HL_ASSERT(again->includes.size() == query.includes.size() && again->sort.size() == query.sort.size());
}

}  // namespace

void search_query(std::string_view bytes)
{
    const auto line_end = std::min(bytes.find('\n'), bytes.size());
    const auto type = bytes.substr(0, line_end);
    const auto text = bytes.substr(std::min(line_end + 1, bytes.size()));
    Issues strict_notes;
    Issues lenient_notes;
    const auto strict = parsed(type, text, Handling::strict, strict_notes);
    const auto lenient = parsed(type, text, Handling::lenient, lenient_notes);
    HL_ASSERT(strict_notes.empty());
    if (lenient.ok()) {
        check_limits(*lenient);
        check_says_itself(type, *lenient);
    } else {
        HL_ASSERT(!strict.ok());
    }
    if (!strict.ok()) {
        HL_ASSERT(!strict.error().reason.empty() && strict.error().reason.size() < 1'000);
        HL_ASSERT(strict.error().kind == Kind::invalid || strict.error().kind == Kind::unsupported
            || strict.error().kind == Kind::too_large);
        return;
    }
    HL_ASSERT(lenient_notes.empty() && lenient->understood == strict->understood);
}

}  // namespace helselos::fuzz
