// JSON kept as it was written: numbers as text, members in their order.
//
// A Document owns an arena; a Value is a handle into it, as cheap to copy as a
// pointer and valid while its Document lives. A Value may be absent: asking an
// absent value for a member gives an absent value, so a path can be walked
// without a check at each step.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace helselos::json {

enum class Type : std::uint8_t { absent, null, boolean, number, string, array, object };

struct Member;

// The stored form of a value; of concern to this room only.
struct Node {
    void* data = nullptr;  // Characters, elements or members, by type.
    std::uint32_t size = 0;
    std::uint32_t capacity = 0;
    Type type = Type::absent;
    bool truth = false;
};

class Value {
public:
    Value() = default;
    explicit Value(Node* node) : m_node(node) {}

    Type type() const { return m_node == nullptr ? Type::absent : m_node->type; }
    bool exists() const { return m_node != nullptr; }
    explicit operator bool() const { return exists(); }
    bool is_null() const { return type() == Type::null; }
    bool is_boolean() const { return type() == Type::boolean; }
    bool is_number() const { return type() == Type::number; }
    bool is_string() const { return type() == Type::string; }
    bool is_array() const { return type() == Type::array; }
    bool is_object() const { return type() == Type::object; }

    // The characters of a string (unescaped), a number (as written) or a boolean; else empty.
    std::string_view text() const;
    bool truth() const { return is_boolean() && m_node->truth; }

    // Of an array or object; else 0.
    std::size_t size() const { return is_array() || is_object() ? m_node->size : 0; }

    Value operator[](std::string_view key) const;
    Value operator[](const char* key) const { return (*this)[std::string_view(key)]; }
    Value at(std::size_t index) const;

    class Elements;
    Elements elements() const;                // Of an array; of anything else, none.
    std::span<const Member> members() const;  // Of an object; of anything else, none.

    // The same value in the same document.
    bool is_same(Value other) const { return m_node == other.m_node; }
    const void* identity() const { return m_node; }

private:
    friend class Document;
    Node* m_node = nullptr;
};

struct Member {
    std::string_view key;
    Node node;

    Value value() const { return Value(const_cast<Node*>(&node)); }
};

class Value::Elements {
public:
    class Iterator {
    public:
        explicit Iterator(Node* node) : m_node(node) {}
        Value operator*() const { return Value(m_node); }
        Iterator& operator++()
        {
            ++m_node;
            return *this;
        }
        bool operator!=(const Iterator& other) const { return m_node != other.m_node; }

    private:
        Node* m_node;
    };

    Elements(Node* first, std::size_t size) : m_first(first), m_size(size) {}
    Iterator begin() const { return Iterator(m_first); }
    Iterator end() const { return Iterator(m_first + m_size); }
    std::size_t size() const { return m_size; }

private:
    Node* m_first;
    std::size_t m_size;
};

// Equal in type, text and order; numbers by their text.
bool equal(Value left, Value right);

// Owns the memory of its values. Movable, not copyable; use copy() to clone a value.
class Document {
public:
    Document();
    Document(Document&&) noexcept;
    Document& operator=(Document&&) noexcept;
    ~Document();

    Value root() const { return m_root; }
    void set_root(Value root) { m_root = root; }

    // New values in this document's arena.
    Value make_null();
    Value make_boolean(bool truth);
    Value make_number(std::string_view text);  // The caller vouches that it is a JSON number.
    Value make_number(std::int64_t number);
    Value make_string(std::string_view text);
    Value make_array();
    Value make_object();
    Value copy(Value from);  // From any document, deep.

    // Changing values of this document. The value handed in is taken over shallowly: hand in values
    // of this document, or of one that lives longer. Handles to members and elements of the changed object or
    // array may be stale afterwards: fetch them anew.
    void set(Value object, std::string_view key, Value value);  // Replaces in place, or appends.
    void set(Value object, std::string_view key, std::string_view text) { set(object, key, make_string(text)); }
    void remove(Value object, std::string_view key);
    void push(Value array, Value element);

private:
    friend class Builder;
    struct Arena;

    Node* new_node(Type type);
    std::string_view keep(std::string_view text);

    std::unique_ptr<Arena> m_arena;
    Value m_root;
};

}  // namespace helselos::json
