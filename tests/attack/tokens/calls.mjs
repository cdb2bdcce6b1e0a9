// A request with an access token, honest unless told otherwise.
import { anita, audience, kari } from "../../issuer/house.mjs";
import { claimsOf, prove, sign, thumbprint } from "../../issuer/issuer.mjs";

export const resident = { ...anita, scope: "patient/*.rs" };
export const clinician = { ...kari, scope: "user/*.rs" };

/**
 * `claims` and `header` change the token, `proof` and `proofHeader` the DPoP proof; `key` signs the token, `holder` the
 * proof; `token` and `dpop` are used as they are.
 */
export async function makeCall(house, change = {}) {
    const issuer = change.issuer ?? house.residents;
    const person = issuer === house.personnel ? clinician : resident;
    const method = change.method ?? "GET";
    const path = change.path ?? (issuer === house.personnel ? "/Practitioner/sykepleier-kari" : "/Patient/anita");
    const bound = change.unbound ? {} : { cnf: { jkt: await thumbprint(house.app) } };
    const claims = claimsOf(issuer, audience, { ...person, ...bound, ...change.claims });
    const token = change.token ?? await sign(claims, change.key ?? issuer.key, change.header);
    const dpop = change.dpop ?? await prove(change.holder ?? house.app, { method, address: `${house.base}${path}`, token },
        change.proof, change.proofHeader);
    return { method, address: `${house.base}${path}`, token, dpop, scheme: change.scheme ?? "DPoP" };
}

export async function send({ method, address, token, dpop, scheme }, more = {}) {
    return fetch(address, { method, headers: { Connection: "close", Authorization: `${scheme} ${token}`, ...(dpop ? { DPoP: dpop } : {}), ...more } });
}

export async function statusOf(house, change) {
    const answer = await send(await makeCall(house, change));
    await answer.arrayBuffer();
    return answer.status;
}
