// What the operator chose, from the command line.
#pragma once

#include "base/result.h"
#include "fhir/norway/national_number.h"
#include "interaction/required_profiles.h"
#include "server/http/tls.h"

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

namespace helselos::app {

// One issuer whom the operator trusts, and this server as its client.
struct IssuerChoice {
    std::string address;  // Its name, exactly as tokens have it; empty: none.
    std::string client;   // This server's name there, for people who sign in with a browser; empty: they do not.
    std::filesystem::path key = {};  // A file with this client's private key, as JWK.
    std::string scope;               // Asked for at sign-in.
};

// Who may call, and how they show it.
struct IdentityChoices {
    IssuerChoice personnel{"", "", {},
        "openid profile helseid://scopes/identity/pid helseid://scopes/identity/security_level "
        "helseid://scopes/hpr/hpr_number"};
    IssuerChoice residents{"", "", {}, "openid profile"};
    std::string audience;  // Whom access tokens must be for; empty: none are taken.
    std::string scope;     // This API's own scope.
    std::vector<std::string> levels{
        "idporten-loa-high", "Level4"};  // acr of the highest level; the first is asked for.
    bool takes_bearer = false;
    bool demands_nonce = false;
};

struct Configuration {
    std::string address = "127.0.0.1";
    std::uint16_t port = 8080;
    std::filesystem::path data = "data";
    std::filesystem::path content;  // The folder with triage/, terms/, fhir/, demo/.
    std::filesystem::path web;      // The folder with the built applications; empty: none is served.
    std::string time_zone = {};     // Of dates without an offset: "Europe/Oslo". Empty: that of the data, or UTC.
    std::string environment = {};   // "test" or "production"; empty: that of the data, test in the demonstration.
    // Whether control digits of 2032 are taken in identity numbers.
    fhir::norway::Pid2032Setting pid2032 = fhir::norway::Pid2032Setting::by_clock;
    std::string base;  // The FHIR base as callers see it; empty: from address and port.
    // What every write has to claim and satisfy, by type.
    interaction::RequiredProfiles required_profiles = {};
    bool has_words = true;                       // Whether an index of words is kept: for _text, _content and :text.
    std::filesystem::path seal_key;              // Signs the days of the log; empty: they are not signed.
    http::TlsFiles tls = {};                     // Of the server itself; empty: a proxy before it speaks TLS.
    std::vector<std::string> cors_origins = {};  // Whose pages may call with a token; none: anybody's.
    bool is_demo = false;
    bool is_auth_off = false;
    IdentityChoices identity = {};
    std::filesystem::path apps = {};  // The file that lists apps of others that are opened from our pages; empty: none.
};

// "127.0.0.1:8080", "[::1]:0". Error invalid.
Result<void> set_listen(Configuration& configuration, const std::string& text);

// "Patient=http://hl7.no/fhir/StructureDefinition/no-basis-Patient"; a type named again may satisfy either.
// Error invalid: not of that form.
Result<void> add_required_profile(Configuration& configuration, const std::string& text);

// "off", "on", "auto". Error invalid.
Result<void> set_pid2032(Configuration& configuration, const std::string& word);

// Error invalid when authentication is off and the address is not loopback, for whoever could reach it would be the
// operator; when nobody could be recognised; and when what is told about issuers is not whole or not safe.
Result<void> refuse_unsafe(const Configuration& configuration);

bool is_loopback(const std::string& address);

// Where the content and the built web lie when nothing is said.
std::filesystem::path default_content();
std::filesystem::path default_web();

}  // namespace helselos::app
