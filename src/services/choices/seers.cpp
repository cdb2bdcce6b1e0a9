#include "services/choices/seers.h"

#include "access/grants.h"
#include "access/reading.h"
#include "access/relations.h"
#include "services/choices/kept.h"

#include <algorithm>

namespace helselos::choices {

namespace {

constexpr std::string_view named = "!named";

json::Value actor_with(json::Value consent, const std::string& reference)
{
    for (const auto actor : consent["provision"]["actor"].elements())
        if (access::target_of(actor["reference"]) == reference)
            return actor["reference"];
    return {};
}

std::string source_of(json::Value resource)
{
    return std::string(resource["resourceType"].text()) + "/" + std::string(resource["id"].text());
}

json::Draft text_part(const char* name, const char* element, std::string_view text)
{
    return text.empty() ? json::Draft() : json::object({{"name", name}, {element, text}});
}

json::Draft reference_part(const char* name, const std::string& reference)
{
    return reference.empty() ? json::Draft()
                             : json::object({{"name", name}, {"valueReference", reference_to(Named{reference})}});
}

}  // namespace

bool Blocks::keeps_out(std::string_view reference) const
{
    return of_everybody || std::ranges::find(actors, reference) != actors.end();
}

Blocks blocks_of(const std::vector<json::Document>& consents)
{
    Blocks blocks;
    for (const auto& consent : consents) {
        const auto terms = access::terms_of(consent.root());
        if (terms.kind != access::ConsentKind::denial)
            continue;
        const bool names_patient = std::ranges::any_of(
            terms.records, [&](const access::Key& record) { return record.type + "/" + record.id == terms.patient; });
        if (!terms.records.empty() && !names_patient)
            continue;
        blocks.of_everybody = blocks.of_everybody || terms.actors.empty();
        blocks.actors.insert(blocks.actors.end(), terms.actors.begin(), terms.actors.end());
    }
    return blocks;
}

void add_by_consent(json::Value consent, const Blocks& blocks, Instant now, std::vector<Seer>& seers)
{
    const auto terms = access::terms_of(consent);
    if (terms.kind != access::ConsentKind::sharing || terms.records.empty() || !terms.period.holds(now))
        return;
    for (const auto& organization : terms.actors)
        if (!blocks.keeps_out(organization))
            seers.push_back({std::string(actor_with(consent, organization)["display"].text()), organization,
                "organization", "sharing", terms.period.end, source_of(consent)});
}

void add_by_emergency(json::Value task, const Blocks& blocks, Instant now, std::vector<Seer>& seers)
{
    const auto owner = access::target_of(task["owner"]);
    const auto status = task["status"].text();
    const auto timed = access::emergency_of(task, access::target_of(task["restriction"]["recipient"].at(0)));
    const bool is_over = status == "completed" || status == "cancelled" || status == "rejected" || status == "failed"
        || status == "entered-in-error";
    if (!timed || is_over || !timed->period.holds(now) || owner.empty() || blocks.keeps_out(owner))
        return;
    seers.push_back({std::string(task["owner"]["display"].text()), owner, "practitioner", "emergency",
        timed->period.end, source_of(task)});
}

std::vector<std::string> owners_by(json::Value resource, const access::Key& key, Instant now)
{
    std::vector<store::Membership> memberships;
    access::add_grants(resource, key, now, memberships);
    std::vector<std::string> owners;
    for (const auto& membership : memberships) {
        auto owner = membership.owner;
        if (owner.ends_with(named))
            owner.resize(owner.size() - named.size());
        // Other lists are those that ties are read from, or of whom something is kept.
        if (owner.find('!') == std::string::npos && std::ranges::find(owners, owner) == owners.end())
            owners.push_back(std::move(owner));
    }
    return owners;
}

json::Draft parameters_of(const std::vector<Seer>& seers)
{
    auto parameters = json::array();
    for (const auto& seer : seers)
        parameters.push(json::object({{"name", "who"},
            {"part",
                json::array({
                    text_part("name", "valueString", seer.name.empty() ? "Ukjent navn" : std::string_view(seer.name)),
                    reference_part("reference", seer.reference),
                    text_part("kind", "valueCode", seer.kind),
                    text_part("basis", "valueCode", seer.basis),
                    text_part("until", "valueDateTime", seer.until ? to_text(*seer.until) : std::string()),
                    reference_part("source", seer.source),
                })}}));
    return json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(std::move(parameters))}});
}

}  // namespace helselos::choices
