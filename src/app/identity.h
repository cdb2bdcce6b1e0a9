// Who may call, wired from what the operator chose: issuers, tokens, sessions.
#pragma once

#include "app/configuration.h"
#include "app/house.h"
#include "server/auth/identify.h"
#include "server/auth/issuer/issuer.h"
#include "server/auth/launch/launch.h"
#include "server/auth/oidc/sign_in.h"
#include "server/auth/people.h"

#include <functional>
#include <memory>
#include <optional>
#include <string>

namespace helselos::app {

class Identity {
public:
    // Errors: not_found or invalid for a file with a key. An issuer that does not answer is no error: it is asked
    // again.
    static Result<std::unique_ptr<Identity>> open(const Configuration& configuration, const House& house);

    auth::Sessions& sessions() { return m_sessions; }
    const auth::People& people() const { return m_people; }
    auth::Doors doors();
    auth::SignIn* sign_in() { return m_sign_in ? &*m_sign_in : nullptr; }
    // Null: none is trusted.
    const auth::Issuer* personnel() const { return m_personnel ? &*m_personnel : nullptr; }
    const auth::Issuer* residents() const { return m_residents ? &*m_residents : nullptr; }
    // The text of /.well-known/smart-configuration: where residents' apps get tokens, else where those of personnel do.
    // Empty: no tokens are taken.
    std::function<Result<std::string>()> smart_configuration();
    // The same, where the apps of personnel get tokens.
    std::function<Result<std::string>()> personnel_smart_configuration();
    const auth::LaunchDesk& launch() const { return *m_launch; }

private:
    Identity(const Configuration& configuration, const House& house);
    void open_tokens(const IdentityChoices& choices, const House& house);
    Result<void> open_sign_in(const IdentityChoices& choices, const House& house);
    Result<void> open_launch(const Configuration& configuration, const House& house);
    std::function<Result<std::string>()> smart_configuration_of(auth::Issuer& issuer);

    auth::Mode m_mode;
    std::string m_root;
    auth::Sessions m_sessions;
    auth::People m_people;
    std::optional<auth::Issuer> m_personnel;
    std::optional<auth::Issuer> m_residents;
    std::optional<auth::TokenDoor> m_tokens;
    std::optional<auth::SignIn> m_sign_in;
    auth::WaitingLaunches m_launches;
    std::optional<auth::LaunchDesk> m_launch;
    std::optional<auth::IssuerKeeper> m_keeper;  // Last: its thread ends before what it keeps.
};

// Of our addresses as browsers see them: the FHIR base without "/fhir".
std::string root_of(const std::string& base);

}  // namespace helselos::app
