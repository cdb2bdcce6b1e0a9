#include "services/sharing/account.h"

#include "access/calendar.h"
#include "fhir/view/severity.h"
#include "services/sharing/routing.h"
#include "services/sharing/words.h"
#include "services/sharing/worklist_priority.h"

#include <fmt/format.h>

#include <array>

namespace helselos::sharing {

namespace {

constexpr std::array<std::string_view, 6> priorities{"ikke oppgitt", "1 – straks", "2 – i løpet av timer",
    "3 – innen 24 timer", "4 – snart, på hverdager", "5 – valgte kontakt, rådet var egenomsorg"};

std::string level_in_words(json::Value assessment)
{
    const auto level = fhir::view::level_of(assessment);
    if (level == "emergency")
        return "Akutt (113)";
    if (level == "urgent")
        return "Haster (legevakt 116117)";
    if (level == "routine")
        return "Vanlig (fastlege)";
    return level == "selfcare" ? "Egenomsorg" : "Ukjent nivå";
}

std::string name_of(json::Value person)
{
    const auto name = person["name"].at(0);
    if (name["text"].exists())
        return std::string(name["text"].text());
    std::string whole;
    for (const auto given : name["given"].elements())
        whole.append(given.text()).append(" ");
    return whole.append(name["family"].text());
}

std::vector<std::string> told(json::Value assessment, std::string_view extension)
{
    std::vector<std::string> lines;
    for (const auto each : assessment["extension"].elements())
        if (const auto url = each["url"].text();
            url.starts_with(extension_address) && url.substr(extension_address.size()) == extension)
            lines.emplace_back(each["valueString"].text());
    return lines;
}

std::vector<std::string> reasons(json::Value assessment)
{
    std::vector<std::string> lines;
    for (const auto rule : assessment["extension"].elements()) {
        if (rule["url"].text() != std::string(extension_address) + "fired-rule")
            continue;
        std::string reason;
        bool is_unknown = false;
        for (const auto part : rule["extension"].elements()) {
            if (part["url"].text() == "reason")
                reason = part["valueString"].text();
            is_unknown |= part["url"].text() == "held" && part["valueCode"].text() == "unknown";
        }
        if (!reason.empty())
            lines.push_back(is_unknown ? reason + " (kunne ikke utelukkes)" : reason);
    }
    return lines;
}

// The wording of an answer as the person saw it.
std::string answer_in_words(json::Value answer, json::Value question)
{
    const auto coding = answer["valueCoding"];
    if (coding.exists()) {
        for (const auto option : question["answerOption"].elements())
            if (option["valueCoding"]["code"].text() == coding["code"].text()
                && option["valueCoding"]["display"].exists())
                return std::string(option["valueCoding"]["display"].text());
        const auto code = coding["code"].text();
        return code == "yes" ? "Ja" : code == "no" ? "Nei" : code == "unknown" ? "Vet ikke" : std::string(code);
    }
    if (answer["valueQuantity"]["value"].exists())
        return fmt::format("{} {}", answer["valueQuantity"]["value"].text(), answer["valueQuantity"]["unit"].text());
    for (const auto name : {"valueInteger", "valueDecimal", "valueString", "valueDate"})
        if (answer[name].exists())
            return std::string(answer[name].text());
    return "Vet ikke";
}

json::Value question_of(json::Value questions, std::string_view link)
{
    for (const auto question : questions.elements())
        if (question["linkId"].text() == link)
            return question;
    return {};
}

// `depth` bounds the groups inside each other.
void add_answers(json::Value items, json::Value questions, int depth, std::vector<std::string>& lines)
{
    for (const auto item : items.elements()) {
        const auto question = question_of(questions, item["linkId"].text());
        if (depth > 0 && item["item"].exists())
            add_answers(item["item"], question["item"], depth - 1, lines);
        const auto asked = item["text"].exists() ? item["text"] : question["text"];
        for (const auto answer : item["answer"].elements())
            lines.push_back(fmt::format("{} {}", asked.text(), answer_in_words(answer, question)));
    }
}

std::vector<std::string> input_texts(json::Value task, std::string_view code)
{
    std::vector<std::string> lines;
    for (const auto input : task["input"].elements())
        for (const auto coding : input["type"]["coding"].elements())
            if (coding["code"].text() == code && input["valueString"].exists())
                lines.emplace_back(input["valueString"].text());
    return lines;
}

std::string reference_of(json::Value resource)
{
    return fmt::format("{}/{}", resource["resourceType"].text(), resource["id"].text());
}

std::vector<std::string> references_of(std::initializer_list<json::Value> resources)
{
    std::vector<std::string> references;
    for (const auto resource : resources)
        if (resource.exists())
            references.push_back(reference_of(resource));
    return references;
}

Result<void> add_facts(const SharedParts& parts, Account& account)
{
    const auto add
        = [&](std::string label, std::string value) { account.facts.emplace_back(std::move(label), std::move(value)); };
    const auto priority = static_cast<std::size_t>(priority_in(parts.task));
    add("Nivå", level_in_words(parts.assessment));
    add("Prioritet", std::string(priorities[priority]));
    add("Innbygger", parts.patient.exists() ? name_of(parts.patient) : "Anonym");
    if (parts.patient["birthDate"].exists())
        add("Født", std::string(parts.patient["birthDate"].text()));
    add("Vurdert", TRY(to_read(parts.assessment["occurrenceDateTime"].text())));
    add("Delt", TRY(to_read(parts.task["authoredOn"].text())));
    if (const auto end = parts.task["restriction"]["period"]["end"]; end.exists())
        add("Bør få hjelp innen", TRY(to_read(end.text())));
    if (parts.organization["name"].exists())
        add("Mottaker", std::string(parts.organization["name"].text()));
    return {};
}

std::vector<std::string> source_lines(const SharedParts& parts)
{
    std::vector<std::string> lines{
        "Svarene er gitt av innbyggeren selv eller en som handler for dem. Nivået er regnet ut av Helselos etter "
        "regler, og er ikke vurdert av helsepersonell."};
    for (const auto& version : told(parts.assessment, "content-version"))
        lines.push_back("Innhold: " + version);
    return lines;
}

std::vector<std::string> picture_lines(const SharedParts& parts)
{
    std::vector<std::string> lines;
    for (const auto picture : parts.pictures)
        lines.push_back(fmt::format("{} ({})", picture["content"].at(0)["attachment"]["title"].text(),
            picture["content"].at(0)["attachment"]["contentType"].text()));
    return lines;
}

}  // namespace

Result<std::string> to_read(std::string_view text)
{
    const auto instant = TRY(instant_from_text(text));
    const auto day = TRY(access::now_in_oslo(instant)).day;
    const auto at = TRY(wall_time_in_oslo(instant));
    return fmt::format("{:02}.{:02}.{} kl. {:02}.{:02}", static_cast<unsigned>(day.day()),
        static_cast<unsigned>(day.month()), static_cast<int>(day.year()), at.minute / 60, at.minute % 60);
}

Result<Account> account_of(const SharedParts& parts)
{
    constexpr int groups_max = 8;
    Account account;
    const auto complaint = parts.task["description"].text();
    account.title = complaint.empty() ? "Egenvurdering" : fmt::format("Egenvurdering: {}", complaint);
    TRY(add_facts(parts, account));
    std::vector<std::string> answers;
    add_answers(parts.response["item"], parts.response["contained"].at(0)["item"], groups_max, answers);
    std::vector<std::string> pictures;
    for (const auto picture : parts.pictures)
        pictures.push_back(reference_of(picture));
    const auto assessed = references_of({parts.assessment});
    const auto answered = references_of({parts.response});
    account.sections = {
        {"Hvorfor dette nivået", "51848-0", reasons(parts.assessment), assessed},
        {"Innbyggerens egne ord", "10154-3", input_texts(parts.task, "own-words"), {}},
        {"Oppgitt", "10164-2", told(parts.assessment, "reported-finding"), assessed},
        {"Avkreftet, og avgjørende", "", told(parts.assessment, "decisive-negative"), assessed},
        {"Vet ikke", "", told(parts.assessment, "unknown-finding"), assessed},
        {"Medisiner i bruk", "10160-0", input_texts(parts.task, "medicines"), {}},
        {"Bilder", "72170-4", picture_lines(parts), pictures},
        {"Alle spørsmål og svar", "", std::move(answers), answered},
        {"Beskjed fra den som sendte videre", "", input_texts(parts.task, "forward-note"), {}},
        {"Hvor dette kommer fra", "", source_lines(parts), references_of({parts.provenance})},
    };
    return account;
}

}  // namespace helselos::sharing
