#include "services/choices/settings.h"

#include "access/relations.h"
#include "base/limits.h"
#include "services/choices/contact.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"

#include <algorithm>
#include <array>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr std::array<std::string_view, 4> languages{"nb", "nn", "en", "se"};
constexpr std::array<std::string_view, 2> removable{"phone", "email-address"};

// Oneself, with a record to be read; or one whom the caller may act for in digital services.
Result<void> refuse_unless_theirs(const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    const auto key = request.address.key();
    const auto reference = "Patient/" + key.id;
    const auto represented = TRY(request.session.represented());
    if (std::ranges::find(represented, reference) != represented.end())
        return {};
    if (reference == request.session.caller().subject && TRY(request.session.read(key)))
        return {};
    return Error{Kind::not_found, "no such resource"};
}

std::string answer_of(json::Value patient)
{
    const auto settings = settings_of(patient);
    const bool is_shown = !access::person_of(patient).is_protected;
    auto parts = json::array();
    const auto add = [&](const char* name, std::string element, json::Draft value) {
        parts.push(json::object({{"name", name}, {std::move(element), std::move(value)}}));
    };
    add("language", "valueCode", settings.language);
    add("sms", "valueBoolean", settings.sms);
    add("email", "valueBoolean", settings.email);
    if (is_shown && !settings.phone.empty())
        add("phone", "valueString", settings.phone);
    if (is_shown && !settings.email_address.empty())
        add("email-address", "valueString", settings.email_address);
    return json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", parts}}));
}

Result<std::optional<std::string>> contact_in(
    const OperationRequest& request, std::string_view name, bool (*is_one)(std::string_view))
{
    auto text = TRY(text_in(request, name, limits::name_letters_max * 2));
    if (text.empty())
        return std::optional<std::string>();
    if (!is_one(text))
        return Error{Kind::unprocessable, "this cannot be reached", at_part(name)};
    return std::optional(std::move(text));
}

Result<SettingsChange> change_in(const OperationRequest& request)
{
    SettingsChange change;
    if (auto language = TRY(code_in(request, "language", languages)); !language.empty())
        change.language = std::move(language);
    change.sms = TRY(truth_in(request, "sms"));
    change.email = TRY(truth_in(request, "email"));
    change.phone = TRY(contact_in(request, "phone", is_phone));
    change.email_address = TRY(contact_in(request, "email-address", is_email));
    for (const auto& removed : TRY(codes_in(request, "remove", removable))) {
        auto& contact = removed == "phone" ? change.phone : change.email_address;
        if (contact)
            return Error{Kind::invalid, "what is given is not removed", at_part("remove")};
        contact.emplace();
    }
    return change;
}

}  // namespace

Result<OperationAnswer> settings(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_theirs(request));
    auto session = desk.for_caller(request.session.caller());
    const auto patient = TRY(current(session, "Patient/" + request.address.id));
    return OperationAnswer{200, answer_of(patient.root())};
}

Result<OperationAnswer> change_settings(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_theirs(request));
    const auto change = TRY(change_in(request));
    TRY(count_try(desk.changes, request));
    std::string answer;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        const auto key = request.address.key();
        auto patient = TRY(current(writing, key));
        apply(change, patient);
        answer = answer_of(patient.root());
        TRY(put_changed(writing, request.hall, key, std::move(patient), {"$change-settings", {}}));
        return {};
    }));
    return OperationAnswer{200, answer};
}

}  // namespace helselos::choices
