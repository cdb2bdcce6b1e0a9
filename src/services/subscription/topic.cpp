#include "services/subscription/topic.h"

#include "base/assert.h"
#include "services/subscription/basic_form.h"
#include "json/read.h"

#include <algorithm>
#include <fstream>
#include <iterator>

namespace helselos::subscription {

namespace {

Error wrong(std::string reason)
{
    return Error{Kind::invalid, "a subscription topic " + std::move(reason)};
}

// R5 names a type by the address of its definition, or alone.
std::string type_named(std::string_view text)
{
    const auto slash = text.rfind('/');
    return std::string(slash == std::string_view::npos ? text : text.substr(slash + 1));
}

Result<event::Happened> happened_of(std::string_view code)
{
    if (code == "create")
        return event::Happened::created;
    if (code == "update")
        return event::Happened::updated;
    if (code == "delete")
        return event::Happened::deleted;
    return wrong("has an interaction that is none");
}

Result<Trigger> read_trigger(json::Value value)
{
    for (const auto& member : value.members())
        if (member.key != "description" && member.key != "resource" && member.key != "supportedInteraction"
            && member.key != "queryCriteria")
            return wrong("has a trigger with " + std::string(member.key) + ", which is not judged here");
    Trigger trigger;
    trigger.type = type_named(value["resource"].text());
    for (const auto each : value["supportedInteraction"].elements())
        trigger.happened.push_back(TRY(happened_of(each.text())));
    for (const auto& member : value["queryCriteria"].members())
        if (member.key != "current" && member.key != "resultForDelete")
            return wrong("asks for an earlier state, which is not judged here");
    trigger.current = value["queryCriteria"]["current"].text();
    if (trigger.type.empty() || trigger.happened.empty())
        return wrong("has a trigger without a type or an interaction");
    return trigger;
}

Result<std::string> read_text(const std::filesystem::path& file)
{
    std::ifstream in(file, std::ios::binary);
    std::string text{std::istreambuf_iterator<char>(in), {}};
    if (!in)
        return Error{Kind::not_found, "cannot read " + file.filename().string()};
    return text;
}

}  // namespace

bool Topic::has_type(std::string_view type) const
{
    return std::ranges::any_of(triggers, [&](const Trigger& each) { return each.type == type; });
}

bool Topic::may_filter(std::string_view type, std::string_view parameter) const
{
    return std::ranges::any_of(filters,
        [&](const FilterBy& each) { return (each.type.empty() || each.type == type) && each.parameter == parameter; });
}

const Trigger* Topic::trigger_of(std::string_view type, event::Happened happened) const
{
    const auto found = std::ranges::find_if(triggers, [&](const Trigger& each) {
        return each.type == type && std::ranges::find(each.happened, happened) != each.happened.end();
    });
    return found == triggers.end() ? nullptr : &*found;
}

Result<Topic> read_topic(json::Value value)
{
    if (value["resourceType"].text() != "SubscriptionTopic")
        return wrong("is no SubscriptionTopic");
    if (value["eventTrigger"].exists())
        return wrong("has an event trigger, which is not judged here");
    Topic topic;
    topic.id = value["id"].text();
    topic.url = value["url"].text();
    topic.title = value["title"].text();
    for (const auto each : value["resourceTrigger"].elements())
        topic.triggers.push_back(TRY(read_trigger(each)));
    for (const auto each : value["canFilterBy"].elements())
        topic.filters.push_back({type_named(each["resource"].text()), std::string(each["filterParameter"].text())});
    if (topic.id.empty() || topic.url.empty() || topic.triggers.empty())
        return wrong("has no id, no address or no trigger");
    topic.basic = json::to_text(basic_form(value));
    return topic;
}

Result<Topics> load_topics(const std::filesystem::path& folder)
{
    std::error_code failure;
    std::vector<std::filesystem::path> files;
    for (const auto& entry : std::filesystem::directory_iterator(folder, failure))
        if (entry.path().extension() == ".json")
            files.push_back(entry.path());
    if (failure)
        return Error{Kind::not_found, "cannot read the folder " + folder.string()};
    std::ranges::sort(files);
    Topics topics;
    for (const auto& file : files) {
        const auto document = TRY(json::read(TRY(read_text(file))));
        topics.push_back(TRY(read_topic(document.root())));
    }
    return topics;
}

const Topic* find_topic(const Topics& topics, std::string_view url)
{
    const auto found = std::ranges::find_if(topics, [&](const Topic& each) { return each.url == url; });
    return found == topics.end() ? nullptr : &*found;
}

}  // namespace helselos::subscription
