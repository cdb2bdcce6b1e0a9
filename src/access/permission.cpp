#include "access/permission.h"

#include "access/app_scopes.h"

namespace helselos::access {

Result<Decision> permitted(Decision decision)
{
    switch (decision.verdict) {
    case Verdict::permit: return decision;
    case Verdict::sign_in: return Error{Kind::unauthenticated, "sign in to do this"};
    case Verdict::forbid: return Error{Kind::forbidden, "you may not do this"};
    }
    return Error{Kind::fault, "no verdict"};
}

Result<Decision> decision_for(const Caller& caller, Deed deed, std::span<const std::string> types,
    const fhir::search::Extractor& extractor, Instant instant, const AskRelations& relations)
{
    bool must_audit = false;
    std::string_view strictest = types.front();
    for (const auto& type : types) {
        auto decision = decide_without_scope(caller, deed, type);
        if (decision.verdict != Verdict::permit)
            return decision;
        must_audit = must_audit || decision.must_audit;
        if (decision.must_audit)
            strictest = type;
    }
    const auto now = TRY(now_in_oslo(instant));
    std::shared_ptr<const Relations> ties;
    if (needs_relations(caller, deed, strictest))
        ties = TRY(relations(now));
    auto decision = decide(caller, ties ? *ties : Relations{}, deed, strictest, now);
    decision.must_audit = must_audit;
    narrow_to_scopes(decision, caller, deed, types, {extractor.parameters(), nullptr, instant});
    return decision;
}

bool may_search_at_all(const Caller& caller, std::string_view type)
{
    // Views are searched by their type alone.
    const auto decision = decide_without_scope(caller, Deed::search, type);
    return decision.verdict == Verdict::permit && decision.mask != Mask::deidentified
        && is_within_scopes(caller, Deed::search, type);
}

Decision may_write_at_all(const Caller& caller, std::string_view type)
{
    auto decision = decide_without_scope(caller, Deed::write, type);
    if (decision.verdict == Verdict::permit && !is_within_scopes(caller, Deed::write, type)) {
        decision.verdict = Verdict::forbid;
        decision.rule = not_in_scopes_of_app;
    }
    return decision;
}

}  // namespace helselos::access
