// @medplum/core: the client of the Medplum platform, used against any FHIR server.
import assert from "node:assert/strict";
import { MedplumClient, OperationOutcomeError } from "@medplum/core";

// Without its caches: what is read is what the server says.
const clientOf = (base) => new MedplumClient({ baseUrl: base.slice(0, -"fhir".length), fhirUrlPath: "fhir", cacheTime: 0, fetch });

const patient = (tag, family) => ({
    resourceType: "Patient",
    identifier: [{ system: "urn:clients", value: tag }],
    name: [{ family, given: ["Kari"] }],
});

const criteria = (tag) => `identifier=urn:clients|${tag}`;

async function refusalOf(promise) {
    try {
        await promise;
    } catch (error) {
        assert.ok(error instanceof OperationOutcomeError, String(error));
        return error.outcome;
    }
    throw new assert.AssertionError({ message: "the server did not refuse" });
}

export const tests = {
    "creates, reads, updates, reads a version and deletes": async ({ base, tag }) => {
        const client = clientOf(base);
        const created = await client.createResource(patient(tag, "Nordmann"));
        assert.equal(created.meta.versionId, "1");
        const read = await client.readResource("Patient", created.id);
        assert.equal(read.name[0].family, "Nordmann");
        const updated = await client.updateResource({ ...read, active: true });
        assert.equal(updated.meta.versionId, "2");
        const first = await client.readVersion("Patient", created.id, "1");
        assert.equal(first.active, undefined);
        await client.deleteResource("Patient", created.id);
        const outcome = await refusalOf(client.readResource("Patient", created.id));
        assert.equal(outcome.issue[0].code, "deleted");
    },

    "is told what is wrong with a resource": async ({ base }) => {
        const outcome = await refusalOf(clientOf(base).createResource({ resourceType: "Patient", birthDate: "yesterday" }));
        assert.equal(outcome.issue[0].severity, "error");
        assert.match(JSON.stringify(outcome), /Patient\.birthDate/);
    },

    "walks the pages of a search": async ({ base, tag }) => {
        const client = clientOf(base);
        for (let number = 0; number < 7; ++number) await client.createResource(patient(tag, `F${number}`));
        const pages = [];
        for await (const page of client.searchResourcePages("Patient", `${criteria(tag)}&_count=3&_sort=family`))
            pages.push(page.map((one) => one.name[0].family).join(" "));
        assert.deepEqual(pages, ["F0 F1 F2", "F3 F4 F5", "F6"]);
        const bundle = await client.search("Patient", `${criteria(tag)}&_summary=count`);
        assert.equal(bundle.total, 7);
        const one = await client.searchOne("Patient", `${criteria(tag)}&family=F4`);
        assert.equal(one.name[0].family, "F4");
    },

    "runs a batch, where one failure leaves the others standing": async ({ base, tag }) => {
        const client = clientOf(base);
        const answer = await client.executeBatch({ resourceType: "Bundle", type: "batch", entry: [
            { request: { method: "POST", url: "Patient" }, resource: patient(tag, "A") },
            { request: { method: "GET", url: "Patient/nobody" } },
            { request: { method: "GET", url: `Patient?${criteria(tag)}` } },
        ] });
        assert.equal(answer.type, "batch-response");
        assert.deepEqual(answer.entry.map(({ response }) => response.status.slice(0, 3)), ["201", "404", "200"]);
    },

    "runs a transaction whose entries refer to each other": async ({ base, tag }) => {
        const client = clientOf(base);
        const fullUrl = "urn:uuid:7f0e1a52-3d6b-4b0e-9a86-4a3d3c1f9f10";
        const observation = { resourceType: "Observation", status: "final", code: { text: "weight" }, subject: { reference: fullUrl } };
        const answer = await client.executeBatch({ resourceType: "Bundle", type: "transaction", entry: [
            { fullUrl, request: { method: "POST", url: "Patient" }, resource: patient(tag, "A") },
            { request: { method: "POST", url: "Observation" }, resource: observation },
        ] });
        const [made, seen] = answer.entry.map(({ response }) => response.location.match(/([A-Za-z]+)\/([^/]+)\/_history/));
        const read = await client.readResource("Observation", seen[2]);
        assert.equal(read.subject.reference, `Patient/${made[2]}`);
    },

    "reads the history of a resource": async ({ base, tag }) => {
        const client = clientOf(base);
        const created = await client.createResource(patient(tag, "A"));
        await client.updateResource({ ...created, active: false });
        const history = await client.readHistory("Patient", created.id);
        assert.equal(history.type, "history");
        assert.deepEqual(history.entry.map(({ resource }) => resource.meta.versionId), ["2", "1"]);
    },

    "changes a resource by a patch, and not by one that does not fit": async ({ base, tag }) => {
        const client = clientOf(base);
        const { id } = await client.createResource(patient(tag, "A"));
        const patched = await client.patchResource("Patient", id, [
            { op: "test", path: "/name/0/family", value: "A" },
            { op: "replace", path: "/name/0/family", value: "B" },
            { op: "add", path: "/active", value: true },
        ]);
        assert.deepEqual([patched.name[0].family, patched.active, patched.meta.versionId], ["B", true, "2"]);
        const outcome = await refusalOf(client.patchResource("Patient", id, [{ op: "test", path: "/name/0/family", value: "A" }]));
        assert.equal(outcome.issue[0].severity, "error");
        assert.equal((await client.readResource("Patient", id)).meta.versionId, "2");
    },

    "creates only what is not there, and updates by condition": async ({ base, tag }) => {
        const client = clientOf(base);
        const made = await client.createResourceIfNoneExist(patient(tag, "A"), criteria(tag));
        const again = await client.createResourceIfNoneExist(patient(tag, "B"), criteria(tag));
        assert.equal(again.id, made.id);
        assert.equal(again.name[0].family, "A");
        const changed = await client.upsertResource(patient(tag, "C"), criteria(tag));
        assert.deepEqual([changed.id, changed.name[0].family], [made.id, "C"]);
    },

    "validates and expands by operations": async ({ base, tag }) => {
        const client = clientOf(base);
        const outcome = await client.post(client.fhirUrl("Patient", "$validate"), { resourceType: "Parameters", parameter: [{ name: "resource", resource: patient(tag, "A") }] });
        assert.equal(outcome.resourceType, "OperationOutcome");
        const expanded = await client.valueSetExpand({ url: "http://hl7.org/fhir/ValueSet/administrative-gender" });
        assert.deepEqual(expanded.expansion.contains.map(({ code }) => code).sort(), ["female", "male", "other", "unknown"]);
    },

    "asks for a bulk export, waits for it and downloads the files": async ({ base, tag }) => {
        const client = clientOf(base);
        const ids = [];
        for (let number = 0; number < 3; ++number) ids.push((await client.createResource(patient(tag, `F${number}`))).id);
        const since = (await client.readResource("Patient", ids[0])).meta.lastUpdated;
        const manifest = await client.bulkExport("", "Patient", undefined, { pollStatusOnAccepted: true, pollStatusPeriod: 300 });
        assert.equal(manifest.requiresAccessToken, true);
        const lines = [];
        for (const { type, url } of manifest.output) {
            assert.equal(type, "Patient");
            const blob = await client.download(url, { headers: { Accept: "application/fhir+ndjson" } });
            lines.push(...(await blob.text()).trim().split("\n").map((line) => JSON.parse(line)));
        }
        assert.deepEqual(lines.filter(({ identifier }) => identifier?.[0].value === tag).map(({ id }) => id).sort(), ids.sort());

        await client.deleteResource("Patient", ids[0]);
        const later = await client.bulkExport("Patient", "Patient", since, { pollStatusOnAccepted: true, pollStatusPeriod: 300 });
        const removed = await (await client.download(later.deleted[0].url, { headers: { Accept: "application/fhir+ndjson" } })).text();
        assert.ok(removed.includes(`"DELETE","url":"Patient/${ids[0]}"`), removed);
    },
};
