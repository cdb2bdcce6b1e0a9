#include "services/choices/consents.h"

#include "access/codes.h"
#include "access/consent_terms.h"
#include "fhir/view/coded.h"
#include "services/choices/kept.h"
#include "services/choices/words.h"

#include <algorithm>

namespace helselos::choices {

namespace {

namespace codes = access::codes;
using fhir::view::concept_of;

// What all of them say.
json::Draft consent(const Named& patient, const std::string& performer, json::Draft category, Instant now)
{
    return json::object({
        {"resourceType", "Consent"},
        {"status", "active"},
        {"scope", concept_of(consent_scope_system, "patient-privacy")},
        {"category", json::array({std::move(category)})},
        {"patient", reference_to(patient)},
        {"dateTime", to_text(now)},
        {"performer", json::array({reference_to(Named{performer})})},
    });
}

json::Draft period_of(const std::string& end, Instant now)
{
    return json::object({{"start", to_text(now)}, {"end", end.empty() ? json::Draft() : json::Draft(end)}});
}

std::string_view end_of(json::Value consent)
{
    return consent["provision"]["period"]["end"].text();
}

std::vector<std::string> sorted(std::vector<std::string> texts)
{
    std::ranges::sort(texts);
    return texts;
}

json::Draft blocked_actor(const Named& blocked)
{
    return json::object({{"role", concept_of(participation_system, "IRCP")}, {"reference", reference_to(blocked)}});
}

}  // namespace

json::Document consent_of(const Fullmakt& fullmakt, Instant now)
{
    auto draft
        = consent(fullmakt.giver, fullmakt.giver.reference, concept_of(codes::representation, codes::fullmakt), now);
    if (!fullmakt.replaces.empty())
        draft.set("sourceReference", reference_to(Named{fullmakt.replaces}));
    auto labels = json::array();
    for (const auto& area : fullmakt.areas)
        labels.push(json::object({{"system", codes::service_area}, {"code", area}}));
    draft.set("policyRule", concept_of(act_code_system, "OPTIN"));
    draft.set("provision",
        json::object({
            {"type", "permit"},
            {"period", period_of(fullmakt.end, now)},
            {"actor",
                json::array({json::object({{"role", concept_of(role_code_system, "GRANTEE")},
                    {"reference", reference_to(fullmakt.holder)}})})},
            {"securityLabel", labels},
        }));
    return json::to_document(draft);
}

bool says(json::Value consent, const std::vector<std::string>& areas, std::string_view end)
{
    return sorted(access::terms_of(consent).areas) == areas && end_of(consent) == end;
}

json::Document consent_of(const Block& block, Instant now)
{
    auto draft = consent({block.patient}, block.performer, concept_of(codes::consent_kind, "block"), now);
    draft.set("policyRule", concept_of(act_code_system, "OPTOUT"));
    auto data = json::array();
    for (const auto& record : block.records)
        data.push(json::object({{"meaning", "instance"}, {"reference", reference_to(Named{record})}}));
    const bool is_of_all = block.blocked.reference.empty();
    draft.set("provision",
        json::object({
            {"type", "deny"},
            {"actor", is_of_all ? json::Draft() : json::array({blocked_actor(block.blocked)})},
            {"data", json::unless_empty(std::move(data))},
        }));
    return json::to_document(draft);
}

bool says(json::Value consent, const Block& block)
{
    const auto terms = access::terms_of(consent);
    std::vector<std::string> records;
    for (const auto& record : terms.records)
        records.push_back(record.type + "/" + record.id);
    const auto actors = block.blocked.reference.empty() ? std::vector<std::string>{}
                                                        : std::vector<std::string>{block.blocked.reference};
    return terms.kind == access::ConsentKind::denial && terms.actors == actors
        && sorted(std::move(records)) == block.records;
}

json::Document consent_of(const YouthAccess& access, Instant now)
{
    auto draft = consent({access.child}, access.parent, concept_of(codes::consent_kind, codes::youth_access), now);
    draft.set("policyRule", concept_of(act_code_system, "OPTIN"));
    draft.set("provision", json::object({{"type", "permit"}, {"period", period_of(access.end, now)}}));
    return json::to_document(draft);
}

bool says(json::Value consent, const YouthAccess& access)
{
    return end_of(consent) == access.end;
}

}  // namespace helselos::choices
