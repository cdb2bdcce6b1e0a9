#include "app/identity.h"

#include "app/demo.h"
#include "server/auth/smart_configuration.h"
#include "server/front_door.h"

namespace helselos::app {

namespace {

auth::Mode mode_of(const Configuration& configuration)
{
    if (configuration.is_auth_off)
        return auth::Mode::off;
    return configuration.is_demo ? auth::Mode::demo : auth::Mode::sessions;
}

auth::TokenRules rules_of(const IssuerChoice& issuer, const IdentityChoices& choices, auth::Circle circle)
{
    return {issuer.address, choices.audience, circle, choices.levels};
}

Result<auth::PrivateKey> read_key(const std::filesystem::path& file)
{
    auto key = auth::PrivateKey::from_json(TRY(read_file(file)));
    if (!key)
        return Error{Kind::invalid, file.string() + ": " + key.error().reason};
    return key;
}

}  // namespace

std::string root_of(const std::string& base)
{
    constexpr std::string_view fhir = "/fhir";
    return base.ends_with(fhir) ? base.substr(0, base.size() - fhir.size()) : base;
}

Result<std::unique_ptr<Identity>> Identity::open(const Configuration& configuration, const House& house)
{
    std::unique_ptr<Identity> identity(new Identity(configuration, house));
    identity->open_tokens(configuration.identity, house);
    TRY(identity->open_sign_in(configuration.identity, house));
    TRY(identity->open_launch(configuration, house));
    std::vector<auth::Issuer*> issuers;
    for (auto* issuer : {&identity->m_personnel, &identity->m_residents})
        if (*issuer)
            issuers.push_back(&**issuer);
    if (!issuers.empty())
        identity->m_keeper.emplace(std::move(issuers));
    return identity;
}

Identity::Identity(const Configuration& configuration, const House& house)
    : m_mode(mode_of(configuration)), m_root(root_of(configuration.base)),
      m_sessions(house.hall().clock, house.hall().random), m_people(house.records(), house.hall()),
      m_launches(house.hall().clock, house.hall().random)
{
    if (!configuration.identity.personnel.address.empty())
        m_personnel.emplace(configuration.identity.personnel.address, house.hall().clock);
    if (!configuration.identity.residents.address.empty())
        m_residents.emplace(configuration.identity.residents.address, house.hall().clock);
}

void Identity::open_tokens(const IdentityChoices& choices, const House& house)
{
    if (choices.audience.empty())
        return;
    std::vector<auth::TrustedIssuer> trusted;
    if (m_personnel)
        trusted.push_back({*m_personnel, rules_of(choices.personnel, choices, auth::Circle::personnel)});
    if (m_residents)
        trusted.push_back({*m_residents, rules_of(choices.residents, choices, auth::Circle::residents)});
    if (trusted.empty())
        return;
    m_tokens.emplace(std::move(trusted),
        auth::TokenSettings{m_root, choices.scope, choices.takes_bearer, choices.demands_nonce}, m_people,
        house.hall().clock, house.hall().random);
}

Result<void> Identity::open_sign_in(const IdentityChoices& choices, const House& house)
{
    std::vector<auth::Client> clients;
    const auto add
        = [&](std::optional<auth::Issuer>& issuer, const IssuerChoice& choice, auth::Circle circle) -> Result<void> {
        if (!issuer || choice.client.empty())
            return {};
        auto key = TRY(read_key(choice.key));
        auto proof_key = TRY(auth::PrivateKey::make());
        clients.emplace_back(auth::ClientSettings{*issuer, circle, choice.client, std::move(key), choice.scope,
                                 choices.levels, m_root + "/sign-in/callback"},
            house.hall().clock, house.hall().random, auth::fetch, std::move(proof_key));
        return {};
    };
    TRY(add(m_personnel, choices.personnel, auth::Circle::personnel));
    TRY(add(m_residents, choices.residents, auth::Circle::residents));
    if (!clients.empty())
        m_sign_in.emplace(std::move(clients), m_root, m_people, m_sessions, house.hall().clock, house.hall().random);
    return {};
}

Result<void> Identity::open_launch(const Configuration& configuration, const House& house)
{
    std::vector<auth::LaunchableApp> apps;
    if (!configuration.apps.empty())
        apps = TRY(auth::read_apps(TRY(read_file(configuration.apps))));
    const auto personnel_base = m_residents ? m_root + std::string(server::personnel_fhir_path) : configuration.base;
    m_launch.emplace(
        auth::LaunchDesk{house.records(), m_people, std::move(apps), m_launches, configuration.base, personnel_base});
    return {};
}

auth::Doors Identity::doors()
{
    return {m_sessions, m_mode, m_tokens ? &*m_tokens : nullptr, m_root};
}

std::function<Result<std::string>()> Identity::smart_configuration()
{
    if (!m_tokens)
        return {};
    return smart_configuration_of(m_residents ? *m_residents : *m_personnel);
}

std::function<Result<std::string>()> Identity::personnel_smart_configuration()
{
    if (!m_tokens || !m_personnel)
        return {};
    return smart_configuration_of(*m_personnel);
}

std::function<Result<std::string>()> Identity::smart_configuration_of(auth::Issuer& issuer)
{
    const auto launches = !m_launch->apps.empty() ? auth::Launches::yes : auth::Launches::no;
    return [&issuer, launches] { return auth::smart_configuration(issuer, launches); };
}

}  // namespace helselos::app
