#include "fhir/path/html_checks.h"

#include "base/text.h"

#include <algorithm>
#include <array>
#include <string>
#include <vector>

namespace helselos::fhir::path {

namespace {

constexpr std::size_t html_depth_max = 128;  // Narratives nest tables and lists, seldom over ten.

// Chapters 7 to 11 and 15 of HTML 4.0, as the reference validator reads them. Sorted.
constexpr std::array<std::string_view, 51> elements{"a", "abbr", "acronym", "address", "b", "bdo", "big", "blockquote",
    "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "dfn", "div", "dl", "dt", "em", "h1", "h2", "h3",
    "h4", "h5", "h6", "hr", "i", "img", "ins", "kbd", "li", "ol", "p", "pre", "q", "s", "samp", "small", "span",
    "strong", "sub", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "tr"};
constexpr std::array<std::string_view, 4> more_elements{"tt", "u", "ul", "var"};

constexpr std::array<std::string_view, 45> attributes{"abbr", "accesskey", "align", "alt", "axis", "bgcolor", "border",
    "cellhalign", "cellpadding", "cellspacing", "cellvalign", "char", "charoff", "charset", "cite", "class", "clear",
    "color", "colspan", "compact", "datetime", "dir", "frame", "headers", "height", "href", "hreflang", "id", "lang",
    "longdesc", "name", "nowrap", "rel", "rev", "rowspan", "rules", "scope", "size", "span", "src", "style", "summary",
    "tabindex", "title", "type"};
constexpr std::array<std::string_view, 4> more_attributes{"valign", "value", "width", "xml:lang"};

template <typename List>
bool is_in(const List& list, std::string_view name)
{
    return std::find(list.begin(), list.end(), name) != list.end();
}

bool is_name_character(char c)
{
    return is_letter(c) || is_digit(c) || c == ':' || c == '-' || c == '_';
}

// Reads markup from the front and says at the first fault that it is not fine.
class MarkupReader {
public:
    explicit MarkupReader(std::string_view text) : m_rest(trim(text)) {}

    bool read()
    {
        if (!m_rest.starts_with("<div"))
            return false;
        while (!m_rest.empty())
            if (!next())
                return false;
        return m_open.empty() && m_roots == 1;
    }
    bool has_content() const { return m_has_content; }

private:
    bool skip(std::string_view what)
    {
        if (!m_rest.starts_with(what))
            return false;
        m_rest.remove_prefix(what.size());
        return true;
    }
    bool skip_past(std::string_view what)
    {
        const auto at = m_rest.find(what);
        if (at == std::string_view::npos)
            return false;
        m_rest.remove_prefix(at + what.size());
        return true;
    }
    void skip_space()
    {
        while (!m_rest.empty() && is_space(m_rest.front()))
            m_rest.remove_prefix(1);
    }
    std::string_view name()
    {
        std::size_t size = 0;
        while (size < m_rest.size() && is_name_character(m_rest[size]))
            ++size;
        const auto found = m_rest.substr(0, size);
        m_rest.remove_prefix(size);
        return found;
    }

    bool next()
    {
        if (skip("<!--"))
            return skip_past("-->");
        if (skip("</"))
            return end_tag();
        if (skip("<"))
            return start_tag();
        return character();
    }

    bool character()
    {
        if (m_open.empty())
            return false;
        const char c = m_rest.front();
        m_has_content = m_has_content || !is_space(c);
        m_rest.remove_prefix(1);
        return c != '&' || entity();
    }

    // &name; &#12; &#x1F;
    bool entity()
    {
        constexpr std::size_t entity_letters_max = 10;
        const auto end = m_rest.find(';');
        if (end == std::string_view::npos || end == 0 || end > entity_letters_max)
            return false;
        auto body = m_rest.substr(0, end);
        m_rest.remove_prefix(end + 1);
        body.remove_prefix(body.starts_with('#') ? 1 : 0);
        return !body.empty()
            && std::all_of(body.begin(), body.end(), [](char c) { return is_letter(c) || is_digit(c); });
    }

    bool start_tag()
    {
        const auto element = name();
        if (!is_in(elements, element) && !is_in(more_elements, element))
            return false;
        m_has_content = m_has_content || element == "img";
        for (skip_space(); !m_rest.starts_with('>') && !m_rest.starts_with("/>"); skip_space())
            if (!attribute(element))
                return false;
        m_roots += m_open.empty() ? 1 : 0;
        if (skip("/>"))
            return true;
        m_open.push_back(element);
        return skip(">") && m_open.size() <= html_depth_max;
    }

    bool attribute(std::string_view element)
    {
        const auto attribute_name = name();
        skip_space();
        if (attribute_name.empty() || !skip("="))
            return false;
        skip_space();
        const bool is_single = m_rest.starts_with('\'');
        if (!skip("'") && !skip("\""))
            return false;
        const auto value = m_rest.substr(0, m_rest.find(is_single ? '\'' : '"'));
        if (!skip_past(is_single ? "'" : "\"") || value.find('<') != std::string_view::npos)
            return false;
        return may_have(element, attribute_name, value);
    }

    static bool may_have(std::string_view element, std::string_view attribute, std::string_view value)
    {
        if (attribute == "xmlns")
            return value == "http://www.w3.org/1999/xhtml";
        if (attribute == "href" && element != "a")
            return false;
        if (attribute == "src" && element != "img")
            return false;
        const auto address = to_lower_ascii(trim(value));
        const bool is_link = attribute == "href" || attribute == "src";
        if (is_link && (address.starts_with("javascript:") || address.starts_with("vbscript:")))
            return false;
        return is_in(attributes, attribute) || is_in(more_attributes, attribute);
    }

    bool end_tag()
    {
        const auto element = name();
        skip_space();
        if (!skip(">") || m_open.empty() || m_open.back() != element)
            return false;
        m_open.pop_back();
        return true;
    }

    std::string_view m_rest;
    std::vector<std::string_view> m_open;
    int m_roots = 0;
    bool m_has_content = false;
};

}  // namespace

bool is_narrative_html(std::string_view text)
{
    return MarkupReader(text).read();
}

bool has_html_content(std::string_view text)
{
    MarkupReader reader(text);
    return reader.read() && reader.has_content();
}

}  // namespace helselos::fhir::path
