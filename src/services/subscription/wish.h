// What a subscriber asks for: a Subscription of R4 with the extensions of the backport
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/StructureDefinition-backport-subscription.html).
#pragma once

#include "base/clock.h"
#include "base/result.h"
#include "fhir/search/query.h"
#include "interaction/hall.h"
#include "services/subscription/topic.h"
#include "json/value.h"

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace helselos::subscription {

enum class Payload : std::uint8_t { empty, id_only, full_resource };

std::string_view name_of(Payload payload);
// "empty", "id-only", "full-resource".
std::optional<Payload> payload_named(std::string_view word);

struct Filter {
    std::string type;
    fhir::search::Query query;
};

enum class Channel : std::uint8_t { rest_hook, web_socket };

struct Wish {
    const Topic* topic = nullptr;
    Channel channel = Channel::rest_hook;
    std::vector<Filter> filters;  // Several of one type: each of them suffices.
    Payload payload = Payload::empty;
    std::string endpoint;              // Of a rest-hook.
    std::vector<std::string> headers;  // "Authorization: Bearer ..."; only as long as they were just sent.
    std::optional<std::chrono::seconds> heartbeat;
    std::chrono::seconds timeout;
    std::size_t events_max = 1;
    std::optional<Instant> end;
    std::string status;
};

// Errors: invalid (unknown topic, form), unprocessable (a filter the topic does not allow or search does not
// understand, a channel that is not offered), too_large. Nothing is passed over in silence: an extension of the
// backport that is not understood is refused. The endpoint is judged elsewhere.
Result<Wish> read_wish(json::Value subscription, const Topics& topics, const interaction::Hall& hall);

// The questions an event of the type is judged by: one of them has to hold. None: such events are not wanted.
Result<std::vector<fhir::search::Query>> questions_of(
    const Wish& wish, const interaction::Hall& hall, std::string_view type, event::Happened happened);

}  // namespace helselos::subscription
