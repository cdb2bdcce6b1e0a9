#include "json/edit.h"

#include "base/text.h"

#include <functional>
#include <optional>

namespace helselos::json {

namespace {

using Steps = std::span<const std::string>;
using Change = std::function<Result<Value>(Value holder, const std::string& step)>;

Error nothing_there()
{
    return Error{Kind::unprocessable, "there is nothing at the place named"};
}

// RFC 6901: digits without a leading zero.
std::optional<std::size_t> index_of(const std::string& step)
{
    if (step.size() > 1 && step.front() == '0')
        return {};
    return to_unsigned(step);
}

Value child_of(Value holder, const std::string& step)
{
    if (holder.is_object())
        return holder[step];
    const auto index = holder.is_array() ? index_of(step) : std::nullopt;
    return index && *index < holder.size() ? holder.at(*index) : Value();
}

// The array with `count` elements at `at` replaced by `with`.
Value spliced(Document& document, Value array, std::size_t at, std::size_t count, Value with)
{
    auto made = document.make_array();
    for (std::size_t i = 0; i < at; ++i)
        document.push(made, array.at(i));
    if (with.exists())
        document.push(made, with);
    for (std::size_t i = at + count; i < array.size(); ++i)
        document.push(made, array.at(i));
    return made;
}

Value with_child(Document& document, Value holder, const std::string& step, Value child)
{
    if (holder.is_array())
        return spliced(document, holder, *index_of(step), 1, child);
    document.set(holder, step, child);
    return holder;
}

// As deep as the pointer is long, and no deeper than the document.
Result<Value> changed(Document& document, Value here, Steps steps, const Change& change)
{
    if (steps.size() == 1)
        return change(here, steps.front());
    const auto child = child_of(here, steps.front());
    if (!child)
        return nothing_there();
    const auto made = TRY(changed(document, child, steps.subspan(1), change));
    return with_child(document, here, steps.front(), made);
}

Result<void> change_at(Document& document, const Pointer& pointer, const Change& change)
{
    document.set_root(TRY(changed(document, document.root(), pointer, change)));
    return {};
}

Result<Value> added(Document& document, Value holder, const std::string& step, Value value)
{
    if (holder.is_object()) {
        document.set(holder, step, value);
        return holder;
    }
    if (!holder.is_array())
        return nothing_there();
    const auto index = step == "-" ? std::optional(holder.size()) : index_of(step);
    if (!index || *index > holder.size())
        return nothing_there();
    return spliced(document, holder, *index, 0, value);
}

Result<Value> without(Document& document, Value holder, const std::string& step)
{
    if (!child_of(holder, step))
        return nothing_there();
    if (holder.is_array())
        return spliced(document, holder, *index_of(step), 1, {});
    document.remove(holder, step);
    return holder;
}

bool find_place(Value here, Value wanted, Pointer& place)
{
    if (here.is_same(wanted))
        return true;
    for (const auto& member : here.members()) {
        place.emplace_back(member.key);
        if (find_place(member.value(), wanted, place))
            return true;
        place.pop_back();
    }
    const auto size = here.is_array() ? here.size() : 0;
    for (std::size_t i = 0; i < size; ++i) {
        place.push_back(std::to_string(i));
        if (find_place(here.at(i), wanted, place))
            return true;
        place.pop_back();
    }
    return false;
}

Result<std::string> unescaped(std::string_view token)
{
    std::string text;
    for (std::size_t i = 0; i < token.size(); ++i) {
        if (token[i] != '~') {
            text += token[i];
            continue;
        }
        if (++i == token.size() || (token[i] != '0' && token[i] != '1'))
            return Error{Kind::invalid, "not a JSON Pointer: ~ is written ~0"};
        text += token[i] == '0' ? '~' : '/';
    }
    return text;
}

}  // namespace

Result<Pointer> parse_pointer(std::string_view text)
{
    Pointer pointer;
    if (text.empty())
        return pointer;
    if (text.front() != '/')
        return Error{Kind::invalid, "not a JSON Pointer: it starts with a slash"};
    for (const auto token : split(text.substr(1), '/'))
        pointer.push_back(TRY(unescaped(token)));
    return pointer;
}

Value find(Value root, Steps pointer)
{
    for (const auto& step : pointer)
        root = child_of(root, step);
    return root;
}

Result<Pointer> pointer_to(Value root, Value value)
{
    Pointer place;
    if (!value.exists() || !find_place(root, value, place))
        return Error{Kind::not_found, "the value is not of the document"};
    return place;
}

Result<void> add_at(Document& document, const Pointer& pointer, Value value)
{
    if (pointer.empty()) {
        document.set_root(value);
        return {};
    }
    return change_at(
        document, pointer, [&](Value holder, const std::string& step) { return added(document, holder, step, value); });
}

Result<void> replace_at(Document& document, const Pointer& pointer, Value value)
{
    if (!find(document.root(), pointer))
        return nothing_there();
    if (pointer.empty()) {
        document.set_root(value);
        return {};
    }
    return change_at(document, pointer, [&](Value holder, const std::string& step) -> Result<Value> {
        return with_child(document, holder, step, value);
    });
}

Result<void> remove_at(Document& document, const Pointer& pointer)
{
    if (pointer.empty())
        return Error{Kind::unprocessable, "the whole document cannot be removed"};
    return change_at(
        document, pointer, [&](Value holder, const std::string& step) { return without(document, holder, step); });
}

}  // namespace helselos::json
