#include "app/report/gather.h"

#include "base/limits.h"
#include "base/text.h"
#include "fhir/search/rows.h"
#include "json/read.h"

namespace helselos::app::report {

namespace {

constexpr std::int64_t milliseconds_of_day = 86'400'000;
constexpr std::int64_t milliseconds_of_hour = 3'600'000;

// The zone tells what a wall time is in UTC; the way back is one step of correction.
std::int64_t on_the_wall(std::int64_t utc, const fhir::search::Zone& zone)
{
    auto wall = utc + (utc - zone.to_utc(utc));
    wall += utc - zone.to_utc(wall);
    return wall;
}

std::string address_in(json::Value resource)
{
    const auto address = resource["address"].at(0);
    std::string text;
    for (const auto line : address["line"].elements())
        text += std::string(line.text()) + " ";
    if (text.empty())
        return {};
    return fhir::search::fold(text + std::string(address["postalCode"].text()));
}

}  // namespace

bool is_at_usual_hours(Instant at, const fhir::search::Zone& zone)
{
    const auto wall = on_the_wall(at.time_since_epoch().count(), zone);
    const auto hour = wall % milliseconds_of_day / milliseconds_of_hour;
    // 1970-01-01 was a Thursday.
    const auto weekday = (wall / milliseconds_of_day + 3) % 7;
    return weekday < 5 && hour >= 7 && hour < 17;
}

Person person_in(json::Value resource)
{
    Person person;
    person.surname = fhir::search::fold(resource["name"].at(0)["family"].text());
    person.address = address_in(resource);
    for (const auto identifier : resource["identifier"].elements())
        if (!identifier["system"].text().empty() && !identifier["value"].text().empty())
            person.identifiers.insert(
                std::string(identifier["system"].text()) + "|" + std::string(identifier["value"].text()));
    return person;
}

Result<AccessTally> tally(store::Reader& reader, const Period& period, const fhir::search::Zone& zone)
{
    AccessTally tally;
    store::LogQuery query;
    query.from = period.from;
    query.before = period.before;
    query.count = limits::log_page_max;
    do {
        const auto log = TRY(reader.audit_search(query));
        for (const auto& logged : log.rows)
            tally.take(logged.row, is_at_usual_hours(logged.row.at, zone));
        query.cursor = log.next;
    } while (!query.cursor.empty());
    return tally;
}

// Who is removed or was never here is not known, and not compared.
Result<Persons> persons_of(store::Reader& reader, const std::set<std::string>& references)
{
    Persons persons;
    for (const auto& reference : references) {
        const auto slash = reference.find('/');
        const auto version = TRY(reader.read({reference.substr(0, slash), reference.substr(slash + 1)}));
        if (!version || version->act == store::Act::remove)
            continue;
        const auto document = TRY(json::read(version->body));
        persons[reference] = person_in(document.root());
    }
    return persons;
}

}  // namespace helselos::app::report
