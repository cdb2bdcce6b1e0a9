// Access tokens: each row is one way to be wrong, or to be right after all, and the status that answers it.
import { createHmac } from "node:crypto";
import { makeKey, now, sign, claimsOf, jose } from "../../issuer/issuer.mjs";
import { audience } from "../../issuer/house.mjs";
import { makeCall, resident, send, statusOf } from "./calls.mjs";

const part = (value) => Buffer.from(typeof value === "string" ? value : JSON.stringify(value)).toString("base64url");

const row = (name, expected, change) => ({ name, expected, act: async (house) => statusOf(house, await change?.(house) ?? {}) });
const claims = (name, expected, more) => row(name, expected, () => ({ claims: more() }));
const header = (name, expected, more) => row(name, expected, () => ({ header: more }));
const ofClinician = (name, expected, more) => row(name, expected, (house) => ({ issuer: house.personnel, claims: more }));

/** One who runs the house, by what the issuer of personnel says: no clinician, and known by the number of the records. */
const inHouse = (name, expected, role, more = {}, pid = "14837532125") => row(name, expected, (house) => ({
    path: "/$sealed-days", ...more, issuer: house[more.issuer ?? "personnel"],
    claims: { pid, hpr_number: undefined, helselos_role: role, scope: "user/*.cruds" },
}));

async function withHeaders(house, headers, path = "/Patient/anita") {
    return (await fetch(house.base + path, { headers: { Connection: "close", ...headers } })).status;
}

/** Two headers of one name, which fetch would join. */
async function twice(house) {
    const { request } = await import("node:http");
    const { token, dpop, address } = await makeCall(house);
    return new Promise((done, failed) => {
        const asked = request(address, { headers: [["Host", new URL(address).host], ["Authorization", `DPoP ${token}`],
            ["Authorization", `DPoP ${token}`], ["DPoP", dpop], ["Connection", "close"]].flat() }, (answer) => {
            answer.resume();
            done(answer.statusCode);
        });
        asked.on("error", failed);
        asked.end();
    });
}

const attest = (change = {}) => ({
    "nhn:tillitsrammeverk:parameters": {
        practitioner: {
            identifier: { id: "30814849917", system: "urn:oid:2.16.578.1.12.4.1.4.1" },
            hpr_nr: { id: "000000011", system: "urn:oid:2.16.578.1.12.4.1.4.4" },
            authorization: { code: "SP", system: "urn:oid:2.16.578.1.12.4.1.1.9060" },
            legal_entity: { id: "310000019", system: "urn:oid:2.16.578.1.12.4.1.4.101" },
            point_of_care: { id: "310000019", system: "urn:oid:2.16.578.1.12.4.1.4.101" }, ...change.practitioner,
        },
        care_relationship: {
            healthcare_service: { code: "KX17", system: "urn:oid:2.16.578.1.12.4.1.1.8663" },
            purpose_of_use: { code: "TREAT", system: "urn:oid:2.16.840.1.113883.1.11.20448" },
            decision_ref: { id: "1", user_selected: true }, ...change.care,
        },
        patients: [],
    },
});

export const rows = [
    row("honest: a resident's token bound to a key", 200),
    row("honest: a clinician's token bound to a key", 200, (house) => ({ issuer: house.personnel })),
    row("honest: type JWT", 200, () => ({ header: { typ: "JWT" } })),
    { name: "no token", expected: 401, act: (house) => withHeaders(house, {}) },
    { name: "a scheme without a token", expected: 401, act: (house) => withHeaders(house, { Authorization: "DPoP " }) },
    { name: "another scheme", expected: 401, act: (house) => withHeaders(house, { Authorization: "Basic a2FyaTprYXJp" }) },
    { name: "no JWT at all", expected: 401, act: (house) => withHeaders(house, { Authorization: "Bearer abc" }) },
    { name: "two tokens in two headers", expected: 401, act: twice },
    { name: "a token in the address", expected: 401, act: async (house) => {
        const { token, dpop } = await makeCall(house);
        return withHeaders(house, { DPoP: dpop }, `/Patient/anita?access_token=${token}`);
    } },
    row("a token of 16 KiB and more", 401, () => ({ claims: { padding: "x".repeat(16384) } })),

    row("signed by a key nobody knows", 401, async () => ({ key: await makeKey() })),
    row("signed by another key under the known name", 401, async (house) => ({ key: { ...await makeKey(), kid: house.residents.key.kid } })),
    row("signed by the other issuer's key", 401, (house) => ({ key: house.personnel.key })),
    row("one letter of the signature changed", 401, async (house) => {
        const { token } = await makeCall(house);
        const at = token.lastIndexOf(".") + 5;
        return { token: token.slice(0, at) + (token[at] === "A" ? "B" : "A") + token.slice(at + 1) };
    }),
    row("claims changed after signing", 401, async (house) => {
        const [head, , signature] = (await makeCall(house)).token.split(".");
        return { token: `${head}.${part(claimsOf(house.residents, audience, { ...resident, pid: "30814849917" }))}.${signature}` };
    }),
    row("no signature", 401, async (house) => ({ token: `${(await makeCall(house)).token.split(".").slice(0, 2).join(".")}.` })),
    row("alg none", 401, (house) => ({ token: `${part({ alg: "none", typ: "at+jwt" })}.${part(claimsOf(house.residents, audience, resident))}.` })),
    row("HS256 with the public key as secret", 401, async (house) => {
        const text = `${part({ alg: "HS256", typ: "at+jwt", kid: house.residents.key.kid })}.${part(claimsOf(house.residents, audience, resident))}`;
        const secret = await jose.exportSPKI(house.residents.key.publicKey);
        return { token: `${text}.${createHmac("sha256", secret).update(text).digest("base64url")}` };
    }),
    row("an algorithm of another kind than the key", 401, async (house) => ({ key: { ...await makeKey("RS256"), kid: house.residents.key.kid } })),
    row("kid with a path", 401, () => ({ header: { kid: "../../../../dev/null" } })),
    row("kid with a query for a database", 401, () => ({ header: { kid: "x' UNION SELECT 'key" } })),
    row("no kid", 401, () => ({ header: { kid: undefined } })),
    row("an embedded key (jwk)", 401, async () => {
        const key = await makeKey();
        return { key, header: { jwk: key.publicJwk } };
    }),
    row("an embedded key under an honest signature", 401, async () => ({ header: { jwk: (await makeKey()).publicJwk } })),
    header("the address of a key set (jku)", 401, { jku: "http://127.0.0.1:9/keys" }),
    header("the address of a certificate (x5u)", 401, { x5u: "http://127.0.0.1:9/cert" }),
    row("an unknown crit", 401, async (house) => {
        const payload = new TextEncoder().encode(JSON.stringify(claimsOf(house.residents, audience, resident)));
        const { privateKey, kid, algorithm } = house.residents.key;
        const token = await new jose.CompactSign(payload)
            .setProtectedHeader({ alg: algorithm, kid, typ: "at+jwt", crit: ["x"], x: 1 }).sign(privateKey, { crit: { x: true } });
        return { token };
    }),
    header("the type of an ID token", 401, { typ: "id_token+jwt" }),
    header("no type", 401, { typ: undefined }),
    header("the type of a logout token", 401, { typ: "logout+jwt" }),

    row("the issuer with a slash more", 401, (house) => ({ claims: { iss: `${house.residents.address}/` } })),
    claims("another issuer", 401, () => ({ iss: "https://evil.example" })),
    row("the other issuer's name", 401, (house) => ({ claims: { iss: house.personnel.address } })),
    claims("no issuer", 401, () => ({ iss: undefined })),
    claims("no audience", 401, () => ({ aud: undefined })),
    claims("another audience", 401, () => ({ aud: "other-api" })),
    claims("two audiences", 401, () => ({ aud: [audience, "other-api"] })),
    claims("honest: a list of our audience alone", 200, () => ({ aud: [audience] })),
    claims("the audience in capitals", 401, () => ({ aud: audience.toUpperCase() })),

    claims("expired 31 seconds ago", 401, () => ({ iat: now() - 600, nbf: now() - 600, exp: now() - 31 })),
    claims("honest: expired a second ago, within the grace", 200, () => ({ iat: now() - 600, nbf: now() - 600, exp: now() - 1 })),
    claims("without an end", 401, () => ({ exp: undefined })),
    claims("an end that is a text", 401, () => ({ exp: String(now() + 600) })),
    claims("not yet good", 401, () => ({ nbf: now() + 40 })),
    claims("made in the future", 401, () => ({ iat: now() + 40, exp: now() + 900 })),
    claims("good for ten years", 401, () => ({ exp: now() + 315360000 })),
    claims("an end beyond the calendar", 401, () => ({ exp: 1e30 })),

    claims("no scope", 403, () => ({ scope: undefined })),
    claims("only unknown scopes", 403, () => ({ scope: "openid email everything" })),
    claims("a malformed scope", 403, () => ({ scope: "patient/*.everything" })),
    claims("a scope of another kind: system", 403, () => ({ scope: "system/*.rs" })),
    claims("assurance too low", 401, () => ({ acr: "idporten-loa-substantial" })),
    claims("no word about assurance", 401, () => ({ acr: undefined })),
    claims("a resident nobody knows", 403, () => ({ pid: "01819012345" })),
    claims("a number that would ask for two", 403, () => ({ pid: "17849149822,30814849917" })),
    claims("no person from an issuer of residents", 401, () => ({ pid: undefined })),
    claims("an app launched for somebody else", 403, () => ({ patient: "odd" })),
    row("honest: an app launched for one's child", 200, () => ({ claims: { patient: "emil" }, path: "/Patient/emil" })),
    row("an app launched for one's child, about oneself", 404, () => ({ claims: { patient: "emil" } })),
    claims("a person by two numbers", 401, () => ({ "helseid://claims/identity/pid": "30814849917" })),
    ofClinician("a clinician without HPR number", 403, { hpr_number: undefined }),
    ofClinician("an HPR number nobody knows", 403, { hpr_number: "000000099" }),
    ofClinician("security level 3", 401, { security_level: "3" }),
    ofClinician("assurance substantial", 401, { assurance_level: "substantial" }),
    ofClinician("no organisation", 403, { orgnr_parent: undefined }),
    ofClinician("an organisation nobody knows", 403, { orgnr_parent: "310000035" }),
    ofClinician("honest: the organisation in authorization_details", 200, { orgnr_parent: undefined, authorization_details: [
        { type: "helseid_authorization", practitioner_role: { organization: { identifier: { value: "NO:ORGNR:310000019" } } } }] }),
    ofClinician("honest: with an attest", 200, attest()),
    inHouse("an administrator by a claim", 200, "administrator"),
    inHouse("an administrator reads no record", 403, "administrator", { path: "/Patient/anita" }),
    inHouse("a controller is no administrator", 403, "controller"),
    inHouse("a role that is none", 403, "king"),
    inHouse("a role, and a number nobody has", 403, "administrator", {}, "17849149822"),
    inHouse("a role from the issuer of residents", 403, "administrator", { issuer: "residents" }, "17849149822"),
    inHouse("no role, and no HPR number", 403, undefined),
    ofClinician("an attest about somebody else", 403, attest({ practitioner: { identifier: { id: "17849149822" } } })),
    ofClinician("an attest with another kind of number", 403,
        attest({ practitioner: { identifier: { id: "30814849917", system: "urn:oid:2.16.578.1.12.4.1.4.3" } } })),
    ofClinician("an attest without a decision", 403, attest({ care: { decision_ref: undefined } })),
    ofClinician("an attest of another organisation", 403, attest({ practitioner: { legal_entity: { id: "310000027" } } })),
    ofClinician("two attests", 403, { ...attest(),
        authorization_details: [{ type: "nhn:tillitsrammeverk:parameters" }] }),

    { name: "a refusal says how, and is kept by nobody", expected: "401 DPoP invalid_token", act: async (house) => {
        const answer = await send(await makeCall(house, { claims: { aud: "x" } }));
        const how = answer.headers.get("www-authenticate") ?? "";
        return `${answer.status} ${how.split(" ")[0]} ${how.match(/error="([a-z_]+)"/)?.[1]}`;
    } },
    { name: "honest: what a token opens is kept by nobody", expected: "no-store", act: async (house) =>
        (await send(await makeCall(house))).headers.get("cache-control") },
    { name: "a refusal does not repeat the token", expected: false, act: async (house) =>
        (await (await send(await makeCall(house, { claims: { aud: "17849149822" } }))).text()).includes("17849149822") },
];
