#include "access/world.h"

#include "base/assert.h"
#include "base/text.h"

#include <fmt/format.h>

namespace helselos::tests {

const std::vector<RecordType> record_types{
    {"AllergyIntolerance", "patient", R"("code":{"text":"KANARI"},"recordedDate":"DAY","clinicalStatus":{"coding":[{
        "system":"http://terminology.hl7.org/CodeSystem/allergyintolerance-clinical","code":"active"}]})",
        "patient"},
    {"Appointment", "", R"("status":"booked","description":"KANARI","start":"DAYT10:00:00Z","end":"DAYT11:00:00Z")",
        "patient"},
    {"CarePlan", "subject", R"("status":"active","intent":"plan","title":"KANARI","created":"DAY")", "subject"},
    {"CareTeam", "subject", R"("status":"active","name":"KANARI","period":{"start":"DAY"})", "subject"},
    {"ClinicalImpression", "subject", R"("status":"completed","summary":"KANARI","date":"DAY")", "subject"},
    {"Communication", "subject", R"("status":"completed","topic":{"text":"KANARI"},"sent":"DAYT10:00:00Z")", "subject"},
    {"Condition", "subject", R"("code":{"text":"KANARI"},"recordedDate":"DAY")", "subject"},
    {"Coverage", "beneficiary", R"("status":"active","payor":[{"display":"KANARI"}],"period":{"start":"DAY"})",
        "beneficiary"},
    {"DetectedIssue", "patient", R"("status":"final","detail":"KANARI","identifiedDateTime":"DAY")", "patient"},
    {"DiagnosticReport", "subject", R"("status":"final","code":{"text":"KANARI"},"effectiveDateTime":"DAY")",
        "subject"},
    {"DocumentReference", "subject",
        R"("status":"current","description":"KANARI","date":"DAYT10:00:00Z",
        "content":[{"attachment":{"contentType":"text/plain","title":"KANARI"}}])",
        "subject"},
    {"Encounter", "subject",
        R"("status":"finished","class":{"system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"AMB"},
        "reasonCode":[{"text":"KANARI"}],"period":{"start":"DAY"})",
        "subject"},
    {"EpisodeOfCare", "patient", R"("status":"active","type":[{"text":"KANARI"}],"period":{"start":"DAY"})", "patient"},
    {"FamilyMemberHistory", "patient", R"("status":"completed","relationship":{"text":"KANARI"},"date":"DAY")",
        "patient"},
    {"Flag", "subject", R"("status":"active","code":{"text":"KANARI"},"period":{"start":"DAY"})", "subject"},
    {"Goal", "subject", R"("lifecycleStatus":"active","description":{"text":"KANARI"},"startDate":"DAY")", "subject"},
    {"Immunization", "patient", R"("status":"completed","vaccineCode":{"text":"KANARI"},"occurrenceDateTime":"DAY")",
        "patient"},
    {"MedicationRequest", "subject",
        R"("status":"active","intent":"order","medicationCodeableConcept":{"text":"KANARI"},"authoredOn":"DAY")",
        "subject"},
    {"MedicationStatement", "subject",
        R"("status":"active","medicationCodeableConcept":{"text":"KANARI"},"effectiveDateTime":"DAY")", "subject"},
    {"Observation", "subject", R"("status":"final","code":{"text":"KANARI"},"effectiveDateTime":"DAY")", "subject"},
    {"Procedure", "subject", R"("status":"completed","code":{"text":"KANARI"},"performedDateTime":"DAY")", "subject"},
    {"QuestionnaireResponse", "subject",
        R"("status":"completed","authored":"DAY","item":[{"linkId":"1","answer":[{"valueString":"KANARI"}]}])",
        "subject"},
    {"RiskAssessment", "subject", R"("status":"final","mitigation":"KANARI","occurrenceDateTime":"DAY")", "subject"},
    {"ServiceRequest", "subject", R"("status":"active","intent":"order","code":{"text":"KANARI"},"authoredOn":"DAY")",
        "subject"},
    {"Task", "for", R"("status":"requested","intent":"order","description":"KANARI","authoredOn":"DAY")", "patient"},
};

namespace {

constexpr const char* hidden_from_parents = "urn:oid:2.16.578.1.12.4.1.1.9603|NORN_FORANS";
constexpr const char* hidden_from_youth = "urn:oid:2.16.578.1.12.4.1.1.9603|NORN_UNGDOM";
constexpr const char* mental_health = "urn:oid:2.16.578.1.12.4.1.1.7619|17";
constexpr const char* insight = "urn:oid:2.16.578.1.12.4.1.1.7618|1";

std::string lower(std::string_view text)
{
    return to_lower_ascii(text);
}

std::string replaced(std::string text, std::string_view what, std::string_view by)
{
    for (auto at = text.find(what); at != std::string::npos; at = text.find(what, at + by.size()))
        text.replace(at, what.size(), by);
    return text;
}

std::string coding(std::string_view label)
{
    const auto bar = label.find('|');
    return fmt::format(R"({{"system":"{}","code":"{}"}})", label.substr(0, bar), label.substr(bar + 1));
}

std::string data_of(const Situation& situation)
{
    std::string data;
    for (const auto& type : record_types)
        data += fmt::format(R"({}{{"meaning":"instance","reference":{{"reference":"{}/{}"}}}})",
            data.empty() ? "" : ",", type.type, id_of(situation, type));
    return data;
}

std::string consent(const std::string& id, std::string_view patient, const std::string& provision,
    std::string_view category = "http://terminology.hl7.org/CodeSystem/v3-ActCode|INFA",
    std::string_view status = "active")
{
    return fmt::format(
        R"({{"resourceType":"Consent","id":"{}","status":"{}","scope":{{"coding":[{{
        "system":"http://terminology.hl7.org/CodeSystem/consentscope","code":"patient-privacy"}}]}},
        "category":[{{"coding":[{}]}}],"patient":{{"reference":"Patient/{}"}},"policyRule":{{"coding":[{{
        "system":"http://terminology.hl7.org/CodeSystem/v3-ActCode","code":"OPTIN"}}]}},"provision":{}}})",
        id, status, coding(category), patient, provision);
}

std::string actor(std::string_view reference, std::string_view role = "IRCP")
{
    return fmt::format(
        R"({{"role":{{"coding":[{{"system":"http://terminology.hl7.org/CodeSystem/v3-{}","code":"{}"}}]}},
        "reference":{{"reference":"{}"}}}})",
        role == "GRANTEE" ? "RoleCode" : "ParticipationType", role, reference);
}

std::string patient(std::string_view id, std::string_view born, std::string_view number, std::string_view more = "")
{
    return fmt::format(R"({{"resourceType":"Patient","id":"{}","birthDate":"{}","identifier":[{{
        "system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"{}"}}]{}}})",
        id, born, number, more);
}

constexpr const char* at_home = R"(,"address":[{"use":"home","line":["Heimvegen 1"],"postalCode":"0010"}])";

// `of` is a code of 7611; the relative is known by the number of `who`.
std::string relative(std::string_view id, std::string_view number, std::string_view patient, std::string_view of)
{
    return fmt::format(R"({{"resourceType":"RelatedPerson","id":"{}","identifier":[{{
        "system":"urn:oid:2.16.578.1.12.4.1.4.1","value":"{}"}}],"patient":{{"reference":"Patient/{}"}},
        "relationship":[{{"coding":[{{"system":"urn:oid:2.16.578.1.12.4.1.1.7611","code":"{}"}}]}}]}})",
        id, number, patient, of);
}

std::string fullmakt(std::string_view id, std::string_view giver, std::string_view holder, std::string_view period)
{
    return consent(std::string(id), giver,
        fmt::format(R"({{"type":"permit","period":{},"actor":[{}],"securityLabel":[{}]}})", period,
            actor(holder, "GRANTEE"), coding(insight)),
        "urn:oid:2.16.578.1.12.4.1.1.7611|FU");
}

std::string emergency(std::string_view id, std::string_view patient, Instant now)
{
    return fmt::format(
        R"({{"resourceType":"Task","id":"{}","status":"in-progress","intent":"order","code":{{"coding":[{{
        "system":"https://helselos.no/fhir/CodeSystem/task","code":"emergency-access"}}]}},
        "for":{{"reference":"Patient/{}"}},"owner":{{"reference":"Practitioner/akutt"}},"reasonCode":{{"text":"x"}},
        "restriction":{{"recipient":[{{"reference":"Organization/legevakt-solvik"}}],
        "period":{{"start":"{}","end":"{}"}}}}}})",
        id, patient, to_text(now), to_text(now + std::chrono::hours(1)));
}

// In January, so many years ago.
std::string day_of(Instant now, int years_ago, int day)
{
    const std::chrono::year_month_day today(std::chrono::floor<std::chrono::days>(now));
    return fmt::format("{}-01-{:02}", static_cast<int>(today.year()) - years_ago, day);
}

std::string born(Instant now, int age)
{
    return day_of(now, age, 1);
}

}  // namespace

const std::vector<Situation> situations{
    {"eiga", "voksen", 0},
    {"delt", "delande", 0, "", "s"},
    {"trekt", "delande", 0, "", "w"},
    {"utlopt", "delande", 0, "", "e"},
    {"nekta-verksemd", "delande", 0, "", "sb"},
    {"nekta-person", "delande", 0, "", "sp"},
    {"reservert-post", "delande", 0, "", "sr"},
    {"sperra", "sperrande", 0, "", "s"},
    {"reservert", "reservert", 0, "", "s"},
    {"barn", "barn", 0},
    {"barn-skjult", "barn", 0, hidden_from_parents},
    {"barn-borte", "barnborte", 0},
    {"ungdom", "ungdom", 0},
    {"ungdom-forans", "ungdom", 0, hidden_from_parents},
    {"ungdom-ungdom", "ungdom", 0, hidden_from_youth},
    {"ungdom-psyk", "ungdom", 0, mental_health},
    {"ungdom-psyk-for", "ungdom", 6, mental_health},
    {"ungdom-utan", "ungdomutan", 0},
    {"seksten", "seksten", 0},
    {"verje", "mynding", 0},
    {"fullmakt", "givar", 0, insight},
    {"fullmakt-utan", "givar", 0},
    {"fullmakt-utlopt", "givarfor", 0, insight},
    {"skjult-barn", "skjultbarn", 0},
    {"skjult-delt", "skjult", 0, "", "s"},
    {"dod", "dod", 0, "", "s"},
};

std::string canary(const Situation& situation, const RecordType& type)
{
    return "kanari-" + id_of(situation, type) + ".";
}

std::string id_of(const Situation& situation, const RecordType& type)
{
    return std::string(situation.name) + "-" + lower(type.type);
}

std::string record(const Situation& situation, const RecordType& type, Instant now)
{
    const std::string_view label(situation.label);
    const auto meta = label.empty() ? "" : fmt::format(R"("meta":{{"security":[{}]}},)", coding(label));
    const auto patient = fmt::format(R"({{"reference":"Patient/{}"}})", situation.patient);
    const auto subject = *type.subject == '\0'
        ? fmt::format(R"("participant":[{{"actor":{},"status":"accepted"}}])", patient)
        : fmt::format(R"("{}":{})", type.subject, patient);
    const auto body
        = replaced(replaced(type.body, "KANARI", canary(situation, type)), "DAY", day_of(now, situation.years_ago, 2));
    return fmt::format(
        R"({{"resourceType":"{}","id":"{}",{}{},{}}})", type.type, id_of(situation, type), meta, subject, body);
}

std::vector<std::string> persons_of_the_matrix(Instant now)
{
    const std::string forelder = "01818110185";
    const std::string verje = "01818110266";
    const auto protection = [](const char* code) {
        return fmt::format(R"(,"meta":{{"security":[{{"system":"https://helselos.no/fhir/CodeSystem/address-protection",
            "code":"{}"}}]}},"telecom":[{{"system":"phone","value":"kanari-telefon"}}],
            "address":[{{"use":"home","line":["kanari-vegen 1"],"city":"Kanariby","postalCode":"0010"}}])",
            code);
    };
    return {
        patient("voksen", born(now, 40), "01818110347"),
        patient("framand", born(now, 40), "01818110428"),
        patient("delande", born(now, 40), "01818110509"),
        patient("sperrande", born(now, 40), "01818110770"),
        patient("reservert", born(now, 40), "01818110851"),
        patient("forelder", born(now, 40), forelder, at_home),
        patient("verje", born(now, 50), verje),
        patient("barn", born(now, 8), "01818110932", at_home),
        patient("barnborte", born(now, 8), "01818111130"),
        patient("ungdom", born(now, 14), "01818111211", at_home),
        patient("ungdomutan", born(now, 14), "01818111483", at_home),
        patient("seksten", born(now, 16), "01818111564", at_home),
        patient("mynding", born(now, 30), "01818111645"),
        patient("givar", born(now, 80), "01818111726"),
        patient("givarfor", born(now, 80), "01818111807"),
        patient("haldar", born(now, 50), "01818111998"),
        patient("skjultbarn", born(now, 8), "01818112005", protection("7")),
        patient("skjult", born(now, 40), "01818112196", protection("6")),
        patient("dod", born(now, 8), "01818112277", std::string(at_home) + R"(,"deceasedBoolean":true)"),
        relative("r-barn", forelder, "barn", "FO"),
        relative("r-barnborte", forelder, "barnborte", "FO"),
        relative("r-ungdom", forelder, "ungdom", "FO"),
        relative("r-ungdomutan", forelder, "ungdomutan", "FO"),
        relative("r-seksten", forelder, "seksten", "FO"),
        relative("r-skjultbarn", forelder, "skjultbarn", "FO"),
        relative("r-dod", forelder, "dod", "FO"),
        relative("r-framand", "01818110428", "barn", "TD"),
        relative("r-mynding", verje, "mynding", "VE"),
        consent("ungdomstilgang", "ungdom", R"({"type":"permit"})",
            "https://helselos.no/fhir/CodeSystem/consent-kind|youth-access"),
        fullmakt("f-givar", "givar", "Patient/haldar", R"({"start":"2026-01-01"})"),
        fullmakt("f-givarfor", "givarfor", "Patient/haldar", R"({"start":"2025-01-01","end":"2025-12-31"})"),
        consent("sperra-heile", "sperrande",
            fmt::format(R"({{"type":"deny","actor":[{}]}})", actor("Organization/legevakt-solvik"))),
        consent("reservert-heile", "reservert", R"({"type":"deny"})"),
        emergency("akutt-sperrande", "sperrande", now),
        emergency("akutt-reservert", "reservert", now),
        emergency("akutt-voksen", "voksen", now),
    };
}

std::vector<std::string> consents_of(const Situation& situation)
{
    std::vector<std::string> consents;
    for (const char kind : std::string_view(situation.consents)) {
        const auto id = fmt::format("c-{}-{}", situation.name, kind);
        const bool is_denial = kind == 'b' || kind == 'p' || kind == 'r';
        const auto to = kind == 'p' ? actor("Practitioner/sperra") : actor("Organization/legevakt-solvik");
        const auto actors = kind == 'r' ? std::string() : fmt::format(R"("actor":[{}],)", to);
        const auto period = kind == 'e' ? R"("period":{"start":"2020-01-01","end":"2020-02-01"},)" : "";
        const auto provision = fmt::format(
            R"({{"type":"{}",{}{}"data":[{}]}})", is_denial ? "deny" : "permit", period, actors, data_of(situation));
        consents.push_back(consent(id, situation.patient, provision,
            "http://terminology.hl7.org/CodeSystem/v3-ActCode|INFA", kind == 'w' ? "inactive" : "active"));
    }
    return consents;
}

access::Caller caller_of_the_matrix(const std::string& name)
{
    using access::CallerKind;
    using access::SmartScope;
    const auto resident = [](const char* patient) {
        return access::Caller{CallerKind::resident, std::string("Patient/") + patient, "", {}, "PATRQT"};
    };
    const auto at = [](CallerKind kind, const char* practitioner, const char* organization, const char* role) {
        access::Caller caller{kind, std::string("Practitioner/") + practitioner,
            std::string("Organization/") + organization, {}, "TREAT"};
        caller.role = role;
        return caller;
    };
    if (name == "ingen")
        return {};
    if (name == "operator")
        return {CallerKind::system, "system", "", {}, ""};
    if (name == "sjukepleiar")
        return at(CallerKind::personnel, "pleier", "legevakt-solvik", "SP");
    if (name == "akutt")
        return at(CallerKind::personnel, "akutt", "legevakt-solvik", "LE");
    if (name == "akutt-annan")
        return at(CallerKind::personnel, "akutt", "legekontor-fjellbygda", "LE");
    if (name == "annan")
        return at(CallerKind::personnel, "annan", "legekontor-fjellbygda", "LE");
    if (name == "sperra")
        return at(CallerKind::personnel, "sperra", "legevakt-solvik", "SP");
    if (name == "kontor")
        return at(CallerKind::personnel, "kontor", "legevakt-solvik", "XX");
    if (name == "analytikar")
        return at(CallerKind::analyst, "analytikar", "", "");
    if (name == "administrator")
        return at(CallerKind::administrator, "administrator", "", "");
    if (name == "kontrollor")
        return at(CallerKind::controller, "kontrollor", "", "");
    if (name == "maskin-utan")
        return at(CallerKind::machine, "maskin", "legevakt-solvik", "");
    if (name == "maskin") {
        auto caller = at(CallerKind::machine, "maskin", "legevakt-solvik", "");
        SmartScope observations{SmartScope::Context::system, "Observation"};
        observations.read = observations.search = true;
        auto patients = observations;
        patients.type = "Patient";
        caller.scopes = {observations, patients};
        return caller;
    }
    return resident(name.c_str());
}

}  // namespace helselos::tests
