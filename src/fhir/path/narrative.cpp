#include "fhir/path/narrative.h"

#include "base/limits.h"
#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace helselos::fhir::path {

namespace {

constexpr std::string_view name_space = "http://www.w3.org/1999/xhtml";

// HTML 4.0 chapters 7 to 11 (except section 4 of chapter 9) and 15, <a> and images.
constexpr auto elements = std::to_array<std::string_view>({"a", "abbr", "acronym", "address", "area", "b", "bdo", "big",
    "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "h1",
    "h2", "h3", "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "map", "ol", "p", "pre", "q", "samp", "small",
    "span", "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "tt", "ul", "var"});

// On any element.
constexpr auto attributes = std::to_array<std::string_view>(
    {"abbr", "accesskey", "align", "axis", "char", "charoff", "class", "colspan", "dir", "headers", "id", "lang",
        "rowspan", "scope", "span", "style", "tabindex", "title", "valign", "width", "xml:lang", "xml:space"});

// On one element only, as "element.attribute".
constexpr auto own_attributes = std::to_array<std::string_view>({"a.charset", "a.coords", "a.href", "a.hreflang",
    "a.name", "a.rel", "a.rev", "a.shape", "a.type", "area.alt", "area.coords", "area.href", "area.nohref",
    "area.shape", "blockquote.cite", "del.cite", "del.datetime", "div.xmlns", "img.alt", "img.border", "img.height",
    "img.ismap", "img.longdesc", "img.src", "img.usemap", "ins.cite", "ins.datetime", "map.name", "ol.start", "ol.type",
    "pre.space", "q.cite", "table.border", "table.cellpadding", "table.cellspacing", "table.frame", "table.rules",
    "table.summary", "td.nowrap", "th.nowrap", "ul.type"});

// Every address that may be followed or fetched.
constexpr auto address_attributes = std::to_array<std::string_view>({"cite", "href", "longdesc", "src", "usemap"});

constexpr auto schemes
    = std::to_array<std::string_view>({"cid", "ftp", "http", "https", "mailto", "sms", "tel", "urn"});

template <typename List>
bool has(const List& sorted, std::string_view name)
{
    return std::binary_search(sorted.begin(), sorted.end(), name);
}

bool is_name_character(char c)
{
    return is_letter(c) || is_digit(c) || c == ':' || c == '-' || c == '_' || c == '.';
}

// Without what browsers overlook in an address, in lower case.
std::string bare(std::string_view value)
{
    std::string result;
    for (const auto c : value)
        if (static_cast<unsigned char>(c) > 0x20)
            result += to_lower(c);
    return result;
}

bool is_safe_address(std::string_view attribute, std::string_view value)
{
    const auto address = bare(value);
    const auto end = address.find_first_of(":/?#");
    if (end == std::string::npos || address[end] != ':')
        return true;
    const auto scheme = std::string_view(address).substr(0, end);
    if (attribute == "src" && scheme == "data")
        return address.starts_with("data:image/") && !address.starts_with("data:image/svg");
    return has(schemes, scheme);
}

// Pictures behind a table are common in generated narratives.
bool has_safe_addresses(std::string_view style)
{
    for (auto at = style.find("url("); at != std::string_view::npos; at = style.find("url(", at + 4)) {
        auto address = style.substr(at + 4, style.find(')', at) - at - 4);
        while (!address.empty() && (address[0] == '"' || address[0] == '\''))
            address.remove_prefix(1);
        if (!is_safe_address("src", address))
            return false;
    }
    return true;
}

// A style may not script, import, or escape its way past this test.
bool is_safe_style(std::string_view value)
{
    const auto style = bare(value);
    for (const auto* bad :
        {"expression(", "javascript:", "vbscript:", "@import", "behavior:", "-moz-binding", "\\", "/*"})
        if (style.find(bad) != std::string::npos)
            return false;
    return has_safe_addresses(style);
}

class Scanner {
public:
    explicit Scanner(std::string_view text) : m_text(text) {}

    std::optional<NarrativeFault> run()
    {
        if (!one_div())
            return NarrativeFault{NarrativeRule::form, m_reason, std::min(m_at, m_text.size())};
        if (!m_has_content)
            return NarrativeFault{NarrativeRule::content, "the narrative has no content (txt-2)", 0};
        return std::nullopt;
    }

private:
    bool one_div()
    {
        skip_space();
        if (!m_text.substr(m_at).starts_with("<div"))
            return fail("the narrative has to be one <div>");
        do {
            if (!step())
                return false;
        } while (!m_open.empty());
        skip_space();
        return m_at == m_text.size() || fail("the narrative has to be one <div>, with nothing after it");
    }

    bool fail(const char* reason)
    {
        m_reason = reason;
        return false;
    }

    bool at_end() const { return m_at >= m_text.size(); }
    bool starts_with(std::string_view what) const { return m_text.substr(m_at).starts_with(what); }

    bool take(std::string_view what)
    {
        if (!starts_with(what))
            return false;
        m_at += what.size();
        return true;
    }

    void skip_space()
    {
        while (!at_end() && is_space(m_text[m_at]))
            ++m_at;
    }

    std::string_view take_name()
    {
        const auto first = m_at;
        while (!at_end() && is_name_character(m_text[m_at]))
            ++m_at;
        return m_text.substr(first, m_at - first);
    }

    bool step()
    {
        if (at_end())
            return fail("an element of the narrative is not closed");
        if (starts_with("<!--"))
            return comment();
        if (starts_with("<!") || starts_with("<?"))
            return fail("the narrative may not hold declarations or instructions");
        if (starts_with("</"))
            return closing_tag();
        if (m_text[m_at] == '<')
            return opening_tag();
        return characters();
    }

    bool comment()
    {
        const auto end = m_text.find("--", m_at + 4);
        if (end == std::string_view::npos || !m_text.substr(end).starts_with("-->"))
            return fail("a comment of the narrative is not closed");
        m_at = end + 3;
        return true;
    }

    bool closing_tag()
    {
        m_at += 2;
        if (m_open.empty() || take_name() != m_open.back())
            return fail("an element of the narrative is closed that is not open");
        skip_space();
        m_open.pop_back();
        return take(">") || fail("a tag of the narrative is not closed");
    }

    bool opening_tag()
    {
        ++m_at;
        const auto name = take_name();
        if (!has(elements, name))
            return fail("an element that the narrative may not hold (txt-1)");
        if (m_open.size() >= limits::xhtml_depth_max)
            return fail("the narrative is nested too deeply");
        if (name == "img")
            m_has_content = true;
        if (!attribute_list(name))
            return false;
        if (take("/>"))
            return true;
        m_open.push_back(name);
        return take(">") || fail("a tag of the narrative is not closed");
    }

    bool attribute_list(std::string_view element)
    {
        m_seen.clear();
        for (;;) {
            const bool has_space = !at_end() && is_space(m_text[m_at]);
            skip_space();
            if (at_end() || m_text[m_at] == '>' || m_text[m_at] == '/')
                break;
            if (!has_space)
                return fail("attributes of the narrative have to be apart");
            if (!attribute(element))
                return false;
        }
        const bool names_space = std::find(m_seen.begin(), m_seen.end(), "xmlns") != m_seen.end();
        return !m_open.empty() || names_space || fail("the <div> has to name the XHTML name space");
    }

    bool attribute(std::string_view element)
    {
        const auto name = take_name();
        const auto own = std::string(element) + "." + std::string(name);
        if (!has(attributes, name) && !has(own_attributes, own))
            return fail("an attribute that the narrative may not hold (txt-1)");
        if (std::find(m_seen.begin(), m_seen.end(), name) != m_seen.end())
            return fail("an attribute of the narrative stands twice");
        m_seen.push_back(name);
        skip_space();
        if (!take("="))
            return fail("an attribute of the narrative has no value");
        skip_space();
        std::string value;
        return quoted(value) && is_allowed(name, value);
    }

    bool quoted(std::string& value)
    {
        if (at_end() || (m_text[m_at] != '"' && m_text[m_at] != '\''))
            return fail("the value of an attribute has to stand in quotes");
        const auto quote = m_text[m_at++];
        while (!at_end() && m_text[m_at] != quote) {
            if (m_text[m_at] == '<')
                return fail("'<' may not stand in an attribute");
            if (!character(value))
                return false;
        }
        ++m_at;
        return m_at <= m_text.size() || fail("the value of an attribute is not closed");
    }

    bool is_allowed(std::string_view name, std::string_view value)
    {
        if (name == "xmlns" && value != name_space)
            return fail("the <div> has to name the XHTML name space");
        if (has(address_attributes, name) && !is_safe_address(name, value))
            return fail("an address that acts may not stand in the narrative (txt-1)");
        if (name == "style" && !is_safe_style(value))
            return fail("a style that acts may not stand in the narrative (txt-1)");
        return true;
    }

    bool characters()
    {
        std::string value;
        while (!at_end() && m_text[m_at] != '<') {
            if (!is_space(m_text[m_at]))
                m_has_content = true;
            value.clear();
            if (!character(value))
                return false;
        }
        return true;
    }

    // One character, or one entity as the character it stands for.
    bool character(std::string& value)
    {
        if (m_text[m_at] != '&') {
            if (static_cast<unsigned char>(m_text[m_at]) < 0x20 && !is_space(m_text[m_at]))
                return fail("the narrative may not hold control characters");
            value += m_text[m_at++];
            return true;
        }
        ++m_at;
        if (take("#"))
            return numbered(value);
        constexpr std::pair<std::string_view, char> known[]
            = {{"amp;", '&'}, {"lt;", '<'}, {"gt;", '>'}, {"quot;", '"'}, {"apos;", '\''}};
        for (const auto& [name, meaning] : known)
            if (take(name)) {
                value += meaning;
                return true;
            }
        return fail("an entity that XML does not know; use the character itself");
    }

    bool numbered(std::string& value)
    {
        const bool is_hex = take("x");
        std::uint32_t code = 0;
        const auto first = m_at;
        for (; !at_end() && m_text[m_at] != ';' && m_at - first < 8; ++m_at) {
            const auto c = to_lower(m_text[m_at]);
            if (is_digit(c))
                code = code * (is_hex ? 16U : 10U) + static_cast<std::uint32_t>(c - '0');
            else if (is_hex && c >= 'a' && c <= 'f')
                code = code * 16 + static_cast<std::uint32_t>(c - 'a' + 10);
            else
                return fail("a numbered entity of the narrative is malformed");
        }
        const bool is_character = (code >= 0x20 && code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF)) || code == 9
            || code == 10 || code == 13;
        if (m_at == first || !take(";") || !is_character)
            return fail("a numbered entity of the narrative is malformed");
        // Only what the tests of addresses and styles look for matters here: ASCII.
        value += code < 0x80 ? static_cast<char>(code) : '?';
        return true;
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    std::vector<std::string_view> m_open;
    std::vector<std::string_view> m_seen;
    bool m_has_content = false;
    const char* m_reason = "";
};

}  // namespace

std::optional<NarrativeFault> narrative_fault(std::string_view text)
{
    return Scanner(text).run();
}

bool is_narrative_html(std::string_view text)
{
    const auto fault = narrative_fault(text);
    return !fault || fault->rule != NarrativeRule::form;
}

bool has_html_content(std::string_view text)
{
    return !narrative_fault(text);
}

}  // namespace helselos::fhir::path
