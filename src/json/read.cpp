#include "json/read.h"

#include "json/arena.h"

#include <boost/json/basic_parser_impl.hpp>
#include <fmt/format.h>

#include <string>
#include <unordered_set>
#include <vector>

namespace helselos::json {

namespace {

// Few keys are compared with each other; many go through a set.
constexpr std::size_t pairwise_keys_max = 16;

bool has_duplicate_key(const Member* members, std::size_t count)
{
    if (count > pairwise_keys_max) {
        std::unordered_set<std::string_view> seen;
        for (std::size_t i = 0; i < count; ++i)
            if (!seen.insert(members[i].key).second)
                return true;
        return false;
    }
    for (std::size_t i = 1; i < count; ++i)
        for (std::size_t j = 0; j < i; ++j)
            if (members[i].key == members[j].key)
                return true;
    return false;
}

}  // namespace

// Takes the parser's happenings and builds the tree bottom up: finished values
// wait on a stack until their array or object ends.
class Builder {
public:
    static constexpr std::size_t max_object_size = std::size_t(-1);
    static constexpr std::size_t max_array_size = std::size_t(-1);
    static constexpr std::size_t max_key_size = 1024;
    static constexpr std::size_t max_string_size = limits::json_string_bytes_max;
    using Code = boost::json::error_code;

    explicit Builder(const ReadLimits& limits) : m_limits(limits) {}

    Document take() &&
    {
        auto* root = m_document.m_arena->make<Node>(1);
        *root = m_values.back();
        m_document.set_root(Value(root));
        return std::move(m_document);
    }
    const char* refusal() const { return m_refusal; }
    bool is_too_large() const { return m_too_large; }

    bool on_document_begin(Code&) { return true; }
    bool on_document_end(Code&) { return true; }
    bool on_array_begin(Code&) { return true; }
    bool on_object_begin(Code&) { return true; }

    bool on_array_end(std::size_t count, Code& code)
    {
        Node node{nullptr, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(count), Type::array};
        if (count > 0) {
            auto* elements = m_document.m_arena->make<Node>(count);
            std::copy(m_values.end() - static_cast<std::ptrdiff_t>(count), m_values.end(), elements);
            m_values.resize(m_values.size() - count);
            node.data = elements;
        }
        return push(node, code);
    }

    bool on_object_end(std::size_t count, Code& code)
    {
        Node node{nullptr, static_cast<std::uint32_t>(count), static_cast<std::uint32_t>(count), Type::object};
        if (count > 0) {
            auto* members = m_document.m_arena->make<Member>(count);
            const auto values = m_values.size() - count;
            const auto keys = m_keys.size() - count;
            for (std::size_t i = 0; i < count; ++i)
                members[i] = Member{m_keys[keys + i], m_values[values + i]};
            m_values.resize(values);
            m_keys.resize(keys);
            if (has_duplicate_key(members, count))
                return refuse("a key stands twice in one object", code);
            node.data = members;
        }
        return push(node, code);
    }

    bool on_key_part(std::string_view part, std::size_t, Code&)
    {
        m_part += part;
        return true;
    }
    bool on_key(std::string_view rest, std::size_t, Code& code)
    {
        const auto key = take_parts(rest);
        if (key.find('\0') != std::string_view::npos)
            return refuse("U+0000 in a key", code);
        m_keys.push_back(key);
        return true;
    }

    bool on_string_part(std::string_view part, std::size_t, Code&)
    {
        m_part += part;
        return true;
    }
    bool on_string(std::string_view rest, std::size_t, Code& code)
    {
        const auto text = take_parts(rest);
        if (text.find('\0') != std::string_view::npos)
            return refuse("U+0000 in a string", code);
        return push(text_node(text, Type::string), code);
    }

    bool on_number_part(std::string_view part, Code&)
    {
        m_part += part;
        return true;
    }
    bool on_int64(std::int64_t, std::string_view text, Code& code) { return on_number(text, code); }
    bool on_uint64(std::uint64_t, std::string_view text, Code& code) { return on_number(text, code); }
    bool on_double(double, std::string_view text, Code& code) { return on_number(text, code); }

    bool on_bool(bool truth, Code& code)
    {
        Node node{nullptr, 0, 0, Type::boolean, truth};
        return push(node, code);
    }
    bool on_null(Code& code) { return push(Node{nullptr, 0, 0, Type::null}, code); }
    bool on_comment_part(std::string_view, Code&) { return true; }
    bool on_comment(std::string_view, Code&) { return true; }

private:
    bool on_number(std::string_view rest, Code& code)
    {
        const auto text = take_parts(rest);
        if (text.size() > limits::json_number_digits_max)
            return refuse_size("a number has too many digits", code);
        return push(text_node(text, Type::number), code);
    }

    static Node text_node(std::string_view text, Type type)
    {
        return Node{const_cast<char*>(text.data()), static_cast<std::uint32_t>(text.size()), 0, type};
    }

    std::string_view take_parts(std::string_view rest)
    {
        if (m_part.empty())
            return m_document.keep(rest);
        m_part += rest;
        const auto whole = m_document.keep(m_part);
        m_part.clear();
        return whole;
    }

    bool push(const Node& node, Code& code)
    {
        if (++m_nodes > m_limits.nodes_max)
            return refuse_size("too many values", code);
        m_values.push_back(node);
        return true;
    }

    bool refuse(const char* why, Code& code)
    {
        m_refusal = why;
        code = boost::json::error::extra_data;
        return false;
    }
    bool refuse_size(const char* why, Code& code)
    {
        m_too_large = true;
        return refuse(why, code);
    }

    ReadLimits m_limits;
    Document m_document;
    std::vector<Node> m_values;
    std::vector<std::string_view> m_keys;
    std::string m_part;
    std::size_t m_nodes = 0;
    const char* m_refusal = nullptr;
    bool m_too_large = false;
};

Result<Document> read(std::string_view text, const ReadLimits& limits)
{
    boost::json::parse_options options;
    options.max_depth = limits.depth_max;
    boost::json::basic_parser<Builder> parser(options, limits);
    boost::json::error_code code;
    // In one piece, so that the text of each number arrives whole.
    const auto used = parser.write_some(false, text.data(), text.size(), code);
    auto& builder = parser.handler();
    if (builder.refusal() != nullptr)
        return Error{builder.is_too_large() ? Kind::too_large : Kind::invalid,
            fmt::format("{} (at byte {})", builder.refusal(), used)};
    if (code == boost::json::error::too_deep)
        return Error{
            Kind::too_large, fmt::format("JSON is nested deeper than {} (at byte {})", limits.depth_max, used)};
    if (code || used != text.size())
        return Error{Kind::invalid,
            fmt::format(
                "not JSON: {} (at byte {})", code ? code.message() : std::string("text after the value"), used)};
    return std::move(builder).take();
}

}  // namespace helselos::json
