#include "json/draft.h"

#include "base/assert.h"
#include "json/write.h"

#include <algorithm>

namespace helselos::json {

namespace {

Value build(Document& document, const Draft& draft)
{
    if (draft.lent().exists())
        return draft.lent();
    switch (draft.type()) {
    case Type::absent: return {};
    case Type::null: return document.make_null();
    case Type::boolean: return document.make_boolean(draft.text() == "true");
    case Type::number: return document.make_number(draft.text());
    case Type::string: return document.make_string(draft.text());
    case Type::array: {
        const auto array = document.make_array();
        for (const auto& element : draft.elements())
            document.push(array, build(document, element));
        return array;
    }
    case Type::object: {
        const auto object = document.make_object();
        for (const auto& [key, value] : draft.members())
            document.set(object, key, build(document, value));
        return object;
    }
    }
    return {};
}

}  // namespace

Draft::Draft(Value value) : m_type(value.type()), m_text(value.text())
{
    for (const auto element : value.elements())
        m_elements.emplace_back(element);
    for (const auto& member : value.members())
        m_members.emplace_back(member.key, Draft(member.value()));
}

Draft Draft::number(std::string text)
{
    Draft draft(std::move(text));
    draft.m_type = Type::number;
    return draft;
}

Draft Draft::make(Type type)
{
    Draft draft;
    draft.m_type = type;
    return draft;
}

Draft Draft::lent(Value value)
{
    Draft draft;
    draft.m_type = value.type();
    draft.m_lent = value;
    return draft;
}

Draft& Draft::set(std::string key, Draft value)
{
    HL_ASSERT(m_type == Type::object && !m_lent.exists());
    if (!value.exists())
        return *this;
    const auto found = std::ranges::find(m_members, key, [](const auto& member) { return member.first; });
    if (found != m_members.end())
        found->second = std::move(value);
    else
        m_members.emplace_back(std::move(key), std::move(value));
    return *this;
}

Draft& Draft::push(Draft element)
{
    HL_ASSERT(m_type == Type::array && !m_lent.exists());
    if (element.exists())
        m_elements.push_back(std::move(element));
    return *this;
}

Draft object(std::initializer_list<std::pair<std::string, Draft>> members)
{
    auto draft = Draft::make(Type::object);
    for (const auto& [key, value] : members)
        draft.set(key, value);
    return draft;
}

Draft array(std::initializer_list<Draft> elements)
{
    auto draft = Draft::make(Type::array);
    for (const auto& element : elements)
        draft.push(element);
    return draft;
}

Draft unless_empty(Draft draft)
{
    const bool holds_others = draft.type() == Type::array || draft.type() == Type::object;
    if (holds_others && draft.empty())
        return {};
    return draft;
}

Document to_document(const Draft& draft)
{
    Document document;
    document.set_root(build(document, draft));
    return document;
}

std::string to_text(const Draft& draft)
{
    return to_text(to_document(draft).root());
}

}  // namespace helselos::json
