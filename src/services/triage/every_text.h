// Every text of the content that a resident may read.
#pragma once

#include "services/triage/content.h"

namespace helselos::triage {

template <typename Take>
void for_each_text(const Finding& finding, Take take)
{
    take(finding.question);
    take(finding.help);
    for (const auto& choice : finding.choices)
        take(choice.text);
}

template <typename Take>
void for_each_text(const std::vector<Advice>& advice, Take take)
{
    for (const auto& each : advice)
        take(each.text);
}

// What the protocol says itself: its groups, rules and advice.
template <typename Take>
void for_each_own_text(const Protocol& protocol, Take take)
{
    take(protocol.title);
    for (const auto& group : protocol.groups)
        take(group.title);
    for (const auto& rule : protocol.rules) {
        take(rule.reason);
        take(rule.do_now);
    }
    take(protocol.selfcare_reason);
    for (const auto& headline : protocol.headline)
        take(headline);
    for (const auto& level : protocol.advice)
        for_each_text(level, take);
}

// What one who comes with this complaint may read, but for what all are told.
template <typename Take>
void for_each_text(const Content& content, const Protocol& protocol, Take take)
{
    for (const auto index : protocol.findings)
        for_each_text(content.findings[index], take);
    for_each_own_text(protocol, take);
}

template <typename Take>
void for_each_text(const Content& content, Take take)
{
    for (const auto& finding : content.findings) {
        for_each_text(finding, take);
        take(finding.present);
        take(finding.absent);
    }
    for (const auto& level : content.levels) {
        for (const auto* wording : {&level.name, &level.headline, &level.reason_if_unknown, &level.if_noticed})
            take(*wording);
        for_each_text(level.advice, take);
    }
    for (const auto& medicine : content.medicines)
        take(medicine.text);
    take(content.about.title);
    take(content.red_screen.title);
    for (const auto& protocol : content.protocols)
        for_each_own_text(protocol, take);
}

}  // namespace helselos::triage
