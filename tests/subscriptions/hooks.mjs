// Rest-hooks: heartbeats, the end of a subscription, and receivers that nobody vouches for.
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createServer as createTlsServer } from "node:https";
import { setTimeout as wait } from "node:timers/promises";
import { freePort } from "../clients/program.mjs";
import { certificate } from "./certificate.mjs";
import { extensions, killHard, kindOf, observation, send, startServer, subscription, untilTrue } from "./world.mjs";

function collect(taken) {
    return (request, response) => {
        let text = "";
        request.on("data", (data) => { text += data; });
        request.on("end", () => {
            taken.push(JSON.parse(text));
            response.writeHead(200).end();
        });
    };
}

async function listening(server) {
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return server.address().port;
}

/** Runs `act({ base, taken, endpoint })` with a server and a receiver. */
async function withReceiver(folder, act) {
    const taken = [];
    const receiver = createServer(collect(taken));
    const endpoint = `http://127.0.0.1:${await listening(receiver)}/hook`;
    const address = `127.0.0.1:${await freePort()}`;
    const server = await startServer(address, folder);
    try {
        await act({ base: `http://${address}/fhir`, taken, endpoint });
    } finally {
        await killHard(server);
        receiver.close();
        receiver.closeAllConnections();
    }
}

const statusOf = async (base, id) => (await send(base, "GET", `/Subscription/${id}`)).body.status;

const heartbeats = (folder) => withReceiver(folder, async ({ base, taken, endpoint }) => {
    const made = await send(base, "POST", "/Subscription", subscription({ type: "rest-hook", endpoint,
        extension: [{ url: `${extensions}heartbeat-period`, valueUnsignedInt: 5 }] }));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    await untilTrue("two heartbeats", () => taken.filter((each) => kindOf(each) === "heartbeat").length >= 2, 30);
    assert.equal(kindOf(taken[0]), "handshake");
});

const ends = (folder) => withReceiver(folder, async ({ base, taken, endpoint }) => {
    const end = new Date(Date.now() + 3_000).toISOString();
    const { body: { id } } = await send(base, "POST", "/Subscription", subscription({ type: "rest-hook", endpoint }, { end }));
    await untilTrue("off", async () => await statusOf(base, id) === "off", 20);
    const before = taken.length;
    await send(base, "PUT", "/Observation/late", observation("late", "wanted"));
    await wait(2_000);
    assert.equal(taken.length, before, "told after its end");
});

async function strangersCertificate(folder) {
    const { key, cert } = certificate(folder);
    const taken = [];
    let refused = 0;
    const receiver = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, collect(taken));
    receiver.on("tlsClientError", () => { ++refused; });
    const endpoint = `https://127.0.0.1:${await listening(receiver)}/hook`;
    const address = `127.0.0.1:${await freePort()}`;
    const server = await startServer(address, folder);
    const base = `http://${address}/fhir`;
    try {
        const { body: { id } } = await send(base, "POST", "/Subscription", subscription({ type: "rest-hook", endpoint }));
        await untilTrue("two handshakes were broken off", () => refused >= 2, 20);
        assert.equal(await statusOf(base, id), "requested");
        assert.deepEqual(taken, []);
    } finally {
        await killHard(server);
        receiver.close();
        receiver.closeAllConnections();
    }
}

export const hooks = {
    "a rest-hook hears a heartbeat when nothing happens": heartbeats,
    "after its end a subscription is off and tells nothing": ends,
    "a receiver with a certificate nobody vouches for is told nothing": strangersCertificate,
};
