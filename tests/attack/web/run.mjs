// Attacks over HTTP against the running program: node tests/attack/web/run.mjs [part of a name]. Closes with "N passed, N failed".
//
// A row has a name and either `request` and what of its answer is `expected`, or `act(house)`, which gives back what was wrong.
import { spawnSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { binary, freePort, withProgram } from "../../clients/program.mjs";
import { installIssuer, withHouse } from "../../issuer/house.mjs";
import { ask, differences } from "./ask.mjs";

// Without authentication of the demonstration; the log is read last.
const groups = ["addresses", "browsers", "bodies", "oracles", "times", "logs"];
const groupsWithIssuers = ["returns"];
const canaries = ["Observation", "Condition"];

const part = process.argv[2] ?? "";
let passed = 0;
let failed = 0;

async function isRight({ request, expected, act }, house) {
    try {
        return act ? await act(house) : differences(await ask(house, request), expected);
    } catch (error) {
        return [error.stack];
    }
}

async function runGroup(group, house) {
    const { rows } = await import(`./${group}.mjs`);
    for (const row of rows.filter(({ name }) => `${group} ${name}`.includes(part))) {
        const faults = await isRight(row, house);
        if (faults.length === 0) {
            ++passed;
            continue;
        }
        ++failed;
        console.log(`FAIL: ${group}: ${row.name}\n  ${faults.join("\n  ")}`);
    }
}

/** Tokens of the demonstration's persons, one each. */
function withTokens(root, more) {
    const tokens = new Map();
    const token = async (person) => {
        if (!tokens.has(person)) {
            const answer = await fetch(`${root}/demo/token`, { method: "POST", body: JSON.stringify({ person }), headers: { Connection: "close" } });
            tokens.set(person, (await answer.json()).access_token);
        }
        return tokens.get(person);
    };
    return { root, tokens, token, ...more };
}

function importCanaries(data, folder) {
    const entry = canaries.map((type) => ({ request: { method: "PUT", url: `${type}/kanari-${type.toLowerCase()}` }, resource: { resourceType: type, id: `kanari-${type.toLowerCase()}`,
        ...(type === "Observation" ? { status: "final" } : {}), code: { text: "kanari" }, subject: { reference: "Patient/odd" } } }));
    const file = join(folder, "canaries.json");
    writeFileSync(file, JSON.stringify({ resourceType: "Bundle", type: "transaction", entry }));
    const { status, stderr } = spawnSync(binary, ["import", "--environment", "test", "--data", data, file], { encoding: "utf8" });
    if (status !== 0) throw new Error(`the canaries could not be put in:\n${stderr}`);
}

installIssuer();
const port = await freePort();
let log;
await withProgram(async () => {
    const house = withTokens(`http://127.0.0.1:${port}`, { log });
    for (const group of groups) await runGroup(group, house);
}, { port, words: ["--demo"], prepare: async (data, folder) => {
    log = join(folder, "log");
    importCanaries(data, folder);
} });
if (groupsWithIssuers.some((group) => part === "" || group.includes(part.split(" ")[0])))
    await withHouse(async (house) => {
        for (const group of groupsWithIssuers) await runGroup(group, house);
    });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
