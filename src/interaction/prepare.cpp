#include "interaction/prepare.h"

#include "fhir/validation/validate.h"
#include "interaction/national_numbers.h"
#include "interaction/own_base.h"
#include "interaction/read_log.h"
#include "interaction/search_parameter.h"
#include "json/write.h"

namespace helselos::interaction {

namespace {

void write_member(std::string_view key, json::Value value, std::string& out)
{
    if (out.back() != '{')
        out += ',';
    json::write_string(key, out);
    out += ':';
    json::write(value, out);
}

void write_id(std::string_view id, std::string& out)
{
    out += ",\"id\":";
    json::write_string(id, out);
}

// What stands in meta beside version and time follows the hole.
void write_meta(json::Value meta, access::Body& body)
{
    body.before += ",\"meta\":{";
    for (const auto& member : meta.members()) {
        if (member.key == "versionId" || member.key == "lastUpdated")
            continue;
        body.after += ',';
        json::write_string(member.key, body.after);
        body.after += ':';
        json::write(member.value(), body.after);
    }
    body.after += '}';
}

}  // namespace

const fhir::validation::Validator& validator_of(const Hall& hall)
{
    return hall.validator == nullptr ? fhir::validation::Validator::r4() : *hall.validator;
}

Result<void> refuse_if_wrong(const Hall& hall, json::Value resource)
{
    auto options = fhir::validation::options_of_write();
    Issues issues;
    if (hall.required_profiles != nullptr)
        issues = demand_profiles(*hall.required_profiles, resource, options);
    for (auto& issue : validator_of(hall).validate(resource, options))
        issues.push_back(std::move(issue));
    if (!has_error(issues))
        return {};
    return Error{Kind::unprocessable, "the resource breaks its definition", {}, std::move(issues)};
}

access::Body body_with_hole(json::Value resource, std::string_view id)
{
    access::Body body;
    body.before = "{\"resourceType\":";
    json::write_string(resource["resourceType"].text(), body.before);
    write_id(id, body.before);
    write_meta(resource["meta"], body);
    for (const auto& member : resource.members())
        if (member.key != "resourceType" && member.key != "id" && member.key != "meta")
            write_member(member.key, member.value(), body.after);
    body.after += '}';
    return body;
}

Result<access::Draft> prepare(const Hall& hall, access::Act act, json::Document resource, std::string_view id)
{
    TRY(refuse_written_log(resource.root()["resourceType"].text()));
    resource.set(resource.root(), "id", id);
    TRY(refuse_if_not_searchable(hall, resource.root()));
    access::Draft draft;
    draft.key = {std::string(resource.root()["resourceType"].text()), std::string(id)};
    draft.act = act;
    draft.body = body_with_hole(resource.root(), id);
    TRY(refuse_wrong_numbers(hall, draft.key, resource.root(), draft.body.after));
    draft.read_by = hall.extractor.parameters();
    draft.rows = TRY(hall.extractor.extract(resource.root()));
    make_own(draft.rows, hall.base);
    draft.resource = std::make_shared<const json::Document>(std::move(resource));
    return draft;
}

access::Draft prepare_removal(const access::Key& key)
{
    access::Draft draft;
    draft.key = key;
    draft.act = access::Act::remove;
    return draft;
}

std::string new_id(const Hall& hall)
{
    return make_time_ordered_uuid(hall.clock, hall.random);
}

}  // namespace helselos::interaction
