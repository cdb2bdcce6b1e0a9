// The notifying part of the house: topics, subscriptions, couriers and the feed. One for the process.
#pragma once

#include "app/notify/couriers.h"
#include "app/notify/desk.h"
#include "app/notify/feed.h"
#include "interaction/operation.h"

#include <filesystem>
#include <memory>

namespace helselos::app {

class Notify {
public:
    // `topics` is the folder they are read from. All must outlive it. Errors: not_found, invalid (a topic).
    static Result<std::unique_ptr<Notify>> open(const access::Records& records, store::Store& store,
        const interaction::Hall& hall, const std::filesystem::path& topics);

    // It must outlive the table.
    void add_operations(interaction::Operations& operations);
    Result<void> start() { return m_couriers.start(); }
    void stop();

    // Of a WebSocket that was opened to be told over.
    std::unique_ptr<http::Conversation> conversation() { return m_desk.sockets->conversation(); }

    // The journal has grown.
    void wake() { m_couriers.wake(); }
    std::uint64_t failures() const { return m_couriers.failures(); }

private:
    explicit Notify(NotifyDesk desk);

    NotifyDesk m_desk;
    Couriers m_couriers;
    Feed m_feed;
};

}  // namespace helselos::app
