#include "fhir/search/parse_criterion.h"

#include "fhir/search/all_of.h"
#include "fhir/search/expand_codes.h"
#include "fhir/search/parse_composite.h"
#include "fhir/search/parse_value.h"
#include "fhir/search/parse_words.h"
#include "fhir/search/reading_plan.h"

#include <algorithm>
#include <array>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

struct KnownModifier {
    std::string_view name;
    SearchType type;
    Modifier modifier;
};

constexpr std::array modifiers = {
    KnownModifier{"exact", SearchType::string, Modifier::exact},
    KnownModifier{"contains", SearchType::string, Modifier::contains},
    KnownModifier{"not", SearchType::token, Modifier::not_},
    KnownModifier{"text", SearchType::token, Modifier::text},
    KnownModifier{"in", SearchType::token, Modifier::in},
    KnownModifier{"not-in", SearchType::token, Modifier::not_in},
    KnownModifier{"above", SearchType::token, Modifier::above},
    KnownModifier{"below", SearchType::token, Modifier::below},
    KnownModifier{"of-type", SearchType::token, Modifier::of_type},
    KnownModifier{"identifier", SearchType::reference, Modifier::identifier},
    KnownModifier{"above", SearchType::uri, Modifier::above},
    KnownModifier{"below", SearchType::uri, Modifier::below},
};

bool needs_systems(Modifier modifier)
{
    return modifier == Modifier::in || modifier == Modifier::not_in || modifier == Modifier::above
        || modifier == Modifier::below;
}

// Whether what the parameter yields can be asked so.
bool fits(const TokenNature& nature, Modifier modifier)
{
    if (modifier == Modifier::text)
        return nature.has_texts;
    if (modifier == Modifier::of_type)
        return nature.is_identifier;
    return !needs_systems(modifier) || nature.has_systems;
}

TokenNature nature_of(const Subject& subject, const Parameters& parameters)
{
    return token_nature(subject.parameter.expression, subject.type, parameters.definitions());
}

Asked asked_of(const Asking& asking, const SearchParameter& parameter, Modifier modifier)
{
    return {.parameter = asking.name,
        .type = parameter.type,
        .modifier = modifier,
        .targets = parameter.targets,
        .definitions = &asking.grounds.parameters->definitions(),
        .now = asking.grounds.now,
        .zone = &asking.grounds.parameters->zone(),
        .own_base = asking.grounds.base};
}

Criterion empty_criterion(const SearchParameter& parameter, Modifier modifier)
{
    return {.parameter = std::string(parameter.code), .type = parameter.type, .modifier = modifier};
}

// What each set or branch stands for is paid for as it comes.
Result<void> add(const Asking& asking, std::vector<TokenValue> more, std::vector<TokenValue>& codes)
{
    TRY(asking.spending.take_values(more.size()));
    codes.insert(codes.end(), more.begin(), more.end());
    return {};
}

Result<Clause> tokens(const Asking& asking, const Subject& subject, std::vector<TokenValue> values)
{
    TRY(asking.spending.take_clauses(1));
    auto criterion = empty_criterion(subject.parameter, Modifier::none);
    for (auto& value : values)
        criterion.any_of.emplace_back(std::move(value));
    return Clause(std::move(criterion));
}

Result<Clause> tokens_of_sets(const Asking& asking, const Subject& subject, std::string_view value)
{
    std::vector<TokenValue> codes;
    for (const auto part : TRY(values_in(asking, value))) {
        const auto url = TRY(unescape(part));
        if (url.find(':') == std::string::npos)
            return not_supported(asking.name, "a value set is named by its absolute address");
        TRY(add(asking, TRY(codes_in(asking, url)), codes));
    }
    return tokens(asking, subject, std::move(codes));
}

Result<Clause> tokens_of_branches(
    const Asking& asking, const Subject& subject, Direction direction, std::string_view value)
{
    std::vector<TokenValue> codes;
    for (const auto part : TRY(values_in(asking, value))) {
        const auto from = TRY(parse_token(asked_of(asking, subject.parameter, Modifier::none), part));
        TRY(add(asking, TRY(codes_from(asking, from, direction)), codes));
    }
    return tokens(asking, subject, std::move(codes));
}

// type system|type code|value: each one must be there.
Result<Clause> tokens_of_type(const Asking& asking, const Subject& subject, std::string_view value)
{
    if (!asking.grounds.parameters->has_rows(RowsKind::of_type))
        return being_indexed(asking.name);
    Criterion criterion{.parameter = fmt::format("{}:of-type", subject.parameter.code), .type = SearchType::token};
    for (const auto part : TRY(values_in(asking, value))) {
        const auto pieces = split_unescaped(part, '|');
        const bool is_whole = pieces.size() == 3 && std::ranges::none_of(pieces, &std::string_view::empty);
        if (!is_whole || part.size() > limits::search_value_bytes_max)
            return Error{
                Kind::invalid, fmt::format("the value of search parameter {} is not system|code|value", asking.name)};
        auto system = TRY(unescape(pieces[0]));
        const auto code = TRY(unescape(pieces[1]));
        const auto identifier = TRY(unescape(pieces[2]));
        criterion.any_of.emplace_back(TokenValue{std::move(system), code + "|" + identifier});
    }
    TRY(asking.spending.take_clauses(1));
    TRY(asking.spending.take_values(criterion.any_of.size()));
    return Clause(std::move(criterion));
}

Result<Clause> parse_token_criterion(
    const Asking& asking, const Subject& subject, Modifier modifier, std::string_view value)
{
    if (!fits(nature_of(subject, *asking.grounds.parameters), modifier))
        return not_supported(asking.name, "the modifier does not fit what this parameter is about");
    switch (modifier) {
    case Modifier::text: return parse_words(asking, Words::In::parameter, std::string(subject.parameter.code), value);
    case Modifier::of_type: return tokens_of_type(asking, subject, value);
    case Modifier::in: return tokens_of_sets(asking, subject, value);
    case Modifier::not_in: return Clause(NoneOf{{TRY(tokens_of_sets(asking, subject, value))}});
    case Modifier::above: return tokens_of_branches(asking, subject, Direction::above, value);
    case Modifier::below: return tokens_of_branches(asking, subject, Direction::below, value);
    default: return criterion_of(asking, subject, modifier, TRY(values_in(asking, value)));
    }
}

Result<Clause> parse_presence(const Asking& asking, const Subject& subject, std::string_view value)
{
    if (value != "true" && value != "false")
        return Error{Kind::invalid, fmt::format("the value of search parameter {} is not true or false", asking.name)};
    return presence_of(asking, subject, value == "true");
}

// subject:Patient=1
Result<Clause> parse_typed(
    const Asking& asking, const Subject& subject, std::string_view target, std::string_view value)
{
    if (std::ranges::find(subject.parameter.targets, target) == subject.parameter.targets.end())
        return not_supported(asking.name, fmt::format("it does not refer to a {}", target));
    auto criterion = empty_criterion(subject.parameter, Modifier::type);
    auto asked = asked_of(asking, subject.parameter, Modifier::type);
    asked.type_modifier = target;
    asked.targets = {};
    for (const auto part : TRY(values_in(asking, value)))
        criterion.any_of.push_back(TRY(parse_value(asked, part)));
    TRY(asking.spending.take_clauses(1));
    TRY(asking.spending.take_values(criterion.any_of.size()));
    return Clause(std::move(criterion));
}

bool is_resource_type(const Asking& asking, std::string_view name)
{
    return std::ranges::binary_search(asking.grounds.parameters->definitions().resource_types(), name);
}

Result<void> check_answered(const Asking& asking, const SearchParameter& parameter)
{
    if (parameter.type == SearchType::special || parameter.expression.empty())
        return not_supported(asking.name, "not supported");
    return refuse_if_not_ready(asking, parameter);
}

}  // namespace

Result<std::vector<std::string_view>> values_in(const Asking& asking, std::string_view value)
{
    auto values = split_unescaped(value, ',');
    if (values.size() > limits::search_values_max)
        return Error{Kind::too_large,
            fmt::format("search parameter {} has more than {} values", asking.name, limits::search_values_max)};
    return values;
}

Result<Clause> criterion_of(
    const Asking& asking, const Subject& subject, Modifier modifier, std::span<const std::string_view> values)
{
    TRY(check_answered(asking, subject.parameter));
    auto criterion = empty_criterion(subject.parameter, modifier);
    const auto asked = asked_of(asking, subject.parameter, modifier);
    for (const auto value : values)
        criterion.any_of.push_back(TRY(parse_value(asked, value)));
    TRY(asking.spending.take_clauses(1));
    TRY(asking.spending.take_values(values.size()));
    return Clause(std::move(criterion));
}

Result<Clause> presence_of(const Asking& asking, const Subject& subject, bool is_missing)
{
    TRY(check_answered(asking, subject.parameter));
    if (subject.parameter.type == SearchType::composite)
        return presence_of_composite(asking, subject, is_missing);
    TRY(asking.spending.take_clauses(1));
    auto criterion = empty_criterion(subject.parameter, Modifier::missing);
    criterion.missing = is_missing;
    return Clause(std::move(criterion));
}

Result<Clause> criterion_of_version(
    const Asking& asking, SearchType type, std::string_view parameter, std::span<const std::string_view> values)
{
    const SearchParameter own{.code = parameter, .type = type};
    auto criterion = empty_criterion(own, Modifier::none);
    for (const auto value : values)
        criterion.any_of.push_back(TRY(parse_value(asked_of(asking, own, Modifier::none), value)));
    TRY(asking.spending.take_clauses(1));
    TRY(asking.spending.take_values(values.size()));
    return Clause(std::move(criterion));
}

Result<Clause> parse_criterion(
    const Asking& asking, const Subject& subject, std::string_view modifier, std::string_view value)
{
    const auto& parameter = subject.parameter;
    TRY(check_answered(asking, parameter));
    if (modifier == "missing")
        return parse_presence(asking, subject, value);
    if (parameter.type == SearchType::composite && modifier.empty())
        return parse_composite(asking, subject, TRY(values_in(asking, value)));
    if (modifier.empty())
        return criterion_of(asking, subject, Modifier::none, TRY(values_in(asking, value)));
    if (parameter.type == SearchType::reference && is_resource_type(asking, modifier))
        return parse_typed(asking, subject, modifier, value);
    const auto* const known = std::ranges::find_if(
        modifiers, [&](const KnownModifier& one) { return one.name == modifier && one.type == parameter.type; });
    if (known == modifiers.end())
        return not_supported(asking.name, "the modifier is not supported for a parameter of this type");
    if (parameter.type == SearchType::token)
        return parse_token_criterion(asking, subject, known->modifier, value);
    return criterion_of(asking, subject, known->modifier, TRY(values_in(asking, value)));
}

std::vector<std::string> modifiers_of(const Subject& subject, const Parameters& parameters)
{
    std::vector<std::string> names{"missing"};
    const auto type = subject.parameter.type;
    const auto nature = type == SearchType::token ? nature_of(subject, parameters) : TokenNature();
    for (const auto& known : modifiers)
        if (known.type == type && (type != SearchType::token || fits(nature, known.modifier))
            && (known.modifier != Modifier::of_type || parameters.has_rows(RowsKind::of_type)))
            names.emplace_back(known.name);
    if (type == SearchType::reference)
        names.emplace_back("[type]");
    return names;
}

}  // namespace helselos::fhir::search
