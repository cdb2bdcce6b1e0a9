// Every request comes in here: which part of the house answers it.
#pragma once

#include "server/auth/demo.h"
#include "server/auth/identify.h"
#include "server/auth/oidc/sign_in.h"
#include "server/http/server.h"
#include "server/http/static_files.h"
#include "server/open_origins.h"
#include "server/rest/fhir_base.h"

#include <functional>
#include <string>
#include <string_view>

namespace helselos::server {

// The FHIR base for apps of personnel, where residents have an issuer of their own: the same records, but its
// smart-configuration names the issuer of personnel.
inline constexpr std::string_view personnel_fhir_path = "/personnel/fhir";
inline constexpr std::string_view notifications_path = "/fhir/$notifications";

struct Parts {
    const rest::FhirBase& fhir;
    auth::Doors doors;
    auth::DemoSignIn* demo = nullptr;        // Only with --demo.
    auth::SignIn* sign_in = nullptr;         // Where people can sign in at an issuer.
    const http::StaticFiles* web = nullptr;  // Where the web was built.
    const http::Metrics& metrics;
    std::function<bool()> is_healthy;                                         // Whether the store answers.
    std::function<Result<std::string>()> smart_configuration = {};            // Where apps get tokens.
    std::function<Result<std::string>()> personnel_smart_configuration = {};  // And where those of personnel do.
    OpenOrigins origins = {};                                                 // Whose pages may call with a token.
    // Who talks on a WebSocket that is opened at notifications_path; empty: nobody.
    std::function<std::unique_ptr<http::Conversation>()> notifications = {};
};

class FrontDoor final : public http::Handler {
public:
    explicit FrontDoor(Parts parts) : m_parts(std::move(parts)) {}

    bool is_quick(const http::Request& request) const override;
    http::Response handle(const http::Request& request) override;
    http::Response refuse(int status, std::string_view reason) const override;
    std::unique_ptr<http::Conversation> converse(const http::Request& request) override;

private:
    http::Response answer(const http::Request& request);
    http::Response handle_fhir(const http::Request& request, std::string_view base) const;
    http::Response answer_fhir(const http::Request& request, std::string_view base) const;
    http::Response handle_session(const http::Request& request) const;
    http::Response handle_sign_in(const http::Request& request) const;
    http::Response handle_sign_out(const http::Request& request) const;
    Result<auth::Identified> known_for(const http::Request& request, std::string_view path) const;
    http::Response smart_configuration(std::string_view base) const;
    bool is_open_to_other_pages() const;
    http::Response handle_demo(const http::Request& request) const;
    http::Response health() const;
    http::Response metrics() const;

    Parts m_parts;
};

}  // namespace helselos::server
