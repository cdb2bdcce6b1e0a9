#include "json/value.h"

#include "base/assert.h"
#include "json/arena.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace helselos::json {

std::string_view Value::text() const
{
    switch (type()) {
    case Type::string:
    case Type::number: return {static_cast<const char*>(m_node->data), m_node->size};
    case Type::boolean: return m_node->truth ? "true" : "false";
    default: return {};
    }
}

Value Value::operator[](std::string_view key) const
{
    for (const auto& member : members())
        if (member.key == key)
            return member.value();
    return {};
}

Value Value::at(std::size_t index) const
{
    if (!is_array() || index >= m_node->size)
        return {};
    return Value(static_cast<Node*>(m_node->data) + index);
}

Value::Elements Value::elements() const
{
    if (!is_array())
        return {nullptr, 0};
    return {static_cast<Node*>(m_node->data), m_node->size};
}

std::span<const Member> Value::members() const
{
    if (!is_object())
        return {};
    return {static_cast<const Member*>(m_node->data), m_node->size};
}

bool equal(Value left, Value right)
{
    if (left.type() != right.type() || left.text() != right.text() || left.size() != right.size())
        return false;
    for (std::size_t i = 0; left.is_array() && i < left.size(); ++i)
        if (!equal(left.at(i), right.at(i)))
            return false;
    const auto members = left.members();
    for (std::size_t i = 0; i < members.size(); ++i)
        if (members[i].key != right.members()[i].key || !equal(members[i].value(), right.members()[i].value()))
            return false;
    return true;
}

Document::Document() : m_arena(std::make_unique<Arena>()) {}
Document::Document(Document&&) noexcept = default;
Document& Document::operator=(Document&&) noexcept = default;
Document::~Document() = default;

Node* Document::new_node(Type type)
{
    auto* node = m_arena->make<Node>(1);
    node->type = type;
    return node;
}

std::string_view Document::keep(std::string_view text)
{
    return m_arena->keep(text);
}

Value Document::make_null()
{
    return Value(new_node(Type::null));
}

Value Document::make_boolean(bool truth)
{
    auto* node = new_node(Type::boolean);
    node->truth = truth;
    return Value(node);
}

Value Document::make_number(std::string_view text)
{
    auto* node = new_node(Type::number);
    const auto kept = keep(text);
    node->data = const_cast<char*>(kept.data());
    node->size = static_cast<std::uint32_t>(kept.size());
    return Value(node);
}

Value Document::make_number(std::int64_t number)
{
    return make_number(std::string_view(fmt::format_int(number).c_str()));
}

Value Document::make_string(std::string_view text)
{
    const auto value = make_number(text);
    value.m_node->type = Type::string;
    return value;
}

Value Document::make_array()
{
    return Value(new_node(Type::array));
}

Value Document::make_object()
{
    return Value(new_node(Type::object));
}

Value Document::copy(Value from)
{
    switch (from.type()) {
    case Type::absent: return {};
    case Type::null: return make_null();
    case Type::boolean: return make_boolean(from.truth());
    case Type::number: return make_number(from.text());
    case Type::string: return make_string(from.text());
    case Type::array: {
        const auto array = make_array();
        for (const auto element : from.elements())
            push(array, copy(element));
        return array;
    }
    case Type::object: {
        const auto object = make_object();
        for (const auto& member : from.members())
            set(object, member.key, copy(member.value()));
        return object;
    }
    }
    return {};
}

void Document::set(Value object, std::string_view key, Value value)
{
    HL_ASSERT(object.is_object() && value.exists());
    auto* node = object.m_node;
    auto* members = static_cast<Member*>(node->data);
    for (std::uint32_t i = 0; i < node->size; ++i) {
        if (members[i].key == key) {
            members[i].node = *value.m_node;
            return;
        }
    }
    m_arena->grow<Member>(*node);
    static_cast<Member*>(node->data)[node->size++] = Member{keep(key), *value.m_node};
}

void Document::remove(Value object, std::string_view key)
{
    HL_ASSERT(object.is_object());
    auto* node = object.m_node;
    auto* members = static_cast<Member*>(node->data);
    auto* end = std::remove_if(members, members + node->size, [key](const Member& m) { return m.key == key; });
    node->size = static_cast<std::uint32_t>(end - members);
}

void Document::push(Value array, Value element)
{
    HL_ASSERT(array.is_array() && element.exists());
    auto* node = array.m_node;
    m_arena->grow<Node>(*node);
    static_cast<Node*>(node->data)[node->size++] = *element.m_node;
}

}  // namespace helselos::json
