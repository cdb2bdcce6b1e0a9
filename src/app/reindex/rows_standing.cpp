#include "app/reindex/rows_standing.h"

#include "access/memberships.h"
#include "base/text.h"
#include "fhir/search/rows_edition.h"
#include "json/read.h"

#include <algorithm>

#include <fmt/format.h>

namespace helselos::app {

namespace {

using access::memberships_edition;
using fhir::search::rows_edition;

constexpr int edition_before_it_was_kept = 1;

Result<int> number_of(json::Value value)
{
    const auto number = to_unsigned(value.text());
    if (!number || *number == 0 || *number > 1'000'000)
        return Error{Kind::fault, "what is kept of the search rows is damaged"};
    return static_cast<int>(*number);
}

// What was kept before there were editions of it is of the first.
Result<int> number_if_any(json::Value value)
{
    return value.exists() ? number_of(value) : edition_before_it_was_kept;
}

bool is_present(const RowsStanding& standing)
{
    return standing.edition == rows_edition && standing.memberships == memberships_edition;
}

RowsStanding standing_of_first_start(HasData has_data)
{
    RowsStanding standing;
    standing.edition = has_data == HasData::yes ? edition_before_it_was_kept : rows_edition;
    standing.target = rows_edition;
    standing.memberships = has_data == HasData::yes ? edition_before_it_was_kept : memberships_edition;
    standing.memberships_target = memberships_edition;
    standing.is_done = is_present(standing);
    return standing;
}

// From the first of all types there are by then.
void begin(RowsStanding& standing)
{
    standing.memberships_failed = 0;
    standing.types.clear();
    standing.first_failed.clear();
    standing.begin_anew();
}

}  // namespace

std::string_view RowsStanding::state() const
{
    if (is_asked && !is_done)
        return "indexing";
    const bool has_failed = is_asked && resources_failed + memberships_failed > 0;
    if (edition >= target && memberships >= memberships_target && !has_failed)
        return "ready";
    return is_done ? "incomplete" : "indexing";
}

std::string RowsStanding::reason() const
{
    if (state() != "incomplete")
        return {};
    return fmt::format("the rows of {} resources could not be made, first those of {}; {}",
        resources_failed + memberships_failed, first_failed,
        is_asked ? "they have those they had" : "the next start tries again");
}

std::string to_text(const RowsStanding& standing)
{
    auto draft = json::object(
        {{"edition", standing.edition}, {"target", standing.target}, {"firstFailed", standing.first_failed},
            {"memberships", standing.memberships}, {"membershipsTarget", standing.memberships_target},
            {"membershipsFailed", standing.memberships_failed}, {"isAsked", standing.is_asked}});
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
    standing.memberships = TRY(number_if_any(document->root()["memberships"]));
    standing.memberships_target = TRY(number_if_any(document->root()["membershipsTarget"]));
    standing.memberships_failed = to_unsigned(document->root()["membershipsFailed"].text()).value_or(0);
    standing.first_failed = document->root()["firstFailed"].text();
    standing.is_asked = document->root()["isAsked"].truth();
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
    if (std::max(standing.memberships, standing.memberships_target) > memberships_edition)
        return Error{Kind::unsupported, "a newer program says in the data who may see it"};
    const bool is_on_its_way = standing.target == rows_edition && standing.memberships_target == memberships_edition;
    if (is_present(standing) || (is_on_its_way && !standing.is_done))
        return standing;
    standing.target = rows_edition;
    standing.memberships_target = memberships_edition;
    standing.is_asked = false;
    begin(standing);
    return standing;
}

bool ask_anew(RowsStanding& standing)
{
    if (standing.state() == "indexing")
        return false;
    standing.is_asked = true;
    begin(standing);
    return true;
}

void finish(RowsStanding& standing)
{
    standing.is_done = true;
    standing.cursor.clear();
    if (standing.resources_failed > 0)
        return;
    standing.edition = standing.target;
    if (standing.memberships_failed == 0)
        standing.memberships = standing.memberships_target;
}

}  // namespace helselos::app
