#include "services/choices/block.h"

#include "access/codes.h"
#include "access/memberships.h"
#include "access/reading.h"
#include "base/limits.h"
#include "base/url.h"
#include "interaction/read.h"
#include "services/choices/consents.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "services/choices/standing_in.h"
#include "services/choices/words.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

// Volven 7619: child health station, school health service, youth health station.
constexpr std::string_view services_of_children[] = {"3", "4", "6"};

Result<std::string> whose(const Desk& desk, const OperationRequest& request)
{
    auto wanted = TRY(reference_in(request, "for", "Patient"));
    const auto& caller = request.session.caller().subject;
    if (wanted.empty() || wanted == caller) {
        if (!TRY(is_own_master(desk, request, caller)))
            return Error{Kind::forbidden, "who chooses for themself has turned 16"};
        return caller;
    }
    if (!TRY(stands_in_as(request.session, wanted)))
        return Error{Kind::not_found, "no such person", at_part("for")};
    return wanted;
}

// Whom the block is against, with the name.
Result<Named> blocked_in(const Desk& desk, const OperationRequest& request)
{
    const auto organization = TRY(reference_in(request, "organization", "Organization"));
    const auto practitioner = TRY(reference_in(request, "practitioner", "Practitioner"));
    const auto all = TRY(truth_in(request, "all-personnel"));
    const bool is_against_all = all.value_or(false);
    const int named = (organization.empty() ? 0 : 1) + (practitioner.empty() ? 0 : 1) + (is_against_all ? 1 : 0);
    if (named != 1)
        return Error{Kind::invalid, "one is to be named: organization, practitioner or all-personnel"};
    if (is_against_all)
        return Named{};
    const auto& reference = organization.empty() ? practitioner : organization;
    auto house = desk.house();
    const auto resource = TRY(current(house, reference));
    return Named{reference, name_of(resource.root())};
}

bool is_for_children(json::Value resource)
{
    return std::ranges::any_of(services_of_children, [&](std::string_view service) {
        return access::has_code(resource["type"], access::codes::municipal_service, service)
            || access::has_code(resource["category"], access::codes::municipal_service, service);
    });
}

Result<bool> is_organization_for_children(
    const Desk& desk, const OperationRequest& request, const std::string& organization)
{
    auto house = desk.house();
    const auto resource = TRY(current(house, organization));
    if (is_for_children(resource.root()))
        return true;
    const auto services = TRY(find_all(house, request.hall, "HealthcareService",
        "organization=" + percent_encode(organization), limits::search_page_max));
    return std::ranges::any_of(services, [](const json::Document& each) { return is_for_children(each.root()); });
}

Result<bool> is_practitioner_for_children(
    const Desk& desk, const OperationRequest& request, const std::string& practitioner)
{
    auto house = desk.house();
    const auto roles = TRY(find_all(house, request.hall, "PractitionerRole",
        "practitioner=" + percent_encode(practitioner), limits::search_page_max));
    for (const auto& role : roles) {
        const auto at = access::target_of(role.root()["organization"]);
        if (!at.empty() && TRY(is_organization_for_children(desk, request, at)))
            return true;
    }
    return false;
}

// What a child may seek by themself, and that somebody at all can see to a child, is not a parent's to close.
Result<void> refuse_if_child_needs(const Desk& desk, const OperationRequest& request, const Block& block)
{
    const auto& blocked = block.blocked.reference;
    if (blocked.empty())
        return Error{
            Kind::unprocessable, "all personnel can be kept out by the person alone", at_part("all-personnel")};
    const bool is_for_child = blocked.starts_with("Organization/")
        ? TRY(is_organization_for_children(desk, request, blocked))
        : TRY(is_practitioner_for_children(desk, request, blocked));
    if (is_for_child)
        return Error{Kind::unprocessable, "a service that children may seek by themselves cannot be kept out for them"};
    return {};
}

Result<bool> is_of(const OperationRequest& request, const std::string& record, const std::string& patient)
{
    const auto key = TRY(key_of(record));
    const auto version = TRY(request.session.read(key));
    if (!version || version->act == access::Act::remove)
        return false;
    const auto document = TRY(json::read(version->body));
    const auto rows = TRY(request.hall.extractor.extract(document.root()));
    const auto patients = access::patients_of(document.root(), key, rows.compartments);
    return std::ranges::find(patients, patient) != patients.end();
}

Result<std::vector<std::string>> records_in(const OperationRequest& request, const std::string& patient)
{
    auto records = TRY(references_in(request, "record"));
    if (records.size() > limits::block_records_max)
        return Error{Kind::too_large, "too many records are named", at_part("record")};
    for (const auto& record : records)
        if (!TRY(is_of(request, record, patient)))
            return Error{Kind::not_found, "no such record of this person", at_part("record")};
    return records;
}

Result<std::string> block_in(access::Writing& writing, const interaction::Hall& hall, const Block& block)
{
    const auto criteria = fmt::format("patient={}&status=active&category={}", percent_encode(block.patient),
        percent_encode(fmt::format("{}|block", access::codes::consent_kind)));
    for (const auto& consent : TRY(find_in(writing, hall, "Consent", criteria)))
        if (says(consent.root(), block))
            return TRY(writing.read({"Consent", std::string(consent.root()["id"].text())}))->body;
    return TRY(put_new(writing, hall, consent_of(block, writing.now()), {"$block", {}})).body;
}

}  // namespace

Result<OperationAnswer> block(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    TRY(count_try(desk.changes, request));
    Block block;
    block.performer = request.session.caller().subject;
    block.patient = TRY(whose(desk, request));
    block.blocked = TRY(blocked_in(desk, request));
    if (block.patient != block.performer)
        TRY(refuse_if_child_needs(desk, request, block));
    block.records = TRY(records_in(request, block.patient));

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(block_in(writing, request.hall, block));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
