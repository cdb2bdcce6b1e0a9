// What the server claims of itself, claim by claim: node tests/claims/run.mjs [NAME].
//
// Reads the CapabilityStatement of the running program and tries every claim in it, with resources made from FHIR's own
// definitions. Closes with "N passed, N failed"; leaves the figures for docs/conformance.md in build/release/conformance.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../npm.mjs";
import { withProgram } from "../clients/program.mjs";
import { call, onEach } from "./calls.mjs";
import { includeTests, revIncludeTests } from "./includes.mjs";
import { interactionTests } from "./interactions.mjs";
import { openApiTests } from "./open_api.mjs";
import { operationRows, operationTests } from "./operations.mjs";
import { searchTests } from "./searches.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const figures = join(here, "..", "..", "build", "release", "conformance");

const suites = [
    { suite: "claims-interactions", title: "CapabilityStatement: interactions, each with each type", testsOf: interactionTests },
    { suite: "claims-search", title: "CapabilityStatement: search parameters, each with each type", testsOf: searchTests },
    { suite: "claims-include", title: "CapabilityStatement: _include", testsOf: includeTests },
    { suite: "claims-revinclude", title: "CapabilityStatement: _revinclude, each with each type", testsOf: revIncludeTests },
    { suite: "claims-operation", title: "CapabilityStatement: operations, each with each type", testsOf: operationTests, rowsOf: operationRows },
    { suite: "claims-open-api", title: "OpenAPI: every method at every address", testsOf: openApiTests },
];

function knownFailures(suite) {
    const path = join(here, `${suite}_known_failures.txt`);
    try {
        return { path, names: new Set(readFileSync(path, "utf8").split("\n").filter((line) => line.includes(": ")).map((line) => line.split(": ")[0])) };
    } catch {
        return { names: new Set() };
    }
}

async function runSuite({ suite, title, testsOf, rowsOf }, base, rest, part) {
    const tests = (await testsOf(rest, base)).filter(({ name }) => `${suite} ${name}`.includes(part));
    const known = knownFailures(suite);
    const faults = await onEach(tests, async ({ name, act }) => {
        let fault;
        try {
            await act(base);
        } catch (error) {
            fault = error.message;
        }
        if (known.names.has(name)) return { name, isKnown: true, wrong: fault ? undefined : "is listed as failing, and passes" };
        return { name, wrong: fault };
    });
    for (const { name, wrong } of faults) if (wrong) console.log(`FAIL: ${suite} ${name}\n    ${wrong}`);
    const failed = faults.filter(({ wrong }) => wrong).length;
    const passed = faults.filter(({ wrong, isKnown }) => !wrong && !isKnown).length;
    if (part === "") {
        mkdirSync(figures, { recursive: true });
        writeFileSync(join(figures, `${suite}.json`), JSON.stringify({ knownFailures: known.path ? `../claims/${suite}_known_failures.txt` : "", passed, suite, title, total: tests.length, ...(rowsOf && { rows: rowsOf(rest) }) }));
    }
    return { passed, failed };
}

async function runAll(base, part) {
    const rest = (await call(base, "GET", "/metadata")).json().rest[0];
    const counts = { passed: 0, failed: 0 };
    for (const suite of suites) {
        const { passed, failed } = await runSuite(suite, base, rest, part);
        counts.passed += passed;
        counts.failed += failed;
    }
    console.log(`${counts.passed} passed, ${counts.failed} failed`);
    process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0;
}

installPackages(here);
const part = process.argv[2] ?? "";
await withProgram((base) => runAll(base, part), { words: ["--auth", "off", "--environment", "test"] });
process.exit();
