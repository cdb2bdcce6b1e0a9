#include "fhir/path/item.h"

#include "fhir/path/navigation.h"
#include "fhir/path/system_type.h"

#include <algorithm>
#include <cstring>

namespace helselos::fhir::path {

namespace {

json::Node* node_of(json::Value value)
{
    return const_cast<json::Node*>(static_cast<const json::Node*>(value.identity()));
}

}  // namespace

Item Item::of_resource(json::Value resource, const Definitions& definitions)
{
    return of_element(resource, {}, definitions.type(resource["resourceType"].text()));
}

Item Item::of_element(json::Value value, json::Value extension, const Type* type)
{
    Item item;
    item.m_kind = Kind::element;
    item.m_type = type;
    item.m_node = node_of(value);
    item.m_sibling = node_of(extension);
    return item;
}

Item Item::of_reference(const Type* type)
{
    return of_element({}, {}, type);
}

Item Item::of_boolean(bool truth)
{
    Item item;
    item.m_kind = Kind::boolean;
    item.m_number = truth ? 1 : 0;
    return item;
}

Item Item::of_integer(std::int64_t number)
{
    Item item;
    const bool is_short = number >= INT32_MIN && number <= INT32_MAX;
    item.m_kind = is_short ? Kind::integer : Kind::long_integer;
    item.m_number = number;
    return item;
}

Item Item::of_long(std::int64_t number)
{
    auto item = of_integer(number);
    item.m_kind = Kind::long_integer;
    return item;
}

Item Item::of_string(std::string_view text)
{
    Item item;
    item.m_kind = Kind::string;
    item.m_characters = text.data();
    item.m_number = static_cast<std::int64_t>(text.size());
    return item;
}

Item Item::of_decimal(const json::Decimal* decimal)
{
    Item item;
    item.m_kind = Kind::decimal;
    item.m_decimal = decimal;
    return item;
}

Item Item::of_temporal(const Temporal* temporal)
{
    Item item;
    item.m_kind = temporal->kind == Temporal::Kind::date ? Kind::date
        : temporal->kind == Temporal::Kind::date_time    ? Kind::date_time
                                                         : Kind::time;
    item.m_temporal = temporal;
    return item;
}

Item Item::of_quantity(const Quantity* quantity)
{
    Item item;
    item.m_kind = Kind::quantity;
    item.m_quantity = quantity;
    return item;
}

Item Item::of_type_info(const TypeInfo* type)
{
    Item item;
    item.m_kind = Kind::type_info;
    item.m_type_info = type;
    return item;
}

bool Item::is_primitive() const
{
    if (m_kind != Kind::element)
        return is_system();
    if (m_type != nullptr)
        return m_type->kind == TypeKind::primitive;
    const auto type = json().type();
    return type == json::Type::string || type == json::Type::number || type == json::Type::boolean;
}

bool Item::is_resource() const
{
    if (m_kind != Kind::element)
        return false;
    return m_type != nullptr ? m_type->kind == TypeKind::resource : json()["resourceType"].exists();
}

bool Item::has_value() const
{
    if (m_kind != Kind::element)
        return is_system();
    const auto type = json().type();
    return is_primitive() && (type == json::Type::string || type == json::Type::number || type == json::Type::boolean);
}

std::string_view Item::type_name() const
{
    if (m_kind == Kind::element)
        return m_type != nullptr ? m_type->name : std::string_view();
    return system_type_name(m_kind);
}

std::string_view Item::fhir_type_name() const
{
    switch (m_kind) {
    case Kind::boolean: return "boolean";
    case Kind::integer: return "integer";
    case Kind::long_integer: return "integer64";
    case Kind::decimal: return "decimal";
    case Kind::string: return "string";
    case Kind::date: return "date";
    case Kind::date_time: return "dateTime";
    case Kind::time: return "time";
    default: return type_name();
    }
}

std::string_view Item::text() const
{
    if (m_kind == Kind::string)
        return {m_characters, static_cast<std::size_t>(m_number)};
    return m_kind == Kind::element ? json().text() : std::string_view();
}

std::optional<bool> Item::boolean() const
{
    if (m_kind == Kind::boolean)
        return m_number != 0;
    if (system_kind(*this) != Kind::boolean)
        return std::nullopt;
    return text() == "true";
}

std::optional<std::int64_t> Item::integer() const
{
    if (m_kind == Kind::integer || m_kind == Kind::long_integer)
        return m_number;
    if (system_kind(*this) != Kind::integer)
        return std::nullopt;
    const auto number = json::Decimal::parse(text());
    return number ? number->to_integer() : std::nullopt;
}

std::optional<json::Decimal> Item::decimal() const
{
    if (m_kind == Kind::decimal)
        return *m_decimal;
    if (m_kind == Kind::integer || m_kind == Kind::long_integer)
        return json::Decimal(m_number);
    const auto kind = system_kind(*this);
    if (kind != Kind::decimal && kind != Kind::integer)
        return std::nullopt;
    return json::Decimal::parse(text());
}

std::optional<Temporal> Item::temporal() const
{
    if (m_kind == Kind::date || m_kind == Kind::date_time || m_kind == Kind::time)
        return *m_temporal;
    switch (system_kind(*this)) {
    case Kind::date: return date_from_text(text());
    case Kind::date_time: return date_time_from_text(text());
    case Kind::time: return time_from_text(text());
    default: return std::nullopt;
    }
}

std::optional<Quantity> Item::quantity() const
{
    if (m_kind == Kind::quantity)
        return *m_quantity;
    if (system_kind(*this) != Kind::quantity)
        return std::nullopt;
    const auto object = json();
    // "< 5" is no quantity that can be computed with.
    if (object["comparator"].exists())
        return std::nullopt;
    const auto value = json::Decimal::parse(object["value"].text());
    if (!value)
        return std::nullopt;
    const auto code = object["code"].text();
    const auto unit = code.empty() ? object["unit"].text() : code;
    return Quantity{*value, unit.empty() ? std::string_view("1") : unit};
}

std::string Item::to_text() const
{
    switch (m_kind) {
    case Kind::boolean: return m_number != 0 ? "true" : "false";
    case Kind::integer:
    case Kind::long_integer: return std::to_string(m_number);
    case Kind::decimal: return m_decimal->to_text();
    case Kind::date:
    case Kind::date_time:
    case Kind::time: return path::to_text(*m_temporal);
    case Kind::quantity: {
        const auto& [value, unit, is_calendar] = *m_quantity;
        const std::string quote = is_calendar ? "" : "'";
        return value.to_text() + " " + quote + std::string(unit) + quote;
    }
    case Kind::type_info: return std::string(m_type_info->name_space) + "." + std::string(m_type_info->name);
    default: return std::string(text());
    }
}

std::string Item::location() const
{
    return m_location != nullptr ? to_text_of(*m_location) : std::string();
}

Collection& Collection::operator=(const Collection& other)
{
    if (this != &other) {
        clear();
        append(other.items());
    }
    return *this;
}

Collection& Collection::operator=(Collection&& other) noexcept
{
    if (this != &other) {
        release();
        take(other);
    }
    return *this;
}

void Collection::append(std::span<const Item> items)
{
    if (m_size + items.size() > m_capacity)
        grow(m_size + items.size());
    std::uninitialized_copy(items.begin(), items.end(), m_items + m_size);
    m_size += items.size();
}

void Collection::grow(std::size_t least)
{
    const auto capacity = std::max(least, m_capacity * 2);
    auto* larger = std::allocator<Item>().allocate(capacity);
    std::uninitialized_copy_n(m_items, m_size, larger);
    if (m_items != m_inline)
        std::allocator<Item>().deallocate(m_items, m_capacity);
    m_items = larger;
    m_capacity = capacity;
}

void Collection::take(Collection& other) noexcept
{
    m_size = other.m_size;
    if (other.m_items == other.m_inline) {
        m_items = m_inline;
        m_capacity = inline_capacity;
        std::uninitialized_copy_n(other.m_inline, m_size, m_inline);
    } else {
        m_items = other.m_items;
        m_capacity = other.m_capacity;
        other.m_items = other.m_inline;
        other.m_capacity = inline_capacity;
    }
    other.m_size = 0;
}

void Collection::release()
{
    if (m_items != m_inline)
        std::allocator<Item>().deallocate(m_items, m_capacity);
    m_items = m_inline;
    m_size = 0;
    m_capacity = inline_capacity;
}

}  // namespace helselos::fhir::path
