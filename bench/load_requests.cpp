#include "bench/load_requests.h"

#include "base/text.h"
#include "json/read.h"
#include "json/write.h"

#include <fmt/format.h>

namespace helselos::bench {

namespace {

RequestTemplate to_template(json::Value line)
{
    RequestTemplate made;
    if (line["method"].is_string())
        made.method = line["method"].text();
    made.path = line["path"].text();
    for (const auto header : line["headers"].elements())
        made.headers.emplace_back(header.text());
    made.body = line["body"].is_string() ? std::string(line["body"].text()) : json::to_text(line["body"]);
    return made;
}

}  // namespace

Result<std::vector<RequestTemplate>> read_templates(std::string_view lines)
{
    std::vector<RequestTemplate> templates;
    for (const auto line : split(lines, '\n')) {
        if (trim(line).empty())
            continue;
        const auto document = TRY(json::read(line));
        templates.push_back(to_template(document.root()));
        if (!templates.back().path.starts_with('/'))
            return Error{Kind::invalid, "A request has no path."};
    }
    if (templates.empty())
        return Error{Kind::invalid, "There is no request."};
    return templates;
}

Requests::Requests(std::vector<RequestTemplate> templates, std::string host, std::uint64_t first, std::uint64_t seed)
    : m_templates(std::move(templates)), m_host(std::move(host)), m_count(first), m_random(seed)
{}

const std::string& Requests::next()
{
    const auto& current = m_templates[m_turn];
    m_turn = (m_turn + 1) % m_templates.size();
    m_body.clear();
    fill(current.body, m_body);
    m_request.clear();
    m_request += current.method + ' ';
    fill(current.path, m_request);
    m_request += " HTTP/1.1\r\nHost: " + m_host + "\r\n";
    for (const auto& header : current.headers)
        m_request += header + "\r\n";
    if (!m_body.empty() || current.method == "POST" || current.method == "PUT")
        m_request += "Content-Length: " + std::to_string(m_body.size()) + "\r\n";
    m_request += "\r\n";
    m_request += m_body;
    ++m_count;
    return m_request;
}

void Requests::fill(std::string_view text, std::string& out)
{
    for (;;) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos)
            return;
        const auto close = text.find('}', open);
        const auto name
            = close == std::string_view::npos ? std::string_view() : text.substr(open + 1, close - open - 1);
        const bool is_hole = name == "n" || name == "uuid" || name == "hex" || name.starts_with("below:");
        if (is_hole)
            fill_hole(name, out);
        else
            out += '{';
        text.remove_prefix(is_hole ? close + 1 : open + 1);
    }
}

void Requests::fill_hole(std::string_view name, std::string& out)
{
    if (name == "n")
        out += std::to_string(m_count);
    else if (name == "uuid")
        out += make_uuid(m_random);
    else if (name == "hex")
        out += fmt::format("{:016x}", m_random.next());
    else
        out += std::to_string(below(m_random, to_unsigned(name.substr(6)).value_or(1)));
}

}  // namespace helselos::bench
