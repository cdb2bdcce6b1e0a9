#include "app/notify/notify.h"

#include "app/notify/socket_operations.h"
#include "app/notify/status_operations.h"
#include "app/notify/subscribers.h"

namespace helselos::app {

Notify::Notify(NotifyDesk desk) : m_desk(std::move(desk)), m_couriers(m_desk), m_feed(m_desk)
{
    m_desk.sockets->on_bound([this](const std::string& id) { m_couriers.take_up(id); });
}

Result<std::unique_ptr<Notify>> Notify::open(const access::Records& records, store::Store& store,
    const interaction::Hall& hall, const std::filesystem::path& topics)
{
    const bool is_test = hall.numbers.environment == fhir::norway::Environment::test;
    auto read = TRY(subscription::load_topics(topics));
    const auto reach = is_test ? Reach::internet_and_loopback : Reach::internet;
    return std::unique_ptr<Notify>(
        new Notify(NotifyDesk{records, store, hall, std::move(read), reach, std::make_unique<Sockets>(hall.clock)}));
}

void Notify::add_operations(interaction::Operations& operations)
{
    add_acts_of_subscribers(m_desk, m_couriers, operations);
    add_status_operations(m_desk, operations);
    add_socket_operations(m_desk, operations);
    add_topics(m_desk, operations);
    m_feed.add_to(operations);
}

void Notify::stop()
{
    m_feed.stop();
    m_couriers.stop();
}

}  // namespace helselos::app
