#include "access/labels.h"

#include "access/audience.h"
#include "access/codes.h"
#include "access/reading.h"

#include <algorithm>
#include <optional>

namespace helselos::access {

namespace {

// When what a record tells of happened, and when it was told. Which elements say so differs from type to type.
constexpr std::string_view happened[] = {"effectiveDateTime", "effectivePeriod", "effectiveInstant",
    "occurrenceDateTime", "occurrencePeriod", "performedDateTime", "performedPeriod", "occurredDateTime",
    "occurredPeriod", "onsetDateTime", "onsetPeriod", "servicedDate", "servicedPeriod", "identifiedDateTime",
    "identifiedPeriod", "whenHandedOver", "startDate", "start", "period"};
constexpr std::string_view told[] = {"authored", "authoredOn", "recorded", "recordedDate", "dateAsserted",
    "assertedDate", "dateTime", "issued", "sent", "created", "date"};

constexpr std::string_view makers[]
    = {"author", "source", "recorder", "asserter", "performer", "sender", "informationSource", "requester"};

constexpr std::string_view sensitive_services[] = {"6", "17", "18"};
constexpr std::string_view service_elements[]
    = {"category", "serviceCategory", "serviceType", "type", "specialty", "class", "code"};

std::optional<Day> day_in(json::Value resource, std::span<const std::string_view> elements)
{
    for (const auto element : elements) {
        const auto value = resource[element];
        for (const auto text : {value.text(), value["end"].text(), value["start"].text()})
            if (const auto day = last_day_of(text))
                return day;
    }
    return std::nullopt;
}

bool refers_to(json::Value reference, std::string_view patient)
{
    const auto text = reference["reference"].text();
    // Written with an address before it, it may be ours: then rather kept than shown.
    return target_of(reference) == patient || text.ends_with("/" + std::string(patient));
}

bool is_made_by(json::Value resource, std::string_view patient)
{
    for (const auto name : makers) {
        const auto maker = resource[name];
        if (refers_to(maker, patient))
            return true;
        for (const auto each : maker.elements())
            if (refers_to(each, patient) || refers_to(each["actor"], patient))
                return true;
    }
    return false;
}

bool is_of_sensitive_service(json::Value resource)
{
    return std::ranges::any_of(sensitive_services, [&](std::string_view service) {
        return has_label(resource, codes::municipal_service, service)
            || std::ranges::any_of(service_elements, [&](std::string_view element) {
                   return has_code(resource[element], codes::municipal_service, service);
               });
    });
}

// From parents, from the day on which the patient is 12; without a day, from parents of any child.
void keep_from_parents(const std::string& patient, std::optional<Day> day, const store::Key& record,
    std::vector<store::Membership>& memberships)
{
    if (!day) {
        memberships.push_back({audience::parents_of(patient), record});
        return;
    }
    for (auto& name : audience::parents_on(patient, *day))
        memberships.push_back({std::move(name), record});
}

void add_labelled(json::Value resource, const store::Key& key, const std::string& patient,
    std::vector<store::Membership>& memberships)
{
    for (const auto label : resource["meta"]["security"].elements())
        if (label["system"].text() == codes::service_area && !label["code"].text().empty())
            memberships.push_back({audience::of_area(patient, label["code"].text()), key});
    if (has_label(resource, codes::restriction, codes::hidden_from_parents))
        memberships.push_back({audience::parents_of(patient), key});
    if (has_label(resource, codes::restriction, codes::hidden_from_youth))
        memberships.push_back({audience::young(patient), key});
}

void add_sensitive(json::Value resource, const store::Key& key, const std::string& patient,
    std::vector<store::Membership>& memberships)
{
    if (has_label(resource, codes::sensitivity, codes::open_to_parents))
        return;
    if (is_made_by(resource, patient)) {
        const auto day = day_in(resource, told);
        keep_from_parents(patient, day ? day : day_in(resource, happened), key, memberships);
    }
    if (is_of_sensitive_service(resource)) {
        const auto day = day_in(resource, happened);
        keep_from_parents(patient, day ? day : day_in(resource, told), key, memberships);
    }
}

// http://hl7.org/fhir/R4/provenance.html: who made what, told beside it.
void add_made(json::Value provenance, std::vector<store::Membership>& memberships)
{
    const auto day = day_in(provenance, told);
    for (const auto agent : provenance["agent"].elements()) {
        const auto maker = target_of(agent["who"]);
        if (!maker.starts_with("Patient/"))
            continue;
        for (const auto target : provenance["target"].elements())
            if (const auto record = key_of(target))
                keep_from_parents(maker, day, *record, memberships);
    }
}

}  // namespace

void add_audiences(json::Value resource, const store::Key& key, std::span<const std::string> patients,
    std::vector<store::Membership>& memberships)
{
    for (const auto& patient : patients) {
        add_labelled(resource, key, patient, memberships);
        add_sensitive(resource, key, patient, memberships);
    }
    if (key.type == "Provenance")
        add_made(resource, memberships);
}

}  // namespace helselos::access
