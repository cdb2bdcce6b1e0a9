#include "services/insight/carry_out.h"

#include "interaction/prepare.h"
#include "services/insight/outcome_recorded.h"
#include "json/read.h"

namespace helselos::insight {

namespace {

// None when it is not there (any more).
Result<std::optional<json::Document>> read(access::Writing& writing, const access::Key& key)
{
    const auto version = TRY(writing.read(key));
    if (!version || version->act == access::Act::remove)
        return std::optional<json::Document>();
    return std::optional<json::Document>(TRY(json::read(version->body)));
}

}  // namespace

Result<void> outcome_recorded(access::Writing& writing, const interaction::Hall& hall, const event::Event& event)
{
    const auto outcome = TRY(read(writing, {event.type, event.id}));
    if (!outcome)
        return {};
    const auto reference = answered_assessment(outcome->root());
    if (reference.empty())
        return {};
    const auto slash = reference.find('/');
    const auto advised = TRY(read(writing, {reference.substr(0, slash), reference.substr(slash + 1)}));
    const auto comparison = advised ? compare(outcome->root(), advised->root()) : std::nullopt;
    const auto id = observation_id(event);
    if (!comparison || TRY(writing.read({"Observation", id})))
        return {};

    auto observation = json::to_document(to_observation(*comparison, event));
    TRY(interaction::refuse_if_wrong(hall, observation.root()));
    TRY(writing.put(TRY(interaction::prepare(hall, access::Act::create, std::move(observation), id))));
    return {};
}

}  // namespace helselos::insight
