// Acts for which a sign-in that holds is not enough: at the highest level, or lately (RFC 9470).
import { now } from "../../issuer/issuer.mjs";
import { Browser } from "./browser.mjs";
import { makeCall, send } from "./calls.mjs";

const hour = 3600;

/** The status, and what the answer says is missing. */
async function saidOf(answer) {
    await answer.arrayBuffer();
    const challenge = answer.headers.get("www-authenticate") ?? "";
    const wanted = ["insufficient_user_authentication", "invalid_token"].filter((word) => challenge.includes(word));
    return [answer.status, ...wanted, ...(challenge.match(/(max_age|acr_values)="[^"]*"/) ?? []).slice(0, 1)].join(" ");
}

const byToken = (name, expected, claims, more = {}) => ({ name, expected, act: async (house) =>
    saidOf(await send(await makeCall(house, { path: "/AuditEvent", claims: claims(), ...more }))) });

/** In a browser, by somebody who showed who they are so many seconds ago. */
const bySession = (name, expected, secondsAgo, act) => ({ name, expected, act: async (house) => {
    const browser = new Browser();
    house.residents.signedInSecondsAgo = secondsAgo;
    try {
        await browser.signIn(house);
        return await act(browser, house);
    } finally {
        house.residents.signedInSecondsAgo = 0;
    }
} });

const ours = { "X-Requested-With": "helselos", "Content-Type": "application/fhir+json" };
const post = (path, body) => async (browser, house) =>
    saidOf(await browser.ask(`${house.base}${path}`, { method: "POST", headers: ours, body: JSON.stringify(body) }));
const get = (path) => async (browser, house) => saidOf(await browser.ask(`${house.base}${path}`));

const parameters = { resourceType: "Parameters", parameter: [] };
const bundle = { resourceType: "Bundle", type: "batch", entry: [{ request: { method: "GET", url: "AuditEvent" } }] };
const tooOld = '401 insufficient_user_authentication max_age="3600"';

export const rows = [
    byToken("honest: an app of somebody who signed in now reads their log", "200", () => ({ auth_time: now() })),
    byToken("an app of somebody who signed in too long ago reads their log", tooOld, () => ({ auth_time: now() - hour - 5 })),
    byToken("an app reads the log, and its token does not say when its person signed in", tooOld, () => ({})),
    byToken("a sign-in in the future", "401 invalid_token", () => ({ auth_time: now() + 120 })),
    byToken("a sign-in at a time that is none", "401 invalid_token", () => ({ auth_time: "yesterday" })),
    byToken("a sign-in below the highest level", '401 insufficient_user_authentication acr_values="idporten-loa-high Level4"',
        () => ({ acr: "idporten-loa-substantial" })),
    byToken("honest: what is no such act needs no fresh sign-in", "200", () => ({ auth_time: now() - hour - 5 }), { path: "/Patient/anita" }),
    bySession("honest: the log soon after signing in", "200", 0, get("/AuditEvent")),
    bySession("the log long after signing in", tooOld, hour + 5, get("/AuditEvent")),
    bySession("the log by another spelling of its address", tooOld, hour + 5, get("/Audit%45vent?_count=1")),
    bySession("the log in a Bundle", tooOld, hour + 5, post("", bundle)),
    bySession("honest: a Bundle without such an act", "200", hour + 5, post("", { ...bundle, entry: [{ request: { method: "GET", url: "Patient/anita" } }] })),
    bySession("the log by POST", tooOld, hour + 5, post("/AuditEvent/_search", parameters)),
    bySession("a fullmakt long after signing in", tooOld, hour + 5, post("/Consent/$give-fullmakt", parameters)),
    bySession("honest: a fullmakt soon after signing in is read", "400", 0, post("/Consent/$give-fullmakt", parameters)),
    bySession("honest: the record long after signing in", "200", hour + 5, get("/Patient/anita")),
    bySession("honest: the log after signing in anew, where one was", "/hvem-har-sett 200", hour + 5, async (browser, house) => {
        const back = await browser.signIn(house, { to: "/hvem-har-sett", anew: true });
        return `${back.headers.get("location")} ${(await browser.ask(`${house.base}/AuditEvent`)).status}`;
    }),
    bySession("signing in once more is not enough when the issuer only remembers", `/ ${tooOld}`, hour + 5, async (browser, house) => {
        const back = await browser.signIn(house);
        return `${back.headers.get("location")} ${await get("/AuditEvent")(browser, house)}`;
    }),
];
