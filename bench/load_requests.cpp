#include "bench/load_requests.h"

#include "base/text.h"
#include "json/read.h"
#include "json/write.h"

#include <fmt/format.h>

namespace helselos::bench {

namespace {

std::string text_of(json::Value value)
{
    return value.is_string() ? std::string(value.text()) : std::string();
}

RequestTemplate to_template(json::Value line)
{
    RequestTemplate made;
    if (line["method"].is_string())
        made.method = line["method"].text();
    made.path = line["path"].text();
    for (const auto header : line["headers"].elements())
        made.headers.emplace_back(header.text());
    made.body = line["body"].is_string() ? std::string(line["body"].text()) : json::to_text(line["body"]);
    made.kind = text_of(line["kind"]);
    made.keep = text_of(line["keep"]);
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

Requests::Requests(std::vector<RequestTemplate> templates, Settings settings)
    : m_templates(std::move(templates)), m_settings(std::move(settings)), m_count(m_settings.first),
      m_random(m_settings.seed)
{
    for (const auto& each : m_templates)
        if (!each.keep.empty())
            m_kept_names.insert(each.keep);
}

std::size_t Requests::choose(Walk& walk)
{
    auto& turn = m_settings.turns == Turns::own ? walk.next : m_turn;
    walk.current = turn;
    turn = (turn + 1) % m_templates.size();
    return walk.current;
}

const std::string& Requests::next(Walk& walk)
{
    const auto& current = m_templates[choose(walk)];
    m_body.clear();
    fill(current.body, walk, m_body);
    m_request.clear();
    m_request += current.method + ' ';
    fill(current.path, walk, m_request);
    m_request += " HTTP/1.1\r\nHost: " + m_settings.host + "\r\n";
    for (const auto& header : current.headers)
        m_request += header + "\r\n";
    if (!m_body.empty() || current.method == "POST" || current.method == "PUT")
        m_request += "Content-Length: " + std::to_string(m_body.size()) + "\r\n";
    m_request += "\r\n";
    m_request += m_body;
    ++m_count;
    return m_request;
}

void Requests::take_answer(Walk& walk, bool is_good, std::string_view body) const
{
    const auto& keep = m_templates[walk.current].keep;
    if (keep.empty())
        return;
    walk.kept.erase(keep);
    if (!is_good)
        return;
    const auto document = json::read(body);
    if (document.ok() && document->root()["id"].is_string())
        walk.kept[keep] = document->root()["id"].text();
}

void Requests::fill(std::string_view text, const Walk& walk, std::string& out)
{
    for (;;) {
        const auto open = text.find('{');
        out += text.substr(0, open);
        if (open == std::string_view::npos)
            return;
        const auto close = text.find('}', open);
        const auto name
            = close == std::string_view::npos ? std::string_view() : text.substr(open + 1, close - open - 1);
        const bool is_filled = is_hole(name);
        if (is_filled)
            fill_hole(name, walk, out);
        else
            out += '{';
        text.remove_prefix(is_filled ? close + 1 : open + 1);
    }
}

bool Requests::is_hole(std::string_view name) const
{
    return name == "n" || name == "uuid" || name == "hex" || name.starts_with("below:") || m_kept_names.contains(name);
}

void Requests::fill_hole(std::string_view name, const Walk& walk, std::string& out)
{
    if (name == "n")
        out += std::to_string(m_count);
    else if (name == "uuid")
        out += make_uuid(m_random);
    else if (name == "hex")
        out += fmt::format("{:016x}", m_random.next());
    else if (name.starts_with("below:"))
        out += std::to_string(below(m_random, to_unsigned(name.substr(6)).value_or(1)));
    else if (const auto kept = walk.kept.find(name); kept != walk.kept.end())
        out += kept->second;
    else
        out += "not-there";
}

}  // namespace helselos::bench
