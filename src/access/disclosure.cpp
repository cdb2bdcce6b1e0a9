#include "access/disclosure.h"

#include "access/audit_row.h"
#include "access/mask.h"
#include "access/permission.h"
#include "access/relations_of.h"
#include "access/seen.h"
#include "fhir/search/types_touched.h"

#include <memory>

namespace helselos::access {

namespace {

bool opens(const Decision& decision)
{
    return decision.verdict == Verdict::permit && decision.mask != Mask::deidentified;
}

fhir::search::Clause of_id(const std::string& id)
{
    fhir::search::Criterion criterion;
    criterion.parameter = "_id";
    criterion.any_of.emplace_back(fhir::search::TokenValue{std::nullopt, id});
    return criterion;
}

}  // namespace

Result<const Decision*> Disclosure::decision(Deed deed, const std::string& type)
{
    const std::pair name(deed, type);
    auto found = m_decisions.find(name);
    if (found == m_decisions.end()) {
        auto decided = TRY(decision_for(m_caller, deed, {&type, 1}, m_extractor, m_now,
            [&](const Now& now) -> Result<std::shared_ptr<const Relations>> {
                return std::make_shared<const Relations>(TRY(relations_of(m_caller, m_reader, now.instant)));
            }));
        found = m_decisions.emplace(name, std::move(decided)).first;
    }
    return &found->second;
}

Result<bool> Disclosure::may_find(const store::Key& key, const fhir::search::Query& query)
{
    for (const auto& type : fhir::search::types_touched(query))
        if (!opens(*TRY(decision(Deed::search, type))))
            return false;
    const auto* decided = TRY(decision(Deed::search, key.type));
    auto asked = query;
    asked.types = {key.type};
    asked.all_of.push_back(of_id(key.id));
    return TRY(m_reader.count(asked, decided->scope)) > 0;
}

Result<bool> Disclosure::may_know(const store::Key& key)
{
    const auto* decided = TRY(decision(Deed::read, key.type));
    return opens(*decided) && TRY(m_reader.is_within(key, decided->scope));
}

Result<std::optional<store::Version>> Disclosure::read(const store::Key& key)
{
    if (!TRY(may_know(key)))
        return std::optional<store::Version>();
    auto version = TRY(m_reader.read(key));
    if (!version || version->act == store::Act::remove)
        return std::optional<store::Version>();
    if (TRY(decision(Deed::read, key.type))->mask != Mask::nothing)
        TRY(mask_addresses(m_reader, {&*version, 1}, Versions::newest));
    return version;
}

Result<std::vector<store::AuditRow>> Disclosure::rows_of(const store::Key& key, std::string_view interaction)
{
    const auto* decided = TRY(decision(Deed::read, key.type));
    std::vector<store::AuditRow> rows;
    if (!decided->must_audit)
        return rows;
    auto patients = TRY(m_reader.patients_of(key));
    const Seen seen{key, std::move(patients)};
    for (auto& look : TRY(looks_of(m_reader, *decided, {&seen, 1}))) {
        auto row = audit_row(m_caller, "R", interaction);
        row.record = key.type + "/" + key.id;
        row.patient = std::move(look.patient);
        row.basis = std::move(look.basis);
        rows.push_back(std::move(row));
    }
    return rows;
}

}  // namespace helselos::access
