// SubscriptionTopics of the house: what one can be told of
// (http://hl7.org/fhir/uv/subscriptions-backport/STU1.1/topic-based-subscriptions.html).
//
// Written in content/topics as FHIR R5 has them; given out as the Basic resources that stand for them in R4.
#pragma once

#include "base/result.h"
#include "event/event.h"
#include "json/value.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace helselos::subscription {

struct Trigger {
    std::string type;                       // "Task".
    std::vector<event::Happened> happened;  // Never empty.
    std::string current;                    // What the resource must fulfil, as a search: "status=completed".
};

struct FilterBy {
    std::string type;  // Empty: every type of the topic.
    std::string parameter;
};

struct Topic {
    std::string id;
    std::string url;
    std::string title;
    std::vector<Trigger> triggers;
    std::vector<FilterBy> filters;
    std::string basic;  // The Basic resource, as JSON text.

    bool has_type(std::string_view type) const;
    bool may_filter(std::string_view type, std::string_view parameter) const;
    const Trigger* trigger_of(std::string_view type, event::Happened happened) const;
};

using Topics = std::vector<Topic>;

// Errors: invalid, naming what is wrong: a topic that asks for what is not judged here (previous states, FHIRPath,
// events) is refused, for otherwise subscribers would be told too much or too little.
Result<Topic> read_topic(json::Value topic);
Result<Topics> load_topics(const std::filesystem::path& folder);

const Topic* find_topic(const Topics& topics, std::string_view url);

}  // namespace helselos::subscription
