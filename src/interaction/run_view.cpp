#include "interaction/run_view.h"

#include "base/base64.h"
#include "base/limits.h"
#include "fhir/search/parse_query.h"
#include "fhir/view_definition/evaluation.h"
#include "fhir/view_definition/row_text.h"
#include "fhir/view_definition/view.h"
#include "interaction/audit_event.h"
#include "interaction/criteria.h"
#include "interaction/outcome.h"
#include "interaction/read.h"
#include "interaction/view_request.h"
#include "interaction/view_work.h"
#include "json/draft.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
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

// The text of an answer.
class Answer : public TableSink {
public:
    Answer(const RowText& text, const ViewRequest& wanted) : m_text(text), m_limit(wanted.limit)
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
        return told();
    }

    bool takes(const Rows& rows) const override
    {
        return (!m_limit || m_rows + rows.count <= *m_limit)
            && m_body.size() + m_text.between().size() + rows.text.size() <= limits::view_answer_bytes_max;
    }

    Result<Wanted> add(const Rows& rows) override
    {
        if (rows.count == 0)
            return Wanted::more;
        if (m_rows > 0)
            m_body += m_text.between();
        m_body += rows.text;
        m_rows += rows.count;
        return told();
    }

    std::string finish() &&
    {
        m_text.end(m_body);
        return std::move(m_body);
    }

private:
    Wanted told() const { return m_limit && m_rows >= *m_limit ? Wanted::enough : Wanted::more; }

    const RowText& m_text;
    std::optional<std::uint64_t> m_limit;
    std::string m_body;
    std::uint64_t m_rows = 0;
};

class Run {
public:
    Run(const OperationRequest& request, const ViewRequest& wanted, const View& view, ViewCrew& crew)
        : m_request(request), m_wanted(wanted), m_view(view), m_text(view, wanted.format),
          m_now(request.hall.clock.now()), m_answer(m_text, wanted),
          m_work(crew, {m_view, m_text, request.hall.definitions, m_now}, m_answer)
    {}

    Result<std::string> text()
    {
        if (m_wanted.has_resources)
            TRY(over_given());
        else if (m_wanted.patients.empty() && m_wanted.groups.empty())
            TRY(over_all());
        else
            TRY(over_patients());
        TRY(m_work.finish());
        return std::move(m_answer).finish();
    }

private:
    Result<void> over_given()
    {
        if (!m_wanted.patients.empty() || !m_wanted.groups.empty() || m_wanted.since)
            return Error{Kind::unsupported, "patient, group and _since are of what is stored, not of what is sent"};
        Evaluation evaluation(m_view, m_request.hall.definitions, m_now);
        for (const auto resource : m_wanted.resources)
            if (TRY(evaluation.rows_of(resource, m_answer)) == Wanted::enough)
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
            auto found = m_request.session.search(query);
            if (!found)
                return after_what_was_read(std::move(found).error());
            if (TRY(add(std::move(found->matches))) == Wanted::enough)
                return Wanted::enough;
            query.cursor = std::move(found->next);
        } while (!query.cursor.empty());
        return Wanted::more;
    }

    // What was wrong with a page before is told before.
    Result<Wanted> after_what_was_read(Error error)
    {
        if (TRY(m_work.finish()) == Wanted::enough)
            return Wanted::enough;
        return error;
    }

    Result<Wanted> add(std::vector<access::Version> versions)
    {
        for (auto& version : versions)
            if (is_new(version.key.id) && TRY(m_work.add(std::move(version.body))) == Wanted::enough)
                return Wanted::enough;
        // What is read stands in the log: where the table may have an end, no page is read ahead of it.
        return m_wanted.limit ? m_work.finish() : Wanted::more;
    }

    // One resource may be in the compartments of several patients.
    bool is_new(const std::string& id) { return !m_may_meet_again || m_met.insert(id).second; }

    const OperationRequest& m_request;
    const ViewRequest& m_wanted;
    const View& m_view;
    const RowText m_text;
    const Instant m_now;
    Answer m_answer;
    ViewWork m_work;
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

constexpr int not_acceptable = 406;

OperationAnswer in_envelope(const std::string& body, std::string_view media_type)
{
    return {200,
        json::to_text(json::object(
            {{"resourceType", "Binary"}, {"contentType", media_type}, {"data", json::Draft(base64(body))}}))};
}

}  // namespace

Result<OperationAnswer> run_view(const OperationRequest& request, ViewCrew& crew)
{
    const auto wanted = TRY(read_view_request(request));
    if (!wanted.not_offered.empty())
        return OperationAnswer{not_acceptable, outcome_text(Error{Kind::unsupported, wanted.not_offered})};
    json::Document stored;
    auto definition = wanted.view;
    if (!definition.exists()) {
        stored = TRY(stored_view(request, wanted));
        definition = stored.root();
    }
    const auto view = TRY(fhir::view_definition::compile(definition, request.hall.definitions));
    Run run(request, wanted, view, crew);
    auto body = TRY(run.text());
    const auto media_type = fhir::view_definition::media_type(wanted.format);
    if (wanted.wants_envelope)
        return in_envelope(body, media_type);
    return OperationAnswer{200, std::move(body), fmt::format("{}; charset=utf-8", media_type)};
}

void add_run_view(Operations& operations)
{
    constexpr std::string_view definition = "http://sql-on-fhir.org/OperationDefinition/$viewdefinition-run";
    // Shared by the operations alone; it ends with the last of them.
    const auto crew = std::make_shared<ViewCrew>();
    const auto run = [crew](const OperationRequest& request) { return run_view(request, *crew); };
    const auto add = [&](std::string_view name, Level level, std::string_view type) {
        operations.add({std::string(name), level, std::string(type), false, std::string(definition), run, true});
    };
    add("$viewdefinition-run", Level::system, "");
    for (const auto level : {Level::type, Level::instance}) {
        add("$viewdefinition-run", level, "ViewDefinition");
        add("$run", level, "ViewDefinition");
    }
}

}  // namespace helselos::interaction
