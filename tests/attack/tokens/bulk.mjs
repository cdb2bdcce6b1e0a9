// Much data at once, by machines with real tokens: their scopes and their organisation bound what they fetch and send.
import { setTimeout as wait } from "node:timers/promises";
import { audience, organisations } from "../../issuer/house.mjs";
import { claimsOf, prove, sign, thumbprint } from "../../issuer/issuer.mjs";

const pollMs = 300;
const secondsMax = 30;
const lines = "application/fhir+ndjson";

/** The organisation of the machines treats Odd, and nobody else. */
export const records = [{ resourceType: "CareTeam", id: "bulk-team", status: "active", subject: { reference: "Patient/odd" },
    participant: [{ member: { reference: "Organization/legevakt-solvik" } }] }];

const row = (name, expected, act) => ({ name, expected, act });
const observation = (patient, more = {}) => ({ resourceType: "Observation", status: "final", code: { text: "bulk" }, subject: { reference: `Patient/${patient}` }, ...more });
const ndjson = (resources) => resources.map((one) => `${JSON.stringify(one)}\n`).join("");

/** As a machine of Solvik legevakt with these scopes. */
async function ask(house, scope, { method = "GET", path, body, headers = {}, client = "ehr" }) {
    const address = path.startsWith("http") ? path : `${house.base}${path}`;
    const token = await sign(claimsOf(house.personnel, audience, { client_id: client, scope, orgnr_parent: organisations["legevakt-solvik"],
        cnf: { jkt: await thumbprint(house.app) } }), house.personnel.key);
    const dpop = await prove(house.app, { method, address: address.split("?")[0], token });
    return fetch(address, { method, body, headers: { Connection: "close", Authorization: `DPoP ${token}`, DPoP: dpop, ...headers } });
}

async function manifestOf(house, scope, begun) {
    if (begun.status !== 202) throw new Error(`${begun.status} ${await begun.text()}`);
    const path = begun.headers.get("content-location");
    for (const last = Date.now() + secondsMax * 1000; Date.now() < last; await wait(pollMs)) {
        const answer = await ask(house, scope, { path });
        if (answer.status === 200) return { path, ...await answer.json() };
        if (answer.status !== 202) throw new Error(`${answer.status} ${await answer.text()}`);
    }
    throw new Error("it was not done in time");
}

const begin = (house, scope, path) => ask(house, scope, { path, headers: { Prefer: "respond-async" } });
const send = (house, scope, resources) => ask(house, scope, { method: "POST", path: "/$import", body: ndjson(resources),
    headers: { Prefer: "respond-async", "Content-Type": lines } });

async function linesOf(house, scope, files) {
    const all = [];
    for (const { url } of files) {
        const text = await (await ask(house, scope, { path: url, headers: { Accept: lines } })).text();
        all.push(...text.trim().split("\n").map((line) => JSON.parse(line)));
    }
    return all;
}

const giveUp = (house, scope, path) => ask(house, scope, { method: "DELETE", path });

/** The types that are given out, each with the patients they are of. */
async function exported(house, scope, path = "/$export") {
    const manifest = await manifestOf(house, scope, await begin(house, scope, path));
    const found = await linesOf(house, scope, manifest.output);
    await giveUp(house, scope, manifest.path);
    return [...new Set(found.map(({ resourceType, id, subject }) => `${resourceType} ${subject?.reference ?? id}`))].sort().join(", ");
}

const writes = "system/Observation.cruds";

export const rows = [
    row("honest: lines about a patient the organisation treats are put in", "3 0", async (house) => {
        const manifest = await manifestOf(house, writes, await send(house, writes, [1, 2, 3].map(() => observation("odd"))));
        await giveUp(house, writes, manifest.path);
        return `${manifest.output[0].count} ${manifest.error.length}`;
    }),
    row("a machine with system/Observation.rs gets observations alone", "Observation Patient/odd", (house) => exported(house, "system/Observation.rs")),
    row("with two scopes the patient too, and nobody else's", "Observation Patient/odd, Patient odd", (house) =>
        exported(house, "system/Observation.rs system/Patient.rs", "/$export?_type=Observation,Patient")),
    row("of all patients those it may know of", "Observation Patient/odd, Patient odd", (house) =>
        exported(house, "system/Observation.rs system/Patient.rs", "/Patient/$export?_type=Observation,Patient")),
    row("a type no scope is about", 403, async (house) => (await begin(house, "system/Observation.rs", "/$export?_type=Patient")).status),
    row("a machine without scopes gets nothing at all", 403, async (house) => (await begin(house, "openid", "/$export")).status),
    row("a machine without scopes of records gets nothing of patients", 403, async (house) =>
        (await begin(house, "openid", "/$export?_type=Observation")).status),
    row("a patient it does not know of is named", 404, async (house) => (await ask(house, "system/*.rs", { method: "POST", path: "/Patient/$export",
        headers: { Prefer: "respond-async", "Content-Type": "application/fhir+json" }, body: JSON.stringify({ resourceType: "Parameters",
            parameter: [{ name: "patient", valueReference: { reference: "Patient/maria" } }] }) })).status),
    row("another machine asks after an export", 404, async (house) => {
        const begun = await begin(house, "system/Observation.rs", "/$export");
        const path = begun.headers.get("content-location");
        const { status } = await ask(house, "system/Observation.rs", { path, client: "other" });
        await giveUp(house, "system/Observation.rs", path);
        return status;
    }),
    row("removals of what is not open to it are told to be untold", "Organization", async (house) => {
        const manifest = await manifestOf(house, "system/*.rs", await begin(house, "system/*.rs", "/$export?_type=Organization,Observation&_since=2020-01-01T00:00:00Z"));
        const [outcome] = await linesOf(house, "system/*.rs", manifest.error);
        await giveUp(house, "system/*.rs", manifest.path);
        return outcome.issue[0].diagnostics.split(": ")[1];
    }),
    row("a machine that may only read imports nothing", 403, async (house) => (await send(house, "system/*.rs", [observation("odd")])).status),
    row("what may not be written one by one is not put in as a line", "1 2,3,4,5", async (house) => {
        const manifest = await manifestOf(house, writes, await send(house, writes, [observation("odd"), observation("maria"),
            observation("odd", { id: "chosen-by-a-machine" }), { resourceType: "Patient" }, { resourceType: "Condition", subject: { reference: "Patient/odd" } }]));
        const refused = await linesOf(house, writes, manifest.error);
        await giveUp(house, writes, manifest.path);
        return `${manifest.output[0].count} ${refused.map(({ extension }) => extension[0].valueInteger).sort()}`;
    }),
    row("a patient it may not know of and one there is not are refused in the same words", true, async (house) => {
        const manifest = await manifestOf(house, writes, await send(house, writes, [observation("maria"), observation("no-such-person")]));
        const refused = await linesOf(house, writes, manifest.error);
        await giveUp(house, writes, manifest.path);
        const [left, right] = refused.map(({ issue }) => JSON.stringify(issue).replace(/line \d+/, ""));
        return refused.length === 2 && left === right;
    }),
    row("what was put in stands in the record as the organisation's", true, async (house) => {
        const found = await (await ask(house, "system/Observation.rs", { path: "/Observation?_count=1" })).json();
        return found.entry[0].resource.meta.source.startsWith("Organization/legevakt-solvik#ehr");
    }),
    row("the drop folder of another", 400, async (house) => (await ask(house, writes, { method: "POST", path: "/$import", client: "..",
        headers: { Prefer: "respond-async", "Content-Type": "application/fhir+json" }, body: JSON.stringify({ resourceType: "Parameters",
            parameter: [{ name: "input", part: [{ name: "url", valueUrl: "seal.pem" }] }] }) })).status),
];
