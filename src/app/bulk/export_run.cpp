#include "app/bulk/export_run.h"

#include "app/bulk/export_files.h"
#include "app/bulk/export_removals.h"
#include "base/limits.h"
#include "base/limits/bulk.h"
#include "fhir/search/parse_query.h"
#include "interaction/address.h"
#include "interaction/audit_event.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "interaction/shorten.h"
#include "json/read.h"

#include <algorithm>
#include <iterator>
#include <unordered_set>

namespace helselos::app::bulk {

namespace {

using fhir::search::Query;
using fhir::search::Space;

// One passage: a type, by one of its filters, or what is in a patient's compartment.
struct Part {
    std::vector<std::string> types;
    std::string filter;   // "code=x"; empty: none.
    std::string patient;  // The id; empty: of all.
};

bool is_of_patient(const interaction::Hall& hall, std::string_view type)
{
    const auto& rules = hall.definitions.compartment("Patient")->rules;
    return type == "Patient" || std::ranges::find(rules, type, &fhir::CompartmentRule::resource_type) != rules.end();
}

bool is_given_out(const interaction::Hall& hall, const ExportRecord& record, std::string_view type)
{
    return interaction::is_resource_type(type, hall.definitions) && type != interaction::audit_event_type
        && (!record.is_of_patients || is_of_patient(hall, type));
}

// By who names no types: what is open to everyone stands in no scope, and is given out when it is asked for.
bool is_meant(const access::Caller& caller, std::string_view type)
{
    return caller.kind != access::CallerKind::machine
        || std::ranges::any_of(caller.scopes, [type](const access::SmartScope& scope) {
               return scope.context == access::SmartScope::Context::system && scope.search
                   && (scope.type == "*" || scope.type == type);
           });
}

std::vector<std::string> filters_of(const ExportRecord& record, std::string_view type)
{
    std::vector<std::string> filters;
    for (const auto& filter : record.wanted.filters)
        if (const auto question = filter.find('?'); std::string_view(filter).substr(0, question) == type)
            filters.push_back(filter.substr(question + 1));
    return filters;
}

Result<void> check_filters(
    const interaction::Hall& hall, const ExportRecord& record, const std::vector<std::string>& types)
{
    if (record.wanted.filters.size() > limits::export_filters_max)
        return Error{Kind::too_large, "there are too many _typeFilter"};
    for (const auto& filter : record.wanted.filters) {
        const auto question = filter.find('?');
        const auto type = filter.substr(0, question);
        if (question == std::string::npos || std::ranges::find(types, type) == types.end())
            return Error{
                Kind::invalid, "_typeFilter is a search of a type that is given out: Observation?status=final"};
        TRY(interaction::parse_criteria(hall, type, filter.substr(question + 1)));
    }
    return {};
}

class Run {
public:
    Run(const access::Records& records, const interaction::Hall& hall, ExportRecord& record,
        const std::filesystem::path& folder, const std::atomic<bool>& stop)
        : m_session(records.open(record.caller)), m_hall(hall), m_record(record), m_folder(folder), m_stop(stop)
    {}

    Result<bool> go()
    {
        auto files = TRY(ExportFiles::open(m_record, m_folder));
        const auto parts = TRY(all_parts());
        for (; m_record.part < parts.size(); ++m_record.part, m_record.cursor.clear())
            if (!TRY(over(parts[m_record.part], files)))
                return false;
        // Of a group without members nothing is told: no patients would mean all of them.
        const bool has_none = !m_record.group.empty() && m_patients.empty();
        if (!has_none && !TRY(add_removals(m_session, m_hall, m_record, m_patients, files, m_stop)))
            return false;
        TRY(files.make_durable());
        TRY(bulk::make_durable(m_folder));
        m_record.state = JobState::done;
        m_record.ended = m_hall.clock.now();
        TRY(keep(m_record, m_folder));
        return true;
    }

private:
    Result<std::vector<Part>> all_parts()
    {
        std::vector<Part> parts;
        if (!m_record.is_of_patients)
            return parts_by_type({});
        for (const auto& patient : TRY(patients())) {
            auto of_one = parts_by_type(patient);
            std::ranges::move(of_one, std::back_inserter(parts));
        }
        return parts;
    }

    // Types without a filter go together where they are of one patient: one passage is enough.
    std::vector<Part> parts_by_type(const std::string& patient) const
    {
        std::vector<Part> parts;
        Part together{{}, {}, patient};
        for (const auto& type : m_record.types) {
            const auto filters = filters_of(m_record, type);
            for (const auto& filter : filters)
                parts.push_back({{type}, filter, patient});
            if (filters.empty() && !patient.empty())
                together.types.push_back(type);
            else if (filters.empty())
                parts.push_back({{type}, {}, {}});
        }
        if (!together.types.empty())
            parts.push_back(std::move(together));
        return parts;
    }

    // Those that are named or of a group are remembered: what was removed is told of them alone.
    Result<std::vector<std::string>> patients()
    {
        if (m_record.group.empty() && m_record.wanted.patients.empty())
            return all_patients();
        auto some
            = m_record.wanted.patients.empty() ? TRY(members_of(m_session, m_record.group)) : m_record.wanted.patients;
        m_patients.insert(some.begin(), some.end());
        return some;
    }

    Result<std::vector<std::string>> all_patients()
    {
        std::vector<std::string> ids;
        Issues notes;
        auto query = TRY(
            fhir::search::parse_query(Space::of_type("Patient"), {{"_count", std::to_string(limits::search_page_max)}},
                interaction::grounds_of(m_hall), fhir::search::Handling::strict, notes));
        do {
            auto found = TRY(m_session.search(query));
            for (const auto& version : found.matches)
                ids.push_back(version.key.id);
            if (ids.size() > limits::export_patients_max)
                return Error{Kind::too_large, "there are too many patients for one export"};
            query.cursor = std::move(found.next);
        } while (!query.cursor.empty());
        return ids;
    }

    Result<Query> query_of(const Part& part)
    {
        auto parameters = TRY(parse_query_string(part.filter));
        parameters.emplace_back("_count", std::to_string(limits::search_page_max));
        if (m_record.wanted.since)
            parameters.emplace_back("_lastUpdated", "gt" + to_text(*m_record.wanted.since));
        if (!m_record.cursor.empty())
            parameters.emplace_back("_cursor", m_record.cursor);
        Space space{part.types, false, {}};
        if (!part.patient.empty())
            space.owner = fhir::search::Owner{"Patient", part.patient};
        Issues notes;
        return fhir::search::parse_query(
            space, parameters, interaction::grounds_of(m_hall), fhir::search::Handling::strict, notes);
    }

    // False when it was stopped.
    Result<bool> over(const Part& part, ExportFiles& files)
    {
        auto query = TRY(query_of(part));
        const bool may_meet_again = m_record.is_of_patients || !part.filter.empty();
        do {
            if (m_stop)
                return false;
            auto found = TRY(m_session.search(query));
            for (const auto& version : found.matches)
                if (!may_meet_again || m_met.insert(interaction::reference_of(version.key)).second)
                    TRY(add(version, files));
            query.cursor = std::move(found.next);
            m_record.cursor = query.cursor;
            TRY(note(files));
        } while (!query.cursor.empty());
        return true;
    }

    Result<void> add(const access::Version& version, ExportFiles& files)
    {
        interaction::Shortening shortening;
        for (const auto& element : m_record.wanted.elements) {
            const auto point = element.find('.');
            if (point == std::string::npos)
                shortening.elements.push_back(element);
            else if (std::string_view(element).substr(0, point) == version.key.type)
                shortening.elements.push_back(element.substr(point + 1));
        }
        if (shortening.elements.empty())
            return files.add(version.key.type, version.body);
        return files.add(version.key.type, TRY(interaction::shorten(version.body, shortening, m_hall.definitions)));
    }

    // The end of a passage is no place to go on from: its cursor is that of a beginning.
    Result<void> note(ExportFiles& files)
    {
        const bool may_go_on = m_record.wanted.filters.empty() && !m_record.is_of_patients && !m_record.cursor.empty();
        if (!may_go_on || ++m_pages % limits::export_pages_between_records != 0)
            return {};
        TRY(files.make_durable());
        return keep(m_record, m_folder);
    }

    access::Session m_session;
    const interaction::Hall& m_hall;
    ExportRecord& m_record;
    const std::filesystem::path& m_folder;
    const std::atomic<bool>& m_stop;
    std::unordered_set<std::string> m_met;
    std::unordered_set<std::string> m_patients;
    std::uint64_t m_pages = 0;
};

}  // namespace

Result<std::vector<std::string>> types_of_export(
    access::Session& session, const interaction::Hall& hall, const ExportRecord& record)
{
    std::vector<std::string> types;
    for (const auto& type : record.wanted.types) {
        if (!is_given_out(hall, record, type))
            return Error{Kind::unsupported, "_type names a type that is not given out here"};
        if (!session.may_search(type))
            return Error{Kind::forbidden, "_type names a type you may not search"};
        types.push_back(type);
    }
    if (record.wanted.types.empty())
        for (const auto type : hall.definitions.resource_types())
            if (is_given_out(hall, record, type) && is_meant(session.caller(), type) && session.may_search(type))
                types.emplace_back(type);
    if (types.empty())
        return Error{Kind::forbidden, "there is no type you may search"};
    TRY(check_filters(hall, record, types));
    return types;
}

Result<std::vector<std::string>> members_of(access::Session& session, const std::string& group)
{
    constexpr std::string_view patient = "Patient/";
    const auto version = TRY(interaction::read(session, {"Group", group.substr(group.find('/') + 1)}));
    const auto document = TRY(json::read(version.body));
    std::vector<std::string> ids;
    for (const auto member : document.root()["member"].elements()) {
        const auto entity = member["entity"]["reference"].text();
        if (!member["inactive"].truth() && entity.starts_with(patient))
            ids.emplace_back(entity.substr(patient.size()));
    }
    return ids;
}

Result<bool> run_export(const access::Records& records, const interaction::Hall& hall, ExportRecord& record,
    const std::filesystem::path& folder, const std::atomic<bool>& stop)
{
    return Run(records, hall, record, folder, stop).go();
}

}  // namespace helselos::app::bulk
