#include "services/sharing/recipients.h"

#include "base/limits.h"
#include "base/text.h"
#include "base/url.h"
#include "interaction/criteria.h"
#include "interaction/read.h"
#include "services/sharing/regional_priority.h"
#include "services/sharing/words.h"
#include "services/sharing/worklist_priority.h"
#include "json/draft.h"
#include "json/read.h"

#include <algorithm>
#include <array>
#include <tuple>
#include <utility>

namespace helselos::sharing {

namespace {

using interaction::OperationAnswer;
using interaction::OperationRequest;

struct Wanted {
    std::string patient;
    std::string municipality;
    std::string level;
    std::string complaint;
};

Result<Wanted> read_wanted(const OperationRequest& request)
{
    Wanted wanted;
    const std::array<std::pair<std::string_view, std::string*>, 4> known{{{"patient", &wanted.patient},
        {"municipality", &wanted.municipality}, {"level", &wanted.level}, {"complaint", &wanted.complaint}}};
    for (const auto& [name, value] : request.parameters) {
        const auto* found = std::ranges::find(known, name, [](const auto& each) { return each.first; });
        if (found != known.end())
            *found->second = value;
        else if (!name.starts_with('_'))
            return Error{Kind::invalid, "there is no such parameter here", name};
    }
    if (!wanted.level.empty() && priority_of_level(wanted.level) == 0)
        return Error{Kind::invalid, "there is no such level", "level"};
    return wanted;
}

// Where the patient lives, and whom they have as general practitioner.
struct Home {
    std::string municipality;
    std::vector<std::string> practices;
};

Result<Home> home_of(const OperationRequest& request, const Wanted& wanted)
{
    if (wanted.patient.empty())
        return Home{wanted.municipality, {}};
    const auto& text = wanted.patient;
    const auto id = text.starts_with("Patient/") ? text.substr(8) : text;
    if (request.session.caller().kind == access::CallerKind::nobody)
        return Error{Kind::unauthenticated, "sign in to ask for a person"};
    const auto patient = TRY(interaction::read(request.session, {"Patient", id}));
    const auto document = TRY(json::read(patient.body));
    Home home{municipality_of(document.root()), {}};
    for (const auto practice : document.root()["generalPractitioner"].elements())
        home.practices.emplace_back(practice["reference"].text());
    return home;
}

struct Choice {
    std::string reference;
    std::string name;
    std::string her_id;
    std::string municipality;
    std::string rule;
    std::size_t rank = 0;
};

std::string identifier_in(json::Value resource, std::string_view system)
{
    for (const auto identifier : resource["identifier"].elements())
        if (identifier["system"].text() == system)
            return std::string(identifier["value"].text());
    return {};
}

Result<void> add_choices(const OperationRequest& request, std::string_view type, std::vector<Choice>& choices)
{
    const std::string criteria(type == "HealthcareService" ? "service-type=" : "type=");
    auto query = TRY(interaction::parse_criteria(request.hall, type,
        criteria + percent_encode(std::string(organization_kind_system) + "|" + std::string(receives_assessments))));
    query.count = limits::search_page_max;
    do {
        auto found = TRY(request.session.search(query));
        for (const auto& match : found.matches) {
            const auto document = TRY(json::read(match.body));
            const auto root = document.root();
            if (takes_assessments(root))
                choices.push_back({interaction::reference_of(match.key), std::string(root["name"].text()),
                    identifier_in(root, her_id_system), municipality_of(root), {}, 0});
        }
        query.cursor = std::move(found.next);
    } while (!query.cursor.empty());
    return {};
}

constexpr std::string_view own_practice = "own-general-practitioner";

// One's own general practitioner, but for what cannot wait; those a rule names, then those of the municipality, then
// the rest.
void put_in_order(std::vector<Choice>& choices, const Routing& routing, const Proposal& proposal, const Home& home)
{
    const auto& here = home.municipality;
    const bool cannot_wait = proposal.priority > 0 && proposal.priority <= priority_within_hours;
    const auto number = municipality_called(routing, here);
    for (auto& choice : choices) {
        const auto proposed = std::ranges::find(proposal.recipients, choice.her_id, &Proposed::her_id);
        const bool is_proposed = proposed != proposal.recipients.end();
        const bool is_here = !choice.municipality.empty()
            && (equals_ignoring_case(choice.municipality, here)
                || (!number.empty() && municipality_called(routing, choice.municipality) == number));
        const auto place = static_cast<std::size_t>(proposed - proposal.recipients.begin());
        const bool is_own = std::ranges::find(home.practices, choice.reference) != home.practices.end();
        choice.rule = is_own ? std::string(own_practice) : is_proposed ? proposed->rule : std::string();
        choice.rank = is_proposed ? 1 + place : 1 + proposal.recipients.size() + (is_own ? 0 : is_here ? 1 : 2);
        if (is_own && !cannot_wait)
            choice.rank = 0;
    }
    std::ranges::stable_sort(choices, [](const Choice& left, const Choice& right) {
        return std::tie(left.rank, left.name) < std::tie(right.rank, right.name);
    });
    if (choices.size() > limits::recipients_shown_max)
        choices.resize(limits::recipients_shown_max);
}

json::Draft told(const Choice& choice)
{
    auto parts = json::array({
        json::object({{"name", "recipient"},
            {"valueReference",
                json::object({{"reference", choice.reference},
                    {"display", choice.name.empty() ? json::Draft() : json::Draft(choice.name)}})}}),
        json::object({{"name", "proposed"}, {"valueBoolean", !choice.rule.empty()}}),
    });
    if (!choice.rule.empty())
        parts.push(json::object({{"name", "rule"}, {"valueString", choice.rule}}));
    return json::object({{"name", "choice"}, {"part", parts}});
}

}  // namespace

Result<OperationAnswer> recipients(const Desk& desk, const OperationRequest& request)
{
    const auto wanted = TRY(read_wanted(request));
    const auto home = TRY(home_of(request, wanted));
    const auto at = TRY(wall_time_in_oslo(request.hall.clock.now()));
    const auto proposal
        = route(desk.routing, {home.municipality, wanted.level, wanted.complaint, priority_of_level(wanted.level), at});
    std::vector<Choice> choices;
    TRY(add_choices(request, "Organization", choices));
    TRY(add_choices(request, "HealthcareService", choices));
    put_in_order(choices, desk.routing, proposal, home);

    auto parts = json::array();
    if (!wanted.level.empty())
        parts.push(json::object({{"name", "priority"}, {"valueInteger", proposal.priority}}));
    for (const auto& choice : choices)
        parts.push(told(choice));
    return OperationAnswer{
        200, json::to_text(json::object({{"resourceType", "Parameters"}, {"parameter", json::unless_empty(parts)}}))};
}

}  // namespace helselos::sharing
