// A resource. Its rows come in the order that is promised, without doubles and within the limits, are the same
// the second time, and are found by what a question for them would be folded to.
#include "targets.h"

#include "base/assert.h"
#include "base/limits.h"
#include "fhir/search/extract.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::fuzz {

namespace {

using fhir::search::Extractor;
using fhir::search::Rows;

template <typename Row>
void check_order(const std::vector<Row>& rows)
{
    for (std::size_t i = 1; i < rows.size(); ++i)
        HL_ASSERT(rows[i - 1].parameter != rows[i].parameter || rows[i - 1] < rows[i]);
}

void check(const Rows& rows)
{
    check_order(rows.tokens);
    check_order(rows.strings);
    check_order(rows.dates);
    check_order(rows.numbers);
    check_order(rows.quantities);
    check_order(rows.references);
    check_order(rows.uris);
    for (const auto& row : rows.strings) {
        HL_ASSERT(
            row.folded.size() <= limits::search_key_bytes_max && row.exact.size() <= limits::search_key_bytes_max);
        HL_ASSERT(fhir::search::fold(row.folded) == row.folded);
    }
    for (const auto& row : rows.dates)
        HL_ASSERT(row.low < row.high);
    for (const auto& row : rows.references)
        HL_ASSERT(row.id.empty() == row.type.empty() && (row.id.empty() || row.url.empty()));
    for (const auto& row : rows.tokens)
        HL_ASSERT(!row.system.empty() || !row.code.empty());
}

}  // namespace

void search_extract(std::string_view bytes)
{
    static const auto extractor = *Extractor::create(fhir::Definitions::r4());
    const auto document = json::read(bytes);
    if (!document.ok())
        return;
    const auto rows = extractor.extract(document->root());
    const auto again = extractor.extract(document->root());
    HL_ASSERT(rows.ok() == again.ok());
    if (!rows.ok())
        return;
    check(*rows);
    HL_ASSERT(rows->tokens == again->tokens && rows->references == again->references);
    HL_ASSERT(std::ranges::is_sorted(rows->compartments));
}

}  // namespace helselos::fuzz
