// Rows as short texts, for tests to compare; read by walks and by the engine, which must agree.
#pragma once

#include "base/clock.h"
#include "fhir/search/extract.h"
#include "json/read.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include <fmt/format.h>

namespace helselos::fhir::search {

inline const Extractor& extractor(Extractor::Way way)
{
    static const auto quick = *Extractor::create(Definitions::r4());
    static const auto engine = *Extractor::create(Definitions::r4(), Extractor::Way::engine);
    return way == Extractor::Way::quick ? quick : engine;
}

inline bool operator==(const Rows& left, const Rows& right)
{
    return left.tokens == right.tokens && left.strings == right.strings && left.dates == right.dates
        && left.numbers == right.numbers && left.quantities == right.quantities && left.references == right.references
        && left.uris == right.uris && left.composites == right.composites && left.compartments == right.compartments;
}

// The rows, which both ways agree on.
inline Rows rows_of(std::string_view resource)
{
    const auto document = json::read(resource);
    EXPECT_TRUE(document.ok()) << (document.ok() ? "" : document.error().reason);
    if (!document.ok())
        return {};
    auto rows = extractor(Extractor::Way::quick).extract(document->root());
    const auto same = extractor(Extractor::Way::engine).extract(document->root());
    EXPECT_TRUE(rows.ok()) << (rows.ok() ? "" : rows.error().reason);
    EXPECT_TRUE(same.ok()) << (same.ok() ? "" : same.error().reason);
    if (!rows.ok() || !same.ok())
        return {};
    EXPECT_TRUE(*rows == *same);
    return *std::move(rows);
}

using Texts = std::vector<std::string>;

// "system|code" of each row.
inline Texts tokens(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.tokens)
        if (row.parameter == parameter)
            texts.push_back(row.system + "|" + row.code);
    return texts;
}

inline Texts strings(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.strings)
        if (row.parameter == parameter)
            texts.push_back(row.folded);
    return texts;
}

inline std::string instant(std::int64_t milliseconds)
{
    if (milliseconds == earliest || milliseconds == latest)
        return "open";
    return to_text(Instant{std::chrono::milliseconds{milliseconds}});
}

inline Texts dates(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.dates)
        if (row.parameter == parameter)
            texts.push_back(instant(row.low) + ".." + instant(row.high));
    return texts;
}

// floating point: an index bound.
inline std::string bound(double value)
{
    return value == least || value == most ? "open" : fmt::format("{}", value);
}

inline Texts numbers(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.numbers)
        if (row.parameter == parameter)
            texts.push_back(bound(row.low) + ".." + bound(row.high));
    return texts;
}

inline Texts quantities(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.quantities)
        if (row.parameter == parameter)
            texts.push_back(bound(row.low) + ".." + bound(row.high) + " " + row.system + "|" + row.code);
    return texts;
}

// "Patient/1", "http://elsewhere", "system|identifier".
inline Texts references(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.references) {
        if (row.parameter != parameter)
            continue;
        auto text = row.id.empty() ? row.url : row.type + "/" + row.id;
        if (!row.identifier_value.empty())
            text += (text.empty() ? "" : " ") + row.identifier_system + "|" + row.identifier_value;
        texts.push_back(text);
    }
    return texts;
}

inline Texts uris(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.uris)
        if (row.parameter == parameter)
            texts.push_back(row.uri);
    return texts;
}

inline std::string simple_row(const SimpleRow& row)
{
    if (const auto* token = std::get_if<TokenRow>(&row))
        return token->system + "|" + token->code;
    if (const auto* number = std::get_if<NumberRow>(&row))
        return bound(number->low) + ".." + bound(number->high);
    if (const auto* quantity = std::get_if<QuantityRow>(&row))
        return bound(quantity->low) + ".." + bound(quantity->high) + " " + quantity->system + "|" + quantity->code;
    if (const auto* reference = std::get_if<ReferenceRow>(&row))
        return reference->type + "/" + reference->id;
    return "?";
}

// The parts with $ between.
inline Texts composites(const Rows& rows, std::string_view parameter)
{
    Texts texts;
    for (const auto& row : rows.composites) {
        if (row.parameter != parameter)
            continue;
        std::string text;
        for (const auto& part : row.parts)
            text += (text.empty() ? "" : "$") + simple_row(part);
        texts.push_back(text);
    }
    return texts;
}

}  // namespace helselos::fhir::search
