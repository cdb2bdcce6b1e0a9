// What FHIRPath computes with: items, and collections of them.
//
// An Item is a handle, as cheap to copy as a few pointers. It views the JSON document it came
// from, the Definitions, and the memory of the Environment of its evaluation, and is valid
// while these live.
#pragma once

#include "fhir/definitions/definitions.h"
#include "fhir/path/temporal.h"
#include "json/decimal.h"
#include "json/value.h"

#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace helselos::fhir::path {

// http://hl7.org/fhirpath/N1/#quantity, and what a FHIR Quantity means to FHIRPath.
struct Quantity {
    json::Decimal value;
    std::string_view unit;  // A UCUM code, or the word of a calendar duration: "year", "days".
    bool is_calendar = false;
};

struct TypeInfo {
    std::string_view name_space;  // "FHIR" or "System".
    std::string_view name;
    std::string_view base;  // Its base type without "FHIR."; empty where that is System.Any.
};

// How an item was reached; made only when the Environment asks for it.
struct Location;

class Item {
public:
    enum class Kind : std::uint8_t {
        none,
        element,  // Of a resource: a FHIR type.
        boolean,  // From here on: System types.
        integer,
        long_integer,
        decimal,
        string,
        date,
        date_time,
        time,
        quantity,
        type_info,
    };

    Item() = default;  // Of kind none.

    // A resource with the type its resourceType names; without type when that is unknown.
    static Item of_resource(json::Value resource, const Definitions& definitions);
    // An element. `extension` is the "_name" sibling of a primitive. `type` may be null: then its
    // children are found by their JSON names only.
    static Item of_element(json::Value value, json::Value extension, const Type* type);
    // A resource that is known by type only: what resolve() gives when nothing can be fetched.
    static Item of_reference(const Type* type);

    static Item of_boolean(bool truth);
    static Item of_integer(std::int64_t number);  // A Long where it does not fit into 32 bits.
    static Item of_long(std::int64_t number);
    // Views: the caller keeps what they point to.
    static Item of_string(std::string_view text);
    static Item of_decimal(const json::Decimal* decimal);
    static Item of_temporal(const Temporal* temporal);
    static Item of_quantity(const Quantity* quantity);
    static Item of_type_info(const TypeInfo* type);

    Kind kind() const { return m_kind; }
    bool exists() const { return m_kind != Kind::none; }
    bool is_element() const { return m_kind == Kind::element; }
    bool is_system() const { return m_kind > Kind::element; }
    bool is_primitive() const;  // A System value, or an element of a primitive type.
    bool is_resource() const;
    bool has_value() const;  // Not only extensions.

    // Of an element; null when unknown.
    const Type* type() const { return m_kind == Kind::element ? m_type : nullptr; }
    // "HumanName", "code", "Patient.contact"; of a System value "Boolean", "DateTime"; empty when unknown.
    std::string_view type_name() const;
    // The same with FHIR's names for System values: "boolean", "dateTime".
    std::string_view fhir_type_name() const;

    // Of an element; else absent.
    json::Value json() const { return m_kind == Kind::element ? json::Value(m_node) : json::Value(); }
    json::Value extension() const { return m_kind == Kind::element ? json::Value(m_sibling) : json::Value(); }

    // The characters of a string, or those of a primitive element as written in JSON; else empty.
    std::string_view text() const;
    // The value in the System type named, FHIR primitives converted; empty when it is not of it.
    std::optional<bool> boolean() const;
    std::optional<std::int64_t> integer() const;
    // Of a System integer or long only.
    std::int64_t system_integer() const { return m_number; }
    std::optional<json::Decimal> decimal() const;  // Also of an integer.
    std::optional<Temporal> temporal() const;      // Date, DateTime or Time.
    std::optional<Quantity> quantity() const;  // Also of a FHIR Quantity, Age, Duration ...; the unit views the JSON.
    const TypeInfo* type_info() const { return m_kind == Kind::type_info ? m_type_info : nullptr; }

    // As toString() gives it: any primitive or System value; empty for anything else.
    std::string to_text() const;

    // "Patient.name[0].given[1]"; empty when the Environment did not ask for locations.
    std::string location() const;

private:
    friend class Navigation;

    Kind m_kind = Kind::none;
    const Type* m_type = nullptr;
    const Location* m_location = nullptr;
    union {
        json::Node* m_node = nullptr;
        const char* m_characters;
        const json::Decimal* m_decimal;
        const Temporal* m_temporal;
        const Quantity* m_quantity;
        const TypeInfo* m_type_info;
    };
    union {
        json::Node* m_sibling = nullptr;
        std::int64_t m_number;  // Also the size of a string and the truth of a boolean.
    };
};

// An ordered list of items; a few need no memory of their own.
class Collection {
public:
    // The room for the first items is not written to before they come.
    Collection() {}
    explicit Collection(const Item& item) { push(item); }
    Collection(const Collection& other) { append(other.items()); }
    Collection(Collection&& other) noexcept { take(other); }
    Collection& operator=(const Collection& other);
    Collection& operator=(Collection&& other) noexcept;
    ~Collection()
    {
        if (m_items != m_inline)
            release();
    }

    std::size_t size() const { return m_size; }
    bool empty() const { return m_size == 0; }
    const Item* begin() const { return m_items; }
    const Item* end() const { return m_items + m_size; }
    const Item& operator[](std::size_t index) const { return m_items[index]; }
    Item& operator[](std::size_t index) { return m_items[index]; }
    const Item& front() const { return m_items[0]; }
    std::span<const Item> items() const { return {m_items, m_size}; }

    void push(const Item& item)
    {
        if (m_size == m_capacity)
            grow(m_size + 1);
        std::construct_at(m_items + m_size++, item);
    }
    // A new item at the end, to be made where it stands.
    Item& push_new()
    {
        if (m_size == m_capacity)
            grow(m_size + 1);
        return *std::construct_at(m_items + m_size++);
    }
    void append(std::span<const Item> items);
    void clear() { m_size = 0; }
    void shorten(std::size_t size) { m_size = size < m_size ? size : m_size; }

private:
    static constexpr std::size_t inline_capacity = 3;

    void grow(std::size_t least);
    void take(Collection& other) noexcept;
    void release();

    union {
        Item m_inline[inline_capacity];
    };
    Item* m_items = m_inline;
    std::size_t m_size = 0;
    std::size_t m_capacity = inline_capacity;
};

}  // namespace helselos::fhir::path
