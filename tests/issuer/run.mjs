// People in a real browser: they sign in at an issuer, and launch an app of somebody else: node tests/issuer/run.mjs [NAME].
// Closes with "N passed, N failed".
import assert from "node:assert/strict";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
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

const tests = {
    "a resident signs in and out in a browser, over TLS": () => withHouse(signsInAndOut, { overTls: true }),
    "an app of somebody else is launched with SMART App Launch (fhirclient)": launchesAnApp,
};

async function main(part) {
    installIssuer();
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
