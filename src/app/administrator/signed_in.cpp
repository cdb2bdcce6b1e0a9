#include "app/administrator/signed_in.h"

#include "app/administrator/allow.h"
#include "base/limits.h"

namespace helselos::app::administrator {

namespace {

const char* kind_of(access::CallerKind kind)
{
    switch (kind) {
    case access::CallerKind::nobody: return "nobody";
    case access::CallerKind::resident: return "resident";
    case access::CallerKind::personnel: return "personnel";
    case access::CallerKind::service: return "service";
    case access::CallerKind::system: return "operator";
    case access::CallerKind::analyst: return "analyst";
    case access::CallerKind::administrator: return "administrator";
    case access::CallerKind::controller: return "controller";
    case access::CallerKind::machine: return "machine";
    }
    return "nobody";
}

json::Draft session_of(const auth::OpenSession& session)
{
    auto parts = json::array(
        {part("kind", "valueCode", kind_of(session.kind)), part("role", "valueCode", text_or_none(session.role)),
            part("organization", "valueString", text_or_none(session.organization)),
            part("since", "valueInstant", to_text(session.since)),
            part("name", "valueString", text_or_none(session.name))});
    return json::object({{"name", "session"}, {"part", std::move(parts)}});
}

}  // namespace

Result<interaction::OperationAnswer> signed_in(auth::Sessions& sessions, const interaction::OperationRequest& request)
{
    TRY(allow_only_administrator(request));
    const auto open = sessions.newest(limits::log_page_max + 1);
    auto parameters = json::array();
    for (std::size_t i = 0; i < std::min(open.size(), limits::log_page_max); ++i)
        parameters.push(session_of(open[i]));
    if (open.size() > limits::log_page_max)
        parameters.push(part("more", "valueBoolean", true));
    return answer_with(std::move(parameters));
}

}  // namespace helselos::app::administrator
