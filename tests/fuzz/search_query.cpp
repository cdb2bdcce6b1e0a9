// The first line says where is searched, the rest is a query. What is understood says itself in a link that is
// understood the same; a lenient sender gets all that a strict one gets; no limit is passed, and no reason for a
// refusal repeats a value.
#include "targets.h"

#include "base/assert.h"
#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "fhir/search/all_of.h"
#include "fhir/search/parse_query.h"
#include "fhir/search/types_touched.h"
#include "fhir/terminology/terminology.h"

#include <string>

namespace helselos::fuzz {

namespace {

using fhir::search::Handling;
using fhir::search::Query;

using fhir::search::Space;

const fhir::search::Grounds& grounds()
{
    static const fhir::terminology::Terminology terms(fhir::Definitions::r4());
    static const fhir::search::Grounds made{fhir::search::Parameters::of(fhir::Definitions::r4()), &terms,
        Instant{std::chrono::milliseconds{1'795'305'600'000}}, "http://here/fhir"};
    return made;
}

// "Patient", "*" for all types, "Patient/1/Observation", "Patient/1/*".
Space space_of(std::string_view line)
{
    const auto parts = split(line, '/');
    const auto type = parts.back();
    Space space{{}, type == "*", {}};
    if (type != "*")
        space.types.emplace_back(type);
    if (parts.size() == 3)
        space.owner = fhir::search::Owner{std::string(parts[0]), std::string(parts[1])};
    return space;
}

Result<Query> parsed(const Space& space, std::string_view text, Handling handling, Issues& notes)
{
    const auto parameters = TRY(parse_query_string(text));
    return fhir::search::parse_query(space, parameters, grounds(), handling, notes);
}

struct Size {
    std::size_t clauses = 0;
    std::size_t values = 0;
};

void check_value(const fhir::search::DateValue& date)
{
    HL_ASSERT(date.low < date.high);
}
void check_value(const fhir::search::NumberValue& number)
{
    HL_ASSERT(number.low <= number.value && number.value <= number.high);
}
void check_value(const fhir::search::CompositeValue& composite)
{
    HL_ASSERT(composite.parts.size() >= 2);
}
template <typename Other>
void check_value(const Other&)
{}

void check_clause(const fhir::search::Clause& clause, Size& size);

void check_all(const std::vector<fhir::search::Clause>& clauses, Size& size)
{
    HL_ASSERT(!clauses.empty());
    for (const auto& clause : clauses)
        check_clause(clause, size);
}

struct Check {
    Size& size;

    void operator()(const fhir::search::Criterion& criterion) const
    {
        HL_ASSERT(criterion.any_of.empty() == (criterion.modifier == fhir::search::Modifier::missing));
        size.values += criterion.any_of.size();
        for (const auto& value : criterion.any_of)
            std::visit([](const auto& one) { check_value(one); }, value);
    }
    void operator()(const fhir::search::Chain& chain) const { check_all(chain.where, size); }
    void operator()(const fhir::search::ReverseChain& chain) const { check_all(chain.where, size); }
    void operator()(const fhir::search::Words& words) const { HL_ASSERT(!words.words.empty()); }
    void operator()(const fhir::search::InCompartment& in) const { HL_ASSERT(!in.owner.empty()); }
    void operator()(const fhir::search::AllOf& group) const { check_all(group.clauses, size); }
    void operator()(const fhir::search::AnyOf& group) const { check_all(group.clauses, size); }
    void operator()(const fhir::search::NoneOf& group) const { check_all(group.clauses, size); }
};

void check_clause(const fhir::search::Clause& clause, Size& size)
{
    ++size.clauses;
    std::visit(Check{size}, clause.is);
}

void check_limits(const Query& query)
{
    HL_ASSERT(query.count <= limits::search_page_max);
    HL_ASSERT(query.count > 0 || query.summary == fhir::search::Summary::count);
    HL_ASSERT(query.all_of.size() <= limits::search_parameters_max + 1);
    Size size;
    for (const auto& clause : query.all_of) {
        HL_ASSERT(fhir::search::depth_of(clause) <= limits::search_depth_max);
        check_clause(clause, size);
    }
    // A group around what was counted is not counted itself.
    HL_ASSERT(size.clauses <= 3 * limits::search_clauses_max && size.values <= limits::search_values_all_max);
    HL_ASSERT(!fhir::search::types_touched(query).empty());
}

void check_says_itself(const Space& space, const Query& query)
{
    Issues notes;
    auto again = parsed(space, query.understood, Handling::strict, notes);
    HL_ASSERT(again.ok());
    again->cursor = query.cursor;
    HL_ASSERT(*again == query);
}

}  // namespace

void search_query(std::string_view bytes)
{
    const auto line_end = std::min(bytes.find('\n'), bytes.size());
    const auto space = space_of(bytes.substr(0, line_end));
    const auto text = bytes.substr(std::min(line_end + 1, bytes.size()));
    Issues strict_notes;
    Issues lenient_notes;
    const auto strict = parsed(space, text, Handling::strict, strict_notes);
    const auto lenient = parsed(space, text, Handling::lenient, lenient_notes);
    HL_ASSERT(strict_notes.empty());
    if (lenient.ok()) {
        check_limits(*lenient);
        check_says_itself(space, *lenient);
    } else {
        HL_ASSERT(!strict.ok());
    }
    if (!strict.ok()) {
        HL_ASSERT(!strict.error().reason.empty() && strict.error().reason.size() < 1'000);
        HL_ASSERT(strict.error().kind == Kind::invalid || strict.error().kind == Kind::unsupported
            || strict.error().kind == Kind::too_large || strict.error().kind == Kind::not_found);
        return;
    }
    HL_ASSERT(lenient_notes.empty() && lenient->understood == strict->understood);
}

}  // namespace helselos::fuzz
