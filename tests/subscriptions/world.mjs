// What the tests of notifications share: a server that can be killed, and how notifications are read.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { open } from "node:fs/promises";
import { dirname, join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { binary } from "../clients/program.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
export const topics = "https://helselos.no/fhir/SubscriptionTopic/";
export const extensions = "http://hl7.org/fhir/uv/subscriptions-backport/StructureDefinition/backport-";

export async function startServer(address, folder, words = [], scheme = "http") {
    const log = await open(join(folder, "log"), "a");
    const child = spawn(binary, ["serve", "--listen", address, "--data", join(folder, "data"), "--auth", "off",
        "--environment", "test", ...words], { cwd: root, stdio: ["ignore", log.fd, log.fd] });
    await log.close();
    for (let tries = 0; tries < 1200; ++tries) {
        if (child.exitCode !== null) break;
        try {
            if ((await fetch(`${scheme}://${address}/healthz`)).ok) return child;
        } catch { /* Not yet. */ }
        await wait(50);
    }
    child.kill("SIGKILL");
    throw new Error(`the server did not start:\n${readFileSync(join(folder, "log"), "utf8").slice(-3000)}`);
}

export async function killHard(child) {
    const ended = once(child, "exit");
    child.kill("SIGKILL");
    await ended;
}

export async function send(base, method, path, resource) {
    const answer = await fetch(base + path, { method, headers: { "content-type": "application/fhir+json" },
        body: resource && JSON.stringify(resource) });
    const text = await answer.text();
    return { status: answer.status, body: text ? JSON.parse(text) : undefined };
}

/** Of observations with the code "wanted"; `channel` is what makes it a rest-hook or a websocket. */
export const subscription = (channel, more = {}) => ({
    resourceType: "Subscription", status: "requested", reason: "test", criteria: `${topics}observation-recorded`,
    _criteria: { extension: [{ url: `${extensions}filter-criteria`, valueString: "Observation?code=wanted" }] },
    channel: { payload: "application/fhir+json", _payload: { extension: [{ url: `${extensions}payload-content`, valueCode: "id-only" }] }, ...channel },
    ...more });

export const observation = (id, code) => ({ resourceType: "Observation", id, status: "final", code: { coding: [{ code }] } });

export const valueOf = (parts, name) => {
    const part = parts.find((each) => each.name === name);
    return part?.valueString ?? part?.valueCode ?? part?.valueReference?.reference ?? part?.valueInstant;
};

export function eventsIn(bundle) {
    const { parameter } = bundle.entry[0].resource;
    return parameter.filter(({ name }) => name === "notification-event")
        .map(({ part }) => ({ number: Number(valueOf(part, "event-number")), focus: valueOf(part, "focus") }));
}

export async function untilTrue(what, check, seconds = 60) {
    for (let tries = 0; tries < seconds * 10; ++tries) {
        if (await check()) return;
        await wait(100);
    }
    throw new Error(`not within ${seconds} s: ${what}`);
}

/** Why a notification came: "handshake", "heartbeat", "event-notification". */
export const kindOf = (bundle) => valueOf(bundle.entry[0].resource.parameter, "type");
