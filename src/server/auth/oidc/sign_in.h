// People sign in with a browser at an issuer, and get a session here; no token reaches the browser.
#pragma once

#include "server/auth/identify.h"
#include "server/auth/oidc/client.h"
#include "server/auth/oidc/waiting.h"
#include "server/auth/people.h"

#include <atomic>
#include <string>
#include <vector>

namespace helselos::auth {

// All members may be called from any thread; they wait for the issuer.
class SignIn {
public:
    // `root` is that of our addresses as browsers see them: "https://example.org".
    SignIn(std::vector<Client> clients, std::string root, const People& people, Sessions& sessions, const Clock& clock,
        Random& random)
        : m_clients(std::move(clients)), m_root(std::move(root)), m_people(people), m_sessions(sessions),
          m_random(random), m_waiting(clock)
    {}

    // GET /sign-in?as=personnel&to=/kliniker/&lang=nb: to the issuer. Without `as`: residents. With anew=true also who
    // is known there shows again who they are.
    http::Response begin(const http::Request& request);
    // GET /sign-in/callback: back from the issuer, into a new session.
    http::Response complete(const http::Request& request);
    // POST /sign-out: ends the session here; the answer says how to end it at the issuer, too.
    http::Response sign_out(const Identified& who);
    // POST /sign-out/back-channel: the issuer says that somebody signed out there.
    http::Response signed_out_there(const http::Request& request);

    // "resident" and "personnel", as far as they can sign in.
    std::vector<std::string_view> circles() const;

private:
    Result<http::Response> leave(const http::Request& request);
    Result<http::Response> come_back(const http::Request& request);
    Result<SignedIn> find_person(const Client& client, const PersonClaims& person) const;

    std::vector<Client> m_clients;
    std::string m_root;
    const People& m_people;
    Sessions& m_sessions;
    Random& m_random;
    Waiting m_waiting;
    std::atomic<std::size_t> m_outside = 0;  // Requests that wait for an issuer now.
};

// Only a path of our own: "/kliniker/" and what is below it; "/" for anything else, another host above all.
std::string safe_return(std::string_view wanted);

}  // namespace helselos::auth
