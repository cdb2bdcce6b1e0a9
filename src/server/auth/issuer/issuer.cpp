#include "server/auth/issuer/issuer.h"

#include "base/limits.h"
#include "base/log.h"
#include "json/read.h"

namespace helselos::auth {

namespace {

std::string metadata_address(const std::string& issuer)
{
    return issuer + (issuer.ends_with('/') ? "" : "/") + ".well-known/openid-configuration";
}

Result<std::string> ask_for(const Fetch& ask, const std::string& address)
{
    auto answer = TRY(ask({false, address}));
    if (answer.status != 200)
        return Error{Kind::busy, "the issuer does not answer"};
    return std::move(answer.body);
}

}  // namespace

Result<Metadata> parse_metadata(std::string_view text, const std::string& issuer)
{
    const auto document = TRY(json::read(text));
    const auto given = document.root();
    if (given["issuer"].text() != issuer)
        return Error{Kind::invalid, "the metadata is of another issuer"};
    const auto address = [given](const char* name) { return std::string(given[name].text()); };
    Metadata metadata{address("authorization_endpoint"), address("token_endpoint"),
        address("pushed_authorization_request_endpoint"), address("end_session_endpoint"),
        address("introspection_endpoint"), address("revocation_endpoint"), address("registration_endpoint"),
        address("jwks_uri"), given["authorization_response_iss_parameter_supported"].truth()};
    // The server calls only whom the operator named; a browser may be sent to another host of the issuer.
    for (const auto& called : {metadata.token_endpoint, metadata.pushed_endpoint, metadata.keys_address})
        if (!called.empty() && !is_same_origin(called, issuer))
            return Error{Kind::invalid, "the metadata sends us to another host"};
    for (const auto& shown : {metadata.authorization_endpoint, metadata.end_session_endpoint})
        if (!shown.empty() && !is_safe_address(shown))
            return Error{Kind::invalid, "the metadata sends browsers to an address without https"};
    if (metadata.keys_address.empty() || metadata.token_endpoint.empty())
        return Error{Kind::invalid, "the metadata lacks an endpoint"};
    return metadata;
}

Result<Metadata> Issuer::metadata()
{
    for (const bool may_ask : {true, false}) {
        {
            const std::scoped_lock lock(m_mutex);
            if (m_metadata)
                return *m_metadata;
        }
        if (may_ask)
            TRY(wait_for_news());
    }
    return Error{Kind::busy, "the issuer does not answer"};
}

std::shared_ptr<const KeySet> Issuer::keys() const
{
    const std::scoped_lock lock(m_mutex);
    return keys_in_force();
}

std::shared_ptr<const KeySet> Issuer::keys_in_force() const
{
    return m_clock.now() - m_fetched < limits::issuer_keys_age_max ? m_keys : nullptr;
}

bool Issuer::is_due() const
{
    const std::scoped_lock lock(m_mutex);
    const auto now = m_clock.now();
    return now - m_tried >= limits::issuer_keys_wait_min && now - m_fetched >= limits::issuer_keys_refresh;
}

Result<PublicKey> Issuer::key(std::string_view id, Algorithm algorithm)
{
    const auto known = keys();
    if (known != nullptr)
        if (const auto* key = known->find(id, algorithm))
            return *key;
    TRY(wait_for_news());
    const auto anew = keys();
    if (anew == nullptr)
        return Error{Kind::busy, "the issuer's keys are not here"};
    const auto* key = anew->find(id, algorithm);
    if (key == nullptr)
        return Error{Kind::unauthenticated, "the token is signed by a key the issuer does not publish"};
    return *key;
}

// Asks, or waits for the answer somebody else asked for, unless the issuer was asked a moment ago.
Result<void> Issuer::wait_for_news()
{
    {
        const std::scoped_lock lock(m_mutex);
        if (!m_is_asking && m_clock.now() - m_tried < limits::issuer_keys_wait_min)
            return {};
        if (m_waiting >= limits::issuer_waiting_max)
            return Error{Kind::busy, "too many wait for the issuer"};
        ++m_waiting;
    }
    const std::scoped_lock asking(m_asking);
    const bool was_asked = [this] {
        const std::scoped_lock lock(m_mutex);
        --m_waiting;
        return m_clock.now() - m_tried < limits::issuer_keys_wait_min;
    }();
    // What comes of it is seen by whoever waits.
    if (!was_asked)
        static_cast<void>(ask());
    return {};
}

Result<void> Issuer::refresh()
{
    const std::scoped_lock asking(m_asking);
    return ask();
}

void Issuer::note(bool is_asking)
{
    const std::scoped_lock lock(m_mutex);
    m_is_asking = is_asking;
    m_tried = m_clock.now();
}

Result<void> Issuer::ask()
{
    note(true);
    auto asked = fetch_all();
    note(false);
    return asked;
}

Result<void> Issuer::fetch_all()
{
    auto metadata = TRY(parse_metadata(TRY(ask_for(m_fetch, metadata_address(m_address))), m_address));
    auto keys = TRY(KeySet::from_json(TRY(ask_for(m_fetch, metadata.keys_address))));
    if (keys.size() == 0)
        return Error{Kind::invalid, "the issuer has no key that can be used"};
    const std::scoped_lock lock(m_mutex);
    m_metadata = std::move(metadata);
    m_keys = std::make_shared<const KeySet>(std::move(keys));
    m_fetched = m_clock.now();
    return {};
}

IssuerKeeper::IssuerKeeper(std::vector<Issuer*> issuers) : m_issuers(std::move(issuers)), m_thread([this] { keep(); })
{}

IssuerKeeper::~IssuerKeeper()
{
    {
        const std::scoped_lock lock(m_mutex);
        m_is_over = true;
    }
    m_wake.notify_all();
    m_thread.join();
}

void IssuerKeeper::keep()
{
    std::unique_lock lock(m_mutex);
    while (!m_is_over) {
        lock.unlock();
        for (auto* issuer : m_issuers) {
            if (!issuer->is_due())
                continue;
            const auto asked = issuer->refresh();
            if (!asked)
                log::write(log::Level::warning, "issuer not reached",
                    {{"issuer", issuer->address()}, {"reason", asked.error().reason}});
        }
        lock.lock();
        m_wake.wait_for(lock, std::chrono::seconds(1), [this] { return m_is_over; });
    }
}

}  // namespace helselos::auth
