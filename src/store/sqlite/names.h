// Types, search parameters, systems and units as small numbers.
//
// A name that was committed never changes or goes, so what is known of it may be
// shared by every connection without asking which moment it belongs to.
#pragma once

#include "base/result.h"
#include "base/text.h"
#include "store/sqlite/connection.h"

#include <cstdint>
#include <optional>
#include <shared_mutex>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace helselos::store::sqlite {

// 0 is the empty name; it stands in no table.
using NameId = std::uint32_t;

// The name of a search parameter of one type: "Observation.code".
std::string parameter_name(std::string_view type, std::string_view parameter);

// Names that are committed; safe for all threads.
class SharedNames {
public:
    std::optional<NameId> find(std::string_view text) const;
    std::optional<std::string> text(NameId id) const;
    void add(std::string_view text, NameId id);

private:
    mutable std::shared_mutex m_mutex;
    std::unordered_map<std::string, NameId, TextHash, std::equal_to<>> m_ids;
    std::unordered_map<NameId, std::string> m_texts;
};

// The names as one connection sees them.
class Names {
public:
    Names(Connection& connection, SharedNames& shared) : m_connection(connection), m_shared(shared) {}

    Result<std::optional<NameId>> find(std::string_view text);
    Result<std::string> text(NameId id);

    // For the writer: makes the name when it is new. Others see it after publish().
    Result<NameId> intern(std::string_view text);
    std::size_t mark() const { return m_fresh.size(); }
    void forget_since(std::size_t mark);  // After a rollback.
    void publish();                       // After a commit.

private:
    Result<std::optional<NameId>> look_up(std::string_view text);
    void remember(std::string_view text, NameId id);

    Connection& m_connection;
    SharedNames& m_shared;
    std::unordered_map<std::string, NameId, TextHash, std::equal_to<>> m_known;
    std::vector<std::pair<std::string, NameId>> m_fresh;  // Not committed yet.
};

}  // namespace helselos::store::sqlite
