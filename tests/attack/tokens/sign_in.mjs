// Signing in with a browser, and the sessions that come of it.
import { claimsOf, jose, now, sign } from "../../issuer/issuer.mjs";

import { Browser, cookieName } from "./browser.mjs";

const mine = { "X-Requested-With": "helselos" };

async function signedIn(house, wishes) {
    const browser = new Browser();
    const answer = await browser.signIn(house, wishes);
    if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}: ${await answer.text()}`);
    return { browser, answer };
}

/** Back from the issuer with an answer that was changed on the way. */
function changed(name, expected, change) {
    return { name, expected, act: async (house) => {
        const browser = new Browser();
        const { back } = await browser.leave(house);
        const address = await change(back, browser, house) ?? back;
        return (await browser.ask(address.href)).status;
    } };
}

const logoutEvent = { "http://schemas.openid.net/event/backchannel-logout": {} };

/** What is left of a session after the issuer's word, and the status that word got. */
function afterLogout(name, expected, more, header = { typ: "logout+jwt" }) {
    return { name, expected, act: async (house) => {
        const { browser } = await signedIn(house);
        const claims = claimsOf(house.residents, "helselos-web", { sub: "anita", events: logoutEvent, ...more });
        const token = await sign(claims, house.residents.key, header);
        const told = await fetch(`${house.root}/sign-out/back-channel`, { method: "POST", body: new URLSearchParams({ logout_token: token }) });
        return `${told.status} ${(await browser.session(house)).signedIn}`;
    } };
}

async function withPerson(house, { person, acr }, act) {
    const issuer = house.residents;
    const before = [issuer.person, issuer.acr];
    Object.assign(issuer, { person: person ?? issuer.person, acr: acr ?? issuer.acr });
    try {
        return await act();
    } finally {
        [issuer.person, issuer.acr] = before;
    }
}

export const rows = [
    { name: "honest: a resident signs in and reads their record", expected: "resident Patient/anita 200", act: async (house) => {
        const { browser } = await signedIn(house);
        const { role, patient } = await browser.session(house);
        return `${role} ${patient} ${(await browser.ask(`${house.base}/Patient/anita`)).status}`;
    } },
    { name: "honest: a clinician signs in", expected: "personnel Practitioner/sykepleier-kari Organization/legevakt-solvik", act: async (house) => {
        const { browser } = await signedIn(house, { as: "personnel" });
        const { role, practitioner, organization } = await browser.session(house);
        return `${role} ${practitioner} ${organization}`;
    } },
    { name: "the browser is shown nothing of the question", expected: "client_id,request_uri", act: async (house) => {
        const { sentTo } = await new Browser().leave(house);
        return [...new URL(sentTo).searchParams.keys()].sort().join(",");
    } },
    { name: "no token reaches the browser", expected: false, act: async (house) => {
        const { answer } = await signedIn(house);
        return /eyJ/.test(`${await answer.text()} ${[...answer.headers].join(" ")}`);
    } },
    { name: "the cookie is for this host, TLS and no script", expected: true, act: async (house) => {
        const { answer } = await signedIn(house);
        const line = answer.headers.getSetCookie().find((each) => each.startsWith(`${cookieName}=`));
        return /; Path=\//.test(line) && /; Secure/.test(line) && /; HttpOnly/.test(line) && /; SameSite=(Lax|Strict)/.test(line)
            && !/domain/i.test(line);
    } },
    { name: "answers of a sign-in are kept by nobody", expected: "no-store", act: async (house) =>
        (await signedIn(house)).answer.headers.get("cache-control") },

    { name: "back without having left", expected: 400, act: async (house) =>
        (await new Browser().ask(`${house.root}/sign-in/callback?code=x&state=y&iss=${house.residents.address}`)).status },
    changed("back without state", 400, (back) => back.searchParams.delete("state")),
    changed("back with another state", 400, (back) => back.searchParams.set("state", "0".repeat(64))),
    changed("back with two states", 400, (back) => back.searchParams.append("state", "x")),
    changed("back without the cookie of leaving", 400, (back, browser, house) => browser.dropCookies(house.root)),
    changed("a victim sent back with an attacker's code", 400, async (back, browser, house) => (await new Browser().leave(house)).back),
    changed("a code of another sign-in", 400, async (back, browser, house) => {
        const { back: other } = await new Browser().leave(house);
        back.searchParams.set("code", other.searchParams.get("code"));
    }),
    changed("back without iss", 400, (back) => back.searchParams.delete("iss")),
    changed("back from another issuer", 400, (back, browser, house) => back.searchParams.set("iss", house.personnel.address)),
    changed("back without code", 400, (back) => back.searchParams.delete("code")),
    changed("a made-up code", 400, (back) => back.searchParams.set("code", "made-up")),
    changed("refused at the issuer", 400, (back) => {
        back.searchParams.delete("code");
        back.searchParams.set("error", "access_denied");
    }),
    { name: "back twice", expected: "303 400", act: async (house) => {
        const browser = new Browser();
        const { back } = await browser.leave(house);
        return `${(await browser.ask(back.href)).status} ${(await browser.ask(back.href)).status}`;
    } },
    { name: "a refusal repeats nothing of what was sent", expected: false, act: async (house) =>
        (await (await new Browser().ask(`${house.root}/sign-in/callback?state=%3Cscript%3E&error_description=%3Cscript%3E`)).text()).includes("<script") },
    { name: "signed in below the highest level", expected: 400, act: (house) => withPerson(house, { acr: "idporten-loa-substantial" },
        async () => (await new Browser().signIn(house)).status) },
    { name: "signed in, and known to nobody here", expected: 403, act: (house) => withPerson(house, { person: "stranger" },
        async () => (await new Browser().signIn(house)).status) },
    { name: "a kind of person who cannot sign in here", expected: 400, act: async (house) =>
        (await new Browser().ask(`${house.root}/sign-in?as=operator`)).status },

    ...["https://evil.example/", "//evil.example", "/\\evil.example", "javascript:alert(1)"].map((to) => ({
        name: `sent on to ${to}`, expected: "/", act: async (house) => (await signedIn(house, { to })).answer.headers.get("location") })),
    { name: "honest: sent on to where they wanted", expected: "/kliniker/x?y=1", act: async (house) =>
        (await signedIn(house, { to: "/kliniker/x?y=1" })).answer.headers.get("location") },

    { name: "a session fixed before signing in", expected: "true false", act: async (house) => {
        const browser = new Browser();
        browser.setCookie(house.root, cookieName, "a".repeat(64));
        await browser.signIn(house);
        const thief = new Browser();
        thief.setCookie(house.root, cookieName, "a".repeat(64));
        return `${(await browser.session(house)).signedIn} ${(await thief.session(house)).signedIn}`;
    } },
    { name: "the session before is over when somebody signs in anew", expected: "true false", act: async (house) => {
        const { browser } = await signedIn(house);
        const before = new Browser();
        before.setCookie(house.root, cookieName, browser.cookie(house.root, cookieName));
        await browser.signIn(house);
        return `${(await browser.session(house)).signedIn} ${(await before.session(house)).signedIn}`;
    } },
    { name: "a cookie that was copied, after signing out", expected: "401 false", act: async (house) => {
        const { browser } = await signedIn(house);
        const thief = new Browser();
        thief.setCookie(house.root, cookieName, browser.cookie(house.root, cookieName));
        await browser.ask(`${house.root}/sign-out`, { method: "POST", headers: mine });
        return `${(await thief.ask(`${house.base}/Patient/anita`)).status} ${(await browser.session(house)).signedIn}`;
    } },
    { name: "signing out leads to the issuer, with the number in no address", expected: "true id_token_hint,client_id", act: async (house) => {
        const { browser } = await signedIn(house);
        const told = (await (await browser.ask(`${house.root}/sign-out`, { method: "POST", headers: mine })).json()).continue;
        return `${told.address.startsWith(house.residents.address) && !told.address.includes("?")} ${
            ["id_token_hint", "client_id"].filter((name) => told.form[name]).join(",")}`;
    } },
    { name: "a change by cookie without our header", expected: 403, act: async (house) => {
        const { browser } = await signedIn(house);
        return (await browser.ask(`${house.base}/Patient`, { method: "POST", body: "{}" })).status;
    } },
    { name: "a change by cookie from another site", expected: 403, act: async (house) => {
        const { browser } = await signedIn(house);
        return (await browser.ask(`${house.base}/Patient`, { method: "POST", body: "{}", headers: { ...mine, Origin: "https://evil.example" } })).status;
    } },
    { name: "signing somebody else out from another site", expected: "403 true", act: async (house) => {
        const { browser } = await signedIn(house);
        const { status } = await browser.ask(`${house.root}/sign-out`, { method: "POST", headers: { Origin: "https://evil.example" } });
        return `${status} ${(await browser.session(house)).signedIn}`;
    } },
    { name: "a session as bearer token", expected: 401, act: async (house) => {
        const { browser } = await signedIn(house);
        return (await fetch(`${house.base}/Patient/anita`, { headers: { Connection: "close", Authorization: `Bearer ${browser.cookie(house.root, cookieName)}` } })).status;
    } },
    { name: "a session in the cookie of the demonstration", expected: 401, act: async (house) => {
        const { browser } = await signedIn(house);
        const other = new Browser();
        other.setCookie(house.root, "helselos_session", browser.cookie(house.root, cookieName));
        return (await other.ask(`${house.base}/Patient/anita`)).status;
    } },
    { name: "the demonstration's own sign-in is not there", expected: 404, act: async (house) =>
        (await fetch(`${house.root}/demo/token`, { method: "POST", body: '{"person":"anita"}', headers: { Connection: "close" } })).status },

    afterLogout("honest: signed out at the issuer", "200 false", {}),
    afterLogout("a logout token without its event", "400 true", { events: undefined }),
    afterLogout("a logout token with a nonce", "400 true", { nonce: "x" }),
    afterLogout("a logout token for another client", "400 true", { aud: "other" }),
    afterLogout("an old logout token", "400 true", { iat: now() - 600, nbf: now() - 600, exp: now() - 60 }),
    afterLogout("an access token as logout token", "400 true", {}, { typ: "at+jwt" }),
    { name: "a logout token by another key", expected: "400 true", act: async (house) => {
        const { browser } = await signedIn(house);
        const claims = claimsOf(house.residents, "helselos-web", { sub: "anita", events: logoutEvent });
        const body = new URLSearchParams({ logout_token: await sign(claims, { ...house.personnel.key, kid: house.residents.key.kid }, { typ: "logout+jwt" }) });
        const told = await fetch(`${house.root}/sign-out/back-channel`, { method: "POST", body, headers: { Connection: "close" } });
        return `${told.status} ${(await browser.session(house)).signedIn}`;
    } },

    { name: "the question is pushed with S256, level and language, in an assertion of a minute", expected: "S256 idporten-loa-high true true", act: async (house) => {
        await new Browser().leave(house);
        const { params } = house.residents.pushed.at(-1);
        const assertion = jose.decodeJwt(params.client_assertion ?? house.residents.pushed.at(-1).assertion);
        return `${params.code_challenge_method} ${params.acr_values} ${assertion.exp - assertion.iat <= 60} ${params.state.length >= 32 && params.nonce.length >= 32}`;
    } },
    { name: "each question has its own state, nonce and verifier", expected: 6, act: async (house) => {
        await new Browser().leave(house);
        await new Browser().leave(house);
        const [one, two] = house.residents.pushed.slice(-2).map(({ params }) => params);
        return new Set([one.state, two.state, one.nonce, two.nonce, one.code_challenge, two.code_challenge]).size;
    } },

    { name: "a stranger's page may not read who is signed in", expected: null, act: async (house) => {
        const { browser } = await signedIn(house);
        return (await browser.ask(`${house.root}/session`, { headers: { Origin: "https://evil.example" } })).headers.get("access-control-allow-origin");
    } },
    { name: "a stranger's page never calls with our cookies", expected: "* null", act: async (house) => {
        const answer = await fetch(`${house.base}/Patient/anita`, { method: "OPTIONS", headers: { Connection: "close", Origin: "https://app.example", "Access-Control-Request-Method": "GET", "Access-Control-Request-Headers": "authorization" } });
        return `${answer.headers.get("access-control-allow-origin")} ${answer.headers.get("access-control-allow-credentials")}`;
    } },
    { name: "where apps get tokens is told", expected: true, act: async (house) => {
        const told = await (await fetch(`${house.base}/.well-known/smart-configuration`, { headers: { Connection: "close" } })).json();
        return told.token_endpoint.startsWith(house.residents.address) && told.capabilities.includes("permission-v2")
            && told.code_challenge_methods_supported.join() === "S256";
    } },
];
