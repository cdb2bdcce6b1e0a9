// fhirclient: the SMART on FHIR team's own client, here without sign-in.
import assert from "node:assert/strict";
import smart from "fhirclient";

const open = (base) => smart({ headers: {}, url: "/" }, {}).client(base);

const observation = (tag, subject, value) => ({
    resourceType: "Observation",
    identifier: [{ system: "urn:clients", value: tag }],
    status: "final",
    code: { coding: [{ system: "http://loinc.org", code: "8867-4" }] },
    subject: { reference: subject },
    valueQuantity: { value, unit: "/min", system: "http://unitsofmeasure.org", code: "/min" },
});

async function patientWithPulses(client, tag, values) {
    const patient = await client.create({ resourceType: "Patient", name: [{ family: tag }] });
    for (const value of values)
        await client.create(observation(tag, `Patient/${patient.id}`, value));
    return patient;
}

export const tests = {
    "knows the release of FHIR": async ({ base }) => {
        assert.equal(await open(base).getFhirRelease(), 4);
    },

    "creates, reads, updates and deletes": async ({ base, tag }) => {
        const client = open(base);
        const created = await client.create({ resourceType: "Patient", name: [{ family: tag }] });
        assert.equal((await client.request(`Patient/${created.id}`)).name[0].family, tag);

        const updated = await client.update({ ...created, active: true });
        assert.equal(updated.meta.versionId, "2");

        await client.delete(`Patient/${created.id}`);
        await assert.rejects(client.request(`Patient/${created.id}`), (error) => error.status === 410);
    },

    "tells what the server says is wrong": async ({ base }) => {
        await assert.rejects(open(base).create({ resourceType: "Patient", gender: "banana" }), (error) => {
            assert.ok([400, 422].includes(error.status), `status ${error.status}`);
            return true;
        });
    },

    "gathers every page as one list": async ({ base, tag }) => {
        const client = open(base);
        await patientWithPulses(client, tag, [60, 61, 62, 63, 64]);
        const found = await client.request(`Observation?identifier=urn:clients|${tag}&_count=2`, { pageLimit: 0, flat: true });
        assert.deepEqual(found.map((each) => each.valueQuantity.value).sort(), [60, 61, 62, 63, 64]);
    },

    "walks page by page": async ({ base, tag }) => {
        const client = open(base);
        await patientWithPulses(client, tag, [60, 61, 62]);
        const sizes = [];
        for await (const page of client.pages(`Observation?identifier=urn:clients|${tag}&_count=2`))
            sizes.push(page.entry.length);
        assert.deepEqual(sizes, [2, 1]);
    },

    "resolves references on the way": async ({ base, tag }) => {
        const client = open(base);
        const patient = await patientWithPulses(client, tag, [60]);
        const found = await client.request(`Observation?identifier=urn:clients|${tag}`,
            { flat: true, resolveReferences: "subject" });
        assert.equal(found[0].subject.id, patient.id);
    },

    "finds by patient and code with include": async ({ base, tag }) => {
        const client = open(base);
        const patient = await patientWithPulses(client, tag, [60, 61]);
        const bundle = await client.request(
            `Observation?patient=${patient.id}&code=http://loinc.org|8867-4&_include=Observation:subject`);
        assert.equal(bundle.total, 2);
        assert.deepEqual(bundle.entry.map((entry) => entry.search.mode).sort(), ["include", "match", "match"]);
    },

    "reads history": async ({ base, tag }) => {
        const client = open(base);
        const created = await client.create({ resourceType: "Patient", name: [{ family: tag }] });
        await client.update({ ...created, active: true });
        const history = await client.request(`Patient/${created.id}/_history`);
        assert.deepEqual(history.entry.map((entry) => entry.resource.meta.versionId), ["2", "1"]);
    },

    "sends a transaction": async ({ base, tag }) => {
        const client = open(base);
        const answer = await client.request({
            url: "",
            method: "POST",
            headers: { "Content-Type": "application/fhir+json" },
            body: JSON.stringify({
                resourceType: "Bundle",
                type: "transaction",
                entry: [{ resource: { resourceType: "Patient", id: tag }, request: { method: "PUT", url: `Patient/${tag}` } }],
            }),
        });
        assert.match(answer.entry[0].response.status, /^201/);
        assert.equal((await client.request(`Patient/${tag}`)).id, tag);
    },
};
