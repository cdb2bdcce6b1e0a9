// Requests byte by byte as they are written here: fetch would mend what an attacker sends broken.
import { connect } from "node:net";

const waitMs = 20_000;

/** Sends the bytes; gives back all that comes until the server closes or one whole answer is there. */
export function sendBytes(house, bytes) {
    return new Promise((done, failed) => {
        const { hostname, port } = new URL(house.root);
        const socket = connect({ host: hostname, port: Number(port) });
        const chunks = [];
        const finish = () => {
            socket.destroy();
            done(Buffer.concat(chunks).toString("latin1"));
        };
        socket.setTimeout(waitMs, () => failed(new Error("no answer in time")));
        socket.on("data", (chunk) => chunks.push(chunk));
        socket.on("end", finish);
        socket.on("error", (error) => (chunks.length > 0 || ["ECONNRESET", "EPIPE"].includes(error.code) ? finish() : failed(error)));
        socket.write(bytes);
    });
}

function readAnswer(text) {
    const end = text.indexOf("\r\n\r\n");
    const [first, ...lines] = text.slice(0, end).split("\r\n");
    const headers = new Map();
    for (const line of lines) {
        const colon = line.indexOf(":");
        const name = line.slice(0, colon).toLowerCase();
        headers.set(name, headers.has(name) ? `${headers.get(name)}, ${line.slice(colon + 1).trim()}` : line.slice(colon + 1).trim());
    }
    return { status: Number(first.split(" ")[1] ?? 0), headers, body: text.slice(end + 4), text };
}

/** `headers` are pairs; a Host of our own comes first unless one is among them. `as` is a person of the demonstration. */
export async function ask(house, { method = "GET", path, headers = [], body = "", as, cookie }) {
    const lines = [...headers];
    const has = (name) => headers.some(([given]) => given.toLowerCase() === name);
    if (!has("host")) lines.unshift(["Host", new URL(house.root).host]);
    if (as) lines.push(["Authorization", `Bearer ${await house.token(as)}`]);
    if (cookie) lines.push(["Cookie", `helselos_session=${await house.token(cookie)}`]);
    const bytes = Buffer.isBuffer(body) ? body : Buffer.from(body);
    if (bytes.length > 0 && !has("content-length") && !has("transfer-encoding")) lines.push(["Content-Length", String(bytes.length)]);
    lines.push(["Connection", "close"]);
    const head = `${method} ${path} HTTP/1.1\r\n${lines.map(([name, value]) => `${name}: ${value}\r\n`).join("")}\r\n`;
    return readAnswer(await sendBytes(house, Buffer.concat([Buffer.from(head, "latin1"), bytes])));
}

export const fhir = ["Content-Type", "application/fhir+json"];

/** What of the answer is not as the row says; empty when all is. A header that is expected to be null must not be there. */
export function differences(answer, { status, headers = {}, body, never }) {
    const faults = [];
    const allowed = Array.isArray(status) ? status : [status];
    if (status !== undefined && !allowed.includes(answer.status)) faults.push(`status ${answer.status}, not ${allowed.join(" or ")}`);
    for (const [name, wanted] of Object.entries(headers)) {
        const got = answer.headers.get(name) ?? null;
        if (wanted === null ? got !== null : !wanted.test(got ?? "")) faults.push(`${name} is ${got}`);
    }
    if (body && !body.test(answer.body)) faults.push(`the body is ${answer.body.slice(0, 200)}`);
    if (never && never.test(answer.text)) faults.push(`the answer has ${answer.text.match(never)[0]}`);
    return faults;
}
