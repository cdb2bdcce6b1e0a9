// Rows as text: JSON, NDJSON and CSV.
#pragma once

#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/view.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::fhir::view_definition {

enum class Format : std::uint8_t { json, ndjson, csv };

// "json", "ndjson", "csv", and the media types of these; empty for anything else.
std::optional<Format> format_named(std::string_view name);
std::string_view media_type(Format format);

enum class Header : bool { no, yes };  // Of CSV only.

// Numbers stand as they were written, 0.010 as 0.010; null is null in JSON and nothing in CSV (RFC 4180), where an
// empty text is "". Lists and elements of several parts are JSON, in a field of CSV as well.
class RowText {
public:
    RowText(const View& view, Format format);

    void begin(Header header, std::string& text) const;
    void add(Row row, std::string& text) const;
    std::string_view between() const;  // What stands between two rows, besides the end of each.
    void end(std::string& text) const;

private:
    void add_object(Row row, std::string& text) const;
    void add_line(Row row, std::string& text) const;
    void add_json(std::size_t column, Cell cell, std::string& text) const;
    void add_field(std::size_t column, Cell cell, std::string& text) const;

    Format m_format;
    View m_view;
    std::vector<std::string> m_names;  // `"name":`
    std::vector<bool> m_is_text;       // Whatever the value is, it is a string in JSON.
    std::vector<bool> m_is_integer;
};

}  // namespace helselos::fhir::view_definition
