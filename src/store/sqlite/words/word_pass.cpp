#include "store/sqlite/words/word_pass.h"

#include "base/limits.h"
#include "store/sqlite/body.h"
#include "store/sqlite/words/terms.h"
#include "store/sqlite/words/word_batch.h"

namespace helselos::store::sqlite {

namespace {

// Of a resource, only what belongs to one parameter.
struct Extract {
    const std::string& type_name;
    NameId type;
    std::string_view code;
    NameId parameter;  // For the values of a string parameter.
};

std::string strings_of(std::string_view kept_rows, NameId parameter)
{
    EncodedRows rows;
    KeptRows kept(kept_rows);
    while (const auto bytes = kept.next_bytes()) {
        const auto row = decode(*bytes);
        if (row.kind == RowKind::string && row.parameter == parameter)
            rows.emplace_back(*bytes);
    }
    return join(rows);
}

Result<std::string> extract_terms(
    const Statement& row, const Extract& wanted, const fhir::search::WordReader& reader, const NumberOf& number_of)
{
    const auto all = reader.read(TRY(unpack_body(row.text(1))));
    fhir::search::SaidWords said;
    // What cannot be read is listed as such since it was indexed.
    if (const auto* words = all ? all->of_parameter(wanted.code) : nullptr)
        said.coded.push_back({std::string(wanted.code), *words});
    return terms_of(wanted.type_name, wanted.type, said, strings_of(row.text(2), wanted.parameter), number_of);
}

constexpr std::string_view next_resources
    = "SELECT l.resource,v.body,k.rows FROM living l CROSS JOIN resource r ON r.id=l.resource"
      " CROSS JOIN version v ON v.sequence=r.sequence CROSS JOIN kept k ON k.resource=l.resource"
      " WHERE l.type=? AND l.resource>? ORDER BY l.resource LIMIT ?";

}  // namespace

Result<bool> WordPass::step(Connection& store, Names& names, WordFile& file, const fhir::search::WordReader& reader)
{
    if (!TRY(choose(file, reader)))
        return false;
    const auto dot = m_parameter.find('.');
    const auto type_name = m_parameter.substr(0, dot);
    const auto type = TRY(names.find(type_name)).value_or(0);
    const auto parameter = TRY(names.find(m_parameter)).value_or(0);
    const Extract wanted{type_name, type, std::string_view(m_parameter).substr(dot + 1), parameter};
    const auto number_of = [&](std::string_view name) { return file.number_of(numbered_name(reader, name)); };
    auto insert = TRY(file.connection().prepare("INSERT INTO said(rowid,terms) VALUES(?,?)"));
    auto statement = TRY(store.prepare(next_resources));
    statement.bind(type, m_after, limits::words_batch_max);
    bool is_at_end = true;
    while (TRY(statement.step())) {
        is_at_end = false;
        m_after = statement.integer(0);
        const auto terms = TRY(extract_terms(statement, wanted, reader, number_of));
        if (!terms.empty())
            TRY(insert.bind(m_after, terms).finish());
    }
    if (is_at_end)
        TRY(finish(store, file));
    return true;
}

void WordPass::forget_unless_added(const fhir::search::WordReader& reader)
{
    const auto* edition = m_parameter.empty() ? nullptr : reader.edition_of_added(m_parameter);
    if (edition == nullptr || *edition != m_edition)
        *this = {};
}

Result<bool> WordPass::choose(WordFile& file, const fhir::search::WordReader& reader)
{
    const auto* edition = m_parameter.empty() ? nullptr : reader.edition_of_added(m_parameter);
    if (edition != nullptr && *edition == m_edition)
        return true;
    for (const auto& [name, its_edition] : reader.added()) {
        if (TRY(file.covers(name, its_edition)))
            continue;
        m_parameter = name;
        m_edition = its_edition;
        m_after = 0;
        return true;
    }
    m_parameter.clear();
    return false;
}

// A reader of an older moment might miss what was another version in it.
Result<void> WordPass::finish(Connection& store, WordFile& file)
{
    auto facts = TRY(file.facts());
    facts.listed_from = TRY(store.integer("SELECT coalesce(max(sequence),0) FROM version"));
    TRY(file.write(facts));
    TRY(file.note_covered(m_parameter, m_edition));
    m_parameter.clear();
    return {};
}

}  // namespace helselos::store::sqlite
