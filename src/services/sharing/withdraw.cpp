#include "services/sharing/withdraw.h"

#include "base/limits.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "services/sharing/task_change.h"
#include "services/sharing/words.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

// How far the recipients came.
struct Reached {
    bool was_received = false;
    bool was_opened = false;
    bool was_journaled = false;

    void add(json::Value task)
    {
        was_received |= task["owner"].exists();
        was_opened |= state_of(task) != State::sent;
        was_journaled |= task["output"].exists() || task["note"].exists();
    }
};

json::Draft what_stays(const Reached& reached)
{
    const auto say = [](const char* code, const char* text) {
        return json::object({{"url", stays_extension},
            {"extension",
                json::array({json::object({{"url", "reached"}, {"valueCode", code}}),
                    json::object({{"url", "text"}, {"valueString", text}})})}});
    };
    if (!reached.was_received)
        return say("nobody", "Ingen rakk å ta imot det du delte. Koden virker ikke lenger.");
    if (!reached.was_opened)
        return say("not-opened", "Mottakeren rakk ikke å åpne det du delte, og kan ikke se det lenger.");
    if (!reached.was_journaled)
        return say("opened",
            "Mottakeren har åpnet det du delte, men kan ikke se det her lenger. Det de alt har skrevet i sin egen "
            "journal, blir stående der.");
    return say("journaled",
        "Mottakeren kan ikke se det du delte lenger. Det de alt har gjort og skrevet om saken, må de etter loven ta "
        "vare på. Det blir stående hos dem.");
}

Result<Reached> withdraw_tasks(access::Writing& writing, const interaction::Hall& hall, const std::string& consent_id)
{
    auto query = TRY(interaction::parse_criteria(hall, "Task", "based-on=Consent/" + percent_encode(consent_id)));
    query.count = limits::search_page_max;
    Reached reached;
    const auto found = TRY(writing.search(query));
    if (!found.next.empty())
        return Error{Kind::too_costly, "there are more tasks than can be withdrawn at once"};
    for (const auto& match : found.matches) {
        auto task = TRY(open_version(match));
        reached.add(task.root());
        const auto move = move_by(Act::withdraw, state_of(task.root()));
        if (!move.changes)
            continue;
        set_state(task, move.to, writing.now());
        TRY(put_changed(writing, hall, match.key, std::move(task)));
    }
    return reached;
}

// The body of the consent as it now stands.
Result<std::string> withdraw_in(access::Writing& writing, const interaction::Hall& hall, const access::Key& key)
{
    const auto current = TRY(writing.read(key));
    if (!current || current->act == access::Act::remove)
        return Error{Kind::not_found, "no such resource"};
    auto consent = TRY(open_version(*current));
    if (consent.root()["status"].text() != "active")
        return current->body;
    json::push_draft(consent, "extension", what_stays(TRY(withdraw_tasks(writing, hall, key.id))));
    consent.set(consent.root(), "status", "inactive");
    return TRY(put_changed(writing, hall, key, std::move(consent))).body;
}

}  // namespace

Result<OperationAnswer> withdraw(const Desk& desk, const OperationRequest& request)
{
    TRY(refuse_unless(request.session.caller(), access::CallerKind::resident));
    const auto key = request.address.key();
    TRY(interaction::read(request.session, key));  // Only what is the caller's own is found.

    std::string body;
    auto session = desk.for_caller(request.session.caller());
    TRY(session.write([&](access::Writing& writing) -> Result<void> {
        body = TRY(withdraw_in(writing, request.hall, key));
        return {};
    }));
    return OperationAnswer{200, body};
}

}  // namespace helselos::sharing
