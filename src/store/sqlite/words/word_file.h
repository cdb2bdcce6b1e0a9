// The file of the index of words, beside that of the store.
//
// All in it can be made again from the store, so nothing waits for its disk; and nothing in it is believed
// before it is seen to belong to this store and to be no further than it.
#pragma once

#include "base/text.h"
#include "fhir/search/words.h"
#include "store/sqlite/connection.h"
#include "store/sqlite/kept.h"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

namespace helselos::store::sqlite {

// How far the index has come.
struct WordFacts {
    std::string edition;          // Of the words that are read, added parameters left aside.
    std::int64_t indexed_to = 0;  // The sequence up to which every version is indexed or known to be superseded.
    std::string anchor;           // What the version of that sequence is, so that it is known again.
    // What was superseded up to here when the index was begun never came into it.
    std::int64_t built_from = 0;
    // Readers of an older moment than this cannot be answered: what has changed since is no longer listed.
    std::int64_t listed_from = 0;
};

class WordFile {
public:
    enum class Use : std::uint8_t { read, write };

    static Result<std::unique_ptr<WordFile>> open(const std::filesystem::path& path, Use use);
    static void remove(const std::filesystem::path& path);

    Connection& connection() { return *m_connection; }

    // False: another program wrote it, or nobody has.
    Result<bool> has_layout();
    Result<void> make_layout();
    Result<WordFacts> facts();
    Result<void> write(const WordFacts& facts);

    // Marks that someone writes; false when the last one did not stop in order.
    Result<bool> begin_use();
    Result<void> end_use();
    Result<bool> is_sound();
    // Whether the last that was asked of it failed because of what is in it.
    bool has_shown_damage() const;

    // The added parameters for which all that is stored was gone through, with their editions.
    Result<bool> covers(std::string_view parameter_name, std::string_view edition);
    // Those that are not among `added` any longer: what is indexed from now on lacks them.
    Result<void> forget_covered_but(const fhir::search::WordReader::AddedEditions& added);
    Result<void> note_covered(std::string_view parameter_name, std::string_view edition);

    // The number of a parameter; made when it is new.
    Result<std::int64_t> number_of(std::string_view parameter_name);
    Result<std::optional<std::int64_t>> find_number(std::string_view parameter_name);
    void forget_numbers() { m_numbers.clear(); }  // After a rollback.

private:
    explicit WordFile(std::unique_ptr<Connection> connection) : m_connection(std::move(connection)) {}
    Result<std::string> fact(std::string_view name);
    Result<void> write_fact(std::string_view name, std::string_view value);
    Result<std::int64_t> integer_fact(std::string_view name);

    std::unique_ptr<Connection> m_connection;
    std::unordered_map<std::string, std::int64_t, TextHash, std::equal_to<>> m_numbers;  // Of the writer's file.
};

}  // namespace helselos::store::sqlite
