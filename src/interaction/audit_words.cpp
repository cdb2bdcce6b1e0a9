#include "interaction/audit_words.h"

#include "base/text.h"

#include <algorithm>
#include <span>

namespace helselos::interaction::audit_words {

namespace {

struct Word {
    std::string_view code;
    std::string_view text;
};

constexpr Word types[] = {
    {"AllergyIntolerance", "allergier"},
    {"Appointment", "timeavtaler"},
    {"AuditEvent", "loggen over hvem som har sett opplysninger"},
    {"CarePlan", "behandlingsplaner"},
    {"Communication", "meldinger"},
    {"Composition", "dokumenter"},
    {"Condition", "helseproblemer og diagnoser"},
    {"Consent", "samtykker"},
    {"Device", "utstyr"},
    {"DiagnosticReport", "prøvesvar"},
    {"DocumentReference", "dokumenter"},
    {"Encounter", "kontakter med helsetjenesten"},
    {"Goal", "mål"},
    {"ImagingStudy", "bildeundersøkelser"},
    {"Immunization", "vaksiner"},
    {"Media", "bilder"},
    {"MedicationRequest", "resepter"},
    {"MedicationStatement", "legemidler"},
    {"Observation", "målinger og observasjoner"},
    {"Patient", "personopplysninger"},
    {"Procedure", "behandlinger"},
    {"Provenance", "opplysninger om hvem som har delt hva"},
    {"QuestionnaireResponse", "svar på skjema"},
    {"RelatedPerson", "pårørende"},
    {"RiskAssessment", "vurderinger av hvor alvorlig noe er"},
    {"ServiceRequest", "henvisninger"},
    {"Task", "oppgaver"},
};

constexpr Word interactions[] = {
    {"read", "leste"},
    {"vread", "leste en eldre utgave av"},
    {"history", "leste tidligere utgaver av"},
    {"search-type", "søkte blant"},
    {"search-system", "søkte blant"},
    {"create", "skrev"},
    {"update", "endret"},
    {"delete", "slettet"},
    {"$answer-log-question", "svarte på et spørsmål om loggen"},
    {"$ask", "spurte om en oppføring i loggen"},
    {"$block", "satte en sperring"},
    {"$change-fullmakt", "endret en fullmakt"},
    {"$change-settings", "endret innstillinger"},
    {"$emergency-access", "åpnet opplysningene i en nødsituasjon"},
    {"notification", "fikk varsel om"},
    {"$end", "avsluttet en fullmakt, en sperring eller et innsyn"},
    {"$give-fullmakt", "ga en fullmakt"},
    {"$open-to-youth", "åpnet for at ungdommen ser egne opplysninger"},
    {"$review-emergency-access", "gikk gjennom en nødtilgang"},
    {"log-chained", "sikret loggen"},
    {"refused-more", "ba flere ganger om det som ikke er tillatt"},
    {"log-found-changed", "fant at loggen var endret utenfra"},
};

constexpr Word rules[] = {
    {"own-record", "det er egne opplysninger"},
    {"own-record-with-consent", "det er egne opplysninger, og foresatte har samtykket"},
    {"parent", "forelder til barnet"},
    {"parent-of-child", "forelder til barnet"},
    {"parent-of-youth", "forelder til ungdommen"},
    {"guardian", "verge"},
    {"guardian-of-child", "verge for barnet"},
    {"guardian-of-youth", "verge for ungdommen"},
    {"fullmakt", "har fullmakt"},
    {"shared-by-consent", "opplysningene er delt med samtykke"},
    {"care-relation", "deltar i behandlingen"},
    {"given-to-organisation", "delt med virksomheten, eller den deltar i behandlingen"},
    {"no-tie", "ingen tilknytning"},
    {"log-of-all", "kontroll av loggen"},
    {"house", "drift av tjenesten"},
    {"emergency", "nødsituasjon: tilgang uten at den var gitt på forhånd"},
    {"operator", "drift av tjenesten"},
    {"open-to-signed-in", "åpent for alle som er logget inn"},
    {"open-to-all", "åpent for alle"},
    {"made-by-own-organisation", "virksomheten har selv laget opplysningene"},
    {"deidentified", "uten navn og andre kjennetegn"},
    {"no-rule", "ingen regel gir tilgang"},
    {"not-signed-in", "ikke logget inn"},
    {"not-in-scopes-of-app", "appen har ikke fått lov til dette"},
    {"out-of-scope", "ingen tilknytning som gir innsyn"},
    {"kept-from", "opplysningene er skjermet for den som spurte"},
    {"tells-one-from-another", "spørsmålet kunne skilt én person fra andre"},
    {"log-of-another", "loggen gjelder en annen"},
    {"kept-out", "personen har sperret for den som spurte"},
    {"nobody-of-that-number", "nummeret tilhører ingen her"},
    {"not-health-personnel", "nødtilgang er for helsepersonell"},
    {"too-many-tries", "for mange forsøk"},
};

// http://terminology.hl7.org/ValueSet/v3-PurposeOfUse
constexpr Word purposes[] = {
    {"TREAT", "behandling"},
    {"ETREAT", "øyeblikkelig hjelp"},
    {"BTG", "nødtilgang"},
    {"COC", "samordning av behandling"},
    {"CAREMGT", "oppfølging av behandling"},
    {"PATRQT", "på egen forespørsel"},
    {"FAMRQT", "på forespørsel fra familien"},
    {"HOPERAT", "drift av tjenesten"},
    {"HRESCH", "forskning"},
    {"HQUALIMP", "forbedring av tjenesten"},
    {"SYSADMIN", "drift av systemet"},
};

// Volven 9060, urn:oid:2.16.578.1.12.4.1.1.9060, and what the house calls others.
constexpr Word roles[] = {
    {"AA", "ambulansearbeider"},
    {"AT", "apotektekniker"},
    {"ET", "ergoterapeut"},
    {"FA1", "provisorfarmasøyt"},
    {"FT", "fysioterapeut"},
    {"HE", "helsesekretær"},
    {"HF", "helsefagarbeider"},
    {"HP", "hjelpepleier"},
    {"JO", "jordmor"},
    {"KE", "klinisk ernæringsfysiolog"},
    {"LE", "lege"},
    {"PS", "psykolog"},
    {"RA", "radiograf"},
    {"SP", "sykepleier"},
    {"TL", "tannlege"},
    {"TP", "tannpleier"},
    {"VP", "vernepleier"},
    {"resident", "innbygger"},
    {"parent", "forelder"},
    {"guardian", "verge"},
    {"personnel", "helsepersonell"},
    {"service", "tjeneste"},
    {"system", "systemet"},
    {"machine", "et annet system"},
    {"analyst", "analytiker"},
    {"administrator", "administrator"},
    {"controller", "personvernombud"},
    {"nobody", "en som ikke er logget inn"},
};

constexpr Word agents[] = {
    {"legal-entity", "virksomheten som svarer for behandlingen"},
    {"point-of-care", "behandlingsstedet"},
};

std::string find(std::span<const Word> words, std::string_view code)
{
    const auto word = std::ranges::find(words, code, &Word::code);
    return std::string(word == words.end() ? code : word->text);
}

}  // namespace

std::string of_type(std::string_view type)
{
    return find(types, type);
}

std::string of_interaction(std::string_view interaction)
{
    if (interaction.starts_with('$') && !says_all(interaction))
        return "brukte tjenesten " + std::string(interaction) + " på";
    return find(interactions, interaction);
}

bool says_all(std::string_view interaction)
{
    return interaction.starts_with('$')
        && std::ranges::find(interactions, interaction, &Word::code) != std::end(interactions);
}

std::string of_basis(std::string_view basis)
{
    std::string text;
    for (const auto rule : split(basis, ' '))
        if (!rule.empty())
            text += (text.empty() ? "" : "; ") + find(rules, rule);
    return text;
}

std::string of_purpose(std::string_view purpose)
{
    return find(purposes, purpose);
}

std::string of_agent(std::string_view agent)
{
    return find(agents, agent);
}

std::string of_role(std::string_view role)
{
    return find(roles, role);
}

}  // namespace helselos::interaction::audit_words
