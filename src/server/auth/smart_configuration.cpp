#include "server/auth/smart_configuration.h"

#include "server/auth/token/key.h"
#include "json/draft.h"

namespace helselos::auth {

namespace {

json::Draft text_if(const std::string& text)
{
    return text.empty() ? json::Draft() : json::Draft(text);
}

json::Draft algorithms()
{
    auto names = json::array();
    for (const auto name : algorithm_names())
        names.push(name);
    return names;
}

// http://hl7.org/fhir/smart-app-launch/STU2.2/conformance.html#capability-sets
json::Draft capabilities(Launches launches)
{
    auto names = json::array({"launch-standalone", "client-public", "client-confidential-asymmetric",
        "sso-openid-connect", "context-standalone-patient", "permission-patient", "permission-user",
        "permission-offline", "permission-v1", "permission-v2"});
    if (launches == Launches::yes)
        for (const auto* name : {"launch-ehr", "context-ehr-patient", "context-ehr-encounter", "context-banner"})
            names.push(name);
    return names;
}

}  // namespace

Result<std::string> smart_configuration(Issuer& issuer, Launches launches)
{
    const auto metadata = TRY(issuer.metadata());
    return json::to_text(json::object({
        {"issuer", issuer.address()},
        {"jwks_uri", metadata.keys_address},
        {"authorization_endpoint", text_if(metadata.authorization_endpoint)},
        {"token_endpoint", metadata.token_endpoint},
        {"pushed_authorization_request_endpoint", text_if(metadata.pushed_endpoint)},
        {"introspection_endpoint", text_if(metadata.introspection_endpoint)},
        {"revocation_endpoint", text_if(metadata.revocation_endpoint)},
        {"registration_endpoint", text_if(metadata.registration_endpoint)},
        {"grant_types_supported", json::array({"authorization_code", "client_credentials", "refresh_token"})},
        {"response_types_supported", json::array({"code"})},
        {"code_challenge_methods_supported", json::array({"S256"})},
        {"token_endpoint_auth_methods_supported", json::array({"private_key_jwt"})},
        {"token_endpoint_auth_signing_alg_values_supported", algorithms()},
        {"dpop_signing_alg_values_supported", algorithms()},
        {"scopes_supported",
            json::array({"openid", "fhirUser", "launch", "launch/patient", "offline_access", "patient/*.rs",
                "user/*.cruds", "system/*.cruds"})},
        {"capabilities", capabilities(launches)},
    }));
}

}  // namespace helselos::auth
