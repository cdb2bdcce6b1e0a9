// Queries as short texts, for tests to compare.
#pragma once

#include "base/url.h"
#include "fhir/search/parse_query.h"
#include "fhir/terminology/terminology.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <array>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace helselos::fhir::search {

inline const terminology::Terminology& test_terms()
{
    static const auto terms = [] {
        auto made = std::make_unique<terminology::Terminology>(Definitions::r4());
        for (const auto* text :
            {R"({"resourceType":"CodeSystem","url":"http://t/tree","content":"complete","concept":[
              {"code":"plant","concept":[{"code":"tree","concept":[{"code":"oak"}]},{"code":"moss"}]},{"code":"stone"}]})",
                R"({"resourceType":"CodeSystem","url":"http://t/part","content":"fragment","concept":[{"code":"a"}]})",
                R"({"resourceType":"ValueSet","url":"http://t/green","compose":{"include":[
              {"system":"http://t/tree","concept":[{"code":"oak"},{"code":"moss"}]}]}})",
                R"({"resourceType":"ValueSet","url":"http://t/open","compose":{"include":[{"system":"http://snomed.info/sct",
              "filter":[{"property":"concept","op":"is-a","value":"1"}]}]}})"}) {
            EXPECT_TRUE(made->add(*json::read(text)).ok());
        }
        return made;
    }();
    return *terms;
}

inline Grounds test_grounds()
{
    static const auto parameters = Parameters::of(Definitions::r4());
    return {parameters, &test_terms(), instant_from_text("2026-11-22T00:00:00Z").value(), "https://here/fhir"};
}

inline Result<Query> parsed(const Space& space, std::string_view text, const Grounds& grounds = test_grounds())
{
    Issues notes;
    const auto parameters = TRY(parse_query_string(text));
    auto query = parse_query(space, parameters, grounds, Handling::strict, notes);
    EXPECT_TRUE(notes.empty());
    return query;
}

inline Result<Query> parsed(std::string_view type, std::string_view text)
{
    return parsed(Space::of_type(type), text);
}

inline std::string in_words(const Clause& clause);

namespace words {

inline std::string_view name(Prefix prefix)
{
    constexpr std::array<std::string_view, 9> names{"eq", "ne", "gt", "lt", "ge", "le", "sa", "eb", "ap"};
    return names.at(static_cast<std::size_t>(prefix));
}

inline std::string_view name(Modifier modifier)
{
    constexpr std::array<std::string_view, 15> names{"", ":exact", ":contains", ":text", ":not", ":missing", ":type",
        ":identifier", ":above", ":below", ":in", ":not-in", ":of-type", ":whole", ":ends"};
    return names.at(static_cast<std::size_t>(modifier));
}

inline std::string of(const TokenValue& value)
{
    return (value.system ? *value.system + "|" : "") + value.code.value_or("");
}
inline std::string of(const StringValue& value)
{
    return "'" + value.exact + "'";
}
inline std::string of(const DateValue& value)
{
    return fmt::format("{}{}..{}", name(value.prefix), to_text(Instant{std::chrono::milliseconds{value.low}}),
        to_text(Instant{std::chrono::milliseconds{value.high}}));
}
inline std::string of(const NumberValue& value)
{
    return fmt::format("{}{}", name(value.prefix), value.value);
}
inline std::string of(const QuantityValue& value)
{
    return of(value.number) + "|" + value.system.value_or("*") + "|" + value.code.value_or("*");
}
inline std::string of(const ReferenceValue& value)
{
    if (value.identifier.code || value.identifier.system)
        return of(value.identifier);
    return value.url.empty() ? value.type + "/" + value.id : value.url;
}
inline std::string of(const UriValue& value)
{
    return "<" + value.uri + ">";
}
inline std::string of(const CompositeValue& value)
{
    std::string text;
    for (const auto& part : value.parts)
        text += (text.empty() ? "" : "$") + std::visit([](const auto& one) { return of(one); }, part);
    return text;
}

inline std::string joined(const std::vector<Clause>& clauses)
{
    std::string text;
    for (const auto& clause : clauses)
        text += (text.empty() ? "" : " ") + in_words(clause);
    return text;
}

inline std::string of(const Criterion& criterion)
{
    auto text = criterion.parameter + std::string(name(criterion.modifier)) + "=";
    if (criterion.modifier == Modifier::missing)
        return text + (criterion.missing ? "true" : "false");
    std::string values;
    for (const auto& value : criterion.any_of)
        values += (values.empty() ? "" : ",") + std::visit([](const auto& one) { return of(one); }, value);
    return text + values;
}
inline std::string of(const Chain& chain)
{
    return chain.parameter + "->" + chain.target_type + "{" + joined(chain.where) + "}";
}
inline std::string of(const ReverseChain& chain)
{
    return chain.source_type + "<-" + chain.parameter + "{" + joined(chain.where) + "}";
}
inline std::string of(const Words& asked)
{
    std::string text = asked.in == Words::In::narrative ? "text"
        : asked.in == Words::In::content                ? "content"
                                                        : asked.parameter;
    for (const auto& word : asked.words)
        text += "~" + word.folded + (word.is_start ? "*" : "");
    return text;
}
inline std::string of(const InCompartment& in)
{
    return "in " + in.owner;
}
inline std::string of(const AllOf& group)
{
    return "all(" + joined(group.clauses) + ")";
}
inline std::string of(const AnyOf& group)
{
    return "any(" + joined(group.clauses) + ")";
}
inline std::string of(const NoneOf& group)
{
    return "none(" + joined(group.clauses) + ")";
}

}  // namespace words

inline std::string in_words(const Clause& clause)
{
    return std::visit([](const auto& one) { return words::of(one); }, clause.is);
}

// What must hold, or why the question was refused.
inline std::string asked(const Space& space, std::string_view text, const Grounds& grounds = test_grounds())
{
    const auto query = parsed(space, text, grounds);
    return query.ok() ? words::joined(query->all_of) : query.error().reason;
}

inline std::string asked(std::string_view type, std::string_view text)
{
    return asked(Space::of_type(type), text);
}

inline Kind refusal(const Space& space, std::string_view text, const Grounds& grounds = test_grounds())
{
    const auto query = parsed(space, text, grounds);
    EXPECT_FALSE(query.ok()) << text;
    return query.ok() ? Kind::fault : query.error().kind;
}

inline Kind refusal(std::string_view type, std::string_view text)
{
    return refusal(Space::of_type(type), text);
}

}  // namespace helselos::fhir::search
