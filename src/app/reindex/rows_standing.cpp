#include "app/reindex/rows_standing.h"

#include "base/text.h"
#include "fhir/search/rows_edition.h"
#include "json/read.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::app {

namespace {

using fhir::search::rows_edition;

constexpr int edition_before_it_was_kept = 1;

Result<int> number_of(json::Value value)
{
    const auto number = to_unsigned(value.text());
    if (!number || *number == 0 || *number > 1'000'000)
        return Error{Kind::fault, "what is kept of the search rows is damaged"};
    return static_cast<int>(*number);
}

RowsStanding standing_of_first_start(HasData has_data)
{
    RowsStanding standing;
    standing.edition = has_data == HasData::yes ? edition_before_it_was_kept : rows_edition;
    standing.target = rows_edition;
    standing.is_done = standing.edition == rows_edition;
    return standing;
}

}  // namespace

std::string_view RowsStanding::state() const
{
    if (edition >= target)
        return "ready";
    return is_done ? "incomplete" : "indexing";
}

std::string RowsStanding::reason() const
{
    if (state() != "incomplete")
        return {};
    return fmt::format("the rows of {} resources could not be made, first those of {}; the next start tries again",
        resources_failed, first_failed);
}

std::string to_text(const RowsStanding& standing)
{
    auto draft = json::object(
        {{"edition", standing.edition}, {"target", standing.target}, {"firstFailed", standing.first_failed}});
    add_passage(standing, draft);
    return json::to_text(draft);
}

Result<RowsStanding> rows_standing_from_text(std::string_view text)
{
    const auto document = json::read(text);
    if (!document || !document->root().is_object())
        return Error{Kind::fault, "what is kept of the search rows is damaged"};
    RowsStanding standing;
    standing.edition = TRY(number_of(document->root()["edition"]));
    standing.target = TRY(number_of(document->root()["target"]));
    standing.first_failed = document->root()["firstFailed"].text();
    read_passage(document->root(), standing);
    return standing;
}

Result<RowsStanding> standing_of_rows(std::string_view kept, HasData has_data)
{
    auto standing = kept.empty() ? standing_of_first_start(has_data) : TRY(rows_standing_from_text(kept));
    if (std::max(standing.edition, standing.target) > rows_edition)
        return Error{Kind::unsupported,
            fmt::format("the data has search rows of edition {}, this program knows up to {}",
                std::max(standing.edition, standing.target), rows_edition)};
    if (standing.edition == rows_edition || (standing.target == rows_edition && !standing.is_done))
        return standing;
    standing.target = rows_edition;
    standing.types.clear();
    standing.first_failed.clear();
    standing.begin_anew();
    return standing;
}

void finish(RowsStanding& standing)
{
    standing.is_done = true;
    standing.cursor.clear();
    if (standing.resources_failed == 0)
        standing.edition = standing.target;
}

}  // namespace helselos::app
