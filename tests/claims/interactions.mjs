// Every interaction of every type, as the CapabilityStatement claims it, on a resource made for it.
import { call, expect } from "./calls.mjs";
import { minimal } from "./resources.mjs";

const tag = (code) => ({ meta: { tag: [{ system: "urn:claims", code }] } });
const equal = (got, expected) => {
    if (got !== expected) throw new Error(`${expected} expected, got ${got}`);
};

async function made(base, type, id, more = {}) {
    const resource = { ...minimal(type), id, ...more };
    return expect(await call(base, "PUT", `/${type}/${id}`, { body: resource }), 200, 201).json();
}

const patch = (path, value) => JSON.stringify([{ op: "add", path, value }]);

/** Claim -> its test: throws what is wrong. */
const tests = {
    create: async (base, type) => {
        const answer = expect(await call(base, "POST", `/${type}`, { body: minimal(type) }), 201);
        const at = answer.headers.location.match(/\/fhir\/(.*)\/_history\/1$/)[1];
        equal((await call(base, "GET", `/${at}`)).status, 200);
    },
    read: async (base, type, id) => {
        await made(base, type, id);
        const read = expect(await call(base, "GET", `/${type}/${id}`), 200).json();
        equal(`${read.resourceType}/${read.id}`, `${type}/${id}`);
        expect(await call(base, "GET", `/${type}/${id}-none`), 404);
    },
    vread: async (base, type, id) => {
        const { meta } = await made(base, type, id);
        equal(expect(await call(base, "GET", `/${type}/${id}/_history/${meta.versionId}`), 200).json().meta.versionId, meta.versionId);
        expect(await call(base, "GET", `/${type}/${id}/_history/${Number(meta.versionId) + 7}`), 404);
    },
    update: async (base, type, id) => {
        const { meta } = await made(base, type, id);
        equal((await made(base, type, id, tag("updated"))).meta.versionId, String(Number(meta.versionId) + 1));
    },
    patch: async (base, type, id) => {
        await made(base, type, id);
        const headers = { "Content-Type": "application/json-patch+json" };
        const sent = { headers, form: patch("/language", "nb") };
        equal(expect(await call(base, "PATCH", `/${type}/${id}`, sent), 200).json().language, "nb");
    },
    delete: async (base, type, id) => {
        await made(base, type, id);
        expect(await call(base, "DELETE", `/${type}/${id}`), 200, 204);
        expect(await call(base, "GET", `/${type}/${id}`), 410);
    },
    "history-instance": async (base, type, id) => {
        await made(base, type, id);
        await made(base, type, id, tag("second"));
        equal(expect(await call(base, "GET", `/${type}/${id}/_history`), 200).json().entry.length, 2);
    },
    "history-type": async (base, type, id) => {
        await made(base, type, id);
        const { entry } = expect(await call(base, "GET", `/${type}/_history?_count=1000`), 200).json();
        equal(entry.some(({ resource }) => resource?.id === id), true);
    },
    "search-type": async (base, type, id) => {
        await made(base, type, id);
        equal(expect(await call(base, "GET", `/${type}?_id=${id}`), 200).json().total, 1);
        equal(expect(await call(base, "POST", `/${type}/_search`, { form: `_id=${id}` }), 200).json().total, 1);
    },
    updateCreate: async (base, type, id) => {
        expect(await call(base, "PUT", `/${type}/${id}`, { body: { ...minimal(type), id } }), 201);
    },
    conditionalCreate: async (base, type, id) => {
        const headers = { "If-None-Exist": `_tag=urn:claims|${id}` };
        const body = { ...minimal(type), ...tag(id) };
        expect(await call(base, "POST", `/${type}`, { body, headers }), 201);
        expect(await call(base, "POST", `/${type}`, { body, headers }), 200);
    },
    conditionalRead: async (base, type, id) => {
        await made(base, type, id);
        const { headers } = await call(base, "GET", `/${type}/${id}`);
        expect(await call(base, "GET", `/${type}/${id}`, { headers: { "If-None-Match": headers.etag } }), 304);
        expect(await call(base, "GET", `/${type}/${id}`, { headers: { "If-Modified-Since": headers["last-modified"] } }), 304);
        expect(await call(base, "GET", `/${type}/${id}`, { headers: { "If-None-Match": 'W/"77"' } }), 200);
    },
    conditionalUpdate: async (base, type, id) => {
        await made(base, type, id, tag(id));
        const body = { ...minimal(type), language: "nb", ...tag(id) };
        const changed = expect(await call(base, "PUT", `/${type}?_tag=urn:claims|${id}`, { body }), 200).json();
        equal(`${changed.id} ${changed.language}`, `${id} nb`);
    },
    conditionalDelete: async (base, type, id) => {
        await made(base, type, `${id}-1`, tag(id));
        await made(base, type, `${id}-2`, tag(id));
        expect(await call(base, "DELETE", `/${type}?_tag=urn:claims|${id}`), 200, 204);
        for (const each of [`${id}-1`, `${id}-2`]) expect(await call(base, "GET", `/${type}/${each}`), 410);
    },
    "versioned-update": async (base, type, id) => {
        await made(base, type, id);
        const body = { ...minimal(type), id };
        expect(await call(base, "PUT", `/${type}/${id}`, { body, headers: { "If-Match": 'W/"77"' } }), 412);
    },
    readHistory: async (base, type, id) => {
        await made(base, type, id, tag("first"));
        await made(base, type, id, tag("second"));
        equal(expect(await call(base, "GET", `/${type}/${id}/_history/1`), 200).json().meta.tag[0].code, "first");
    },
};

// Written by the house itself: the log of what the other tests did. Told by others: tests/subscriptions.
const ofTheHouse = ["AuditEvent", "Subscription"];

const logged = {
    "search-type": async (base) => equal(expect(await call(base, "GET", "/AuditEvent?_count=1"), 200).json().resourceType, "Bundle"),
};

function claimsOf(resource) {
    const claims = resource.interaction.map(({ code }) => code);
    for (const name of ["updateCreate", "conditionalCreate", "conditionalUpdate", "readHistory"]) if (resource[name]) claims.push(name);
    if (resource.conditionalRead === "full-support") claims.push("conditionalRead");
    if (resource.conditionalDelete === "multiple") claims.push("conditionalDelete");
    if (resource.versioning === "versioned-update") claims.push("versioned-update");
    return claims;
}

export function interactionTests({ resource }) {
    return resource.filter(({ type }) => !ofTheHouse.includes(type)).flatMap((each) => claimsOf(each).map((claim) => ({
        name: `${each.type} ${claim}`,
        act: (base) => tests[claim](base, each.type, `i-${claim.toLowerCase()}`),
    })));
}
