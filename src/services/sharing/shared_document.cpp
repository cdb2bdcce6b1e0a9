#include "services/sharing/shared_document.h"

#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "services/sharing/pdf.h"
#include "services/sharing/words.h"
#include "json/draft.h"
#include "json/read.h"

#include <list>

namespace helselos::sharing {

namespace {

using fhir::view::code_in;
using fhir::view::concept_of;
using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view loinc = "http://loinc.org";
constexpr std::string_view patient_note = "51855-5";
constexpr std::string_view nothing_said = "Ikke oppgitt.";

void append_escaped(std::string_view text, std::string& to)
{
    for (const char c : text) {
        if (c == '<')
            to += "&lt;";
        else if (c == '>')
            to += "&gt;";
        else if (c == '&')
            to += "&amp;";
        else if (c == '\n')
            to += "<br/>";
        else
            to += c;
    }
}

// Reads what a reference of ours names, within the caller's reach; what is not there is absent.
class Reading {
public:
    explicit Reading(access::Session& session) : m_session(session) {}

    Result<json::Value> read(json::Value reference)
    {
        const auto text = reference["reference"].text();
        const auto slash = text.find('/');
        if (slash == std::string_view::npos)
            return json::Value();
        const auto version
            = TRY(m_session.read({std::string(text.substr(0, slash)), std::string(text.substr(slash + 1))}));
        if (!version || version->act == access::Act::remove)
            return json::Value();
        m_documents.push_back(TRY(json::read(version->body)));
        return m_documents.back().root();
    }

    // What is in a list of searched resources, at most one page.
    Result<json::Value> first_of(const interaction::Hall& hall, std::string_view type, const std::string& criteria);

private:
    access::Session& m_session;
    std::list<json::Document> m_documents;  // Values stay valid when more are read.
};

Result<json::Value> Reading::first_of(const interaction::Hall& hall, std::string_view type, const std::string& criteria)
{
    auto query = TRY(interaction::parse_criteria(hall, type, criteria));
    query.count = 1;
    const auto found = TRY(m_session.search(query));
    if (found.matches.empty())
        return json::Value();
    m_documents.push_back(TRY(json::read(found.matches.front().body)));
    return m_documents.back().root();
}

Result<SharedParts> read_parts(Reading& reading, const OperationRequest& request)
{
    SharedParts parts;
    const auto own = json::to_document(reference_to("Task/" + request.address.id));
    parts.task = TRY(reading.read(own.root()));
    if (!parts.task.exists() || code_in(parts.task["code"], task_system) != review_assessment)
        return Error{Kind::not_found, "no such resource"};
    parts.assessment = TRY(reading.read(parts.task["focus"]));
    if (!parts.assessment.exists())
        return Error{Kind::not_found, "no such resource"};
    parts.patient = TRY(reading.read(parts.task["for"]));
    parts.organization = TRY(reading.read(parts.task["owner"]));
    for (const auto input : parts.task["input"].elements()) {
        const auto code = code_in(input["type"], input_system);
        if (code == "response")
            parts.response = TRY(reading.read(input["valueReference"]));
        if (code == "picture")
            if (const auto picture = TRY(reading.read(input["valueReference"])); picture.exists())
                parts.pictures.push_back(picture);
    }
    parts.provenance = TRY(reading.first_of(
        request.hall, "Provenance", "target=" + percent_encode(parts.task["focus"]["reference"].text())));
    return parts;
}

json::Draft narrative(const std::vector<std::string>& lines)
{
    return json::object({{"status", "generated"}, {"div", narrative_of(lines)}});
}

json::Draft section_of(const Section& section)
{
    auto entries = json::array();
    for (const auto& reference : section.references)
        entries.push(reference_to(reference));
    const bool is_said = !section.lines.empty();
    return json::object({
        {"title", section.title},
        {"code", section.code.empty() ? json::Draft() : concept_of(loinc, section.code)},
        {"text", narrative(is_said ? section.lines : std::vector{std::string(nothing_said)})},
        {"entry", is_said ? json::unless_empty(entries) : json::Draft()},
    });
}

json::Draft composition_of(const Account& account, const SharedParts& parts, const DocumentMaking& making)
{
    auto sections = json::array();
    for (const auto& section : account.sections)
        sections.push(section_of(section));
    std::vector<std::string> facts;
    for (const auto& [label, value] : account.facts)
        facts.push_back(label + ": " + value);
    return json::object({
        {"resourceType", "Composition"},
        {"id", making.id},
        {"language", "nb"},
        {"text", narrative(facts)},
        {"status", "final"},
        {"type", concept_of(loinc, patient_note)},
        {"subject", parts.patient.exists() ? json::Draft(parts.task["for"]) : json::Draft()},
        {"date", to_text(making.now)},
        {"author",
            json::array({json::object({
                {"type", "Device"},
                {"identifier", json::object({{"system", "urn:ietf:rfc:3986"}, {"value", calculator_address}})},
                {"display", "Helselos"},
            })})},
        {"title", account.title},
        {"section", sections},
    });
}

void add_entry(json::Value resource, const std::string& base, json::Draft& entries)
{
    if (resource.exists())
        entries.push(json::object(
            {{"fullUrl",
                 base + "/" + std::string(resource["resourceType"].text()) + "/" + std::string(resource["id"].text())},
                {"resource", json::Draft(resource)}}));
}

}  // namespace

std::string narrative_of(const std::vector<std::string>& lines)
{
    std::string div = R"(<div xmlns="http://www.w3.org/1999/xhtml" lang="nb" xml:lang="nb">)";
    for (const auto& line : lines) {
        div += "<p>";
        append_escaped(line, div);
        div += "</p>";
    }
    return div + "</div>";
}

json::Draft document_of(const Account& account, const SharedParts& parts, const DocumentMaking& making)
{
    auto entries = json::array(
        {json::object({{"fullUrl", "urn:uuid:" + making.id}, {"resource", composition_of(account, parts, making)}})});
    for (const auto resource : {parts.patient, parts.assessment, parts.response, parts.provenance, parts.organization})
        add_entry(resource, making.base, entries);
    for (const auto picture : parts.pictures)
        add_entry(picture, making.base, entries);
    return json::object({
        {"resourceType", "Bundle"},
        {"identifier", json::object({{"system", "urn:ietf:rfc:3986"}, {"value", "urn:uuid:" + making.id}})},
        {"type", "document"},
        {"timestamp", to_text(making.now)},
        {"entry", entries},
    });
}

Result<OperationAnswer> shared_document(const Desk&, const OperationRequest& request)
{
    Reading reading(request.session);
    const auto parts = TRY(read_parts(reading, request));
    const auto account = TRY(account_of(parts));
    if (request.media == "application/pdf")
        return OperationAnswer{200, TRY(pdf_of(account)), request.media};
    const DocumentMaking making{make_uuid(request.hall.random), request.base, request.hall.clock.now()};
    return OperationAnswer{200, json::to_text(document_of(account, parts, making))};
}

}  // namespace helselos::sharing
