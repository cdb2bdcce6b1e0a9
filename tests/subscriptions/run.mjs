// Notifications and the feed, against the running program: node tests/subscriptions/run.mjs [NAME].
// Closes with "N passed, N failed". NAME picks the tests with it as a part of their name.
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../npm.mjs";
import { surviveKills } from "./kills.mjs";
import { hooks } from "./hooks.mjs";

installPackages(dirname(fileURLToPath(import.meta.url)));
const { sockets } = await import("./sockets.mjs");

const tests = { "no event is lost or made up when either side is killed": surviveKills, ...hooks, ...sockets };

async function passes(name, test) {
    const folder = await mkdtemp(join(tmpdir(), "helselos-subscriptions-"));
    try {
        await test(folder);
        return true;
    } catch (error) {
        console.log(`FAIL: ${name}\n  ${error.stack ?? error}\n`);
        return false;
    } finally {
        await rm(folder, { recursive: true, force: true });
    }
}

const part = process.argv[2] ?? "";
const counts = { passed: 0, failed: 0 };
for (const [name, test] of Object.entries(tests))
    if (name.includes(part)) ++counts[await passes(name, test) ? "passed" : "failed"];
console.log(`${counts.passed} passed, ${counts.failed} failed`);
process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
