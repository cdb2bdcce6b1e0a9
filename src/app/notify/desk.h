// What the notifying part of the house works with.
#pragma once

#include "access/disclosure.h"
#include "access/session.h"
#include "app/notify/journal.h"
#include "app/notify/kept.h"
#include "app/notify/post.h"
#include "app/notify/sockets.h"
#include "interaction/hall.h"
#include "services/subscription/notification.h"
#include "services/subscription/topic.h"
#include "services/subscription/wish.h"
#include "store/store.h"

#include <memory>
#include <string>
#include <vector>

namespace helselos::app {

struct NotifyDesk {
    const access::Records& records;
    store::Store& store;
    const interaction::Hall& hall;
    subscription::Topics topics;
    Reach reach;
    std::unique_ptr<Sockets> sockets;
};

// A subscription as it stands at one moment, with all that is kept of it.
struct Held {
    std::string id;
    json::Document resource;
    std::uint64_t version = 0;
    subscription::Wish wish;
    access::Caller caller;
    Progress progress;
    std::string progress_text;  // As it was read: whoever writes it sees whether another was first.
};

// Error not_found: there is none, or it was removed.
Result<Held> load(const NotifyDesk& desk, store::Reader& reader, const std::string& id);

subscription::Status status_of(const NotifyDesk& desk, const Held& held, std::string_view type);

// The numbered events after `after`, as the subscriber may know of them at the moment of the reader.
Result<std::vector<subscription::Told>> told_events(const Held& held, store::Reader& reader,
    access::Disclosure& disclosure, std::uint64_t after, std::uint64_t until, subscription::Payload payload);

// Who is told of which records, into the log before anything is given out.
Result<void> log_told(const NotifyDesk& desk, access::Disclosure& disclosure, const std::vector<store::Key>& keys,
    const std::string& reason);

// The records that stand in what is told.
std::vector<store::Key> keys_of(const std::vector<subscription::Told>& events, subscription::Payload payload);

}  // namespace helselos::app
