// DPoP proofs (RFC 9449).
import { makeKey, now, prove } from "../../issuer/issuer.mjs";
import { makeCall, send, statusOf } from "./calls.mjs";

const row = (name, expected, change) => ({ name, expected, act: async (house) => statusOf(house, await change(house)) });

export const rows = [
    row("a bound token as bearer", 401, () => ({ scheme: "Bearer" })),
    row("a bound token as bearer, without proof", 401, () => ({ scheme: "Bearer", dpop: "" })),
    row("an unbound token as bearer, when that is not allowed", 401, () => ({ scheme: "Bearer", unbound: true, dpop: "" })),
    row("an unbound token with somebody's proof", 401, () => ({ unbound: true })),
    row("bound to a certificate", 401, () => ({ claims: { cnf: { "x5t#S256": "abc" } } })),
    row("no proof", 401, () => ({ dpop: "" })),
    row("a proof by another key", 401, async () => ({ holder: await makeKey() })),
    row("a proof that shows the right key and is signed by another", 401, async (house) => ({
        holder: { ...await makeKey(), publicJwk: house.app.publicJwk } })),
    row("a proof with the private key in it", 401, (house) => ({ proofHeader: { jwk: house.app.privateJwk } })),
    row("another method", 401, () => ({ proof: { htm: "POST" } })),
    row("another path", 401, (house) => ({ proof: { htu: `${house.base}/Patient/odd` } })),
    row("another host", 401, () => ({ proof: { htu: "https://evil.example/fhir/Patient/anita" } })),
    row("honest: an address with a query", 200, (house) => ({ proof: { htu: `${house.base}/Patient/anita?x=1` } })),
    row("another token", 401, () => ({ proof: { ath: "fUHyO2r2Z3DZ53EsNrWBb0xWXoaNy59IiKCAqksmQEo" } })),
    row("no token named", 401, () => ({ proof: { ath: undefined } })),
    row("made 61 seconds ago", 401, () => ({ proof: { iat: now() - 62 } })),
    row("made in the future", 401, () => ({ proof: { iat: now() + 40 } })),
    row("no time", 401, () => ({ proof: { iat: undefined } })),
    row("no id", 401, () => ({ proof: { jti: undefined } })),
    row("another type", 401, () => ({ proofHeader: { typ: "JWT" } })),
    row("a nonce that is not ours", 401, () => ({ proof: { nonce: "made-up" } })),
    { name: "a proof used twice", expected: "200 401", act: async (house) => {
        const call = await makeCall(house);
        return `${(await send(call)).status} ${(await send(call)).status}`;
    } },
    { name: "a proof of one token with another of the same key", expected: 401, act: async (house) => {
        const { dpop } = await makeCall(house);
        return statusOf(house, { dpop });
    } },
    { name: "two proofs", expected: 401, act: async (house) => {
        const call = await makeCall(house);
        const other = await prove(house.app, call);
        return (await send({ ...call, dpop: `${call.dpop}, ${other}` })).status;
    } },
];
