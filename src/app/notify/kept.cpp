#include "app/notify/kept.h"

#include "base/limits/subscription.h"
#include "base/text.h"
#include "json/draft.h"
#include "json/read.h"
#include "json/write.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace helselos::app {

namespace {

constexpr std::string_view seal_context = "subscription headers ";

Error damaged()
{
    return Error{Kind::fault, "what is kept of a subscription is damaged"};
}

struct Member {
    const char* name;
    std::string access::Caller::*member;
};

constexpr std::array members{
    Member{"subject", &access::Caller::subject},
    Member{"organization", &access::Caller::organization},
    Member{"purpose", &access::Caller::purpose},
    Member{"role", &access::Caller::role},
    Member{"client", &access::Caller::client},
    Member{"patient", &access::Caller::launch_patient},
};

struct Right {
    char letter;
    bool access::SmartScope::*member;
};

constexpr std::array rights{
    Right{'c', &access::SmartScope::create},
    Right{'r', &access::SmartScope::read},
    Right{'u', &access::SmartScope::update},
    Right{'d', &access::SmartScope::remove},
    Right{'s', &access::SmartScope::search},
};

json::Draft draft_of(const access::SmartScope& scope)
{
    std::string allowed;
    for (const auto& right : rights)
        if (scope.*right.member)
            allowed += right.letter;
    return json::object({{"context", static_cast<int>(scope.context)}, {"type", scope.type}, {"rights", allowed},
        {"restriction", scope.restriction}});
}

access::SmartScope scope_of(json::Value value)
{
    access::SmartScope scope;
    scope.context = static_cast<access::SmartScope::Context>(to_unsigned(value["context"].text()).value_or(0));
    scope.type = value["type"].text();
    for (const auto& right : rights)
        scope.*right.member = value["rights"].text().find(right.letter) != std::string_view::npos;
    scope.restriction = value["restriction"].text();
    return scope;
}

}  // namespace

Result<void> keep(access::Writing& writing, std::string_view id, std::string_view what, std::string_view text)
{
    return writing.keep_fact("subscription/" + std::string(id) + "/" + std::string(what), text);
}

std::string text_of(const Progress& progress)
{
    return fmt::format("{} {} {} {} {} {}", progress.looked_at, progress.numbered, progress.delivered,
        progress.failures, progress.next_try, progress.last_told);
}

Result<Progress> progress_of(std::string_view text)
{
    const auto parts = split(text, ' ');
    Progress progress;
    const std::array numbers{&progress.looked_at, &progress.numbered, &progress.delivered, &progress.failures,
        &progress.next_try, &progress.last_told};
    if (parts.size() != numbers.size())
        return damaged();
    for (std::size_t i = 0; i < numbers.size(); ++i) {
        const auto number = to_unsigned(parts[i]);
        if (!number)
            return damaged();
        *numbers[i] = *number;
    }
    return progress;
}

std::string text_of(const access::Caller& caller)
{
    auto draft = json::object({{"kind", static_cast<int>(caller.kind)}});
    for (const auto& each : members)
        draft.set(each.name, caller.*each.member);
    auto scopes = json::array();
    for (const auto& scope : caller.scopes)
        scopes.push(draft_of(scope));
    draft.set("scopes", std::move(scopes));
    return json::to_text(draft);
}

Result<access::Caller> caller_of(std::string_view text)
{
    const auto document = TRY(json::read(text));
    const auto kind = to_unsigned(document.root()["kind"].text());
    if (!kind || *kind > static_cast<std::uint64_t>(access::CallerKind::machine))
        return damaged();
    access::Caller caller;
    caller.kind = static_cast<access::CallerKind>(*kind);
    for (const auto& each : members)
        caller.*each.member = document.root()[each.name].text();
    for (const auto scope : document.root()["scopes"].elements())
        caller.scopes.push_back(scope_of(scope));
    return caller;
}

bool is_same_subscriber(const access::Caller& left, const access::Caller& right)
{
    return left.kind == right.kind && left.subject == right.subject && left.organization == right.organization
        && left.client == right.client;
}

std::string sealed_headers(const std::vector<std::string>& headers, const Seal& seal, std::string_view id)
{
    std::string text;
    for (const auto& header : headers)
        text += header + "\n";
    return text.empty() ? text : seal.close(text, std::string(seal_context) + std::string(id));
}

Result<std::vector<std::string>> opened_headers(std::string_view text, const Seal& seal, std::string_view id)
{
    if (text.empty())
        return std::vector<std::string>();
    const auto opened = seal.open(text, std::string(seal_context) + std::string(id));
    return opened ? Result<std::vector<std::string>>(ids_in(*opened)) : Result<std::vector<std::string>>(damaged());
}

std::vector<std::string> ids_in(std::string_view text)
{
    std::vector<std::string> lines;
    for (const auto line : split(text, '\n'))
        if (!line.empty())
            lines.emplace_back(line);
    return lines;
}

Result<void> add_to_list(access::Writing& writing, const std::string& id)
{
    const auto list = TRY(writing.fact(list_of_subscriptions));
    if (ids_in(list).size() >= limits::subscriptions_max)
        return Error{Kind::too_large, "there are too many subscriptions already"};
    return writing.keep_fact(list_of_subscriptions, list + id + "\n");
}

Result<void> forget(access::Writing& writing, const std::string& id)
{
    std::string list;
    for (const auto& each : ids_in(TRY(writing.fact(list_of_subscriptions))))
        if (each != id)
            list += each + "\n";
    TRY(writing.keep_fact(list_of_subscriptions, list));
    const auto progress = TRY(progress_of(TRY(kept(writing, id, "progress"))));
    const auto first = progress.numbered > limits::subscription_events_kept
        ? progress.numbered - limits::subscription_events_kept
        : 1;
    for (auto number = std::max<std::uint64_t>(first, 1); number <= progress.numbered; ++number)
        TRY(keep(writing, id, std::to_string(number), ""));
    for (const auto* what : {"owner", "headers", "progress"})
        TRY(keep(writing, id, what, ""));
    return {};
}

}  // namespace helselos::app
