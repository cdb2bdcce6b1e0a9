// Real tokens from the issuers' own endpoints, and issuers that change their keys or fall silent. The last row stops one.
import { setTimeout as wait } from "node:timers/promises";
import { claimsOf, jose, now, prove, sign, thumbprint } from "../../issuer/issuer.mjs";
import { makeCall, resident, send, statusOf } from "./calls.mjs";
import { Browser } from "./browser.mjs";

const secondsForNewKeysMax = 20;

async function post(address, key, form) {
    const proof = await prove(key, { method: "POST", address, token: "" }, { ath: undefined });
    const answer = await fetch(address, { method: "POST", headers: { DPoP: proof, Connection: "close" }, body: new URLSearchParams(form) });
    return answer.json();
}

async function machineToken(house) {
    const { personnel, app } = house;
    const assertion = await sign({ iss: "machine", sub: "machine", aud: personnel.address, jti: crypto.randomUUID(), iat: now(), exp: now() + 60 },
        app, { typ: "JWT" });
    return (await post(`${personnel.address}/token`, app, { grant_type: "client_credentials", scope: "system/*.rs", client_id: "machine",
        client_assertion_type: "urn:ietf:params:oauth:client-assertion-type:jwt-bearer", client_assertion: assertion })).access_token;
}

async function pocketToken(house) {
    const { residents, app } = house;
    const verifier = "v".repeat(43);
    const challenge = Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(verifier))).toString("base64url");
    const redirect_uri = "https://pocket.example/back";
    const question = new URLSearchParams({ response_type: "code", client_id: "pocket", redirect_uri, scope: "openid patient/*.rs",
        code_challenge: challenge, code_challenge_method: "S256", state: "s", dpop_jkt: await thumbprint(app) });
    const back = await new Browser().follow(`${residents.address}/auth?${question}`, redirect_uri);
    return (await post(`${residents.address}/token`, app, { grant_type: "authorization_code", client_id: "pocket", redirect_uri,
        code: back.searchParams.get("code"), code_verifier: verifier })).access_token;
}

async function until(expected, act) {
    const last = Date.now() + secondsForNewKeysMax * 1000;
    for (;;) {
        const got = await act();
        if (got === expected || Date.now() > last) return got;
        await wait(500);
    }
}

export const rows = [
    { name: "honest: an app's token from the issuer itself", expected: 200, act: async (house) =>
        statusOf(house, { token: await pocketToken(house) }) },
    { name: "an app's token with another key's proof", expected: 401, act: async (house) =>
        statusOf(house, { token: await pocketToken(house), holder: house.clientKey }) },
    { name: "a machine's token is known", expected: true, act: async (house) => {
        const token = await machineToken(house);
        const status = await statusOf(house, { issuer: house.personnel, token });
        return jose.decodeJwt(token).client_id === "machine" && status !== 401 && status < 500;
    } },
    { name: "an ID token as access token", expected: 401, act: async (house) => {
        const claims = claimsOf(house.residents, "helselos-web", { ...resident, nonce: "n" });
        return statusOf(house, { token: await sign(claims, house.residents.key, { typ: "JWT" }) });
    } },
    { name: "made-up keys do not make us ask the issuer again and again", expected: true, act: async (house) => {
        const before = house.residents.requests.length;
        for (let number = 0; number < 50; ++number) await statusOf(house, { header: { kid: `made-up-${number}` } });
        return house.residents.requests.length - before <= 4;
    } },
    { name: "honest: the issuer's new key", expected: 200, act: async (house) => {
        await house.residents.rotate(true);
        return until(200, () => statusOf(house));
    } },
    { name: "a key that was withdrawn", expected: 401, act: async (house) => {
        const old = house.residents.key;
        await house.residents.rotate(false);
        await until(200, () => statusOf(house));
        return statusOf(house, { key: old });
    } },
    { name: "honest: known keys hold while the issuer is silent", expected: "200 503", act: async (house) => {
        const call = await makeCall(house);
        await house.residents.fallSilent();
        const other = await new Browser().ask(`${house.root}/sign-in`);
        return `${(await send(call)).status} ${other.status}`;
    } },
];
