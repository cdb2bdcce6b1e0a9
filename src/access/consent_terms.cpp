#include "access/consent_terms.h"

#include "access/codes.h"
#include "access/reading.h"

namespace helselos::access {

namespace {

constexpr std::string_view role_code = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";

bool is_fullmakt(json::Value category)
{
    return has_code(category, codes::representation, codes::fullmakt)
        || has_code(category, codes::representation, codes::assigned_fullmakt);
}

ConsentKind kind_of(json::Value consent)
{
    if (consent["status"].text() != "active")
        return ConsentKind::record_only;
    const auto type = consent["provision"]["type"].text();
    if (type == "deny")
        return ConsentKind::denial;
    if (type != "permit")
        return ConsentKind::record_only;
    const auto category = consent["category"];
    if (is_fullmakt(category))
        return ConsentKind::fullmakt;
    if (has_code(category, codes::consent_kind, codes::youth_access))
        return ConsentKind::youth_access;
    return ConsentKind::sharing;
}

bool is_actor_of(ConsentKind kind, json::Value actor)
{
    switch (kind) {
    case ConsentKind::sharing: return is_reference_to(actor["reference"], "Organization");
    case ConsentKind::denial:
        return is_reference_to(actor["reference"], "Organization")
            || is_reference_to(actor["reference"], "Practitioner");
    case ConsentKind::fullmakt:
        return is_reference_to(actor["reference"], "Patient") && has_code(actor["role"], role_code, "GRANTEE");
    case ConsentKind::youth_access:
    case ConsentKind::record_only: break;
    }
    return false;
}

std::vector<std::string> areas_of(json::Value provision)
{
    std::vector<std::string> areas;
    for (const auto label : provision["securityLabel"].elements())
        if (label["system"].text() == codes::service_area)
            areas.emplace_back(label["code"].text());
    return areas;
}

// What narrows a provision in a way that nobody here keeps to.
constexpr std::string_view narrowing[] = {"action", "purpose", "class", "code", "dataPeriod"};

class Findings {
public:
    void add(std::string path, std::string reason)
    {
        m_issues.push_back({Severity::error, "not-supported", std::move(path), std::move(reason)});
    }
    Result<void> done() &&
    {
        if (m_issues.empty())
            return {};
        return Error{Kind::unprocessable, "the consent says what cannot be enforced here", {}, std::move(m_issues)};
    }

private:
    Issues m_issues;
};

std::string at(std::string_view list, std::size_t index)
{
    return "Consent.provision." + std::string(list) + "[" + std::to_string(index) + "]";
}

void check_records(json::Value provision, Findings& findings)
{
    for (std::size_t i = 0; i < provision["data"].size(); ++i) {
        const auto data = provision["data"].at(i);
        if (data["meaning"].text() != "instance" || !key_of(data["reference"]))
            findings.add(at("data", i), "only single records kept here can be named, with the meaning instance");
    }
}

void check_actors(ConsentKind kind, json::Value provision, Findings& findings)
{
    for (std::size_t i = 0; i < provision["actor"].size(); ++i)
        if (!is_actor_of(kind, provision["actor"].at(i)))
            findings.add(at("actor", i), "nothing can be given or denied to such an actor here");
}

void check_areas(json::Value provision, Findings& findings)
{
    for (std::size_t i = 0; i < provision["securityLabel"].size(); ++i)
        if (provision["securityLabel"].at(i)["system"].text() != codes::service_area)
            findings.add(at("securityLabel", i), "only service areas can be named");
    if (provision["securityLabel"].size() == 0)
        findings.add("Consent.provision.securityLabel", "the service areas are to be named");
}

bool changes_who_may_see(const ConsentTerms& terms)
{
    return terms.kind != ConsentKind::record_only
        && (terms.kind != ConsentKind::sharing || (!terms.actors.empty() && !terms.records.empty()));
}

}  // namespace

ConsentTerms terms_of(json::Value consent)
{
    ConsentTerms terms;
    const auto provision = consent["provision"];
    const auto period = period_of(provision["period"]);
    if (!period)
        return terms;
    terms.kind = kind_of(consent);
    terms.patient = target_of(consent["patient"]);
    terms.period = *period;
    terms.areas = areas_of(provision);
    for (const auto actor : provision["actor"].elements())
        if (is_actor_of(terms.kind, actor))
            terms.actors.push_back(target_of(actor["reference"]));
    for (const auto data : provision["data"].elements())
        if (auto record = key_of(data["reference"]))
            terms.records.push_back(*std::move(record));
    return terms;
}

std::vector<std::string> holders_of(json::Value consent)
{
    std::vector<std::string> holders;
    const auto status = consent["status"].text();
    const bool is_agreed = status == "active" || status == "inactive";
    if (!is_agreed || !is_fullmakt(consent["category"]) || consent["provision"]["type"].text() != "permit")
        return holders;
    for (const auto actor : consent["provision"]["actor"].elements())
        if (is_actor_of(ConsentKind::fullmakt, actor))
            holders.push_back(target_of(actor["reference"]));
    return holders;
}

Result<void> refuse_if_not_enforceable(json::Value consent)
{
    const auto provision = consent["provision"];
    Findings findings;
    if (!period_of(provision["period"]))
        findings.add("Consent.provision.period", "the period cannot be read");
    if (consent["status"].text() == "active" && provision["provision"].exists())
        findings.add("Consent.provision.provision", "exceptions within a provision are not kept to here");
    const auto terms = terms_of(consent);
    if (!changes_who_may_see(terms))
        return std::move(findings).done();

    for (const auto name : narrowing)
        if (provision[name].exists())
            findings.add("Consent.provision." + std::string(name), "this is not kept to here");
    if (terms.kind == ConsentKind::fullmakt)
        check_areas(provision, findings);
    else if (provision["securityLabel"].exists())
        findings.add("Consent.provision.securityLabel", "labels are kept to in a fullmakt only");
    if (terms.kind != ConsentKind::sharing)
        check_actors(terms.kind, provision, findings);
    if (terms.kind == ConsentKind::sharing || terms.kind == ConsentKind::denial)
        check_records(provision, findings);
    else if (provision["data"].exists())
        findings.add("Consent.provision.data", "single records can be shared or denied only");
    if (terms.kind == ConsentKind::denial && provision["period"].exists())
        findings.add("Consent.provision.period", "what is denied is denied until it is withdrawn");
    if (terms.kind != ConsentKind::sharing && terms.patient.empty())
        findings.add("Consent.patient", "whose records it speaks of is not told");
    return std::move(findings).done();
}

}  // namespace helselos::access
