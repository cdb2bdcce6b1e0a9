// What an expression may yield, as far as it can be told before it is evaluated.
// Of concern to this room only.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/item.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::path {

// A type of FHIR, or where there is none, a System type.
struct PossibleType {
    const Type* type = nullptr;
    Item::Kind kind = Item::Kind::none;

    // What operators and functions take it as; none for what is no value.
    Item::Kind system_kind() const;
    std::string name() const;  // "FHIR.Patient", "System.Boolean"

    bool operator==(const PossibleType&) const = default;
};

// Kinds of System values, as bits.
using Kinds = std::uint32_t;
constexpr Kinds bit_of(Item::Kind kind)
{
    return 1U << static_cast<unsigned>(kind);
}

namespace kinds {
constexpr Kinds boolean = bit_of(Item::Kind::boolean);
constexpr Kinds integer = bit_of(Item::Kind::integer);
constexpr Kinds decimal = bit_of(Item::Kind::decimal);
constexpr Kinds string = bit_of(Item::Kind::string);
constexpr Kinds date = bit_of(Item::Kind::date);
constexpr Kinds date_time = bit_of(Item::Kind::date_time);
constexpr Kinds time = bit_of(Item::Kind::time);
constexpr Kinds quantity = bit_of(Item::Kind::quantity);
constexpr Kinds number = integer | decimal;
constexpr Kinds amount = number | quantity;
constexpr Kinds day = date | date_time;
constexpr Kinds temporal = day | time;
constexpr Kinds all = 0;  // Anything, and no values too.
}  // namespace kinds

// Each item is of one of the types; nothing at all when there are none; of any type when not known.
class PossibleTypes {
public:
    static PossibleTypes unknown();
    static PossibleTypes of(Item::Kind kind);
    static PossibleTypes of(const Type* type);

    bool is_unknown() const { return m_is_unknown; }
    bool is_nothing() const { return !m_is_unknown && m_types.empty(); }
    std::span<const PossibleType> types() const { return m_types; }

    void add(const PossibleType& type);
    void add(const PossibleTypes& others);

    // Whether at least one type fits, or may: what is unknown or nothing always does.
    bool may_be(Kinds kinds) const;
    // The kinds of the values, with a bit for `none` where there are others.
    Kinds system_kinds() const;

    std::string text() const;  // "FHIR.code or System.String"

    bool is_ordered = true;

private:
    bool m_is_unknown = false;
    std::vector<PossibleType> m_types;
};

// The children of this name; empty when the type has no such element. Of an abstract resource
// those of every resource that is one.
std::optional<PossibleTypes> child_types(
    const PossibleType& parent, std::string_view name, const Definitions& definitions);

}  // namespace helselos::fhir::path
