// fhir-kit-client: the client many Node.js integrations are written with.
import assert from "node:assert/strict";
import { setTimeout as wait } from "node:timers/promises";
import { CapabilityTool, Client } from "fhir-kit-client";

const patient = (tag, family) => ({
    resourceType: "Patient",
    identifier: [{ system: "urn:clients", value: tag }],
    name: [{ family, given: ["Kari"] }],
});

async function rejected(promise) {
    try {
        await promise;
    } catch (error) {
        return error.response;
    }
    throw new assert.AssertionError({ message: "the server did not refuse" });
}

export const tests = {
    "reads what the server can do": async ({ base }) => {
        const client = new Client({ baseUrl: base });
        const statement = await client.capabilityStatement();
        assert.equal(statement.fhirVersion, "4.0.1");
        const tool = new CapabilityTool(statement);
        assert.equal(tool.resourceCan("Patient", "create"), true);
        assert.equal(tool.serverCan("transaction"), true);
        assert.equal(tool.resourceSearch("Patient", "family"), true);
    },

    "creates, reads, updates, reads a version and deletes": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const created = await client.create({ resourceType: "Patient", body: patient(tag, "Nordmann") });
        const { id } = created;
        assert.equal(created.meta.versionId, "1");

        const read = await client.read({ resourceType: "Patient", id });
        assert.equal(read.name[0].family, "Nordmann");

        const updated = await client.update({ resourceType: "Patient", id, body: { ...read, active: true } });
        assert.equal(updated.meta.versionId, "2");

        const first = await client.vread({ resourceType: "Patient", id, version: "1" });
        assert.equal(first.active, undefined);

        await client.delete({ resourceType: "Patient", id });
        const gone = await rejected(client.read({ resourceType: "Patient", id }));
        assert.equal(gone.status, 410);
        assert.equal(gone.data.resourceType, "OperationOutcome");
    },

    "is told when somebody else was first": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const { id } = await client.create({ resourceType: "Patient", body: patient(tag, "A") });
        const body = { ...patient(tag, "B"), id };
        const options = { headers: { "If-Match": 'W/"1"' } };
        await client.update({ resourceType: "Patient", id, body, options });
        const refused = await rejected(client.update({ resourceType: "Patient", id, body, options }));
        assert.equal(refused.status, 412);
    },

    "creates one resource when sixteen clients create it at once, by condition": async ({ base, tag }) => {
        const headers = { "If-None-Exist": `identifier=urn:clients|${tag}` };
        const clients = Array.from({ length: 16 }, () => new Client({ baseUrl: base }));
        const made = await Promise.all(clients.map((client, number) =>
            client.create({ resourceType: "Patient", body: patient(tag, `F${number}`), options: { headers } })));
        assert.equal(new Set(made.map(({ id }) => id)).size, 1);
        const found = await clients[0].search({ resourceType: "Patient", searchParams: { identifier: `urn:clients|${tag}`, _total: "accurate" } });
        assert.equal(found.total, 1);
        assert.equal(found.entry[0].resource.meta.versionId, "1");
    },

    "updates by condition": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const searchParams = { identifier: `urn:clients|${tag}` };
        const made = await client.update({ resourceType: "Patient", searchParams, body: patient(tag, "A") });
        const changed = await client.update({ resourceType: "Patient", searchParams, body: patient(tag, "B") });
        assert.equal(changed.id, made.id);
        assert.equal(changed.meta.versionId, "2");
    },

    "walks the pages of a search to the end and back to all": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        for (let number = 0; number < 7; ++number)
            await client.create({ resourceType: "Patient", body: patient(tag, `F${number}`) });

        const families = [];
        let bundle = await client.search({
            resourceType: "Patient",
            searchParams: { identifier: `urn:clients|${tag}`, _count: 3, _sort: "family", _total: "accurate" },
        });
        assert.equal(bundle.total, 7);
        while (bundle) {
            families.push(...(bundle.entry ?? []).map((entry) => entry.resource.name[0].family));
            bundle = await client.nextPage({ bundle });
        }
        assert.deepEqual(families, ["F0", "F1", "F2", "F3", "F4", "F5", "F6"]);
    },

    "searches by POST": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const { id } = await client.create({ resourceType: "Patient", body: patient(tag, "A") });
        const bundle = await client.search({
            resourceType: "Patient",
            searchParams: { identifier: `urn:clients|${tag}` },
            options: { postSearch: true },
        });
        assert.deepEqual(bundle.entry.map((entry) => entry.resource.id), [id]);
    },

    "sends a transaction and follows the references in it": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const subject = { reference: "urn:uuid:6f3c1b50-6f5e-4a0c-9a3e-0d6a3c1b5006" };
        const answer = await client.transaction({
            body: {
                resourceType: "Bundle",
                type: "transaction",
                entry: [
                    { fullUrl: subject.reference, resource: patient(tag, "A"), request: { method: "POST", url: "Patient" } },
                    {
                        resource: { resourceType: "Observation", status: "final", code: { text: "x" }, subject },
                        request: { method: "POST", url: "Observation" },
                    },
                ],
            },
        });
        assert.equal(answer.type, "transaction-response");
        const [madePatient, madeObservation] = answer.entry.map((entry) => entry.response.location.match(/(\w+)\/([^/]+)\/_history/));
        const observation = await client.read({ resourceType: "Observation", id: madeObservation[2] });
        assert.equal(observation.subject.reference, `Patient/${madePatient[2]}`);
        const resolved = await client.resolve({ reference: observation.subject.reference });
        assert.equal(resolved.identifier[0].value, tag);
    },

    "is refused a transaction whole": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const entry = (resource) => ({ resource, request: { method: "POST", url: "Patient" } });
        const body = {
            resourceType: "Bundle",
            type: "transaction",
            entry: [entry(patient(tag, "A")), entry({ resourceType: "Patient", active: "perhaps" })],
        };
        const refused = await rejected(client.transaction({ body }));
        assert.ok(refused.status >= 400 && refused.status < 500, `status ${refused.status}`);
        const found = await client.search({ resourceType: "Patient", searchParams: { identifier: tag } });
        assert.equal(found.total, 0);
    },

    "sends a batch and gets each answer": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const answer = await client.batch({
            body: {
                resourceType: "Bundle",
                type: "batch",
                entry: [
                    { resource: patient(tag, "A"), request: { method: "POST", url: "Patient" } },
                    { request: { method: "GET", url: `Patient/${tag}` } },
                ],
            },
        });
        assert.deepEqual(answer.entry.map((entry) => entry.response.status.slice(0, 3)), ["201", "404"]);
    },

    "reads history of one, of a type and of all": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const { id } = await client.create({ resourceType: "Patient", body: patient(tag, "A") });
        await client.update({ resourceType: "Patient", id, body: { ...patient(tag, "B"), id } });
        await client.delete({ resourceType: "Patient", id });

        const one = await client.resourceHistory({ resourceType: "Patient", id });
        assert.deepEqual(one.entry.map((entry) => entry.request.method), ["DELETE", "PUT", "POST"]);
        const type = await client.typeHistory({ resourceType: "Patient" });
        assert.equal(type.entry[0].request.url, `Patient/${id}`);
        const all = await client.systemHistory();
        assert.equal(all.type, "history");
    },

    "runs an operation": async ({ base }) => {
        const client = new Client({ baseUrl: base });
        const outcome = await client.operation({
            name: "validate", resourceType: "Patient", input: { resourceType: "Patient", active: "perhaps" },
        });
        assert.equal(outcome.issue.some((issue) => issue.severity === "error"), true);
    },

    "begins a bulk export, asks how far it is, fetches the lines and takes it away": async ({ base, tag }) => {
        const client = new Client({ baseUrl: base });
        const { id } = await client.create({ resourceType: "Patient", body: patient(tag, "A") });
        const begun = await client.request("Patient/$export?_type=Patient", { options: { headers: { Prefer: "respond-async" } } });
        const { response } = Client.httpFor(begun);
        assert.equal(response.status, 202);
        const place = response.headers.get("content-location");
        const asks = () => client.request(place);
        let manifest = await asks();
        while (Client.httpFor(manifest).response.status === 202) {
            await wait(1000 * Number(Client.httpFor(manifest).response.headers.get("retry-after")));
            manifest = await asks();
        }
        const lines = await Promise.all(manifest.output.map(async ({ url }) =>
            (await fetch(url, { headers: { Accept: "application/fhir+ndjson" } })).text()));
        assert.ok(lines.join("").split("\n").some((line) => line && JSON.parse(line).id === id));
        await client.request(place, { method: "DELETE" });
        assert.equal((await rejected(asks())).status, 404);
    },
};
