// The search rows of a resource, written once more beside it as one blob.
//
// The clustered tables answer "which resources have this value"; this answers
// "which values has this resource" without a second index on each of them. It is
// used to take away exactly the rows that an update no longer yields, to check
// the criteria that do not drive a search, to sort, and to follow includes.
//
// Each row is bytes whose order follows the order of the tables' keys, so that a
// sorted list of them is also the best order of insertion.
#pragma once

#include "base/result.h"
#include "fhir/search/rows.h"
#include "store/sqlite/names.h"

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::store::sqlite {

using ResourceId = std::int64_t;

enum class RowKind : std::uint8_t { token = 1, string, date, number, quantity, reference, uri, member, composite };

// One row, taken apart. Which fields count depends on the kind.
struct KeptRow {
    RowKind kind = RowKind::token;
    NameId parameter = 0;         // Of a member: the type of the member.
    std::string_view text = {};   // Code, folded text or uri; of a composite, its parts.
    std::string_view exact = {};  // Of a string.
    NameId system = 0;            // Of a token or quantity.
    NameId unit = 0;              // Of a quantity.
    std::int64_t low = 0;         // Of a date.
    std::int64_t high = 0;
    double low_number = 0;  // Of a number or quantity.
    double high_number = 0;
    ResourceId target = 0;  // Of a reference; of a member: the member.
    ResourceId owner = 0;   // Of a member.
};

std::string encode(const KeptRow& row);
KeptRow decode(std::string_view bytes);

// The parts of a composite, one after the other: each stands for itself, and of two the bytes of the smaller
// come first, a range within its class of width. So the rows with one code and a range of values lie together.
// A part has no parameter, and a string of them no exact form. Texts hold no zero byte.
std::string encode_part(const KeptRow& part);
std::optional<KeptRow> next_part(std::string_view& rest);
// The bytes of a range up to its width, and up to its low end: where a scan begins.
std::string part_start(RowKind kind, int width, std::int64_t low);
std::string part_start(RowKind kind, int width, double low);  // floating point: an index bound.

// Sorted, without doubles.
using EncodedRows = std::vector<std::string>;
std::string join(const EncodedRows& rows);

// Walks through a joined blob.
class KeptRows {
public:
    explicit KeptRows(std::string_view blob) : m_rest(blob) {}
    // The bytes of the next row; none at the end.
    std::optional<std::string_view> next_bytes();
    std::optional<KeptRow> next();
    // The next of this kind and parameter. The rows are sorted: what is asked must be asked in that order.
    std::optional<KeptRow> next(RowKind kind, NameId parameter);

private:
    std::string_view m_rest;
};

// Ranges are kept apart by width, so that "ends after x" becomes a short scan of starts:
// in a class of width w nothing that starts before x - w can end after x.
struct WidthClass {
    int number;
    double width_max;
};
int width_class_of_date(std::int64_t low, std::int64_t high);
int width_class_of_number(double low, double high);
std::span<const WidthClass> date_width_classes();  // Milliseconds.
std::span<const WidthClass> number_width_classes();

// A text that stands in a key: long ones are cut and given a hash, the same for rows and questions.
std::string to_key(std::string_view text);
// The folded text as it stands in the key of the string table: the start of it.
std::string_view cut_folded(std::string_view folded);

}  // namespace helselos::store::sqlite
