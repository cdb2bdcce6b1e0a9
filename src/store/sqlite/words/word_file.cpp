#include "store/sqlite/words/word_file.h"

#include <algorithm>

#include <fmt/format.h>
#include <sqlite3.h>

namespace helselos::store::sqlite {

namespace {

// Raised when the layout or the terms become others: then what is there is made anew.
constexpr std::int64_t layout_edition = 1;

// The index keeps only which resource has which term: no places, no lengths, no text.
constexpr const char* layout = R"sql(
CREATE TABLE fact(name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Token parameters ("Observation.code").
CREATE TABLE number(id INTEGER PRIMARY KEY, parameter TEXT NOT NULL UNIQUE) STRICT;

-- Added parameters for which all that is stored was gone through.
CREATE TABLE added(parameter TEXT PRIMARY KEY, edition TEXT NOT NULL) STRICT, WITHOUT ROWID;

-- Resources that stood with another version before this sequence.
CREATE TABLE changed(
  sequence INTEGER NOT NULL,
  resource INTEGER NOT NULL,
  type INTEGER NOT NULL,
  PRIMARY KEY(sequence, resource)
) STRICT, WITHOUT ROWID;

-- Resources that may stand under terms they have no longer.
CREATE TABLE stale(resource INTEGER PRIMARY KEY) STRICT;

-- Resources whose words could not be read.
CREATE TABLE unread(resource INTEGER PRIMARY KEY, type INTEGER NOT NULL) STRICT;

CREATE VIRTUAL TABLE said USING fts5(
  terms, content='', detail=none, columnsize=0, tokenize="ascii tokenchars '_'");
)sql";

constexpr const char* writer_settings = "PRAGMA wal_autocheckpoint=2000; PRAGMA cache_size=-16384;";

}  // namespace

Result<std::unique_ptr<WordFile>> WordFile::open(const std::filesystem::path& path, Use use)
{
    auto connection = TRY(Connection::open({path.string(), "", use == Use::write, false}));
    if (use == Use::write)
        TRY(connection->run(writer_settings));
    return std::unique_ptr<WordFile>(new WordFile(std::move(connection)));
}

void WordFile::remove(const std::filesystem::path& path)
{
    std::error_code ignored;
    for (const auto* end : {"", "-wal", "-shm", "-journal"})
        std::filesystem::remove(path.string() + end, ignored);
}

Result<bool> WordFile::has_layout()
{
    return TRY(m_connection->integer("PRAGMA user_version")) == layout_edition;
}

Result<void> WordFile::make_layout()
{
    TRY(m_connection->run("BEGIN IMMEDIATE"));
    TRY(m_connection->run(layout));
    TRY(m_connection->run(fmt::format("PRAGMA user_version={}", layout_edition).c_str()));
    TRY(write({}));
    return m_connection->run("COMMIT");
}

Result<std::string> WordFile::fact(std::string_view name)
{
    auto statement = TRY(m_connection->prepare("SELECT value FROM fact WHERE name=?"));
    statement.bind(name);
    return TRY(statement.step()) ? std::string(statement.text(0)) : std::string();
}

Result<void> WordFile::write_fact(std::string_view name, std::string_view value)
{
    auto statement
        = TRY(m_connection->prepare("INSERT INTO fact VALUES(?,?) ON CONFLICT DO UPDATE SET value=excluded.value"));
    return statement.bind(name, value).finish();
}

Result<std::int64_t> WordFile::integer_fact(std::string_view name)
{
    const auto number = to_unsigned(TRY(fact(name)));
    if (!number)
        return Error{Kind::fault, "the index of words is damaged"};
    return static_cast<std::int64_t>(*number);
}

Result<WordFacts> WordFile::facts()
{
    WordFacts facts;
    facts.edition = TRY(fact("edition"));
    facts.anchor = TRY(fact("anchor"));
    facts.indexed_to = TRY(integer_fact("indexed_to"));
    facts.built_from = TRY(integer_fact("built_from"));
    facts.listed_from = TRY(integer_fact("listed_from"));
    return facts;
}

Result<void> WordFile::write(const WordFacts& facts)
{
    TRY(write_fact("edition", facts.edition));
    TRY(write_fact("anchor", facts.anchor));
    TRY(write_fact("indexed_to", std::to_string(facts.indexed_to)));
    TRY(write_fact("built_from", std::to_string(facts.built_from)));
    return write_fact("listed_from", std::to_string(facts.listed_from));
}

Result<bool> WordFile::begin_use()
{
    const auto was_in_use = TRY(fact("in_use"));
    TRY(write_fact("in_use", "yes"));
    return was_in_use != "yes";
}

Result<void> WordFile::end_use()
{
    TRY(write_fact("in_use", "no"));
    return m_connection->run("PRAGMA wal_checkpoint(TRUNCATE)");
}

Result<bool> WordFile::is_sound()
{
    auto statement = TRY(m_connection->prepare("PRAGMA quick_check(1)"));
    return TRY(statement.step()) && statement.text(0) == "ok";
}

Result<bool> WordFile::covers(std::string_view parameter_name, std::string_view edition)
{
    auto statement = TRY(m_connection->prepare("SELECT 1 FROM added WHERE parameter=? AND edition=?"));
    statement.bind(parameter_name, edition);
    return TRY(statement.step());
}

Result<void> WordFile::note_covered(std::string_view parameter_name, std::string_view edition)
{
    auto statement = TRY(
        m_connection->prepare("INSERT INTO added VALUES(?,?) ON CONFLICT DO UPDATE SET edition=excluded.edition"));
    return statement.bind(parameter_name, edition).finish();
}

Result<void> WordFile::forget_covered_but(const fhir::search::WordReader::AddedEditions& added)
{
    std::vector<std::pair<std::string, std::string>> gone;
    auto covered = TRY(m_connection->prepare("SELECT parameter,edition FROM added"));
    while (TRY(covered.step()))
        if (std::pair one(std::string(covered.text(0)), std::string(covered.text(1)));
            std::ranges::find(added, one) == added.end())
            gone.push_back(std::move(one));
    auto forget = TRY(m_connection->prepare("DELETE FROM added WHERE parameter=?"));
    for (const auto& [parameter, edition] : gone)
        TRY(forget.bind(parameter).finish());
    return {};
}

bool WordFile::has_shown_damage() const
{
    const int code = sqlite3_errcode(m_connection->handle()) & 0xff;
    return code == SQLITE_CORRUPT || code == SQLITE_NOTADB;
}

Result<std::optional<std::int64_t>> WordFile::find_number(std::string_view parameter_name)
{
    auto find = TRY(m_connection->prepare("SELECT id FROM number WHERE parameter=?"));
    find.bind(parameter_name);
    return TRY(find.step()) ? std::optional(find.integer(0)) : std::optional<std::int64_t>();
}

Result<std::int64_t> WordFile::number_of(std::string_view parameter_name)
{
    if (const auto known = m_numbers.find(parameter_name); known != m_numbers.end())
        return known->second;
    auto number = TRY(find_number(parameter_name));
    if (!number) {
        auto insert = TRY(m_connection->prepare("INSERT INTO number(parameter) VALUES(?)"));
        TRY(insert.bind(parameter_name).finish());
        number = m_connection->last_row();
    }
    m_numbers.emplace(parameter_name, *number);
    return *number;
}

}  // namespace helselos::store::sqlite
