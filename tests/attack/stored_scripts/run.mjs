// Stored scripts, in Chromium: each text that residents, personnel or registers can write is written as a script, by the public
// interfaces, and every page that shows it is opened. Nothing may run, load or become an element; the text stands there as text.
//
//   node tests/attack/stored_scripts/run.mjs        Closes with "N passed, N failed".
import { spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { openBrowser, openTab, settle, sizes } from "../../browser/drive.mjs";
import { answerAll, choose } from "../../browser/walk.mjs";
import { binary, freePort, withProgram } from "../../clients/program.mjs";
import { payloads } from "./payloads.mjs";

const project = resolve(dirname(fileURLToPath(import.meta.url)), "../../..");
const resident = "maria";
const nurse = "sykepleier-kari";
const recipient = "Organization/legevakt-solvik";

let passed = 0;
let failed = 0;

function prove(name, faults) {
    if (faults.length === 0) return ++passed;
    console.log(`FAIL: ${name}\n  ${faults.join("\n  ")}`);
    return ++failed;
}

/** The demonstration's records with a script wherever a name or an address stands. */
function spoil(bundle) {
    let next = 0;
    const script = () => payloads[next++ % payloads.length];
    for (const { resource } of bundle.entry) {
        if (typeof resource.name === "string") resource.name += script();
        for (const name of Array.isArray(resource.name) ? resource.name : []) {
            name.family = `${name.family ?? ""}${script()}`;
            if (name.text) name.text += script();
            name.given = (name.given ?? []).map((given) => given + script());
        }
        for (const address of [resource.address ?? []].flat()) address.city = script();
        for (const code of resource.resourceType === "PractitionerRole" ? resource.code : []) code.text = script();
    }
    return bundle;
}

function importSpoiled(data, folder) {
    const file = join(folder, "records.json");
    writeFileSync(file, JSON.stringify(spoil(JSON.parse(readFileSync(join(project, "content/demo/records.json"), "utf8")))));
    const { status, stderr } = spawnSync(binary, ["import", "--environment", "test", "--data", data, file], { cwd: project, encoding: "utf8" });
    if (status !== 0) throw new Error(`the records could not be put in:\n${stderr}`);
}

async function token(root, person) {
    const answer = await fetch(`${root}/demo/token`, { method: "POST", body: JSON.stringify({ person }), headers: { Connection: "close" } });
    return (await answer.json()).access_token;
}

async function operate(root, bearer, path, parameter) {
    const answer = await fetch(`${root}/fhir/${path}`, { method: "POST", body: JSON.stringify({ resourceType: "Parameters", parameter }),
        headers: { Authorization: `Bearer ${bearer}`, "Content-Type": "application/fhir+json", Connection: "close" } });
    return { status: answer.status, body: await answer.json() };
}

/** A tab that is signed in, and notes whatever ran. */
async function open(house, root, person) {
    const tab = await openTab(house, root, sizes.desktop);
    tab.ran = [];
    await tab.page.exposeFunction("__ran", (number) => tab.ran.push(`payload ${number} ran: ${payloads[number]}`));
    tab.page.on("dialog", (dialog) => {
        tab.ran.push(`a dialog came up: ${dialog.message()}`);
        dialog.dismiss();
    });
    if (person) await tab.page.request.post(`${root}/demo/sign-in`, { data: { person } });
    return tab;
}

const elements = "main script, main iframe, main object, main embed, main video, main base, main meta, main style, [onerror], [onload], [onfocus], [ontoggle], "
    + 'a[href^="javascript" i], a[href^="data" i], a[href*="evil.example"], form[action*="evil.example"], img[src="x"]';

/** What is wrong with the page as it stands. An image that was refused by the page's policy would still be an element, so they are looked for too. */
async function look(tab) {
    await tab.page.evaluate(() => document.querySelectorAll("main details").forEach((one) => one.setAttribute("open", "")));
    await tab.page.waitForTimeout(50);
    const made = await tab.page.evaluate((wanted) => [...document.querySelectorAll(wanted)].map((one) => one.outerHTML.slice(0, 200)), elements);
    const breaches = tab.trouble.splice(0).filter((one) => /policy breached|loaded from elsewhere|uncaught|evil\.example/.test(one));
    return [...tab.ran.splice(0), ...made.map((one) => `became an element: ${one}`), ...breaches];
}

async function visit(tab, name, address, texts = []) {
    try {
        await tab.page.goto(address);
        await settle(tab);
        const faults = await look(tab);
        // Each sign as it was written; a page may break lines as it likes.
        const shown = (await tab.page.evaluate(() => document.body.textContent)).replace(/\s+/g, "");
        for (const text of texts) if (!shown.includes(text.replace(/\s+/g, ""))) faults.push(`not shown as text: ${text}`);
        prove(name, faults);
    } catch (error) {
        prove(name, [error.message.split("\n")[0]]);
    }
}

/** The answers as the citizen's pages send them. */
async function assess(tab) {
    let response;
    tab.page.on("request", (request) => {
        if (!request.url().includes("$assess")) return;
        const sent = JSON.parse(request.postData());
        response = sent.resourceType === "QuestionnaireResponse" ? sent : sent.parameter.find(({ resource }) => resource)?.resource;
    });
    await tab.page.goto("/");
    await choose(tab, "vondt i halsen");
    await answerAll(tab, {});
    const confirm = tab.page.getByRole("button", { name: "Ja, vis rådet" });
    if (await confirm.isVisible()) await confirm.click();
    await tab.page.waitForURL("**/resultat");
    await settle(tab);
    if (!response) throw new Error("no answers were sent");
    return response;
}

/** One shared assessment with each payload, told, acted on and closed with it too. Gives back the ids of the tasks. */
async function shareAll(root, response) {
    const own = await token(root, resident);
    const work = await token(root, nurse);
    for (const payload of payloads) {
        const shared = await operate(root, own, "$share-assessment", [{ name: "response", resource: response },
            { name: "recipient", valueReference: { reference: recipient } }, { name: "own-words", valueString: payload }, { name: "medicines", valueString: payload }]);
        if (shared.status !== 200) prove(`shared: ${payload}`, [JSON.stringify(shared.body).slice(0, 300)]);
    }
    const list = await (await fetch(`${root}/fhir/Task?owner=${recipient}&_count=200`, { headers: { Authorization: `Bearer ${work}`, Connection: "close" } })).json();
    const tasks = list.entry.map(({ resource }) => ({ id: resource.id, payload: resource.input.find(({ type }) => type.coding[0].code === "own-words").valueString }));
    for (const { id, payload } of tasks) {
        await operate(root, work, `Task/${id}/$open`, []);
        const acted = await operate(root, work, `Task/${id}/$act`, [{ name: "action", valueCode: "other" }, { name: "note", valueString: payload }]);
        if (acted.status !== 200) prove(`acted on: ${payload}`, [JSON.stringify(acted.body).slice(0, 300)]);
    }
    for (const { id, payload } of tasks.slice(0, tasks.length / 2)) {
        const closed = await operate(root, work, `Task/${id}/$record-outcome`, [{ name: "level", valueCode: "routine" },
            { name: "icpc2", valueCoding: { system: "http://hl7.org/fhir/sid/icpc-2", code: "R74", display: "Akutt øvre luftveisinfeksjon" } }, { name: "note", valueString: payload }]);
        if (closed.status !== 200) prove(`closed with: ${payload}`, [JSON.stringify(closed.body).slice(0, 300)]);
    }
    return tasks;
}

async function ofCitizen(house, root) {
    const tab = await open(house, root, resident);
    for (const path of ["/", "/logg-inn", "/mine-delinger", "/del", "/resultat", "/plage"]) await visit(tab, `citizen ${path}`, path);
    const parent = await open(house, root, "anita");
    const stranger = await open(house, root);
    for (const path of ["/", "/del"]) await visit(parent, `parent ${path}`, path);
    for (const [number, payload] of payloads.entries()) {
        if (number % 5 === 1) await visit(tab, `citizen, in the address: ${payload}`, `/?to=${encodeURIComponent(payload)}#${encodeURIComponent(payload)}`);
        if (number === 0) await visit(tab, "citizen, to search", "/");
        await tab.page.getByRole("searchbox").fill(payload);
        await tab.page.waitForTimeout(100);
        prove(`citizen, searched for: ${payload}`, await look(tab));
        if (number % 10 === 9) await visit(stranger, `citizen, no such page: ${payload}`, `/${encodeURIComponent(payload)}`);
    }
    await Promise.all([tab.close(), parent.close(), stranger.close()]);
}

async function ofClinician(house, root, tasks) {
    const stranger = await open(house, root);
    await visit(stranger, "clinician, who one is", "/kliniker/");
    const tab = await open(house, root, nurse);
    await visit(tab, "clinician, the worklist", "/kliniker/");
    for (const { id, payload } of tasks) await visit(tab, `clinician, a case: ${payload}`, `/kliniker/sak/${id}`, [payload]);
    for (const payload of payloads.slice(0, 6)) await visit(tab, `clinician, in the address: ${payload}`, `/kliniker/?x=${encodeURIComponent(payload)}#${encodeURIComponent(payload)}`);
    await Promise.all([stranger.close(), tab.close()]);
}

async function ofAnalyst(house, root) {
    const tab = await open(house, root, nurse);
    for (const payload of ["", ...payloads.slice(0, 6)]) await visit(tab, `analyst: ${payload}`, `/analyse/?x=${encodeURIComponent(payload)}#${encodeURIComponent(payload)}`);
    await tab.close();
}

const port = await freePort();
await withProgram(async () => {
    const root = `http://127.0.0.1:${port}`;
    const house = await openBrowser(project, "stored-scripts");
    try {
        const own = await open(house, root, resident);
        const response = await assess(own);
        await own.close();
        const tasks = await shareAll(root, response);
        prove("every payload is on the worklist", tasks.length === payloads.length ? [] : [`${tasks.length} of ${payloads.length}`]);
        await ofClinician(house, root, tasks);
        await ofCitizen(house, root);
        await ofAnalyst(house, root);
    } catch (error) {
        prove("the run", [error.stack]);
    } finally {
        await house.browser.close();
    }
}, { port, words: ["--demo"], prepare: importSpoiled });
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed > 0 || passed === 0 ? 1 : 0;
