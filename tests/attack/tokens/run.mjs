// Hostile tokens, proofs, sign-ins and sessions against the running program: node tests/attack/tokens/run.mjs [NAME].
//
// A real issuer is started beside it. Closes with "N passed, N failed". NAME picks the rows with it as a part of their name.
import { installIssuer, withHouse } from "../../issuer/house.mjs";

installIssuer();

// Each group has a program and issuers of its own.
const groups = ["access_tokens", "proofs", "bearer", "nonces", "sign_in", "configuration", "issuers", "launches", "step_up", "bulk"];

async function runRows(rows, house) {
    let failed = 0;
    for (const { group, name, expected, act } of rows) {
        let got;
        try {
            got = await act(house);
        } catch (error) {
            got = error.stack;
        }
        if (got === expected) continue;
        ++failed;
        console.log(`FAIL: ${group}: ${name}\n  expected ${expected}, got ${got}`);
    }
    return failed;
}

async function main(part) {
    let passed = 0;
    let failed = 0;
    for (const group of groups) {
        const { rows: all, words, launches, records } = await import(`./${group}.mjs`);
        const rows = all.map((row) => ({ group, ...row })).filter(({ name }) => `${group} ${name}`.includes(part));
        if (rows.length === 0) continue;
        let wrong = 0;
        await withHouse(async (house) => {
            wrong = await runRows(rows, house);
        }, { words, launches, records });
        failed += wrong;
        passed += rows.length - wrong;
    }
    console.log(`${passed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
}

await main(process.argv[2] ?? "");
