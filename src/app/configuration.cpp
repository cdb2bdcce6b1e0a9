#include "app/configuration.h"

#include "base/text.h"
#include "server/auth/issuer/fetch.h"

namespace helselos::app {

namespace {

Result<void> refuse_unsafe_issuer(const IssuerChoice& choice, const char* option)
{
    const auto refuse = [option](const char* reason) { return Error{Kind::invalid, std::string(option) + reason}; };
    if (choice.address.empty())
        return choice.client.empty() ? Result<void>() : refuse(" is missing, though a client of it is named");
    if (!auth::is_safe_address(choice.address))
        return refuse(" needs an address with https");
    if (choice.client.empty() != choice.key.empty())
        return refuse(" needs both the name and the key of this client, or neither");
    return {};
}

Result<void> refuse_unsafe_identity(const Configuration& configuration)
{
    const auto& identity = configuration.identity;
    const auto& personnel = identity.personnel;
    const auto& residents = identity.residents;
    TRY(refuse_unsafe_issuer(personnel, "--issuer"));
    TRY(refuse_unsafe_issuer(residents, "--citizen-issuer"));
    for (const auto* issuer : {&personnel, &residents})
        if (!issuer->address.empty() && issuer->client.empty() && identity.audience.empty())
            return Error{Kind::invalid,
                "an issuer needs --audience, or any token it gives anyone would do; or a client for people to sign in"};
    if (!personnel.address.empty() && personnel.address == residents.address)
        return Error{Kind::invalid, "--issuer and --citizen-issuer must differ: they tell who a person is here"};
    if (!configuration.apps.empty() && (personnel.address.empty() || identity.audience.empty()))
        return Error{
            Kind::invalid, "--apps needs --issuer and --audience: who else would ask what an app was opened for"};
    if (!configuration.base.empty() && !auth::is_safe_address(configuration.base))
        return Error{Kind::invalid, "--base needs https: cookies and tokens do not travel in the open"};
    return {};
}

bool has_issuer(const IdentityChoices& identity)
{
    return !identity.personnel.address.empty() || !identity.residents.address.empty();
}

}  // namespace

bool is_loopback(const std::string& address)
{
    return address == "::1" || address == "localhost" || address.starts_with("127.");
}

Result<void> set_listen(Configuration& configuration, const std::string& text)
{
    const Error wrong{Kind::invalid, "--listen needs ADDRESS:PORT, such as 127.0.0.1:8080 or [::1]:8080"};
    const auto colon = text.rfind(':');
    if (colon == std::string::npos || colon == 0)
        return wrong;
    const auto port = to_unsigned(std::string_view(text).substr(colon + 1));
    if (!port || *port > UINT16_MAX)
        return wrong;
    auto address = text.substr(0, colon);
    if (address.front() == '[' && address.back() == ']')
        address = address.substr(1, address.size() - 2);
    configuration.address = address;
    configuration.port = static_cast<std::uint16_t>(*port);
    return {};
}

Result<void> add_required_profile(Configuration& configuration, const std::string& text)
{
    const auto sign = text.find('=');
    if (sign == std::string::npos || sign == 0 || sign + 1 == text.size())
        return Error{
            Kind::invalid, "--required-profiles needs TYPE=ADDRESS, such as Patient=http://example.org/Patient"};
    configuration.required_profiles[text.substr(0, sign)].push_back(text.substr(sign + 1));
    return {};
}

Result<void> set_pid2032(Configuration& configuration, const std::string& word)
{
    const auto setting = fhir::norway::pid2032_setting(word);
    if (!setting)
        return Error{Kind::invalid, "--pid2032 is off, on or auto"};
    configuration.pid2032 = *setting;
    return {};
}

Result<void> refuse_unsafe(const Configuration& configuration)
{
    if (configuration.is_auth_off && !is_loopback(configuration.address))
        return Error{Kind::invalid, "--auth off is refused on any address but loopback (127.0.0.1 or [::1])"};
    if (configuration.is_demo && !is_loopback(configuration.address))
        return Error{
            Kind::invalid, "--demo lets anyone sign in as anyone, so it is refused on any address but loopback"};
    if (!configuration.is_demo && !configuration.is_auth_off && !has_issuer(configuration.identity))
        return Error{Kind::invalid,
            "nobody could be recognised: name --issuer or --citizen-issuer with --audience or a client; on loopback "
            "there are --demo and --auth off"};
    if (configuration.tls.certificate.empty() != configuration.tls.key.empty())
        return Error{Kind::invalid, "--tls-certificate and --tls-key belong together"};
    return refuse_unsafe_identity(configuration);
}

std::filesystem::path default_content()
{
    return std::filesystem::path(HL_SOURCE_DIR) / "content";
}

std::filesystem::path default_web()
{
    return std::filesystem::path(HL_SOURCE_DIR) / "web" / "dist";
}

}  // namespace helselos::app
