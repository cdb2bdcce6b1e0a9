// Apps opened from our pages: what a handle is worth, to whom, and who gets one. How long it lives: launch_test.cpp.
import { anita, kari } from "../../issuer/house.mjs";
import { askForContext, partsOf } from "../../issuer/launches.mjs";
import { Browser } from "./browser.mjs";
import { makeCall, send } from "./calls.mjs";

const app = (client, circles, launch = `https://${client}.example/open?tenant=1`) => ({ client, name: client, launch, for: circles });
export const launches = [app("growth", ["personnel"]), app("diary", ["residents"]), app("both", ["personnel", "residents"])];

const ours = { "X-Requested-With": "helselos", "Content-Type": "application/fhir+json" };
const about = (patient, more = []) => [{ name: "patient", valueReference: { reference: patient } }, ...more];
const named = (client) => ({ name: "app", valueString: client });

async function operate(browser, house, name, parameter, headers = ours) {
    return browser.ask(`${house.base}/${name}`, { method: "POST", headers, body: JSON.stringify({ resourceType: "Parameters", parameter }) });
}

/** Kari, who may see Odd for the moment; `task` is what says so. */
async function atWork(house) {
    const browser = new Browser();
    await browser.signIn(house, { as: "personnel", to: "/kliniker/" });
    const answer = await operate(browser, house, "Patient/$emergency-access", about("Patient/odd",
        [{ name: "reason", valueCode: "unconscious" }, { name: "note", valueString: "Funnet bevisstløs." }]));
    return { browser, task: (await answer.json()).id };
}

async function atHome(house) {
    const browser = new Browser();
    await browser.signIn(house);
    return { browser };
}

const addressIn = async (answer) => new URL((await answer.json()).parameter.find(({ name }) => name === "address").valueUrl);

/** A handle of Kari's for Odd and "growth". */
async function handleOf(house, { client = "growth" } = {}) {
    const { browser } = await atWork(house);
    const address = await addressIn(await operate(browser, house, "$launch", [named(client), ...about("Patient/odd")]));
    return address.searchParams.get("launch");
}

const resolve = async (house, handle, { client = "growth", person = kari, claims } = {}) =>
    (await askForContext(house, partsOf({ handle, client, person }), claims)).status;

const row = (name, expected, act) => ({ name, expected, act });
const resolves = (name, expected, more = {}) => row(name, expected, async (house) => resolve(house, await handleOf(house), more));
const opens = (name, expected, who, parts, headers) => row(name, expected, async (house) => {
    const { browser, task } = await who(house);
    return (await operate(browser, house, "$launch", parts({ task }), headers)).status;
});
const byToken = (name, expected, claims, issuer = "personnel") => row(name, expected, async (house) => {
    const call = await makeCall(house, { issuer: house[issuer], claims, method: "POST", path: "/$launch" });
    const answer = await fetch(call.address, { method: "POST", headers: { Connection: "close", Authorization: `DPoP ${call.token}`, DPoP: call.dpop,
        "Content-Type": "application/fhir+json" }, body: JSON.stringify({ resourceType: "Parameters", parameter: [named("both"), ...about("Patient/anita")] }) });
    return answer.status;
});

/** What a machine, a person or nobody gets who asks for a context without being an issuer. */
const asks = (name, expected, change) => row(name, expected, async (house) => {
    const call = await makeCall(house, { issuer: house.personnel, method: "POST", path: "/$launch-context", ...change });
    return (await send(call, { "Content-Type": "application/fhir+json" })).status;
});

export const rows = [
    resolves("honest: the issuer asks what a handle stands for", 200),
    row("honest: what it stands for", "odd", async (house) => {
        const answer = await askForContext(house, partsOf({ handle: await handleOf(house), client: "growth", person: kari }));
        return (await answer.json()).parameter.find(({ name }) => name === "patient").valueId;
    }),
    row("honest: a resident opens an app with their own record", 200, async (house) => {
        const { browser } = await atHome(house);
        const address = await addressIn(await operate(browser, house, "$launch", [named("diary"), ...about("Patient/anita")]));
        return resolve(house, address.searchParams.get("launch"), { client: "diary", person: anita });
    }),
    row("a used handle", 404, async (house) => {
        const handle = await handleOf(house);
        await resolve(house, handle);
        return resolve(house, handle);
    }),
    row("a handle used by two at once", "200 404 404", async (house) => {
        const handle = await handleOf(house);
        return (await Promise.all([1, 2, 3].map(() => resolve(house, handle)))).sort().join(" ");
    }),
    row("a handle nobody made", 404, (house) => resolve(house, "0".repeat(64))),
    resolves("another person's handle", 404, { person: anita }),
    resolves("a handle in the hands of a person nobody knows", 404, { person: { hpr_number: "999999999" } }),
    resolves("another app's handle", 404, { client: "both" }),
    row("a handle after it was shown by the wrong app", 404, async (house) => {
        const handle = await handleOf(house);
        await resolve(house, handle, { client: "both" });
        return resolve(house, handle);
    }),
    resolves("a machine that may read everything and is no issuer", 403, { claims: { scope: "system/*.rs" } }),
    resolves("a machine that may write everything and is no issuer", 403, { claims: { scope: "system/*.cruds" } }),
    asks("a clinician asks what a handle stands for", 403, { claims: { scope: "user/*.cruds user/LaunchContext.r" } }),
    asks("somebody without a token that holds asks what a handle stands for", 401, { token: "a.b.c" }),
    row("nobody asks what a handle stands for", 401, async (house) => (await operate(new Browser(), house, "$launch-context", [])).status),
    row("a context without a person", 400, async (house) => (await askForContext(house, partsOf({ handle: "x", client: "growth", person: { pid: "1" } }).slice(0, 2))).status),

    opens("a patient one may not see", 404, atWork, () => [named("growth"), ...about("Patient/maria")]),
    opens("a patient nobody has heard of", 404, atWork, () => [named("growth"), ...about("Patient/nobody")]),
    opens("a resident opens somebody else's record", 404, atHome, () => [named("diary"), ...about("Patient/odd")]),
    opens("an app that is not listed", 404, atWork, () => [named("stranger"), ...about("Patient/odd")]),
    opens("an app that is for others", 404, atWork, () => [named("diary"), ...about("Patient/odd")]),
    opens("an address instead of an app", 404, atWork, () => [named("https://evil.example/"), ...about("Patient/odd")]),
    opens("a record of another type as patient", 400, atWork, () => [named("growth"), ...about("Practitioner/sykepleier-kari")]),
    opens("an address as patient", 400, atWork, () => [named("growth"), ...about("https://evil.example/Patient/odd")]),
    opens("two apps at once", 400, atWork, () => [named("growth"), named("both"), ...about("Patient/odd")]),
    opens("honest: with a task of the patient", 200, atWork, ({ task }) => [named("growth"), ...about("Patient/odd", [{ name: "task", valueReference: { reference: `Task/${task}` } }])]),
    opens("with a task nobody has heard of", 404, atWork, () => [named("growth"), ...about("Patient/odd", [{ name: "task", valueReference: { reference: "Task/none" } }])]),
    row("with a task of another patient", 404, async (house) => {
        const { browser } = await atWork(house);
        const other = await operate(browser, house, "Patient/$emergency-access", about("Patient/anita",
            [{ name: "reason", valueCode: "unconscious" }, { name: "note", valueString: "Funnet bevisstløs." }]));
        const task = { name: "task", valueReference: { reference: `Task/${(await other.json()).id}` } };
        return (await operate(browser, house, "$launch", [named("growth"), ...about("Patient/odd", [task])])).status;
    }),
    row("no other address comes of anything that is sent along", "https://growth.example /open", async (house) => {
        const { browser } = await atWork(house);
        const evil = ["launch", "iss", "redirect_uri", "address", "intent"].map((name) => ({ name, valueString: "https://evil.example/?launch=1&iss=x" }));
        const { origin, pathname } = await addressIn(await operate(browser, house, "$launch", [named("growth"), ...about("Patient/odd"), ...evil]));
        return `${origin} ${pathname}`;
    }),
    row("the app is told our own address, and that of the issuer of personnel", "/personnel/fhir personnel", async (house) => {
        const { browser } = await atWork(house);
        const address = await addressIn(await operate(browser, house, "$launch", [named("growth"), ...about("Patient/odd")]));
        const iss = new URL(address.searchParams.get("iss"));
        const { issuer } = await (await fetch(`${iss.href}/.well-known/smart-configuration`, { headers: { Connection: "close" } })).json();
        return `${iss.origin === house.root ? iss.pathname : iss.href} ${issuer === house.personnel.address ? "personnel" : issuer}`;
    }),
    row("nobody opens an app", 401, async (house) => (await operate(new Browser(), house, "$launch", [named("both"), ...about("Patient/anita")])).status),
    byToken("an app opens another app, as a resident", 403, {}, "residents"),
    byToken("an app opens another app, as a clinician", 403, {}),
    opens("another site opens an app", 403, atWork, () => [named("growth"), ...about("Patient/odd")], { ...ours, "Sec-Fetch-Site": "cross-site", Origin: "https://evil.example" }),
    opens("a page without our header opens an app", 403, atWork, () => [named("growth"), ...about("Patient/odd")], { "Content-Type": "application/fhir+json" }),
    row("an app is opened by a link", 405, async (house) => {
        const { browser } = await atWork(house);
        return (await browser.ask(`${house.base}/$launch?app=growth&patient=Patient/odd`)).status;
    }),
    row("the list tells of no app that is for others", "growth both", async (house) => {
        const { browser } = await atWork(house);
        const { parameter } = await (await browser.ask(`${house.base}/$apps`)).json();
        return parameter.map(({ part }) => part.find(({ name }) => name === "client").valueString).join(" ");
    }),
];
