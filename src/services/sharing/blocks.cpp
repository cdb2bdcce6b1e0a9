#include "services/sharing/blocks.h"

#include "access/consent_terms.h"
#include "base/limits.h"
#include "base/url.h"
#include "json/read.h"

#include <algorithm>

namespace helselos::sharing {

namespace {

bool denies_all(json::Value consent, const std::string& organization, const std::string& practitioner)
{
    const auto terms = access::terms_of(consent);
    if (terms.kind != access::ConsentKind::denial || !terms.records.empty())
        return false;
    return terms.actors.empty() || std::ranges::any_of(terms.actors, [&](const std::string& actor) {
        return actor == organization || actor == practitioner;
    });
}

}  // namespace

Result<bool> is_blocked(const interaction::Search& search, const interaction::Hall& hall, const std::string& patient,
    const std::string& organization, const std::string& practitioner)
{
    if (patient.empty())
        return false;
    auto query = TRY(interaction::parse_criteria(hall, "Consent", "status=active&patient=" + percent_encode(patient)));
    query.count = limits::search_page_max;
    const auto found = TRY(search(query));
    if (found.matches.size() >= limits::search_page_max)
        return Error{Kind::too_costly, "the person has more consents than can be looked through"};
    for (const auto& match : found.matches) {
        const auto consent = TRY(json::read(match.body));
        if (denies_all(consent.root(), organization, practitioner))
            return true;
    }
    return false;
}

}  // namespace helselos::sharing
