// Every operation answers at the addresses where it is claimed, and has a test that tells what it answers.
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { call, fault } from "./calls.mjs";

const root = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const isTest = (path) => /\.(case|mjs|py)$|_test\.cpp$|docs\/guides\/.*\.md$/.test(path) && !/tests\/claims\//.test(path);

function filesBelow(folder) {
    return readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
        const path = `${folder}/${entry.name}`;
        if (entry.isDirectory()) return entry.name === "node_modules" ? [] : filesBelow(path);
        return isTest(path) ? [path] : [];
    });
}

const texts = ["tests", "src", "docs/guides"].flatMap(filesBelow).map((path) => ({ path, text: readFileSync(join(root, path), "utf8") }));

/** The tests that name an operation, REST cases first. */
export function testsNaming(name) {
    const word = new RegExp(`\\$${name}(?![a-z-])`);
    return texts.filter(({ text }) => word.test(text)).map(({ path }) => relative(".", path))
        .sort((one, two) => Number(two.endsWith(".case")) - Number(one.endsWith(".case")) || one.localeCompare(two));
}

const parameters = { body: { resourceType: "Parameters" } };

/** Whether an answer says that nothing is at the address. */
export const isNowhere = ({ status, text }) => status === 405 || (status === 404 && /no such (operation|address|resource type)/.test(text));

async function isReached(base, paths) {
    const answers = await Promise.all(paths.map((path) => call(base, "POST", path, parameters)));
    const reached = answers.find((answer) => !isNowhere(answer) && answer.status < 500);
    if (!reached) throw new Error(`not there: ${fault(answers[0])}`);
}

function testOf(name, paths) {
    return async (base) => {
        if (testsNaming(name).length === 0) throw new Error("no test names it");
        await isReached(base, paths);
    };
}

export function operationTests(rest) {
    const ofSystem = (rest.operation ?? []).map(({ name }) => ({ name: `$${name}`, act: testOf(name, [`/$${name}`]) }));
    const ofTypes = rest.resource.flatMap(({ type, operation = [] }) => operation.map(({ name }) => ({
        name: `${type} $${name}`, act: testOf(name, [`/${type}/$${name}`, `/${type}/o-x/$${name}`]),
    })));
    return [...ofSystem, ...ofTypes];
}

/** For the page: each operation with where it is and its tests. */
export function operationRows(rest) {
    const places = new Map();
    const put = (name, place) => places.set(name, [...(places.get(name) ?? []), place]);
    for (const { name } of rest.operation ?? []) put(name, "system");
    for (const { type, operation = [] } of rest.resource) for (const { name } of new Set(operation)) put(name, type);
    return [...places].sort().map(([name, at]) => {
        const types = [...new Set(at)];
        const named = testsNaming(name);
        const more = named.length > 3 ? ` and ${named.length - 3} more` : "";
        return `| \`$${name}\` | ${types.length > 4 ? `${types.length} types` : types.join(", ")} | ${named.slice(0, 3).map((path) => `\`${path}\``).join(", ")}${more} |`;
    });
}
