#include "store/sqlite/search/question.h"

#include "store/sqlite/cursor.h"

#include <bit>

namespace helselos::store::sqlite {

namespace {

using namespace fhir::search;

void add_choice(std::string& bytes, const std::optional<std::string>& text)
{
    add_integer(bytes, text.has_value() ? 1 : 0);
    add_text(bytes, text.value_or(""));
}

void add_real(std::string& bytes, double number)
{
    add_integer(bytes, std::bit_cast<std::int64_t>(number));
}

void add(std::string& bytes, const TokenValue& value)
{
    add_choice(bytes, value.system);
    add_choice(bytes, value.code);
}

void add(std::string& bytes, const StringValue& value)
{
    add_text(bytes, value.folded);
    add_text(bytes, value.exact);
}

void add(std::string& bytes, const DateValue& value)
{
    add_integer(bytes, static_cast<std::int64_t>(value.prefix));
    add_integer(bytes, value.low);
    add_integer(bytes, value.high);
}

void add(std::string& bytes, const NumberValue& value)
{
    add_integer(bytes, static_cast<std::int64_t>(value.prefix));
    add_real(bytes, value.value);
    add_real(bytes, value.low);
    add_real(bytes, value.high);
}

void add(std::string& bytes, const QuantityValue& value)
{
    add(bytes, value.number);
    add_choice(bytes, value.system);
    add_choice(bytes, value.code);
}

void add(std::string& bytes, const ReferenceValue& value)
{
    add_text(bytes, value.type);
    add_text(bytes, value.id);
    add_text(bytes, value.url);
    add(bytes, value.identifier);
}

void add(std::string& bytes, const UriValue& value)
{
    add_text(bytes, value.uri);
}

void add(std::string& bytes, const Criterion& criterion)
{
    add_text(bytes, criterion.parameter);
    add_integer(bytes, static_cast<std::int64_t>(criterion.modifier));
    add_integer(bytes, criterion.missing ? 1 : 0);
    add_integer(bytes, static_cast<std::int64_t>(criterion.any_of.size()));
    for (const auto& value : criterion.any_of) {
        add_integer(bytes, static_cast<std::int64_t>(value.index()));
        std::visit([&](const auto& each) { add(bytes, each); }, value);
    }
}

}  // namespace

std::string question_of(const Query& query)
{
    std::string bytes = "search";
    add_text(bytes, query.type);
    for (const auto& criterion : query.all_of)
        add(bytes, criterion);
    for (const auto& key : query.sort) {
        add_text(bytes, key.parameter);
        add_integer(bytes, key.descending ? 1 : 0);
    }
    return bytes;
}

}  // namespace helselos::store::sqlite
