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

void add(std::string& bytes, const CompositeValue& value)
{
    add_integer(bytes, static_cast<std::int64_t>(value.parts.size()));
    for (const auto& part : value.parts) {
        add_integer(bytes, static_cast<std::int64_t>(part.index()));
        std::visit([&](const auto& each) { add(bytes, each); }, part);
    }
}

class Writing {
public:
    explicit Writing(std::string& bytes) : m_bytes(bytes) {}

    void operator()(const Criterion& criterion) const
    {
        add_text(m_bytes, criterion.parameter);
        add_integer(m_bytes, static_cast<std::int64_t>(criterion.modifier));
        add_integer(m_bytes, criterion.missing ? 1 : 0);
        add_integer(m_bytes, static_cast<std::int64_t>(criterion.any_of.size()));
        for (const auto& value : criterion.any_of) {
            add_integer(m_bytes, static_cast<std::int64_t>(value.index()));
            std::visit([&](const auto& each) { add(m_bytes, each); }, value);
        }
    }
    void operator()(const Chain& chain) const
    {
        add_text(m_bytes, chain.parameter);
        add_text(m_bytes, chain.target_type);
        write(chain.where);
    }
    void operator()(const ReverseChain& chain) const
    {
        add_text(m_bytes, chain.source_type);
        add_text(m_bytes, chain.parameter);
        write(chain.where);
    }
    void operator()(const Words& words) const
    {
        add_integer(m_bytes, static_cast<std::int64_t>(words.in));
        add_text(m_bytes, words.parameter);
        add_integer(m_bytes, static_cast<std::int64_t>(words.words.size()));
        for (const auto& word : words.words) {
            add_text(m_bytes, word.folded);
            add_integer(m_bytes, word.is_start ? 1 : 0);
        }
    }
    void operator()(const InCompartment& in) const { add_text(m_bytes, in.owner); }
    void operator()(const AllOf& all) const { write(all.clauses); }
    void operator()(const AnyOf& any) const { write(any.clauses); }
    void operator()(const NoneOf& none) const { write(none.clauses); }

    void write(const std::vector<Clause>& clauses) const
    {
        add_integer(m_bytes, static_cast<std::int64_t>(clauses.size()));
        for (const auto& clause : clauses) {
            add_integer(m_bytes, static_cast<std::int64_t>(clause.is.index()));
            std::visit(*this, clause.is);
        }
    }

private:
    std::string& m_bytes;
};

}  // namespace

std::string question_of(const Query& query)
{
    std::string bytes = "search";
    add_integer(bytes, static_cast<std::int64_t>(query.types.size()));
    for (const auto& type : query.types)
        add_text(bytes, type);
    Writing(bytes).write(query.all_of);
    for (const auto& key : query.sort) {
        add_text(bytes, key.parameter);
        add_integer(bytes, key.descending ? 1 : 0);
    }
    return bytes;
}

}  // namespace helselos::store::sqlite
