#include "access/deidentify.h"

#include "access/calendar.h"
#include "base/digest.h"
#include "base/limits.h"
#include "base/text.h"
#include "json/draft.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <fmt/format.h>

namespace helselos::access {

namespace {

using json::Draft;

constexpr std::size_t pseudonym_letters = 32;
constexpr std::size_t number_letters_max = 8;  // A national number has eleven digits, a time in seconds ten.

enum class Keep : std::uint8_t {
    word,      // A code of the short list.
    concept_,  // Codes of known systems, without their texts.
    quantity,  // Value and unit.
    number,
    truth,
    week,     // A date, moved.
    patient,  // A reference, by pseudonym.
    name,     // A name that a form gives, as another: the same for everybody.
};

struct Row {
    std::string_view type;
    std::string_view path;
    Keep keep;
};

// All that is shown.
constexpr Row rows[] = {
    {"Observation", "status", Keep::word},
    {"Observation", "category", Keep::concept_},
    {"Observation", "code", Keep::concept_},
    {"Observation", "subject", Keep::patient},
    {"Observation", "effectiveDateTime", Keep::week},
    {"Observation", "effectivePeriod.start", Keep::week},
    {"Observation", "valueQuantity", Keep::quantity},
    {"Observation", "valueCodeableConcept", Keep::concept_},
    {"Observation", "valueInteger", Keep::number},
    {"Observation", "valueBoolean", Keep::truth},
    {"Observation", "interpretation", Keep::concept_},
    {"Observation", "component.code", Keep::concept_},
    {"Observation", "component.valueQuantity", Keep::quantity},
    {"Observation", "component.valueCodeableConcept", Keep::concept_},
    {"Observation", "component.valueInteger", Keep::number},

    {"Condition", "clinicalStatus", Keep::concept_},
    {"Condition", "verificationStatus", Keep::concept_},
    {"Condition", "severity", Keep::concept_},
    {"Condition", "code", Keep::concept_},
    {"Condition", "subject", Keep::patient},
    {"Condition", "onsetDateTime", Keep::week},
    {"Condition", "abatementDateTime", Keep::week},
    {"Condition", "recordedDate", Keep::week},

    {"RiskAssessment", "status", Keep::word},
    {"RiskAssessment", "code", Keep::concept_},
    {"RiskAssessment", "method", Keep::concept_},
    {"RiskAssessment", "subject", Keep::patient},
    {"RiskAssessment", "occurrenceDateTime", Keep::week},
    {"RiskAssessment", "prediction.outcome", Keep::concept_},
    {"RiskAssessment", "prediction.qualitativeRisk", Keep::concept_},

    {"QuestionnaireResponse", "status", Keep::word},
    {"QuestionnaireResponse", "questionnaire", Keep::name},
    {"QuestionnaireResponse", "subject", Keep::patient},
    {"QuestionnaireResponse", "authored", Keep::week},
    {"QuestionnaireResponse", "item.linkId", Keep::name},
    {"QuestionnaireResponse", "item.answer.valueBoolean", Keep::truth},
    {"QuestionnaireResponse", "item.answer.valueInteger", Keep::number},
    {"QuestionnaireResponse", "item.answer.valueDecimal", Keep::number},
    {"QuestionnaireResponse", "item.answer.valueQuantity", Keep::quantity},
    {"QuestionnaireResponse", "item.answer.valueCoding", Keep::concept_},

    {"Task", "status", Keep::word},
    {"Task", "intent", Keep::word},
    {"Task", "priority", Keep::word},
    {"Task", "code", Keep::concept_},
    {"Task", "for", Keep::patient},
    {"Task", "authoredOn", Keep::week},
    {"Task", "lastModified", Keep::week},
};

constexpr std::string_view words[] = {"registered", "preliminary", "final", "amended", "corrected", "cancelled",
    "entered-in-error", "unknown", "in-progress", "completed", "stopped", "draft", "requested", "received", "accepted",
    "rejected", "ready", "on-hold", "failed", "order", "plan", "proposal", "routine", "urgent", "asap", "stat"};

constexpr std::string_view units[] = {"1", "%", "/min", "mm[Hg]", "Cel", "kg", "g", "mg", "ug", "cm", "m", "mm", "L",
    "mL", "L/min", "mmol/L", "umol/L", "nmol/L", "pmol/L", "g/dL", "g/L", "mg/L", "mU/L", "U/L", "kU/L", "10*9/L",
    "kg/m2", "s", "min", "h", "d", "wk", "mo", "a", "{score}"};
constexpr std::string_view unit_system = "http://unitsofmeasure.org";

using Fits = bool (*)(std::string_view code);

bool is_digits(std::string_view text)
{
    return !text.empty() && std::ranges::all_of(text, is_digit);
}

bool is_capital(char letter)
{
    return letter >= 'A' && letter <= 'Z';
}

// "8480-6"
bool fits_loinc(std::string_view code)
{
    const auto dash = code.find('-');
    return dash != std::string_view::npos && dash <= 6 && is_digits(code.substr(0, dash)) && code.size() == dash + 2
        && is_digit(code.back());
}

// Shorter than a national number, or longer.
bool fits_snomed(std::string_view code)
{
    return is_digits(code) && code.size() >= 6 && code.size() <= 18 && code.size() != 11;
}

// "A03"
bool fits_icpc(std::string_view code)
{
    return code.size() == 3 && is_capital(code[0]) && is_digits(code.substr(1));
}

// "J45", "J45.9", "J459"
bool fits_icd(std::string_view code)
{
    if (code.size() < 3 || code.size() > 6 || !fits_icpc(code.substr(0, 3)))
        return false;
    auto rest = code.substr(3);
    if (!rest.empty() && rest.front() == '.')
        rest.remove_prefix(1);
    return rest.size() <= 2 && std::ranges::all_of(rest, is_digit);
}

constexpr std::string_view listed[] = {"vital-signs", "laboratory", "survey", "social-history", "exam", "imaging",
    "procedure", "therapy", "activity", "H", "L", "HH", "LL", "N", "A", "AA", "active", "recurrence", "relapse",
    "inactive", "remission", "resolved", "unconfirmed", "provisional", "differential", "confirmed", "refuted",
    "emergency", "urgent", "routine", "selfcare", "emergency-access", "log-question", "share-assessment"};

bool is_listed(std::string_view code)
{
    return std::ranges::find(listed, code) != std::end(listed);
}

struct System {
    std::string_view uri;
    Fits fits;
};

constexpr System systems[] = {
    {"http://loinc.org", fits_loinc},
    {"http://snomed.info/sct", fits_snomed},
    {"http://hl7.org/fhir/sid/icpc-2", fits_icpc},
    {"urn:oid:2.16.578.1.12.4.1.1.7170", fits_icpc},
    {"http://hl7.org/fhir/sid/icd-10", fits_icd},
    {"urn:oid:2.16.578.1.12.4.1.1.7110", fits_icd},
    {"http://terminology.hl7.org/CodeSystem/observation-category", is_listed},
    {"http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation", is_listed},
    {"http://terminology.hl7.org/CodeSystem/condition-clinical", is_listed},
    {"http://terminology.hl7.org/CodeSystem/condition-ver-status", is_listed},
    {"https://helselos.no/fhir/CodeSystem/severity-level", is_listed},
    {"https://helselos.no/fhir/CodeSystem/task", is_listed},
};

Draft coding_of(json::Value coding)
{
    const auto* system = std::ranges::find(systems, coding["system"].text(), &System::uri);
    const auto code = coding["code"].text();
    if (system == std::end(systems) || !system->fits(code))
        return json::absent;
    return json::object({{"system", system->uri}, {"code", code}});
}

// A CodeableConcept or a Coding.
Draft concept_of(json::Value value)
{
    if (!value["coding"].exists())
        return coding_of(value);
    auto codings = json::array();
    for (const auto coding : value["coding"].elements())
        codings.push(coding_of(coding));
    return codings.empty() ? json::absent : json::object({{"coding", std::move(codings)}});
}

Draft number_of(json::Value value)
{
    return value.is_number() && value.text().size() <= number_letters_max ? Draft(value) : json::absent;
}

Draft quantity_of(json::Value value)
{
    auto number = number_of(value["value"]);
    const auto unit = value["code"].text();
    if (!number.exists() || value["system"].text() != unit_system || std::ranges::find(units, unit) == std::end(units))
        return json::absent;
    return json::object({{"value", std::move(number)}, {"system", unit_system}, {"code", unit}});
}

Draft word_of(json::Value value)
{
    const auto* word = std::ranges::find(words, value.text());
    return word == std::end(words) ? json::absent : Draft(*word);
}

class View {
public:
    View(const Deidentifier& deidentifier, std::string_view type, std::string_view patient)
        : m_deidentifier(deidentifier), m_type(type), m_patient(patient)
    {}

    // Deeper than any document is read, so no call can be too deep.
    Draft members(json::Value object, const std::string& path, std::size_t depth_left) const
    {
        auto kept = json::object({});
        if (depth_left == 0)
            return kept;
        for (const auto& member : object.members()) {
            const std::string name(member.key);
            // Items stand in items, and each is as the first.
            const bool is_nested = name == "item" && (path == "item" || path == "item.answer");
            const auto at = is_nested ? "item" : path.empty() ? name : path + "." + name;
            kept.set(name, value(member.value(), at, depth_left));
        }
        return kept;
    }

private:
    Draft value(json::Value from, const std::string& path, std::size_t depth_left) const
    {
        if (!from.is_array())
            return one(from, path, depth_left);
        auto elements = json::array();
        for (const auto element : from.elements())
            elements.push(one(element, path, depth_left));
        return json::unless_empty(std::move(elements));
    }

    Draft one(json::Value from, const std::string& path, std::size_t depth_left) const
    {
        for (const auto& row : rows)
            if (row.type == m_type && row.path == path)
                return kept(from, row.keep);
        const auto start = path + ".";
        const bool has_rows = std::ranges::any_of(
            rows, [&](const Row& row) { return row.type == m_type && row.path.starts_with(start); });
        return has_rows && from.is_object() ? json::unless_empty(members(from, path, depth_left - 1)) : json::absent;
    }

    Draft kept(json::Value from, Keep keep) const
    {
        switch (keep) {
        case Keep::word: return word_of(from);
        case Keep::concept_: return concept_of(from);
        case Keep::quantity: return quantity_of(from);
        case Keep::number: return number_of(from);
        case Keep::truth: return from.is_boolean() ? Draft(from.truth()) : json::absent;
        case Keep::week: return text_unless_empty(m_deidentifier.week_of(from.text(), m_patient));
        case Keep::patient: return patient();
        case Keep::name: return from.is_string() ? Draft(m_deidentifier.pseudonym("name", from.text())) : json::absent;
        }
        return json::absent;
    }

    static Draft text_unless_empty(std::string text) { return text.empty() ? json::absent : Draft(std::move(text)); }

    Draft patient() const
    {
        const auto slash = m_patient.find('/');
        if (slash == std::string_view::npos)
            return json::absent;
        return json::object(
            {{"reference", "Patient/" + m_deidentifier.pseudonym("Patient", m_patient.substr(slash + 1))}});
    }

    const Deidentifier& m_deidentifier;
    std::string_view m_type;
    std::string_view m_patient;
};

}  // namespace

bool is_shown_deidentified(std::string_view type)
{
    return std::ranges::find(rows, type, &Row::type) != std::end(rows);
}

bool is_deidentified_parameter(std::string_view parameter)
{
    constexpr std::array<std::string_view, 8> parameters{
        "status", "code", "category", "clinical-status", "verification-status", "risk", "intent", "priority"};
    return std::ranges::find(parameters, parameter) != parameters.end();
}

std::string Deidentifier::pseudonym(std::string_view type, std::string_view id) const
{
    return sha256_hex(sha256_hex(m_secret + "|" + std::string(type)) + "|" + std::string(id))
        .substr(0, pseudonym_letters);
}

std::string Deidentifier::week_of(std::string_view date, std::string_view patient) const
{
    constexpr std::size_t letters_of_a_day = 10;
    if (date.size() < letters_of_a_day || patient.empty())
        return {};
    const auto day = last_day_of(date);
    if (!day)
        return {};
    const auto digest = sha256_hex(sha256_hex(m_secret + "|days") + "|" + std::string(patient));
    unsigned number = 0;
    std::from_chars(digest.data(), digest.data() + 7, number, 16);
    constexpr int most = limits::deidentified_shift_days_max;
    const auto shift = static_cast<int>(number % (2 * most + 1)) - most;
    const auto moved = std::chrono::sys_days(*day) + std::chrono::days(shift);
    const auto monday = moved - (std::chrono::weekday(moved) - std::chrono::Monday);
    const std::chrono::year_month_day shown(monday);
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(shown.year()), static_cast<unsigned>(shown.month()),
        static_cast<unsigned>(shown.day()));
}

std::optional<json::Document> Deidentifier::view_of(json::Value resource, std::string_view patient) const
{
    const auto type = resource["resourceType"].text();
    if (!is_shown_deidentified(type))
        return std::nullopt;
    auto view = View(*this, type, patient).members(resource, "", limits::json_depth_max + 1);
    auto whole = json::object({{"resourceType", type}, {"id", pseudonym(type, resource["id"].text())}});
    for (const auto& [name, value] : view.members())
        whole.set(name, value);
    return json::to_document(whole);
}

}  // namespace helselos::access
