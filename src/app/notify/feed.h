// GET /fhir/$events-feed?after=<number>&_count=&wait=&_type=&content=
//
// What happened to what the caller may see, in order, for consumers that keep a pointer instead of a subscription. The
// numbers rise; those between were of what the caller may not see (docs/decisions/0038-subscriptions.md).
#pragma once

#include "app/notify/desk.h"
#include "interaction/operation.h"

#include <atomic>
#include <cstddef>
#include <memory>

namespace helselos::app {

class Feed {
public:
    // The desk must outlive it.
    explicit Feed(const NotifyDesk& desk) : m_desk(desk) {}

    // The feed must outlive the table.
    void add_to(interaction::Operations& operations);
    // Those who wait are answered with what there is.
    void stop() { m_is_stopping = true; }

private:
    Result<interaction::OperationAnswer> answer(const interaction::OperationRequest& request);
    // Waits for a moment, unless it is stopping or as many wait as may.
    bool may_wait();
    std::unique_ptr<access::Disclosure> disclosure_of(store::Reader& reader, const access::Caller& caller) const;

    const NotifyDesk& m_desk;
    std::atomic<std::size_t> m_waiting = 0;
    std::atomic<bool> m_is_stopping = false;
};

}  // namespace helselos::app
