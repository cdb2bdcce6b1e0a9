// A search as it was understood: every name resolved, every value parsed. What
// could not be understood was refused (or reported, when the caller is lenient)
// before this exists.
#pragma once

#include "base/clock.h"
#include "fhir/definitions/definitions.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

namespace helselos::fhir::search {

// http://hl7.org/fhir/R4/search.html#prefix
enum class Prefix : std::uint8_t { eq, ne, gt, lt, ge, le, sa, eb, ap };

enum class Modifier : std::uint8_t {
    none,
    exact,
    contains,
    text,
    not_,
    missing,
    type,
    identifier,
    above,
    below,
    in,
    not_in,
    of_type,
    whole,  // Of strings: the folded text is the whole value, not its start.
    ends    // Of strings: the folded text is the end of the value.
};

// code | system|code | |code (no system) | system|
struct TokenValue {
    std::optional<std::string> system;  // Not given: any. Empty: none.
    std::optional<std::string> code;    // Not given: any.
    bool operator==(const TokenValue&) const = default;
};

struct StringValue {
    std::string folded;
    std::string exact;
    bool operator==(const StringValue&) const = default;
};

struct DateValue {
    Prefix prefix = Prefix::eq;
    std::int64_t low = 0;  // [low, high) as in DateRow.
    std::int64_t high = 0;
    bool operator==(const DateValue&) const = default;
};

struct NumberValue {
    Prefix prefix = Prefix::eq;
    double value = 0;  // As written, for gt, lt, ge, le, sa, eb. floating point: an index bound.
    double low = 0;    // [low, high) with implied precision, for eq and ne; widened by a tenth for ap. floating point.
    double high = 0;   // floating point: an index bound.
    bool operator==(const NumberValue&) const = default;
};

struct QuantityValue {
    NumberValue number;
    std::optional<std::string> system;
    std::optional<std::string> code;
    bool operator==(const QuantityValue&) const = default;
};

struct ReferenceValue {
    std::string type;  // Empty when only an id was given: any of the parameter's targets.
    std::string id;
    std::string url;        // An absolute reference to elsewhere; then type and id are empty.
    TokenValue identifier;  // With :identifier.
    bool operator==(const ReferenceValue&) const = default;
};

struct UriValue {
    std::string uri;
    bool operator==(const UriValue&) const = default;
};

using SimpleValue
    = std::variant<TokenValue, StringValue, DateValue, NumberValue, QuantityValue, ReferenceValue, UriValue>;

// One value of a composite: all parts hold for one and the same CompositeRow, in the order of the components.
struct CompositeValue {
    std::vector<SimpleValue> parts;
    bool operator==(const CompositeValue&) const = default;
};

using Value = std::variant<TokenValue, StringValue, DateValue, NumberValue, QuantityValue, ReferenceValue, UriValue,
    CompositeValue>;

// One parameter of the query: it holds when one of its values does.
struct Criterion {
    // "_id" and "_lastUpdated" are token and date criteria on the resource itself. "identifier:of-type" is a token
    // parameter with rows of its own: the system of the identifier's type, and "typecode|value" for a code.
    std::string parameter;
    SearchType type = SearchType::token;
    Modifier modifier = Modifier::none;
    bool missing = false;  // With :missing, the value wanted.
    std::vector<Value> any_of;
    bool operator==(const Criterion&) const = default;
};

struct Clause;

// subject:Patient.name=peter: the parameter refers to a resource of the type, for which all clauses hold.
struct Chain {
    std::string parameter;
    std::string target_type;
    std::vector<Clause> where;
    bool operator==(const Chain& other) const;
};

// _has:Observation:patient:code=1234-5: a resource of the type, for which all clauses hold, refers here by the
// parameter.
struct ReverseChain {
    std::string source_type;
    std::string parameter;
    std::vector<Clause> where;
    bool operator==(const ReverseChain& other) const;
};

// Words that all stand in the text, in any order: of the narrative (_text), of the whole resource (_content), or of
// what one token parameter yields (code:text). Folded. A word asked as a start matches every word that begins so.
struct Words {
    enum class In : std::uint8_t { narrative, content, parameter };
    struct Word {
        std::string folded;
        bool is_start = false;
        bool operator==(const Word&) const = default;
    };
    In in = In::content;
    std::string parameter;    // With In::parameter.
    std::vector<Word> words;  // Never empty.
    bool operator==(const Words&) const = default;
};

// In the compartment of "Patient/1".
struct InCompartment {
    std::string owner;
    bool operator==(const InCompartment&) const = default;
};

struct AllOf {
    std::vector<Clause> clauses;
    bool operator==(const AllOf& other) const;
};
struct AnyOf {
    std::vector<Clause> clauses;
    bool operator==(const AnyOf& other) const;
};
struct NoneOf {
    std::vector<Clause> clauses;
    bool operator==(const NoneOf& other) const;
};

// What must hold for a resource to be found. No deeper than limits::search_depth_max.
struct Clause {
    std::variant<Criterion, Chain, ReverseChain, Words, InCompartment, AllOf, AnyOf, NoneOf> is;

    template <typename Kind>
    Clause(Kind kind) : is(std::move(kind))  // NOLINT: a clause of one kind is written as that kind.
    {}

    bool operator==(const Clause& other) const { return is == other.is; }
};

inline bool Chain::operator==(const Chain& other) const
{
    return parameter == other.parameter && target_type == other.target_type && where == other.where;
}
inline bool ReverseChain::operator==(const ReverseChain& other) const
{
    return source_type == other.source_type && parameter == other.parameter && where == other.where;
}
inline bool AllOf::operator==(const AllOf& other) const
{
    return clauses == other.clauses;
}
inline bool AnyOf::operator==(const AnyOf& other) const
{
    return clauses == other.clauses;
}
inline bool NoneOf::operator==(const NoneOf& other) const
{
    return clauses == other.clauses;
}

struct SortKey {
    std::string parameter;
    SearchType type = SearchType::string;
    bool descending = false;
    bool operator==(const SortKey&) const = default;
};

// _include=Observation:patient:Patient
struct Include {
    std::string source_type;  // Of what is searched, or, when it iterates, of anything shown.
    std::string parameter;    // Or "*".
    std::string target_type;  // Empty: any.
    bool iterates = false;    // Applied to what was included as well.
    bool operator==(const Include&) const = default;
};

enum class Total : std::uint8_t { unspecified, none, estimate, accurate };
enum class Summary : std::uint8_t { none, count, data, text, yes };

struct Query {
    std::vector<std::string> types;  // The resource types searched; empty: all of them.
    std::vector<Clause> all_of;
    std::vector<SortKey> sort;  // Empty: by the store's own order, oldest first.
    std::vector<Include> includes;
    std::vector<Include> revincludes;
    std::size_t count = 0;  // Page size, already within limits.
    Total total = Total::unspecified;
    Summary summary = Summary::none;
    std::vector<std::string> elements;
    std::string cursor;  // Where the page starts; opaque, made by the store; empty for the first.

    // The parameters that were understood, as they stand in the self link: "code=http%3A..|8480-6&_count=20".
    std::string understood;
    bool operator==(const Query&) const = default;
};

}  // namespace helselos::fhir::search
