#include "services/choices/give_fullmakt.h"

#include "access/consent_terms.h"
#include "access/relations.h"
#include "base/limits.h"
#include "base/url.h"
#include "fhir/search/rows.h"
#include "interaction/read.h"
#include "services/choices/giver.h"
#include "services/choices/kept.h"
#include "services/choices/parameters.h"
#include "json/read.h"

#include <fmt/format.h>

#include <algorithm>

namespace helselos::choices {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

constexpr int age_of_holder = 18;

// One for all reasons: who is registered, how old they are and whether they hide is nobody's to find out.
Error nobody_to_hold()
{
    return Error{
        Kind::unprocessable, "nobody who can hold a fullmakt has this number and this name", at_part("holder-number")};
}

// The family name alone, or at the end of the whole name.
bool is_called(json::Value patient, std::string_view typed)
{
    const auto wanted = fhir::search::fold(typed);
    for (const auto name : patient["name"].elements()) {
        const auto family = fhir::search::fold(name["family"].text());
        if (!family.empty() && (wanted == family || wanted.ends_with(" " + family)))
            return true;
    }
    return false;
}

bool can_hold(const access::Person& person, const access::Now& now)
{
    return !person.is_deceased && !person.is_protected && person.birth
        && access::birthday(person.birth->last, age_of_holder) <= now.day;
}

Result<Named> holder_in(const Desk& desk, const OperationRequest& request)
{
    const auto number = TRY(needed_text(request, "holder-number", limits::name_letters_max));
    const auto name = TRY(needed_text(request, "holder-name", limits::name_letters_max));
    TRY(count_try(desk.fullmakt_tries, request));
    auto session = desk.for_caller(request.session.caller());
    const auto found = TRY(patient_with_number(session, request.hall, number));
    const auto now = TRY(access::now_in_oslo(request.hall.clock.now()));
    if (!found)
        return nobody_to_hold();
    const auto person = access::person_of(found->root());
    if (person.patient == request.session.caller().subject || !is_called(found->root(), name) || !can_hold(person, now))
        return nobody_to_hold();
    return Named{person.patient, name_of(found->root())};
}

// What the holder has of the giver already: the same is the answer, another stands in the way.
Result<std::optional<std::string>> same_given(
    access::Writing& writing, const interaction::Hall& hall, const Fullmakt& fullmakt)
{
    const auto criteria = fmt::format("patient={}&actor={}&status=active", percent_encode(fullmakt.giver.reference),
        percent_encode(fullmakt.holder.reference));
    for (const auto& consent : TRY(find_in(writing, hall, "Consent", criteria))) {
        const auto root = consent.root();
        if (access::terms_of(root).kind != access::ConsentKind::fullmakt || !is_running(root, writing.now()))
            continue;
        if (!says(root, fullmakt.areas, fullmakt.end))
            return Error{Kind::conflict, "they hold a fullmakt of yours; change that one"};
        return std::optional(TRY(writing.read({"Consent", std::string(root["id"].text())}))->body);
    }
    return std::optional<std::string>();
}

// The fullmakt that took the place of one that was changed.
Result<std::optional<std::string>> successor_of(
    access::Writing& writing, const interaction::Hall& hall, const std::string& consent, const Extent& extent)
{
    const auto criteria = "source-reference=" + percent_encode(consent) + "&status=active";
    for (const auto& found : TRY(find_in(writing, hall, "Consent", criteria)))
        if (says(found.root(), extent.areas, extent.end))
            return std::optional(TRY(writing.read({"Consent", std::string(found.root()["id"].text())}))->body);
    return std::optional<std::string>();
}

Result<std::string> change_in(access::Writing& writing, const OperationRequest& request, const Extent& extent)
{
    const auto key = request.address.key();
    const auto reference = "Consent/" + key.id;
    auto old = TRY(current(writing, key));
    const auto root = old.root();
    if (!is_running(root, writing.now())) {
        if (auto already = TRY(successor_of(writing, request.hall, reference, extent)))
            return *std::move(already);
        return Error{Kind::conflict, "the fullmakt has ended; give a new one"};
    }
    if (access::terms_of(root).kind != access::ConsentKind::fullmakt)
        return Error{Kind::unprocessable, "only a fullmakt can be changed so"};
    if (says(root, extent.areas, extent.end))
        return TRY(writing.read(key))->body;
    const auto actor = root["provision"]["actor"].at(0)["reference"];
    const Fullmakt fullmakt{
        {std::string(root["patient"]["reference"].text()), std::string(root["patient"]["display"].text())},
        {std::string(actor["reference"].text()), std::string(actor["display"].text())}, extent.areas, extent.end,
        reference};
    old.set(old.root(), "status", "inactive");
    TRY(put_changed(writing, request.hall, key, std::move(old), {"$change-fullmakt", {}}));
    return TRY(put_new(writing, request.hall, consent_of(fullmakt, writing.now()), {"$change-fullmakt", {}})).body;
}

}  // namespace

Result<OperationAnswer> give_fullmakt(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    Fullmakt fullmakt;
    fullmakt.giver = TRY(giver_of(desk, request));
    auto extent = TRY(extent_in(request));
    fullmakt.holder = TRY(holder_in(desk, request));
    fullmakt.areas = std::move(extent.areas);
    fullmakt.end = std::move(extent.end);

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        if (auto same = TRY(same_given(writing, request.hall, fullmakt)))
            body = *std::move(same);
        else
            body
                = TRY(put_new(writing, request.hall, consent_of(fullmakt, writing.now()), {"$give-fullmakt", {}})).body;
        return {};
    }));
    return OperationAnswer{200, body};
}

Result<OperationAnswer> change_fullmakt(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless_resident(request.session.caller()));
    const auto extent = TRY(extent_in(request));
    const auto seen = TRY(interaction::read(request.session, request.address.key()));  // Else it is not there.
    const auto consent = TRY(json::read(seen.body));
    if (consent.root()["patient"]["reference"].text() != request.session.caller().subject)
        return Error{Kind::forbidden, "who gave a fullmakt changes it"};
    TRY(giver_of(desk, request));
    TRY(count_try(desk.changes, request));

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(change_in(writing, request, extent));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::choices
