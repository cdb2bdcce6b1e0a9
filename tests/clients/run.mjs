// Other people's FHIR clients against the program: node tests/clients/run.mjs [NAME].
//
// Installs the clients its lock pins, starts the program on an empty data folder, and closes with
// "N passed, N failed". NAME picks the tests with it as a part of their name.
import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { copyFileSync, existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { withProgram } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const clients = ["fhir_kit_client", "fhirclient", "medplum"];

function installClients() {
    const lock = join(here, "package-lock.json");
    const installed = join(here, "node_modules", ".installed");
    if (existsSync(installed) && readFileSync(installed).equals(readFileSync(lock))) return;
    const { status, stderr } = spawnSync("npm", ["ci"], { cwd: here, encoding: "utf8" });
    if (status !== 0) throw new Error(`the clients could not be installed:\n${stderr}`);
    copyFileSync(lock, installed);
}

async function chosenTests(part) {
    const chosen = [];
    for (const client of clients) {
        const { tests } = await import(`./${client}.mjs`);
        for (const [fact, test] of Object.entries(tests)) {
            const name = `${client} ${fact}`;
            if (name.includes(part)) chosen.push({ name, test });
        }
    }
    return chosen;
}

async function runTests(chosen, base) {
    let failed = 0;
    for (const { name, test } of chosen) {
        try {
            await test({ base, tag: `c${randomUUID().replaceAll("-", "").slice(0, 12)}` });
        } catch (error) {
            ++failed;
            console.log(`FAIL: ${name}\n  ${error.stack ?? error}\n`);
        }
    }
    return failed;
}

async function main(part) {
    installClients();
    const chosen = await chosenTests(part);
    let failed = 0;
    if (chosen.length > 0)
        await withProgram(async (base) => {
            failed = await runTests(chosen, base);
        });
    console.log(`${chosen.length - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
}

await main(process.argv[2] ?? "");
