#include "json/patch.h"

#include "base/limits.h"
#include "json/decimal.h"
#include "json/edit.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace helselos::json {

namespace {

// How much a value is, and how deep.
struct Extent {
    std::size_t nodes = 1;
    std::size_t depth = 1;
};

void add_extent(Extent& extent, const Extent& part)
{
    extent.nodes += part.nodes;
    extent.depth = std::max(extent.depth, part.depth + 1);
}

// The document is never deeper than what can be read.
Extent extent_of(Value value)
{
    Extent extent;
    for (const auto& member : value.members())
        add_extent(extent, extent_of(member.value()));
    for (const auto element : value.elements())
        add_extent(extent, extent_of(element));
    return extent;
}

// One patch on its way. What it puts in is counted before it is copied.
class Patching {
public:
    explicit Patching(Value document) { m_document.set_root(m_document.copy(document)); }

    Result<void> carry_out(Value operation);
    Document finish() { return std::move(m_document); }

private:
    Result<Value> taken(Value value, const Pointer& to);
    Result<Value> value_in(Value operation, const Pointer& to);
    Result<Value> from_in(Value operation, const Pointer& to);
    Result<void> move(Value operation, const Pointer& path);
    Result<void> test(Value operation, const Pointer& path);

    Document m_document;
    std::size_t m_nodes = 0;
};

Result<Pointer> pointer_in(Value operation, std::string_view name)
{
    const auto text = operation[name];
    if (!text.is_string())
        return Error{Kind::invalid, "a JSON Pointer is needed", std::string(name)};
    auto pointer = parse_pointer(text.text());
    if (!pointer)
        pointer.error().element = name;
    return pointer;
}

// A copy, for the place it comes from may go.
Result<Value> Patching::taken(Value value, const Pointer& to)
{
    const auto extent = extent_of(value);
    m_nodes += extent.nodes;
    if (m_nodes > limits::patch_nodes_max)
        return Error{Kind::too_large, "the patch puts in too much"};
    if (to.size() + extent.depth > limits::json_depth_max)
        return Error{Kind::too_large, "the document would be too deep"};
    return m_document.copy(value);
}

Result<Value> Patching::value_in(Value operation, const Pointer& to)
{
    const auto value = operation["value"];
    if (!value.exists())
        return Error{Kind::invalid, "a value is needed", "value"};
    return taken(value, to);
}

Result<Value> Patching::from_in(Value operation, const Pointer& to)
{
    const auto from = find(m_document.root(), TRY(pointer_in(operation, "from")));
    if (!from)
        return Error{Kind::unprocessable, "there is nothing at the place named", "from"};
    return taken(from, to);
}

Error at(Error error, std::string_view name)
{
    if (error.element.empty())
        error.element = name;
    return error;
}

bool is_within(const Pointer& outer, const Pointer& inner)
{
    return inner.size() > outer.size() && std::equal(outer.begin(), outer.end(), inner.begin());
}

Result<void> Patching::move(Value operation, const Pointer& path)
{
    const auto from = TRY(pointer_in(operation, "from"));
    if (is_within(from, path))
        return Error{Kind::unprocessable, "nothing can be moved into itself", "path"};
    const auto value = TRY(from_in(operation, path));
    TRY(remove_at(m_document, from));
    return add_at(m_document, path, value);
}

Result<void> Patching::test(Value operation, const Pointer& path)
{
    const auto there = find(m_document.root(), path);
    const auto wanted = operation["value"];
    if (!wanted.exists())
        return Error{Kind::invalid, "a value is needed", "value"};
    if (!there || !means_the_same(there, wanted))
        return Error{Kind::unprocessable, "what is tested for is not so", "path"};
    return {};
}

Result<void> Patching::carry_out(Value operation)
{
    const auto path = TRY(pointer_in(operation, "path"));
    const auto op = operation["op"].text();
    if (op == "add")
        return add_at(m_document, path, TRY(value_in(operation, path)));
    if (op == "replace")
        return replace_at(m_document, path, TRY(value_in(operation, path)));
    if (op == "remove")
        return remove_at(m_document, path);
    if (op == "move")
        return move(operation, path);
    if (op == "copy")
        return add_at(m_document, path, TRY(from_in(operation, path)));
    if (op == "test")
        return test(operation, path);
    return Error{Kind::invalid, "no such operation: add, remove, replace, move, copy, test", "op"};
}

bool same_members(Value left, Value right)
{
    if (left.size() != right.size())
        return false;
    for (const auto& member : left.members())
        if (!means_the_same(member.value(), right[member.key]))
            return false;
    return true;
}

bool same_elements(Value left, Value right)
{
    for (std::size_t i = 0; i < left.size(); ++i)
        if (!means_the_same(left.at(i), right.at(i)))
            return false;
    return true;
}

bool same_number(std::string_view left, std::string_view right)
{
    const auto one = Decimal::parse(left);
    const auto other = Decimal::parse(right);
    return one && other ? *one == *other : left == right;
}

}  // namespace

bool means_the_same(Value left, Value right)
{
    if (left.type() != right.type())
        return false;
    switch (left.type()) {
    case Type::object: return same_members(left, right);
    case Type::array: return left.size() == right.size() && same_elements(left, right);
    case Type::number: return same_number(left.text(), right.text());
    case Type::absent:
    case Type::null: return true;
    case Type::boolean:
    case Type::string: break;
    }
    return left.text() == right.text();
}

Result<Document> patched(Value document, Value operations)
{
    if (!operations.is_array())
        return Error{Kind::invalid, "a JSON Patch is a list of operations"};
    if (operations.size() > limits::patch_operations_max)
        return Error{Kind::too_large, "the patch has too many operations"};
    Patching patching(document);
    for (std::size_t i = 0; i < operations.size(); ++i)
        if (auto done = patching.carry_out(operations.at(i)); !done) {
            auto error = at(std::move(done).error(), "path");
            error.element = fmt::format("[{}].{}", i, error.element);
            return error;
        }
    return patching.finish();
}

}  // namespace helselos::json
