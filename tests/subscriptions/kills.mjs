// Notifications and the feed under kill -9.
//
// Makes observations while the server and the receiver are killed again and again. In the end the receiver's list must
// be the whole list: each event numbered once without a gap, none missing, none made up, in order. What was told twice
// has the same number and the same record.
import assert from "node:assert/strict";
import { fork } from "node:child_process";
import { once } from "node:events";
import { appendFileSync, existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { freePort } from "../clients/program.mjs";
import { eventsIn, extensions, killHard, observation, send, startServer, subscription, untilTrue, valueOf } from "./world.mjs";

const secret = "Bearer of-the-receiver";

/** The receiver: writes down what it takes before it answers, as one who must not lose anything would. */
function receive(port, file) {
    createServer((request, response) => {
        let text = "";
        request.on("data", (data) => { text += data; });
        request.on("end", () => {
            appendFileSync(file, JSON.stringify({ secret: request.headers.authorization, bundle: JSON.parse(text) }) + "\n");
            response.writeHead(200).end();
        });
    }).listen(port, "127.0.0.1", () => process.send("listening"));
}

async function startReceiver(port, file) {
    const child = fork(fileURLToPath(import.meta.url), ["receive", String(port), file]);
    await once(child, "message");
    return child;
}

/** Written until the server has said so; an answer that was lost in a kill leaves it open, so the same id is put again. */
async function put(base, id, code, alive) {
    for (;;) {
        try {
            const { status } = await send(base, "PUT", `/Observation/${id}`, observation(id, code));
            if (status === 201 || status === 200) return status;
        } catch { await alive(); }
    }
}

function told(file) {
    if (!existsSync(file)) return [];
    return readFileSync(file, "utf8").split("\n").filter(Boolean).map((line) => JSON.parse(line));
}

async function numbered(base, id) {
    const { body } = await send(base, "GET", `/Subscription/${id}/$events`);
    return eventsIn(body);
}

async function wholeFeed(base) {
    const foci = [];
    for (let next = "0", more = true; more;) {
        const { body } = await send(base, "GET", `/$events-feed?after=${next}&_type=Observation&_count=7`);
        for (const { name, part } of body.parameter)
            if (name === "event") foci.push(valueOf(part, "focus"));
        next = valueOf(body.parameter, "next");
        more = body.parameter.find(({ name }) => name === "more").valueBoolean;
    }
    return foci;
}

export async function surviveKills(folder) {
    const [serverPort, receiverPort] = [await freePort(), await freePort()];
    const address = `127.0.0.1:${serverPort}`;
    const base = `http://${address}/fhir`;
    const file = join(folder, "told");
    let server = await startServer(address, folder);
    let receiver = await startReceiver(receiverPort, file);
    try {
        const made = await send(base, "POST", "/Subscription", subscription({ type: "rest-hook", endpoint: `http://127.0.0.1:${receiverPort}/hook`,
            header: [`Authorization: ${secret}`], extension: [{ url: `${extensions}max-count`, valuePositiveInt: 3 }] }));
        assert.equal(made.status, 201, JSON.stringify(made.body));
        assert.ok(!JSON.stringify(made.body).includes("of-the-receiver"), "the secret is given back");
        const { id } = made.body;
        await untilTrue("active", async () => (await send(base, "GET", `/Subscription/${id}`)).body.status === "active");

        const wanted = [];
        let retold = 0;
        for (let i = 0; i < 60; ++i) {
            const name = `o${i}`;
            if (i % 20 === 10) { await killHard(server); server = await startServer(address, folder); }
            if (i % 15 === 7) { await killHard(receiver); await wait(300); receiver = await startReceiver(receiverPort, file); }
            await put(base, name, i % 3 === 0 ? "other" : "wanted", () => wait(100));
            if (i % 3 !== 0) wanted.push(`${base}/Observation/${name}`);
        }
        await killHard(server);
        server = await startServer(address, folder);
        const events = () => told(file).flatMap(({ bundle }) => eventsIn(bundle));
        await untilTrue("all is told", async () =>
            new Set(events().map(({ focus }) => focus)).size === wanted.length);

        const byNumber = new Map();
        let highest = 0;
        for (const { number, focus } of events()) {
            if (byNumber.has(number)) ++retold;
            assert.equal(byNumber.get(number) ?? focus, focus, "a number tells of another record");
            assert.ok(number <= highest + 1, `event ${number} was told before ${highest + 1}`);
            highest = Math.max(highest, number);
            byNumber.set(number, focus);
        }
        assert.deepEqual([...byNumber.values()], wanted, "what was told is not what happened");
        assert.deepEqual([...byNumber.keys()], wanted.map((_, i) => i + 1), "the numbers have a gap");
        assert.deepEqual((await numbered(base, id)).map(({ focus }) => focus), wanted, "$events is another list");
        assert.ok(told(file).every((each) => each.secret === secret), "a notification came without its header");
        const feed = await wholeFeed(base);
        assert.deepEqual(feed, Array.from({ length: 60 }, (_, i) => `${base}/Observation/o${i}`), "the feed differs");
        console.log(`${wanted.length} events, ${told(file).length} notifications, ${retold} told again`);
    } finally {
        await killHard(server).catch(() => {});
        await killHard(receiver).catch(() => {});
    }
}

if (process.argv[2] === "receive") receive(Number(process.argv[3]), process.argv[4]);
