#include "interaction/run_view.h"

#include "base/base64.h"
#include "base/limits.h"
#include "fhir/search/parse_query.h"
#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "interaction/audit_event.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "interaction/view_request.h"
#include "json/draft.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace helselos::interaction {

namespace {

using fhir::search::Query;
using fhir::view_definition::Evaluation;
using fhir::view_definition::Row;
using fhir::view_definition::RowSink;
using fhir::view_definition::RowText;
using fhir::view_definition::View;
using fhir::view_definition::Wanted;

// The text of an answer, a row at a time.
class Answer : public RowSink {
public:
    Answer(const View& view, const ViewRequest& wanted) : m_text(view, wanted.format), m_limit(wanted.limit)
    {
        m_text.begin(wanted.header, m_body);
    }

    Result<Wanted> row(Row row) override
    {
        if (m_rows > 0)
            m_body += m_text.between();
        m_text.add(row, m_body);
        ++m_rows;
        if (m_body.size() > limits::view_answer_bytes_max)
            return Error{
                Kind::too_large, "the table is too large for one answer: _limit, _since or patient make it less"};
        return m_limit && m_rows >= *m_limit ? Wanted::enough : Wanted::more;
    }

    std::string finish() &&
    {
        m_text.end(m_body);
        return std::move(m_body);
    }

private:
    RowText m_text;
    std::optional<std::uint64_t> m_limit;
    std::string m_body;
    std::uint64_t m_rows = 0;
};

class Run {
public:
    Run(const OperationRequest& request, const ViewRequest& wanted, const View& view)
        : m_request(request), m_wanted(wanted), m_view(view),
          m_evaluation(view, request.hall.definitions, request.hall.clock.now()), m_answer(view, wanted)
    {}

    Result<std::string> text()
    {
        if (m_wanted.has_resources)
            TRY(over_given());
        else if (m_wanted.patients.empty() && m_wanted.groups.empty())
            TRY(over_all());
        else
            TRY(over_patients());
        return std::move(m_answer).finish();
    }

private:
    Result<void> over_given()
    {
        if (!m_wanted.patients.empty() || !m_wanted.groups.empty() || m_wanted.since)
            return Error{Kind::unsupported, "patient, group and _since are of what is stored, not of what is sent"};
        for (const auto resource : m_wanted.resources)
            if (TRY(m_evaluation.rows_of(resource, m_answer)) == Wanted::enough)
                break;
        return {};
    }

    Result<void> over_all()
    {
        const auto query = TRY(query_of(std::string()));
        TRY(over(query));
        return {};
    }

    Result<void> over_patients()
    {
        std::set<std::string> patients(m_wanted.patients.begin(), m_wanted.patients.end());
        for (const auto& group : m_wanted.groups)
            TRY(add_members(group, patients));
        if (patients.size() > limits::view_patients_max)
            return Error{Kind::too_large, "the groups have too many members"};
        m_may_meet_again = patients.size() > 1;
        for (const auto& patient : patients)
            if (TRY(over(TRY(query_of(patient)))) == Wanted::enough)
                break;
        return {};
    }

    Result<void> add_members(const std::string& group, std::set<std::string>& patients)
    {
        constexpr std::string_view type = "Group/";
        const auto version = TRY(read(m_request.session, {"Group", group.substr(type.size())}));
        const auto document = TRY(json::read(version.body));
        for (const auto member : document.root()["member"].elements()) {
            const auto entity = member["entity"]["reference"].text();
            if (!member["inactive"].truth() && entity.starts_with("Patient/"))
                patients.emplace(entity);
        }
        return {};
    }

    Result<Query> query_of(const std::string& patient)
    {
        if (m_view.resource() == audit_event_type)
            return Error{Kind::unsupported, "AuditEvents are told from the log, and no view is made of it",
                "ViewDefinition.resource"};
        auto space = fhir::search::Space::of_type(m_view.resource());
        if (!patient.empty())
            space.owner = fhir::search::Owner{"Patient", patient.substr(patient.find('/') + 1)};
        QueryParameters parameters;
        parameters.emplace_back("_count", std::to_string(limits::search_page_max));
        if (m_wanted.since)
            parameters.emplace_back("_lastUpdated", "ge" + to_text(*m_wanted.since));
        Issues notes;
        auto query = fhir::search::parse_query(
            space, parameters, grounds_of(m_request.hall), fhir::search::Handling::strict, notes);
        if (!query && query.error().kind == Kind::not_found)
            return Error{Kind::unprocessable,
                "resources of this type belong to no patient: run the view without patient", "ViewDefinition.resource"};
        return query;
    }

    Result<Wanted> over(Query query)
    {
        do {
            auto found = TRY(m_request.session.search(query));
            for (const auto& version : found.matches)
                if (is_new(version.key.id) && TRY(add(version)) == Wanted::enough)
                    return Wanted::enough;
            query.cursor = std::move(found.next);
        } while (!query.cursor.empty());
        return Wanted::more;
    }

    // One resource may be in the compartments of several patients.
    bool is_new(const std::string& id) { return !m_may_meet_again || m_met.insert(id).second; }

    Result<Wanted> add(const access::Version& version)
    {
        const auto document = TRY(json::read(version.body));
        return m_evaluation.rows_of(document.root(), m_answer);
    }

    const OperationRequest& m_request;
    const ViewRequest& m_wanted;
    const View& m_view;
    Evaluation m_evaluation;
    Answer m_answer;
    bool m_may_meet_again = false;
    std::set<std::string> m_met;
};

Result<access::Key> find_by_url(const OperationRequest& request, const std::string& canonical)
{
    const auto bar = canonical.find('|');
    QueryParameters parameters{{"url", canonical.substr(0, bar)}, {"_sort", "-_lastUpdated"}, {"_count", "1"}};
    if (bar != std::string::npos)
        parameters.emplace_back("version", canonical.substr(bar + 1));
    Issues notes;
    const auto query = TRY(fhir::search::parse_query(fhir::search::Space::of_type("ViewDefinition"), parameters,
        grounds_of(request.hall), fhir::search::Handling::strict, notes));
    const auto found = TRY(request.session.search(query));
    if (found.matches.empty())
        return Error{Kind::not_found, "no such ViewDefinition"};
    return found.matches.front().key;
}

Result<json::Document> stored_view(const OperationRequest& request, const ViewRequest& wanted)
{
    if (!wanted.canonical.empty())
        return json::read(TRY(read(request.session, TRY(find_by_url(request, wanted.canonical)))).body);
    const auto address = parse_address(wanted.reference, request.hall.definitions);
    if (!address || address->type != "ViewDefinition" || address->id.empty())
        return Error{Kind::not_found, "no such ViewDefinition"};
    return json::read(TRY(read(request.session, address->key())).body);
}

OperationAnswer in_envelope(const std::string& body, std::string_view media_type)
{
    return {200,
        json::to_text(json::object(
            {{"resourceType", "Binary"}, {"contentType", media_type}, {"data", json::Draft(base64(body))}}))};
}

}  // namespace

Result<OperationAnswer> run_view(const OperationRequest& request)
{
    const auto wanted = TRY(read_view_request(request));
    json::Document stored;
    auto definition = wanted.view;
    if (!definition.exists()) {
        stored = TRY(stored_view(request, wanted));
        definition = stored.root();
    }
    const auto view = TRY(fhir::view_definition::compile(definition, request.hall.definitions));
    Run run(request, wanted, view);
    auto body = TRY(run.text());
    const auto media_type = fhir::view_definition::media_type(wanted.format);
    if (wanted.wants_envelope)
        return in_envelope(body, media_type);
    return OperationAnswer{200, std::move(body), fmt::format("{}; charset=utf-8", media_type)};
}

void add_run_view(Operations& operations)
{
    constexpr std::string_view definition = "http://sql-on-fhir.org/OperationDefinition/$viewdefinition-run";
    const auto add = [&](std::string_view name, Level level, std::string_view type) {
        operations.add({std::string(name), level, std::string(type), false, std::string(definition), run_view, true});
    };
    add("$viewdefinition-run", Level::system, "");
    for (const auto level : {Level::type, Level::instance}) {
        add("$viewdefinition-run", level, "ViewDefinition");
        add("$run", level, "ViewDefinition");
    }
}

}  // namespace helselos::interaction
