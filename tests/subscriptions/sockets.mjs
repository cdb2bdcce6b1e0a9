// WebSockets, with npm's ws: bound by a token, told in order, and ended for what is no proper word.
import assert from "node:assert/strict";
import { once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { WebSocket } from "ws";
import { freePort } from "../clients/program.mjs";
import { certificate } from "./certificate.mjs";
import { eventsIn, killHard, kindOf, observation, send, startServer, subscription, untilTrue, valueOf } from "./world.mjs";

async function withServer(folder, act, words = []) {
    const address = `127.0.0.1:${await freePort()}`;
    const house = { address, base: `http://${address}/fhir`, server: await startServer(address, folder, words) };
    house.restart = async () => {
        await killHard(house.server);
        house.server = await startServer(address, folder, words);
    };
    try {
        await act(house);
    } finally {
        await killHard(house.server);
    }
}

async function subscribed(base) {
    const made = await send(base, "POST", "/Subscription", subscription({ type: "websocket" }));
    assert.equal(made.status, 201, JSON.stringify(made.body));
    return made.body.id;
}

async function token(base, id) {
    const { status, body } = await send(base, "GET", id ? `/Subscription/${id}/$get-ws-binding-token` : "/Subscription/$get-ws-binding-token");
    assert.equal(status, 200, JSON.stringify(body));
    const of = (name) => body.parameter.find((each) => each.name === name);
    return { text: of("token").valueString, address: of("websocket-url").valueUrl, expires: of("expiration").valueDateTime,
        ids: body.parameter.filter(({ name }) => name === "subscription").map(({ valueString }) => valueString) };
}

/** A line with what it heard, and the promise of how it ended. */
async function open(address, options) {
    const socket = new WebSocket(address, options);
    const heard = [];
    socket.on("message", (text) => heard.push(JSON.parse(text)));
    const ended = new Promise((resolve) => socket.once("close", (code, reason) => resolve({ code, reason: reason.toString() })));
    await Promise.race([once(socket, "open"), once(socket, "error").then(([error]) => { throw error; })]);
    return { socket, heard, ended, say: (text) => socket.send(text), numbers: () => heard.flatMap(eventsIn).map(({ number }) => number) };
}

async function bound(base, id) {
    const given = await token(base, id);
    const line = await open(given.address);
    line.say(`bind-with-token: ${given.text}`);
    await untilTrue("the handshake", () => line.heard.length > 0, 20);
    assert.equal(kindOf(line.heard[0]), "handshake");
    return line;
}

const record = (base, ...names) => Promise.all(names.map((name) => send(base, "PUT", `/Observation/${name}`, observation(name, "wanted"))));

const tellsInOrder = (folder) => withServer(folder, async ({ base }) => {
    const id = await subscribed(base);
    assert.equal((await send(base, "GET", `/Subscription/${id}`)).body.status, "requested");
    const line = await bound(base, id);
    await untilTrue("active", async () => (await send(base, "GET", `/Subscription/${id}`)).body.status === "active");
    for (const name of ["a", "b", "c"]) await record(base, name);
    await untilTrue("three events", () => line.numbers().length === 3, 20);
    assert.deepEqual(line.heard.flatMap(eventsIn), ["a", "b", "c"].map((name, at) => ({ number: at + 1, focus: `${base}/Observation/${name}` })));
    line.socket.close();
    await line.ended;
    await record(base, "d");
    await record(base, "e");
    const again = await bound(base, id);
    await untilTrue("what was missed", () => again.numbers().length === 2, 20);
    assert.deepEqual(again.numbers(), [4, 5]);
    again.socket.terminate();
});

const survivesRestart = (folder) => withServer(folder, async (house) => {
    const id = await subscribed(house.base);
    const line = await bound(house.base, id);
    await record(house.base, "a");
    await untilTrue("the first event", () => line.numbers().length === 1, 20);
    await house.restart();
    await line.ended;
    await record(house.base, "b");
    await house.restart();
    await record(house.base, "c");
    const again = await bound(house.base, id);
    await untilTrue("both", () => again.numbers().includes(3), 20);
    assert.deepEqual([...new Set([...line.numbers(), ...again.numbers()])], [1, 2, 3]);
    const { body } = await send(house.base, "GET", `/Subscription/${id}/$events`);
    assert.deepEqual(eventsIn(body).map(({ focus }) => focus), ["a", "b", "c"].map((name) => `${house.base}/Observation/${name}`));
    again.socket.terminate();
});

/** What is said on a fresh line, and with which code the line must end. */
const refusals = (folder) => withServer(folder, async ({ base, address }) => {
    const id = await subscribed(base);
    const used = await token(base, id);
    const first = await open(used.address);
    first.say(`bind-with-token: ${used.text}`);
    await untilTrue("the handshake", () => first.heard.length > 0, 20);
    const said = [[`bind-with-token: ${used.text}`, 1008], ["bind-with-token: 0123", 1008], ["bind-with-token:", 1008], ["hello", 1008],
        ["", 1008], [Buffer.from([1, 2, 3]), 1008], ["x".repeat(5_000), 1009]];
    for (const [text, code] of said) {
        const line = await open(used.address);
        line.say(text);
        assert.equal((await line.ended).code, code, String(text).slice(0, 40));
        assert.deepEqual(line.heard, []);
    }
    const plain = await fetch(`http://${address}/fhir/$notifications`);
    assert.equal(plain.status, 404);
    const elsewhere = await open(`ws://${address}/fhir/Patient`).then(() => "opened", (error) => error.message);
    assert.match(elsewhere, /200/);
    assert.equal((await send(base, "GET", "/Subscription/nobody/$get-ws-binding-token")).status, 404);
    first.socket.terminate();
});

const bindsSeveral = (folder) => withServer(folder, async ({ base }) => {
    const ids = [await subscribed(base), await subscribed(base)];
    const given = await token(base);
    assert.deepEqual(given.ids.sort(), ids.sort());
    assert.ok(Date.parse(given.expires) > Date.now());
    const line = await open(given.address);
    line.say(`bind-with-token: ${given.text}`);
    await untilTrue("both handshakes", () => line.heard.length === 2, 20);
    assert.equal((await send(base, "DELETE", `/Subscription/${ids[0]}`)).status, 204);
    await record(base, "a");
    await untilTrue("the event of the other", () => line.numbers().length === 1, 20);
    assert.equal(valueOf(line.heard.at(-1).entry[0].resource.parameter, "subscription"), `${base}/Subscription/${ids[1]}`);
    await send(base, "DELETE", `/Subscription/${ids[1]}`);
    assert.equal((await line.ended).code, 1000);
});

const saysGoodbye = (folder) => withServer(folder, async (house) => {
    const id = await subscribed(house.base);
    const line = await bound(house.base, id);
    house.server.kill("SIGTERM");
    assert.equal((await line.ended).code, 1001);
    await once(house.server, "exit");
    house.server = await startServer(house.address, folder);
});

const strangers = (folder) => withServer(folder, async ({ base, address }) => {
    const given = await token(base, await subscribed(base));
    const status = (origin) => open(given.address, { origin }).then((line) => { line.socket.terminate(); return "opened"; }, (error) => error.message);
    assert.match(await status("https://stranger.example"), /404/);
    assert.equal(await status("https://app.example"), "opened");
    assert.equal(await status(`http://${address}`), "opened");
}, ["--cors-origin", "https://app.example"]);

async function overTls(folder) {
    const { key, cert } = certificate(folder);
    const port = await freePort();
    const before = process.env.NODE_TLS_REJECT_UNAUTHORIZED;
    process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";
    const server = await startServer(`127.0.0.1:${port}`, folder, ["--tls-certificate", cert, "--tls-key", key], "https");
    const base = `https://127.0.0.1:${port}/fhir`;
    try {
        const id = await subscribed(base);
        const given = await token(base, id);
        assert.match(given.address, /^wss:/);
        const line = await open(given.address, { rejectUnauthorized: false });
        line.say(`bind-with-token: ${given.text}`);
        await untilTrue("the handshake", () => line.heard.length > 0, 20);
        await record(base, "a");
        await untilTrue("the event", () => line.numbers().length === 1, 20);
        line.socket.terminate();
        await wait(100);
    } finally {
        if (before === undefined) delete process.env.NODE_TLS_REJECT_UNAUTHORIZED;
        else process.env.NODE_TLS_REJECT_UNAUTHORIZED = before;
        await killHard(server);
    }
}

export const sockets = {
    "a WebSocket is told in order, and of what it missed when it comes back": tellsInOrder,
    "a WebSocket that is bound again after a restart has lost nothing": survivesRestart,
    "a line that says anything but a fresh token is ended": refusals,
    "one line hears several subscriptions, and ends with the last of them": bindsSeveral,
    "a server that stops says goodbye on its lines": saysGoodbye,
    "pages of strangers open no line": strangers,
    "a WebSocket over TLS": overTls,
};
