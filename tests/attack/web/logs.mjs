// Whatever was sent, the server's log is whole lines of JSON, without control signs and without anything of a patient.
import { readFile } from "node:fs/promises";
import { ask } from "./ask.mjs";

const nasty = ["%0d%0a%7B%22level%22:%22forged%22%7D", "%1b%5B31mred", "%07%08", "%e2%80%a8forged", "%c2%9b31m", "kanari-190723", "17849149822"];

async function provoke(house) {
    for (const text of nasty) {
        const raw = decodeURIComponent(text).replace(/[\r\n]/g, "\t");
        await ask(house, { path: `/fhir/Patient/${text}`, as: "anita" });
        await ask(house, { path: `/fhir/Patient?name=${text}`, as: "anita" });
        await ask(house, { path: `/${text}` });
        await ask(house, { path: `/sign-in/callback?error=${text}&error_description=${text}&state=${text}` });
        await ask(house, { path: "/fhir/Patient/anita", headers: [["X-Request-Id", Buffer.from(raw).toString("latin1")], ["User-Agent", "kanari-190723"]], as: "anita" });
        await ask(house, { path: "/fhir/Patient/anita", headers: [["Authorization", `Bearer ${text}`]] });
        await ask(house, { method: "POST", path: "/fhir/$share-assessment", headers: [["Content-Type", "application/fhir+json"]], body: `{"resourceType":"${text}"`, as: "anita" });
    }
}

function badLine(line) {
    if (!line.startsWith("{")) return false;
    try {
        const { level } = JSON.parse(line);
        return !["information", "warning", "error", "debug"].includes(level);
    } catch {
        return true;
    }
}

export const rows = [
    { name: "the log after the whole run", act: async (house) => {
        await provoke(house);
        const log = await readFile(house.log, "latin1");
        const faults = [];
        const lines = log.split("\n").filter((line) => line.startsWith("{") || /forged|\x1b/.test(line));
        for (const line of lines) if (badLine(line) || /forged/.test(line)) faults.push(`no line of ours: ${line.slice(0, 200)}`);
        if (/[\x00-\x08\x0b-\x1f\x7f]/.test(log)) faults.push("there are control signs in it");
        for (const canary of ["kanari", "17849149822", "30814849917", "evil.example", house.tokens.get("anita")])
            if (log.includes(canary)) faults.push(`${canary.slice(0, 8)} is in it`);
        return faults;
    } },
];
