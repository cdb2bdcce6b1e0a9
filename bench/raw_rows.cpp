#include "bench/raw_rows.h"

#include "base/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace helselos::bench {

namespace {

constexpr std::uint64_t types = 12;
constexpr std::uint64_t known_codes = 500;
constexpr std::uint64_t resources_per_patient = 300;

constexpr const char* layout = R"sql(
CREATE TABLE resource(id INTEGER PRIMARY KEY, type INTEGER, logical_id TEXT, version INTEGER, sequence INTEGER, is_living INTEGER) STRICT;
CREATE UNIQUE INDEX resource_by_logical_id ON resource(logical_id, type);
CREATE TABLE version(sequence INTEGER PRIMARY KEY, resource INTEGER, number INTEGER, type INTEGER, act INTEGER, at INTEGER, body BLOB) STRICT;
CREATE UNIQUE INDEX version_of_resource ON version(resource, number);
CREATE INDEX version_of_type ON version(type);
CREATE TABLE living(type INTEGER, resource INTEGER, PRIMARY KEY(type, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE kept(resource INTEGER PRIMARY KEY, rows BLOB) STRICT;
CREATE TABLE token(parameter INTEGER, code TEXT, system INTEGER, resource INTEGER, PRIMARY KEY(parameter, code, system, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE string(parameter INTEGER, folded TEXT, resource INTEGER, PRIMARY KEY(parameter, folded, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE date(parameter INTEGER, width INTEGER, low INTEGER, high INTEGER, resource INTEGER, PRIMARY KEY(parameter, width, low, high, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE number(parameter INTEGER, width INTEGER, low REAL, high REAL, resource INTEGER, PRIMARY KEY(parameter, width, low, high, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE quantity(parameter INTEGER, width INTEGER, low REAL, high REAL, unit INTEGER, system INTEGER, resource INTEGER, PRIMARY KEY(parameter, width, low, high, unit, system, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE reference(parameter INTEGER, target INTEGER, resource INTEGER, PRIMARY KEY(parameter, target, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE uri(parameter INTEGER, uri TEXT, resource INTEGER, PRIMARY KEY(parameter, uri, resource)) STRICT, WITHOUT ROWID;
CREATE TABLE compartment(owner INTEGER, type INTEGER, resource INTEGER, source INTEGER, PRIMARY KEY(owner, type, resource, source)) STRICT, WITHOUT ROWID;
CREATE TABLE counter(type INTEGER PRIMARY KEY, living INTEGER, versions INTEGER) STRICT;
CREATE TABLE waiting(sequence INTEGER PRIMARY KEY) STRICT;
CREATE TABLE audit(id INTEGER PRIMARY KEY, at INTEGER, agent TEXT, organization INTEGER, action INTEGER, interaction INTEGER, record TEXT, patient TEXT, purpose INTEGER, outcome INTEGER) STRICT;
CREATE INDEX audit_of_patient ON audit(patient) WHERE patient <> '';
)sql";

// ?1 parameter, ?2 text, ?3 first number, ?4 second number, ?5 resource.
constexpr std::array<const char*, table_count> row_inserts{"INSERT INTO token VALUES(?1, ?2, ?3, ?5)",
    "INSERT INTO string VALUES(?1, ?2, ?5)", "INSERT INTO date VALUES(?1, 3, ?3, ?4, ?5)",
    "INSERT INTO number VALUES(?1, 3, ?3, ?4, ?5)", "INSERT INTO quantity VALUES(?1, 3, ?3, ?4, 7, 2, ?5)",
    "INSERT INTO reference VALUES(?1, ?3, ?5)", "INSERT INTO uri VALUES(?1, ?2, ?5)",
    "INSERT INTO compartment VALUES(?3, ?1, ?5, ?5)",
    "INSERT INTO audit VALUES(NULL, ?3, 'Practitioner/190723', 1, 1, 3, ?2, 'Patient/' || ?4, 1, 0)"};

std::uint64_t single(sqlite3* database, const std::string& sql)
{
    sqlite3_stmt* statement = nullptr;
    if (sqlite3_prepare_v2(database, sql.c_str(), -1, &statement, nullptr) != SQLITE_OK)
        return 0;
    const auto value = sqlite3_step(statement) == SQLITE_ROW ? sqlite3_column_int64(statement, 0) : 0;
    sqlite3_finalize(statement);
    return static_cast<std::uint64_t>(std::max<sqlite3_int64>(value, 0));
}

std::uint64_t* part_of(Mix& mix, std::string_view name)
{
    const auto* found = std::ranges::find(table_names, name);
    return found == table_names.end() ? nullptr : &mix.rows[static_cast<std::size_t>(found - table_names.begin())];
}

// "2.5" in thousandths.
std::uint64_t thousandths(std::string_view text)
{
    const auto point = std::min(text.find('.'), text.size());
    auto digits = std::string(text.substr(0, point));
    auto decimals = std::string(text.substr(std::min(point + 1, text.size())));
    decimals.resize(3, '0');
    return to_unsigned(digits + decimals).value_or(0);
}

}  // namespace

void check(bool is_good, sqlite3* database, const char* act)
{
    if (is_good)
        return;
    fmt::print(stderr, "bench_raw_sqlite: {}: {}\n", act, sqlite3_errmsg(database));
    std::exit(1);
}

bool read_mix_of(const std::string& file, Mix& mix)
{
    sqlite3* database = nullptr;
    if (sqlite3_open_v2(file.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK) {
        sqlite3_close(database);
        return false;
    }
    const auto versions = single(database, "SELECT count(*) FROM version");
    if (versions > 0) {
        for (std::size_t i = 0; i < table_count; ++i)
            mix.rows[i] = single(database, fmt::format("SELECT count(*) FROM {}", table_names[i])) * 1000 / versions;
        mix.body_bytes = single(database, "SELECT avg(length(body)) FROM version");
        mix.kept_bytes = single(database, "SELECT avg(length(rows)) FROM kept");
    }
    sqlite3_close(database);
    return versions > 0;
}

bool read_mix(std::string_view text, Mix& mix)
{
    for (const auto part : split(text, ',')) {
        const auto equals = std::min(part.find('='), part.size());
        const auto name = part.substr(0, equals);
        const auto value = part.substr(std::min(equals + 1, part.size()));
        if (auto* rows = part_of(mix, name))
            *rows = thousandths(value);
        else if (name == "body")
            mix.body_bytes = to_unsigned(value).value_or(mix.body_bytes);
        else if (name == "kept")
            mix.kept_bytes = to_unsigned(value).value_or(mix.kept_bytes);
        else
            return false;
    }
    return true;
}

std::string to_text(const Mix& mix)
{
    auto text = fmt::format("body={},kept={}", mix.body_bytes, mix.kept_bytes);
    for (std::size_t i = 0; i < table_count; ++i)
        text += fmt::format(",{}={}.{:03}", table_names[i], mix.rows[i] / 1000, mix.rows[i] % 1000);
    return text;
}

RawWriter::RawWriter(const std::string& file, const Mix& mix, std::uint64_t seed) : m_mix(mix), m_random(seed)
{
    check(sqlite3_open_v2(
              file.c_str(), &m_database, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr)
            == SQLITE_OK,
        m_database, "open");
    run("PRAGMA journal_mode=WAL; PRAGMA wal_autocheckpoint=0; PRAGMA cache_size=-262144; PRAGMA mmap_size=2147418112;"
        "PRAGMA temp_store=MEMORY");
    run(layout);
    m_insert_resource = prepare("INSERT INTO resource VALUES(?1, ?2, ?3, 1, ?1, 1)");
    m_insert_version = prepare("INSERT INTO version VALUES(?1, ?1, 1, ?2, 0, ?3, ?4)");
    m_insert_living = prepare("INSERT INTO living VALUES(?2, ?1)");
    m_insert_kept = prepare("INSERT INTO kept VALUES(?1, ?2)");
    m_insert_waiting = prepare("INSERT INTO waiting VALUES(?1)");
    m_update_counter = prepare(
        "INSERT INTO counter VALUES(?1, 1, 1) ON CONFLICT DO UPDATE SET living=living+1, versions=versions+1");
    for (std::size_t i = 0; i < table_count; ++i)
        m_insert_row[i] = prepare(row_inserts[i]);
    m_body.resize(std::max(mix.body_bytes, mix.kept_bytes));
}

RawWriter::~RawWriter()
{
    for (auto* statement : m_statements)
        sqlite3_finalize(statement);
    sqlite3_close(m_database);
}

void RawWriter::set_durable(bool is_durable)
{
    run(is_durable ? "PRAGMA synchronous=FULL" : "PRAGMA synchronous=OFF");
}

void RawWriter::run(const char* sql)
{
    check(sqlite3_exec(m_database, sql, nullptr, nullptr, nullptr) == SQLITE_OK, m_database, sql);
}

sqlite3_stmt* RawWriter::prepare(const char* sql)
{
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v3(m_database, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement, nullptr) == SQLITE_OK,
        m_database, sql);
    m_statements.push_back(statement);
    return statement;
}

void RawWriter::write_group(std::size_t resources)
{
    run("BEGIN IMMEDIATE");
    for (std::size_t i = 0; i < resources; ++i) {
        write_resource(m_next);
        gather(m_next);
        ++m_next;
    }
    insert_rows();
    run("COMMIT");
}

void RawWriter::write_resource(std::uint64_t resource)
{
    const auto id = static_cast<sqlite3_int64>(resource);
    const auto type = static_cast<sqlite3_int64>(resource % types);
    const auto logical_id = make_uuid(m_random);
    for (auto& byte : m_body)
        byte = static_cast<char>(m_random.next());
    const auto step = [this](sqlite3_stmt* statement) {
        check(sqlite3_step(statement) == SQLITE_DONE, m_database, "insert");
        sqlite3_reset(statement);
    };
    for (auto* statement : {m_insert_resource, m_insert_version, m_insert_living}) {
        sqlite3_bind_int64(statement, 1, id);
        sqlite3_bind_int64(statement, 2, type);
    }
    sqlite3_bind_text(m_insert_resource, 3, logical_id.data(), static_cast<int>(logical_id.size()), SQLITE_STATIC);
    sqlite3_bind_int64(m_insert_version, 3, 1'795'000'000'000 + id);
    sqlite3_bind_blob(m_insert_version, 4, m_body.data(), static_cast<int>(m_mix.body_bytes), SQLITE_STATIC);
    sqlite3_bind_int64(m_insert_kept, 1, id);
    sqlite3_bind_blob(m_insert_kept, 2, m_body.data(), static_cast<int>(m_mix.kept_bytes), SQLITE_STATIC);
    sqlite3_bind_int64(m_insert_waiting, 1, id);
    sqlite3_bind_int64(m_update_counter, 1, type);
    for (auto* statement :
        {m_insert_resource, m_insert_version, m_insert_living, m_insert_kept, m_insert_waiting, m_update_counter})
        step(statement);
}

void RawWriter::gather(std::uint64_t resource)
{
    for (std::size_t i = 0; i < table_count; ++i) {
        const auto rows = resource * m_mix.rows[i] / 1000 - (resource - 1) * m_mix.rows[i] / 1000;
        for (std::uint64_t k = 0; k < rows; ++k)
            m_rows[i].push_back(make_row(static_cast<Table>(i), k, resource));
    }
}

RawWriter::Row RawWriter::make_row(Table table, std::uint64_t position, std::uint64_t resource)
{
    const auto chance = m_random.next();
    Row row{.parameter = position + static_cast<std::uint64_t>(table) * 16, .resource = resource};
    switch (table) {
    case Table::token:
        // A third are identifiers, which no other resource has; the rest are codes.
        row.text
            = position % 3 == 0 ? fmt::format("{:016x}", chance) : fmt::format("{}-{}", chance % known_codes, position);
        row.first = position;
        break;
    case Table::string:
    case Table::uri: row.text = fmt::format("{:010x}", chance & 0xff'ffff'ffff); break;
    case Table::reference: row.first = 1 + chance % resource; break;
    case Table::compartment:
        row.parameter = resource % types;
        row.first = 1 + chance % (1 + resource / resources_per_patient) + (position << 40);
        break;
    case Table::audit:
        row.text = fmt::format("Observation/{:016x}", chance);
        row.first = resource;
        row.second = chance % (1 + resource / resources_per_patient);
        break;
    default: row.first = chance % 100'000'000'000; row.second = row.first + 1000;
    }
    return row;
}

void RawWriter::insert_rows()
{
    for (std::size_t i = 0; i < table_count; ++i) {
        std::ranges::sort(m_rows[i]);
        auto* statement = m_insert_row[i];
        for (const auto& row : m_rows[i]) {
            sqlite3_bind_int64(statement, 1, static_cast<sqlite3_int64>(row.parameter));
            if (!row.text.empty())
                sqlite3_bind_text(statement, 2, row.text.data(), static_cast<int>(row.text.size()), SQLITE_STATIC);
            sqlite3_bind_int64(statement, 3, static_cast<sqlite3_int64>(row.first));
            sqlite3_bind_int64(statement, 4, static_cast<sqlite3_int64>(row.second));
            sqlite3_bind_int64(statement, 5, static_cast<sqlite3_int64>(row.resource));
            check(sqlite3_step(statement) == SQLITE_DONE, m_database, "insert row");
            sqlite3_reset(statement);
        }
        m_rows[i].clear();
    }
}

}  // namespace helselos::bench
