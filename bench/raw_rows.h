// SQLite used as plainly and as well as we know how, writing the same rows as our store: what a
// write costs below everything of ours.
#pragma once

#include "base/random.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <sqlite3.h>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::bench {

enum class Table : std::uint8_t { token, string, date, number, quantity, reference, uri, compartment, audit, count };
constexpr std::size_t table_count = static_cast<std::size_t>(Table::count);
constexpr std::array<std::string_view, table_count> table_names{
    "token", "string", "date", "number", "quantity", "reference", "uri", "compartment", "audit"};

// How many rows of each kind a resource has, in thousandths, and how large its blobs are. The
// default is that of a Synthea record: one body, current and history row, and about 12 index rows.
struct Mix {
    std::array<std::uint64_t, table_count> rows{6000, 300, 1500, 0, 300, 3000, 300, 1200, 1000};
    std::size_t body_bytes = 300;  // Compressed.
    std::size_t kept_bytes = 80;
};

// The mix of a store that Helselos has written; false when the file is none.
bool read_mix_of(const std::string& file, Mix& mix);

// "token=6,date=2.5,body=300": replaces these parts. False when a name is not known.
bool read_mix(std::string_view text, Mix& mix);

std::string to_text(const Mix& mix);

// Ends the program with SQLite's message: a benchmark that fails has no figure.
void check(bool is_good, sqlite3* database, const char* act);

// Writes resources in groups, each one transaction, the rows of a group sorted by key.
class RawWriter {
public:
    RawWriter(const std::string& file, const Mix& mix, std::uint64_t seed);
    ~RawWriter();
    RawWriter(const RawWriter&) = delete;
    RawWriter& operator=(const RawWriter&) = delete;

    void set_durable(bool is_durable);
    void write_group(std::size_t resources);
    std::uint64_t written() const { return m_next - 1; }
    sqlite3* database() { return m_database; }

private:
    struct Row {
        std::uint64_t parameter = 0;
        std::string text;
        std::uint64_t first = 0;
        std::uint64_t second = 0;
        std::uint64_t resource = 0;
        auto operator<=>(const Row&) const = default;
    };

    void run(const char* sql);
    sqlite3_stmt* prepare(const char* sql);
    void write_resource(std::uint64_t resource);
    void gather(std::uint64_t resource);
    Row make_row(Table table, std::uint64_t position, std::uint64_t resource);
    void insert_rows();

    Mix m_mix;
    SeededRandom m_random;
    sqlite3* m_database = nullptr;
    std::vector<sqlite3_stmt*> m_statements;
    sqlite3_stmt* m_insert_resource = nullptr;
    sqlite3_stmt* m_insert_version = nullptr;
    sqlite3_stmt* m_insert_living = nullptr;
    sqlite3_stmt* m_insert_kept = nullptr;
    sqlite3_stmt* m_insert_waiting = nullptr;
    sqlite3_stmt* m_update_counter = nullptr;
    std::array<sqlite3_stmt*, table_count> m_insert_row{};
    std::array<std::vector<Row>, table_count> m_rows;
    std::string m_body;
    std::uint64_t m_next = 1;
};

}  // namespace helselos::bench
