// People in a real browser: they sign in at an issuer, and launch an app of somebody else: node tests/issuer/run.mjs [NAME].
// Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { installPackages } from "../npm.mjs";
import { installIssuer, withHouse } from "./house.mjs";

const project = join(dirname(fileURLToPath(import.meta.url)), "..", "..");
const flags = ["--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"];
const waitMs = 20_000;

async function withTab(act) {
    const { chromium } = createRequire(join(project, "web", "package.json"))("playwright-core");
    const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: flags });
    try {
        const context = await browser.newContext({ ignoreHTTPSErrors: true });
        const page = await context.newPage();
        page.setDefaultTimeout(waitMs);
        await act(page, context);
    } finally {
        await browser.close();
    }
}

const asked = (page, path, options = {}) => page.evaluate(async ([where, how]) => {
    const answer = await fetch(where, how);
    return { status: answer.status, body: await answer.json().catch(() => undefined) };
}, [path, options]);

async function signsInAndOut(house) {
    await withTab(async (page, context) => {
        await page.goto(`${house.root}/sign-in?to=/alder`);
        assert.equal(new URL(page.url()).pathname, "/alder");
        const cookie = (await context.cookies(house.root)).find(({ name }) => name === "__Host-helselos");
        assert.deepEqual([cookie.secure, cookie.httpOnly, cookie.sameSite], [true, true, "Lax"]);
        assert.equal((await asked(page, "/session")).body.patient, "Patient/anita");
        assert.equal((await asked(page, "/fhir/Patient/anita")).body.id, "anita");
        assert.equal((await asked(page, "/fhir/Patient/odd")).status, 404);
        assert.equal((await asked(page, "/session/end", { method: "POST" })).status, 403);
        const out = await asked(page, "/session/end", { method: "POST", headers: { "X-Requested-With": "helselos" } });
        assert.ok(out.body.continue.form.id_token_hint);
        const after = await asked(page, "/session");
        assert.deepEqual(after.body, { signedIn: false, signInAs: ["personnel", "resident"] });
    });
}

const launchPage = (base) => `<script src="fhir-client.js"></script><script>
FHIR.oauth2.authorize({ clientId: "smart-app", scope: "openid patient/*.rs", redirectUri: "app.html", iss: "${base}" });</script>`;
const appPage = `<p id="name"></p><script src="fhir-client.js"></script><script>
FHIR.oauth2.ready().then((client) => client.patient.read())
    .then((patient) => { document.title = patient.name[0].given.join(" "); })
    .catch((error) => { document.title = "failed: " + error; });</script>`;

async function startApp(pages) {
    const server = createServer((request, response) => {
        const page = pages[request.url.split("?")[0]];
        response.writeHead(page ? 200 : 404, { "Content-Type": request.url.endsWith(".js") ? "text/javascript" : "text/html" });
        response.end(page);
    });
    server.listen(0, "127.0.0.1");
    await once(server, "listening");
    return { address: `http://127.0.0.1:${server.address().port}`, server };
}

async function launchesAnApp() {
    const library = readFileSync(join(project, "tests", "clients", "node_modules", "fhirclient", "build", "fhir-client.js"), "utf8");
    const pages = { "/fhir-client.js": library, "/app.html": appPage };
    const { address, server } = await startApp(pages);
    await withHouse(async (house) => {
        pages["/launch.html"] = launchPage(house.base);
        await withTab(async (page) => {
            await page.goto(`${address}/launch.html`);
            await page.waitForFunction(() => location.pathname === "/app.html" && document.title);
            assert.equal(await page.title(), "Anita");
        });
    }, { words: ["--accept-bearer"], apps: [`${address}/app.html`] });
    server.closeAllConnections();
    server.close();
}

const ehrLaunchPage = `<script src="fhir-client.js"></script><script>
FHIR.oauth2.authorize({ clientId: "smart-app", scope: "launch openid patient/*.rs", redirectUri: "ehr-app.html" });</script>`;
// What the app was told, what it reads, and what it reads of somebody else whom its user may see.
const ehrAppPage = `<script src="fhir-client.js"></script><script>
FHIR.oauth2.ready().then(async (client) => {
    const { patient, fhirUser, need_patient_banner: banner } = client.state.tokenResponse;
    const read = (path) => client.request(path).then((found) => found.id ?? found.total, (error) => error.status);
    window.told = { patient, fhirUser, banner, own: await read("Patient/" + patient), other: await read("Patient/anita"),
        all: (await client.request("Patient")).entry.map((entry) => entry.resource.id) };
}).catch((error) => { window.told = { failed: String(error) }; });</script>`;

async function openToKari(page, patient) {
    const parameter = [{ name: "patient", valueReference: { reference: patient } }, { name: "reason", valueCode: "unconscious" },
        { name: "note", valueString: "Funnet bevisstløs." }];
    const { status } = await asked(page, "/fhir/Patient/$emergency-access", { method: "POST", body: JSON.stringify({ resourceType: "Parameters", parameter }),
        headers: { "X-Requested-With": "helselos", "Content-Type": "application/fhir+json" } });
    assert.equal(status, 200);
}

/** Clicks the app on a page of ours, and gives what the app told in its own window. */
async function openApp(page, context) {
    const opened = context.waitForEvent("page");
    await page.getByRole("button", { name: "Åpne Journalviser" }).click();
    const app = await opened;
    await app.waitForFunction(() => window.told, undefined, { timeout: waitMs });
    return { told: await app.evaluate(() => window.told), app };
}

const withLaunchableApp = async (act) => {
    const library = readFileSync(join(project, "tests", "clients", "node_modules", "fhirclient", "build", "fhir-client.js"), "utf8");
    const { address, server } = await startApp({ "/fhir-client.js": library, "/ehr-launch.html": ehrLaunchPage, "/ehr-app.html": ehrAppPage });
    const launches = [{ client: "smart-app", name: "Journalviser", launch: `${address}/ehr-launch.html`, for: ["personnel", "residents"] }];
    await withHouse(act, { overTls: true, words: ["--accept-bearer"], apps: [`${address}/ehr-app.html`], launches });
    server.closeAllConnections();
    server.close();
};

async function clinicianOpensAnApp(house) {
    await withTab(async (page, context) => {
        await page.goto(`${house.root}/sign-in?as=personnel&to=/kliniker/`);
        await openToKari(page, "Patient/odd");
        await openToKari(page, "Patient/anita");
        await page.goto(`${house.root}/kliniker/pasient/odd`);
        await page.getByText("Apper fra andre").click();
        const { told, app } = await openApp(page, context);
        assert.deepEqual(told, { patient: "odd", fhirUser: `${house.base}/Practitioner/sykepleier-kari`, banner: true, own: "odd", other: 404, all: ["odd"] });
        assert.equal(await app.evaluate(() => window.opener), null);
        await page.goto(`${house.root}/kliniker/pasient/anita`);
        await page.getByText("Apper fra andre").click();
        const { told: second } = await openApp(page, context);
        assert.deepEqual([second.patient, second.own, second.all], ["anita", "anita", ["anita"]]);
    });
    await withTab(async (page) => {
        await page.goto(`${house.root}/sign-in?to=/hvem-har-sett`);
        const log = await asked(page, "/fhir/AuditEvent?patient=Patient/anita&_count=50");
        assert.match(JSON.stringify(log.body), /smart-app/);
    });
}

/** Signed in over an hour ago: asked to sign in again where it matters, and back at the same page. */
async function residentSignsInAgain(house) {
    await withTab(async (page) => {
        house.residents.signedInSecondsAgo = 3605;
        await page.goto(`${house.root}/sign-in?to=/mine-innstillinger/fullmakter`);
        await page.getByRole("link", { name: "Gi en fullmakt" }).click();
        await page.getByRole("heading", { name: "Logg inn på nytt" }).waitFor();
        await page.getByRole("link", { name: "Logg inn på nytt" }).click();
        await page.getByRole("link", { name: "Logg inn med ID-porten" }).click();
        await page.getByRole("heading", { name: "Hvem skal ha fullmakten?" }).waitFor();
        assert.equal(new URL(page.url()).pathname, "/mine-innstillinger/fullmakter/ny");
        await page.goto(`${house.root}/hvem-har-sett`);
        await page.getByRole("heading", { level: 1 }).waitFor();
        assert.equal((await asked(page, "/fhir/AuditEvent")).status, 200);
    });
}

async function residentOpensAnApp(house) {
    await withTab(async (page, context) => {
        await page.goto(`${house.root}/sign-in?to=/mine-innstillinger`);
        await page.getByRole("link", { name: "Apper fra andre" }).click();
        const { told } = await openApp(page, context);
        assert.deepEqual([told.patient, told.fhirUser, told.own], ["anita", `${house.base}/Patient/anita`, "anita"]);
        assert.deepEqual(told.all, ["anita"]);
    });
}

const tests = {
    "a resident signs in and out in a browser, over TLS": () => withHouse(signsInAndOut, { overTls: true }),
    "a resident who signed in too long ago signs in again before a fullmakt, over TLS": () => withHouse(residentSignsInAgain, { overTls: true }),
    "an app of somebody else is launched with SMART App Launch (fhirclient)": launchesAnApp,
    "a resident opens an app with their own record (fhirclient)": () => withLaunchableApp(residentOpensAnApp),
    "a clinician opens an app with a patient, and it reads that patient and no other (fhirclient)": () => withLaunchableApp(clinicianOpensAnApp),
};

async function main(part) {
    installIssuer();
    installPackages(join(project, "tests", "clients"));
    let failed = 0;
    const chosen = Object.entries(tests).filter(([name]) => name.includes(part));
    for (const [name, test] of chosen) {
        try {
            await test();
        } catch (error) {
            ++failed;
            console.log(`FAIL: ${name}\n  ${error.stack}\n`);
        }
    }
    console.log(`${chosen.length - failed} passed, ${failed} failed`);
    process.exitCode = failed > 0 || chosen.length === 0 ? 1 : 0;
}

await main(process.argv[2] ?? "");
