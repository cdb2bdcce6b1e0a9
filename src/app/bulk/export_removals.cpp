#include "app/bulk/export_removals.h"

#include "base/limits.h"
#include "base/limits/bulk.h"
#include "interaction/address.h"
#include "interaction/outcome.h"
#include "json/draft.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::app::bulk {

namespace {

using Holds = ExportedFile::Holds;

std::string removal_of(const access::Key& key)
{
    return json::to_text(json::object({{"resourceType", "Bundle"}, {"type", "transaction"},
        {"entry",
            json::array({json::object(
                {{"request", json::object({{"method", "DELETE"}, {"url", interaction::reference_of(key)}})}})})}}));
}

class Removals {
public:
    Removals(access::Session& session, const interaction::Hall& hall, const std::unordered_set<std::string>& patients,
        ExportFiles& files)
        : m_session(session), m_hall(hall), m_patients(patients), m_files(files)
    {}

    // The newest version of each comes first. False when it was stopped. Errors too_large, and those of a history.
    Result<bool> tell(const std::string& type, Instant since, const std::atomic<bool>& stop)
    {
        std::unordered_set<std::string> met;
        access::HistoryQuery query{type, {}, since, limits::search_page_max, {}};
        do {
            if (stop)
                return false;
            auto history = TRY(m_session.history(query));
            for (const auto& version : history.versions)
                if (met.insert(version.key.id).second && version.act == access::Act::remove
                    && TRY(is_of_those_asked_for(version)))
                    TRY(m_files.add("Bundle", removal_of(version.key), Holds::removals));
            if (met.size() > limits::export_removals_max)
                return Error{Kind::too_large, "too much has changed"};
            query.cursor = std::move(history.next);
        } while (!query.cursor.empty());
        return true;
    }

private:
    // By what it was before it was removed.
    Result<bool> is_of_those_asked_for(const access::Version& removed)
    {
        if (m_patients.empty())
            return true;
        if (removed.key.type == "Patient")
            return m_patients.contains(removed.key.id);
        const auto before = TRY(m_session.read_version(removed.key, removed.number - 1));
        if (!before || before->body.empty())
            return false;
        const auto document = TRY(json::read(before->body));
        const auto rows = TRY(m_hall.extractor.extract(document.root()));
        constexpr std::string_view patient = "Patient/";
        return std::ranges::any_of(rows.compartments, [&](const std::string& compartment) {
            return compartment.starts_with(patient) && m_patients.contains(compartment.substr(patient.size()));
        });
    }

    access::Session& m_session;
    const interaction::Hall& m_hall;
    const std::unordered_set<std::string>& m_patients;
    ExportFiles& m_files;
};

// Of these the caller learns by asking for all of them anew.
bool is_untold(Kind kind)
{
    return kind == Kind::forbidden || kind == Kind::unsupported || kind == Kind::too_large || kind == Kind::too_costly;
}

}  // namespace

Result<bool> add_removals(access::Session& session, const interaction::Hall& hall, const ExportRecord& record,
    const std::unordered_set<std::string>& patients, ExportFiles& files, const std::atomic<bool>& stop)
{
    if (!record.wanted.since)
        return true;
    Removals removals(session, hall, patients, files);
    std::string untold;
    for (const auto& type : record.types) {
        const auto told = removals.tell(type, *record.wanted.since, stop);
        if (told && !*told)
            return false;
        if (!told && !is_untold(told.error().kind))
            return told.error();
        if (!told)
            untold += (untold.empty() ? "" : ", ") + type;
    }
    if (!untold.empty())
        TRY(files.add("OperationOutcome",
            interaction::outcome_text(
                {{Severity::warning, "incomplete", "", "what was removed is not told of these types: " + untold}}),
            Holds::problems));
    return true;
}

}  // namespace helselos::app::bulk
