#include "fhir/path/signatures.h"

#include <algorithm>

namespace helselos::fhir::path {

namespace {

using Kind = Item::Kind;
using namespace kinds;

constexpr Parameter each{kinds::all, Scope::each};
constexpr Parameter text{string};
constexpr Parameter whole{integer};

constexpr Signature gives(
    std::string_view name, Kinds input, Kind kind, Parameter first = {}, Parameter second = {}, Parameter third = {})
{
    return {name, input, Gives::kind, kind, {first, second, third}};
}

constexpr Signature truth(std::string_view name, Kinds input = kinds::all, Parameter first = {})
{
    return gives(name, input, Kind::boolean, first);
}

constexpr Signature passes(std::string_view name, Gives what, Parameter first = {}, Parameter second = {})
{
    return {name, kinds::all, what, Kind::none, {first, second, second}};
}

constexpr Signature ordered(std::string_view name, Parameter first = {})
{
    return {name, kinds::all, Gives::input, Kind::none, {first}, true};
}

constexpr Signature of_numbers(std::string_view name, Kinds input, Gives what, Parameter first = {})
{
    return {name, input, what, Kind::decimal, {first}};
}

// Sorted by name.
constexpr std::array signatures{
    of_numbers("abs", amount, Gives::same_kind),
    passes("aggregate", Gives::special),
    truth("all", kinds::all, each),
    truth("allFalse", boolean),
    truth("allTrue", boolean),
    truth("anyFalse", boolean),
    truth("anyTrue", boolean),
    passes("as", Gives::narrowed),
    of_numbers("avg", amount, Gives::same_kind),
    of_numbers("ceiling", amount, Gives::same_kind),
    passes("checkModifiers", Gives::input, text, text),
    passes("children", Gives::special),
    passes("coalesce", Gives::all_arguments),
    passes("combine", Gives::input_and_first, {}, {boolean}),
    truth("comparable", amount, {amount}),
    truth("conformsTo", kinds::all, text),
    truth("contains", string, text),
    truth("convertsToBoolean"),
    truth("convertsToDate", kinds::all, text),
    truth("convertsToDateTime", kinds::all, text),
    truth("convertsToDecimal"),
    truth("convertsToInteger"),
    truth("convertsToLong"),
    truth("convertsToQuantity", kinds::all, text),
    truth("convertsToString"),
    truth("convertsToTime"),
    gives("count", kinds::all, Kind::integer),
    gives("dateOf", kinds::all, Kind::date),
    gives("dayOf", kinds::all, Kind::integer),
    gives("decode", string, Kind::string, text),
    passes("defineVariable", Gives::special),
    passes("descendants", Gives::special),
    gives("difference", temporal, Kind::integer, {temporal}, text),
    passes("distinct", Gives::input),
    gives("duration", temporal, Kind::integer, {temporal}, text),
    passes("elementDefinition", Gives::unknown),
    truth("empty"),
    gives("encode", string, Kind::string, text),
    truth("endsWith", string, text),
    gives("escape", string, Kind::string, text),
    passes("exclude", Gives::input),
    truth("exists", kinds::all, each),
    of_numbers("exp", number, Gives::kind),
    passes("extension", Gives::special, text),
    ordered("first"),
    of_numbers("floor", amount, Gives::same_kind),
    gives("getReferenceKey", kinds::all, Kind::string),
    gives("getResourceKey", kinds::all, Kind::string),
    passes("getValue", Gives::special),
    truth("hasValue"),
    of_numbers("highBoundary", amount | temporal, Gives::same_kind, whole),
    gives("hourOf", kinds::all, Kind::integer),
    truth("htmlChecks"),
    truth("htmlChecks2"),
    passes("iif", Gives::special),
    gives("indexOf", string, Kind::integer, text),
    passes("intersect", Gives::input),
    truth("is"),
    truth("isDistinct"),
    gives("join", string, Kind::string, text),
    ordered("last"),
    gives("lastIndexOf", string, Kind::integer, text),
    gives("length", string, Kind::integer),
    of_numbers("ln", number, Gives::kind),
    of_numbers("log", number, Gives::kind, {number}),
    of_numbers("lowBoundary", amount | temporal, Gives::same_kind, whole),
    gives("lower", string, Kind::string),
    gives("matches", string, Kind::boolean, text, text),
    gives("matchesFull", string, Kind::boolean, text, text),
    Signature{"max", amount | temporal | string, Gives::same_kind},
    truth("memberOf", kinds::all, text),
    gives("millisecondOf", kinds::all, Kind::integer),
    Signature{"min", amount | temporal | string, Gives::same_kind},
    gives("minuteOf", kinds::all, Kind::integer),
    gives("monthOf", kinds::all, Kind::integer),
    truth("not"),
    gives("now", kinds::all, Kind::date_time),
    passes("ofType", Gives::narrowed),
    of_numbers("power", number, Gives::unknown, {number}),
    gives("precision", number | temporal, Kind::integer),
    passes("repeat", Gives::special, each),
    passes("repeatAll", Gives::special, each),
    gives("replace", string, Kind::string, text, text),
    gives("replaceMatches", string, Kind::string, text, text, text),
    passes("resolve", Gives::special),
    of_numbers("round", amount, Gives::same_kind, whole),
    gives("secondOf", kinds::all, Kind::integer),
    passes("select", Gives::first, each),
    passes("single", Gives::input),
    ordered("skip", whole),
    passes("slice", Gives::unknown, text, text),
    passes("sort", Gives::special, each, each),
    gives("split", string, Kind::string, text),
    of_numbers("sqrt", number, Gives::kind),
    truth("startsWith", string, text),
    truth("subsetOf"),
    gives("substring", string, Kind::string, whole, whole),
    truth("subsumedBy"),
    truth("subsumes"),
    of_numbers("sum", amount, Gives::same_kind),
    truth("supersetOf"),
    ordered("tail"),
    ordered("take", whole),
    gives("timeOf", kinds::all, Kind::time),
    gives("timeOfDay", kinds::all, Kind::time),
    gives("timezoneOffsetOf", kinds::all, Kind::decimal),
    gives("toBoolean", kinds::all, Kind::boolean),
    gives("toChars", string, Kind::string),
    gives("toDate", kinds::all, Kind::date, text),
    gives("toDateTime", kinds::all, Kind::date_time, text),
    gives("toDecimal", kinds::all, Kind::decimal),
    gives("toInteger", kinds::all, Kind::integer),
    gives("toLong", kinds::all, Kind::long_integer),
    gives("toQuantity", kinds::all, Kind::quantity, text),
    gives("toString", kinds::all, Kind::string),
    gives("toTime", kinds::all, Kind::time),
    gives("today", kinds::all, Kind::date),
    passes("trace", Gives::input, text, each),
    gives("trim", string, Kind::string),
    of_numbers("truncate", amount, Gives::same_kind),
    gives("type", kinds::all, Kind::type_info),
    gives("unescape", string, Kind::string, text),
    passes("union", Gives::input_and_first),
    gives("upper", string, Kind::string),
    passes("where", Gives::input, each),
    gives("yearOf", kinds::all, Kind::integer),
};

static_assert(std::is_sorted(signatures.begin(), signatures.end(),
    [](const Signature& left, const Signature& right) { return left.name < right.name; }));

}  // namespace

const Signature* find_signature(std::string_view name)
{
    const auto* found = std::lower_bound(signatures.begin(), signatures.end(), name,
        [](const Signature& signature, std::string_view wanted) { return signature.name < wanted; });
    return found != signatures.end() && found->name == name ? &*found : nullptr;
}

}  // namespace helselos::fhir::path
