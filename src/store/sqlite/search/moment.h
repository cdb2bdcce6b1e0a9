// One moment of the store on one connection, and what is looked up in it by name.
#pragma once

#include "store/sqlite/kept.h"
#include "store/store.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

// A name nobody has used: no row can have it, so a test for it never passes.
constexpr NameId unheard_of = 0xffffffff;

class WordView;

struct Moment {
    Connection& connection;
    Names& names;
    WordView* words = nullptr;  // Null: this store keeps no index of words.

    // unheard_of when nobody has used it.
    Result<NameId> name(std::string_view text) const;
    Result<NameId> parameter(std::string_view type, std::string_view parameter) const;
};

// "Patient/1" -> the resource, when the store has heard of it.
Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view type, std::string_view id);
Result<std::optional<ResourceId>> find_resource(const Moment& moment, std::string_view reference);
// Those of the references the store has heard of.
Result<std::vector<ResourceId>> find_resources(const Moment& moment, const std::vector<std::string>& references);

// The first sequence whose moment is not before `at`.
Result<std::int64_t> first_sequence_from(Connection& connection, std::int64_t at_ms);

}  // namespace helselos::store::sqlite
