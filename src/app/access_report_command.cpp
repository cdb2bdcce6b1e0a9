#include "app/access_report_command.h"

#include "app/report/gather.h"
#include "app/report/print.h"
#include "fhir/search/date_range.h"
#include "store/sqlite/look.h"

#include <fmt/core.h>

namespace helselos::app {

namespace {

Result<report::Period> period_of(const AccessReportWishes& wishes, const fhir::search::Zone& zone)
{
    report::Period period;
    const auto range = [&](const std::string& text) -> Result<fhir::path::MillisecondRange> {
        const auto found = fhir::search::date_range(text, zone);
        return found ? Result(*found) : Error{Kind::invalid, "not a date: write 2026-11-22"};
    };
    if (!wishes.from.empty())
        period.from = Instant(std::chrono::milliseconds(TRY(range(wishes.from)).low));
    if (!wishes.to.empty())
        period.before = Instant(std::chrono::milliseconds(TRY(range(wishes.to)).high));
    return period;
}

Result<void> carry_out(const AccessReportWishes& wishes)
{
    const auto zone = TRY(fhir::search::Zone::named(wishes.zone));
    const auto reader = TRY(store::sqlite::look(wishes.data));
    const auto tally = TRY(report::tally(*reader, TRY(period_of(wishes, *zone)), *zone));
    const auto findings = tally.findings(TRY(report::persons_of(*reader, tally.references())));
    if (wishes.format == "csv")
        fmt::print("{}", report::to_csv(findings));
    else if (wishes.format == "json")
        fmt::print("{}\n", report::to_json(findings));
    else
        fmt::print("{}", report::to_lines(findings));
    return {};
}

}  // namespace

int report_access(const AccessReportWishes& wishes)
{
    const auto done = carry_out(wishes);
    if (done)
        return 0;
    fmt::print(stderr, "helselos: {}\n", done.error().reason);
    return 1;
}

}  // namespace helselos::app
