#include "server/http/target.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>

namespace helselos::http {

namespace {

Result<std::string> decode_segment(std::string_view segment)
{
    auto decoded = TRY(percent_decode(segment));
    if (decoded.empty() || decoded == "." || decoded == "..")
        return Error{Kind::invalid, "The address has an empty or a dotted segment."};
    return decoded;
}

}  // namespace

Result<std::vector<std::string>> path_segments(std::string_view path)
{
    std::vector<std::string> segments;
    if (!path.starts_with('/'))
        return Error{Kind::invalid, "The address does not begin with a slash."};
    path.remove_prefix(1);
    if (path.empty())
        return segments;
    if (path.ends_with('/'))
        path.remove_suffix(1);
    for (const auto segment : split(path, '/'))
        segments.push_back(TRY(decode_segment(segment)));
    return segments;
}

std::size_t Parameters::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::ranges::count_if(m_in_order, [name](const auto& parameter) { return parameter.first == name; }));
}

const std::string* Parameters::find(std::string_view name) const
{
    for (const auto& [known, value] : m_in_order)
        if (known == name)
            return &value;
    return nullptr;
}

std::vector<std::string_view> Parameters::all(std::string_view name) const
{
    std::vector<std::string_view> values;
    for (const auto& [known, value] : m_in_order)
        if (known == name)
            values.emplace_back(value);
    return values;
}

void Parameters::append(const Parameters& more)
{
    m_in_order.insert(m_in_order.end(), more.m_in_order.begin(), more.m_in_order.end());
}

Result<Parameters> read_query(std::string_view text)
{
    const auto separators = static_cast<std::size_t>(std::ranges::count(text, '&'));
    if (separators >= limits::http_parameters_max)
        return Error{Kind::too_large, "There are too many parameters."};
    return Parameters(TRY(parse_query_string(text)));
}

bool is_form(std::string_view content_type)
{
    const auto type = trim(content_type.substr(0, content_type.find(';')));
    return equals_ignoring_case(type, "application/x-www-form-urlencoded");
}

std::string write_query(const Parameters& parameters)
{
    std::string text;
    for (const auto& [name, value] : parameters.in_order()) {
        if (!text.empty())
            text += '&';
        text += percent_encode(name);
        text += '=';
        text += percent_encode(value);
    }
    return text;
}

}  // namespace helselos::http
