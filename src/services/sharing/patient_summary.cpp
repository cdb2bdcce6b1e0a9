#include "services/sharing/patient_summary.h"

#include "base/limits.h"
#include "base/url.h"
#include "fhir/view/coded.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "services/sharing/shared_document.h"
#include "services/sharing/words.h"
#include "json/draft.h"
#include "json/read.h"

#include <list>

namespace helselos::sharing {

namespace {

using fhir::view::concept_of;
using fhir::view::reference_to;
using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::string_view loinc = "http://loinc.org";

struct Part {
    std::string_view title;
    std::string_view code;
    std::string_view type;
    std::string_view criteria;  // Beside the patient.
    bool is_required = false;
};

// http://hl7.org/fhir/uv/ips: problems, allergies and medication are required. What was entered in error is left out.
constexpr Part parts[] = {
    {"Diagnoser og helseproblemer", "11450-4", "Condition", "&verification-status:not=entered-in-error,refuted", true},
    {"Allergier og intoleranser", "48765-2", "AllergyIntolerance", "&verification-status:not=entered-in-error,refuted",
        true},
    {"Legemidler", "10160-0", "MedicationStatement", "&status:not=entered-in-error,not-taken", true},
    {"Vaksiner", "11369-6", "Immunization", "&status:not=entered-in-error", false},
    {"Målinger", "8716-3", "Observation", "&category=vital-signs&status:not=entered-in-error", false},
    {"Prøvesvar", "30954-2", "Observation", "&category=laboratory&status:not=entered-in-error", false},
};

struct FoundPart {
    const Part* part = nullptr;
    std::vector<json::Value> resources;
    bool is_cut = false;
};

class Summary {
public:
    Summary(const OperationRequest& request) : m_request(request) {}

    Result<json::Draft> make();

private:
    Result<FoundPart> find(const Part& part);
    json::Draft section(const FoundPart& found) const;

    const OperationRequest& m_request;
    std::list<json::Document> m_documents;  // Values stay valid when more are read.
};

Result<FoundPart> Summary::find(const Part& part)
{
    FoundPart found{&part, {}, false};
    if (!m_request.session.may_search(part.type))
        return found;
    auto query = TRY(interaction::parse_criteria(m_request.hall, part.type,
        "patient=" + percent_encode("Patient/" + m_request.address.id) + std::string(part.criteria)));
    query.count = limits::summary_entries_max;
    const auto page = TRY(m_request.session.search(query));
    found.is_cut = !page.next.empty();
    for (const auto& match : page.matches) {
        m_documents.push_back(TRY(json::read(match.body)));
        found.resources.push_back(m_documents.back().root());
    }
    return found;
}

std::string words_of(json::Value coded)
{
    if (coded["text"].exists())
        return std::string(coded["text"].text());
    const auto coding = coded["coding"].at(0);
    return std::string(coding["display"].exists() ? coding["display"].text() : coding["code"].text());
}

std::string line_of(json::Value resource)
{
    for (const auto name : {"code", "medicationCodeableConcept", "vaccineCode"})
        if (resource[name].exists()) {
            auto line = words_of(resource[name]);
            if (const auto value = resource["valueQuantity"]; value.exists())
                line.append(": ").append(value["value"].text()).append(" ").append(value["unit"].text());
            return line;
        }
    return "Uten navn";
}

std::string address_of(json::Value resource)
{
    return std::string(resource["resourceType"].text()) + "/" + std::string(resource["id"].text());
}

json::Draft Summary::section(const FoundPart& found) const
{
    std::vector<std::string> lines;
    auto entries = json::array();
    for (const auto resource : found.resources) {
        lines.push_back(line_of(resource));
        entries.push(reference_to(address_of(resource)));
    }
    if (found.is_cut)
        lines.emplace_back("Det finnes mer enn det som står her.");
    const bool is_empty = found.resources.empty();
    if (is_empty)
        lines.emplace_back("Ingen opplysninger her. Det betyr ikke at det ikke finnes noe.");
    return json::object({
        {"title", found.part->title},
        {"code", concept_of(loinc, found.part->code)},
        {"text", json::object({{"status", "generated"}, {"div", narrative_of(lines)}})},
        {"entry", json::unless_empty(entries)},
        {"emptyReason",
            is_empty ? concept_of("http://terminology.hl7.org/CodeSystem/list-empty-reason", "unavailable")
                     : json::Draft()},
    });
}

json::Draft entry_of(json::Value resource, const std::string& base)
{
    return json::object({{"fullUrl", base + "/" + address_of(resource)}, {"resource", json::Draft(resource)}});
}

Result<json::Draft> Summary::make()
{
    const auto patient = TRY(interaction::read(m_request.session, m_request.address.key()));
    m_documents.push_back(TRY(json::read(patient.body)));
    auto contents = json::array({entry_of(m_documents.back().root(), m_request.base)});
    auto sections = json::array();
    for (const auto& part : parts) {
        const auto found = TRY(find(part));
        if (found.resources.empty() && !part.is_required)
            continue;
        sections.push(section(found));
        for (const auto resource : found.resources)
            contents.push(entry_of(resource, m_request.base));
    }
    const auto id = make_uuid(m_request.hall.random);
    const auto now = to_text(m_request.hall.clock.now());
    auto entries = json::array({json::object({{"fullUrl", "urn:uuid:" + id},
        {"resource",
            json::object({
                {"resourceType", "Composition"},
                {"id", id},
                {"language", "nb"},
                {"status", "final"},
                {"type", concept_of(loinc, "60591-5")},
                {"subject", reference_to("Patient/" + m_request.address.id)},
                {"date", now},
                {"author",
                    json::array({json::object({{"type", "Device"},
                        {"identifier",
                            json::object({{"system", "urn:ietf:rfc:3986"}, {"value", "https://helselos.no/fhir"}})},
                        {"display", "Helselos"}})})},
                {"title", "Pasientoversikt"},
                {"section", sections},
            })}})});
    for (const auto& content : contents.elements())
        entries.push(content);
    return json::object({{"resourceType", "Bundle"},
        {"identifier", json::object({{"system", "urn:ietf:rfc:3986"}, {"value", "urn:uuid:" + id}})},
        {"type", "document"}, {"timestamp", now}, {"entry", entries}});
}

}  // namespace

Result<OperationAnswer> patient_summary(const Desk&, const OperationRequest& request)
{
    return OperationAnswer{200, json::to_text(TRY(Summary(request).make()))};
}

}  // namespace helselos::sharing
