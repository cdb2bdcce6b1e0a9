#include "fhir/search/filter_syntax.h"

#include "base/limits.h"
#include "base/text.h"
#include "json/read.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace helselos::fhir::search {

namespace {

// In the order of FilterOperator.
constexpr std::array<std::string_view, 19> operators{
    "eq", "ne", "co", "sw", "ew", "gt", "lt", "ge", "le", "ap", "sa", "eb", "pr", "po", "ss", "sb", "in", "ni", "re"};

bool is_name_start(char c)
{
    return c == '_' || is_letter(c);
}

bool is_name_part(char c)
{
    return is_name_start(c) || c == '-' || is_digit(c);
}

class FilterReader {
public:
    explicit FilterReader(std::string_view text) : m_text(text) {}

    Result<FilterNode> read();

private:
    Result<FilterNode> read_filter(std::size_t depth_left);
    Result<FilterNode> read_term(std::size_t depth_left);
    Result<FilterNode> read_group(std::size_t depth_left);
    Result<FilterNode> read_test(std::size_t depth_left);
    Result<FilterStep> read_step(std::size_t depth_left);
    Result<FilterOperator> read_operator();
    Result<std::string> read_value();
    Result<std::string> read_json_string();

    std::string_view rest() const { return m_text.substr(m_at); }
    void skip_space();
    bool take(char wanted);
    bool take_word(std::string_view wanted);
    std::string_view take_name();
    Error wrong(std::string_view wanted) const
    {
        return {Kind::invalid, fmt::format("_filter: {} is missing at character {}", wanted, m_at + 1)};
    }

    std::string_view m_text;
    std::size_t m_at = 0;
};

void FilterReader::skip_space()
{
    while (m_at < m_text.size() && is_space(m_text[m_at]))
        ++m_at;
}

bool FilterReader::take(char wanted)
{
    const bool is_there = rest().starts_with(wanted);
    m_at += is_there ? 1 : 0;
    return is_there;
}

// A word ends where a name would.
bool FilterReader::take_word(std::string_view wanted)
{
    const auto after = rest().substr(std::min(wanted.size(), rest().size()));
    const bool is_there = rest().starts_with(wanted) && (after.empty() || !is_name_part(after.front()));
    m_at += is_there ? wanted.size() : 0;
    return is_there;
}

std::string_view FilterReader::take_name()
{
    const auto text = rest();
    if (text.empty() || !is_name_start(text.front()))
        return {};
    const auto end = std::ranges::find_if_not(text, is_name_part);
    const auto name = text.substr(0, static_cast<std::size_t>(end - text.begin()));
    m_at += name.size();
    return name;
}

FilterNode joined(FilterNode left, FilterNode::Kind kind, FilterNode right)
{
    if (left.kind == kind) {
        left.nodes.push_back(std::move(right));
        return left;
    }
    FilterNode both{.kind = kind};
    both.nodes.push_back(std::move(left));
    both.nodes.push_back(std::move(right));
    return both;
}

Result<FilterNode> FilterReader::read_filter(std::size_t depth_left)
{
    if (depth_left == 0)
        return Error{Kind::too_large, fmt::format("_filter is deeper than {}", limits::search_filter_depth_max)};
    auto all = TRY(read_term(depth_left));
    for (;;) {
        skip_space();
        const bool is_and = take_word("and");
        if (!is_and && !take_word("or"))
            return all;
        auto next = TRY(read_term(depth_left));
        all = joined(std::move(all), is_and ? FilterNode::Kind::all : FilterNode::Kind::any, std::move(next));
    }
}

Result<FilterNode> FilterReader::read_term(std::size_t depth_left)
{
    skip_space();
    const auto before = m_at;
    if (take_word("not")) {
        skip_space();
        if (rest().starts_with('(')) {
            FilterNode none{.kind = FilterNode::Kind::none};
            none.nodes.push_back(TRY(read_group(depth_left)));
            return none;
        }
        m_at = before;
    }
    if (rest().starts_with('('))
        return read_group(depth_left);
    return read_test(depth_left);
}

Result<FilterNode> FilterReader::read_group(std::size_t depth_left)
{
    take('(');
    auto inner = TRY(read_filter(depth_left - 1));
    skip_space();
    if (!take(')'))
        return wrong("a )");
    return inner;
}

Result<FilterNode> FilterReader::read_test(std::size_t depth_left)
{
    FilterNode node;
    auto& test = node.test;
    do {
        test.path.push_back(TRY(read_step(depth_left)));
    } while (take('.'));
    if (!test.path.back().condition.empty())
        return wrong("what follows the brackets: a dot and a name");
    test.op = TRY(read_operator());
    test.value = TRY(read_value());
    return node;
}

Result<FilterStep> FilterReader::read_step(std::size_t depth_left)
{
    FilterStep step{std::string(take_name()), {}};
    if (step.name.empty())
        return wrong("a name");
    if (take('[')) {
        step.condition.push_back(TRY(read_filter(depth_left - 1)));
        skip_space();
        if (!take(']'))
            return wrong("a ]");
    }
    return step;
}

Result<FilterOperator> FilterReader::read_operator()
{
    const auto before = m_at;
    skip_space();
    const auto name = take_name();
    const auto* const found = std::ranges::find(operators, name);
    if (before == m_at || found == operators.end())
        return wrong("an operator");
    return static_cast<FilterOperator>(found - operators.begin());
}

Result<std::string> FilterReader::read_value()
{
    const auto before = m_at;
    skip_space();
    if (rest().starts_with('"'))
        return read_json_string();
    const auto token = rest().substr(0, rest().find_first_of(" \t\r\n)]"));
    if (token.empty() || before == m_at)
        return wrong("a value");
    m_at += token.size();
    return std::string(token);
}

Result<std::string> FilterReader::read_json_string()
{
    const auto text = rest();
    std::size_t end = 1;
    while (end < text.size() && text[end] != '"')
        end += text[end] == '\\' ? 2U : 1U;
    if (end >= text.size())
        return wrong("the end of a text in quotes");
    const auto document = json::read(text.substr(0, end + 1));
    if (!document.ok() || !document->root().is_string())
        return wrong("a text in quotes");
    m_at += end + 1;
    return std::string(document->root().text());
}

Result<FilterNode> FilterReader::read()
{
    if (m_text.size() > limits::search_filter_bytes_max)
        return Error{Kind::too_large, fmt::format("_filter is longer than {} bytes", limits::search_filter_bytes_max)};
    auto filter = TRY(read_filter(limits::search_filter_depth_max));
    skip_space();
    if (m_at != m_text.size())
        return wrong("the end, or and, or or,");
    return filter;
}

}  // namespace

Result<FilterNode> read_filter(std::string_view text)
{
    return FilterReader(text).read();
}

}  // namespace helselos::fhir::search
