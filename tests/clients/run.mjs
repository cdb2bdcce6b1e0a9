// Other people's FHIR clients against the program: node tests/clients/run.mjs [NAME].
//
// Installs the clients its lock pins, starts the program on an empty data folder, and closes with
// "N passed, N failed". NAME picks the tests with it as a part of their name.
import { randomUUID } from "node:crypto";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../npm.mjs";
import { withProgram } from "./program.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const clients = ["fhir_kit_client", "fhirclient", "medplum"];

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
    installPackages(here);
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
