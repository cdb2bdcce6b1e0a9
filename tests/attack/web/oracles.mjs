// Unknown and not permitted are one answer; nothing tells them apart but what the asker sent.
import { ask } from "./ask.mjs";

const kinds = [["Patient", "odd"], ["Observation", "kanari-observation"], ["Condition", "kanari-condition"], ["Organization", "nowhere"]];

function without(text, ...ids) {
    // Each answer has a name by chance (X-Request-Id), which says nothing.
    let bare = text.replace(/\r\ndate: .*/i, "").replace(/\r\nx-request-id: [0-9a-f]{16}(?=\r\n)/i, "");
    for (const id of ids) bare = bare.replaceAll(id, "ID");
    return bare.replace(/content-length: \d+/i, "");
}

const ways = [
    ["read", (type, id) => ({ path: `/fhir/${type}/${id}` })],
    ["read of a version", (type, id) => ({ path: `/fhir/${type}/${id}/_history/1` })],
    ["history", (type, id) => ({ path: `/fhir/${type}/${id}/_history` })],
    ["conditional read", (type, id) => ({ path: `/fhir/${type}/${id}`, headers: [["If-None-Match", 'W/"1"']] })],
    ["head", (type, id) => ({ method: "HEAD", path: `/fhir/${type}/${id}` })],
    ["compartment", (type, id) => ({ path: `/fhir/${type}/${id}/Observation` })],
    ["update", (type, id) => ({ method: "PUT", path: `/fhir/${type}/${id}`, headers: [["Content-Type", "application/fhir+json"], ["If-Match", 'W/"1"']], body: JSON.stringify({ resourceType: type, id }) })],
    ["delete", (type, id) => ({ method: "DELETE", path: `/fhir/${type}/${id}` })],
];

export const rows = [
    ...["anita", "maria", "sykepleier-nils"].flatMap((as) => kinds.flatMap(([type, id]) => ways.map(([way, make]) => ({
        name: `${as}: ${way} of ${type}/${id} is answered as if it were unknown`, act: async (house) => {
            const unknown = "z".repeat(id.length);
            const there = await ask(house, { ...make(type, id), as });
            const nowhere = await ask(house, { ...make(type, unknown), as });
            return without(there.text, id) === without(nowhere.text, unknown) ? [] : [`${there.text.slice(0, 300)} is not ${nowhere.text.slice(0, 300)}`];
        } })))),
    ...["patient=Patient/odd", "subject=Patient/odd", "patient=odd", "subject:Patient.name=Odd", "_has:Condition:subject:code=x"].map((query) => ({
        name: `a search counts nothing of others: ${query}`, act: async (house) => {
            const there = await ask(house, { path: `/fhir/Observation?${query}&_total=accurate`, as: "maria" });
            return there.status >= 400 || /"total":0/.test(there.body) ? [] : [there.body.slice(0, 300)];
        } })),
    { name: "a made-up person of the demonstration is not told from a wrong word", act: async (house) => {
        const make = (person) => ask(house, { method: "POST", path: "/demo/token", headers: [["Content-Type", "application/json"]], body: JSON.stringify({ person }) });
        const [one, other] = [await make("nobody"), await make("someone")];
        return without(one.text) === without(other.text) ? [] : [other.text];
    } },
];
