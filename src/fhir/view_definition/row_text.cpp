#include "fhir/view_definition/row_text.h"

#include "fhir/view_definition/column_type.h"
#include "fhir/view_definition/plan.h"
#include "json/write.h"

#include <algorithm>
#include <array>

namespace helselos::fhir::view_definition {

namespace {

using path::Item;

struct Names {
    Format format;
    std::string_view name;
    std::string_view media_type;
};

constexpr std::array formats{
    Names{Format::json, "json", "application/json"},
    Names{Format::ndjson, "ndjson", "application/x-ndjson"},
    Names{Format::csv, "csv", "text/csv"},
};

bool is_bare_in_json(const Item& item)
{
    switch (family_of(item.fhir_type_name())) {
    case Family::boolean:
    case Family::integer:
    case Family::decimal: return true;
    case Family::unsaid:
    case Family::text:
    case Family::date:
    case Family::date_time:
    case Family::time:
    case Family::complex: break;
    }
    return false;
}

// The characters, without a copy where they stand in the resource or in memory.
template <typename Use>
void with_text(const Item& item, Use use)
{
    if (item.is_element() || item.kind() == Item::Kind::string)
        use(item.text());
    else
        use(std::string_view(item.to_text()));
}

// 5.0 in a column of integers is 5.
bool add_integer(const Item& item, std::string& text)
{
    const auto number = item.decimal();
    const auto whole = number && number->scale() > 0 ? number->to_integer() : std::nullopt;
    if (whole)
        text += std::to_string(*whole);
    return whole.has_value();
}

void add_value(const Item& item, bool is_text, bool is_integer, std::string& text)
{
    if (!item.is_primitive() && item.json().exists())
        return json::write(item.json(), text);
    if (is_integer && add_integer(item, text))
        return;
    const bool is_bare = !is_text && is_bare_in_json(item);
    with_text(item, [&](std::string_view characters) {
        if (is_bare)
            text += characters;
        else
            json::write_string(characters, text);
    });
}

// http://www.rfc-editor.org/rfc/rfc4180
void add_quoted(std::string_view characters, std::string& text)
{
    const bool is_plain = !characters.empty() && characters.find_first_of("\",\r\n") == std::string_view::npos
        && characters.front() != ' ' && characters.back() != ' ';
    if (is_plain) {
        text += characters;
        return;
    }
    text += '"';
    for (const char c : characters) {
        if (c == '"')
            text += '"';
        text += c;
    }
    text += '"';
}

}  // namespace

std::optional<Format> format_named(std::string_view name)
{
    for (const auto& known : formats)
        if (name == known.name || name == known.media_type)
            return known.format;
    return std::nullopt;
}

std::string_view media_type(Format format)
{
    return std::ranges::find(formats, format, &Names::format)->media_type;
}

RowText::RowText(const View& view, Format format) : m_format(format), m_view(view)
{
    for (const auto& column : view.columns()) {
        m_names.emplace_back();
        json::write_string(column.name, m_names.back());
        m_names.back() += ':';
        const auto family = column.type.empty() ? Family::unsaid : family_of(column.type);
        m_is_text.push_back(family == Family::text);
        m_is_integer.push_back(family == Family::integer);
    }
}

void RowText::begin(Header header, std::string& text) const
{
    if (m_format == Format::json)
        text += '[';
    if (m_format != Format::csv || header == Header::no)
        return;
    std::string_view comma;
    for (const auto& column : m_view.columns()) {
        text += comma;
        add_quoted(column.name, text);
        comma = ",";
    }
    text += "\r\n";
}

void RowText::add(Row row, std::string& text) const
{
    if (m_format == Format::csv)
        return add_line(row, text);
    add_object(row, text);
    if (m_format == Format::ndjson)
        text += '\n';
}

std::string_view RowText::between() const
{
    return m_format == Format::json ? std::string_view(",\n") : std::string_view();
}

void RowText::end(std::string& text) const
{
    if (m_format == Format::json)
        text += "]\n";
}

void RowText::add_object(Row row, std::string& text) const
{
    text += '{';
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            text += ',';
        text += m_names[i];
        add_json(i, row[i], text);
    }
    text += '}';
}

void RowText::add_json(std::size_t column, Cell cell, std::string& text) const
{
    if (!m_view.columns()[column].is_collection) {
        if (cell.empty())
            text += "null";
        else
            add_value(cell.front(), m_is_text[column], m_is_integer[column], text);
        return;
    }
    text += '[';
    for (std::size_t i = 0; i < cell.size(); ++i) {
        if (i > 0)
            text += ',';
        add_value(cell[i], m_is_text[column], m_is_integer[column], text);
    }
    text += ']';
}

void RowText::add_line(Row row, std::string& text) const
{
    for (std::size_t i = 0; i < row.size(); ++i) {
        if (i > 0)
            text += ',';
        add_field(i, row[i], text);
    }
    text += "\r\n";
}

void RowText::add_field(std::size_t column, Cell cell, std::string& text) const
{
    if (cell.empty())
        return;
    const auto& item = cell.front();
    const bool is_plain = !m_view.columns()[column].is_collection && (item.is_primitive() || !item.json().exists());
    if (!is_plain) {
        std::string value;
        add_json(column, cell, value);
        return add_quoted(value, text);
    }
    if (m_is_integer[column] && add_integer(item, text))
        return;
    with_text(item, [&](std::string_view characters) { add_quoted(characters, text); });
}

}  // namespace helselos::fhir::view_definition
