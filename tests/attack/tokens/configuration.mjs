// What the program refuses to start with.
import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { binary, freePort } from "../../clients/program.mjs";

const issuer = ["--issuer", "https://issuer.example"];

const unsafeApps = join(mkdtempSync(join(tmpdir(), "helselos-apps-")), "apps.json");
writeFileSync(unsafeApps, JSON.stringify({ apps: [{ client: "a", name: "A", launch: "javascript:alert(1)", for: ["personnel"] }] }));
process.on("exit", () => rmSync(dirname(unsafeApps), { recursive: true }));

async function exitCode(words, address = "127.0.0.1") {
    const folder = mkdtempSync(join(tmpdir(), "helselos-configuration-"));
    const { status } = spawnSync(binary, ["serve", "--listen", `${address}:${await freePort()}`, "--data", join(folder, "data"), ...words],
        { timeout: 20_000 });
    rmSync(folder, { recursive: true });
    return status;
}

const refused = (name, words, address) => ({ name, expected: 1, act: () => exitCode(words, address) });

export const rows = [
    refused("nobody who could be recognised", []),
    refused("an issuer without audience and without client", issuer),
    refused("an issuer without https", ["--issuer", "http://issuer.example", "--audience", "helselos"]),
    refused("an issuer that is no address", ["--issuer", "issuer", "--audience", "helselos"]),
    refused("an audience without issuer", ["--audience", "helselos"]),
    refused("a client without key", [...issuer, "--client-id", "web"]),
    refused("a client without issuer", ["--client-id", "web", "--client-key", "/nowhere"]),
    refused("a key that is not there", [...issuer, "--client-id", "web", "--client-key", "/nowhere/key.json"]),
    refused("one issuer for residents and personnel", [...issuer, "--citizen-issuer", "https://issuer.example", "--audience", "helselos"]),
    refused("a base without https", [...issuer, "--audience", "helselos", "--base", "http://helselos.example/fhir"]),
    refused("apps of others, and no audience of tokens", [...issuer, "--client-id", "web", "--client-key", "/nowhere", "--apps", "/nowhere/apps.json"]),
    refused("apps of others in the demonstration", ["--demo", "--apps", "/nowhere/apps.json"]),
    refused("a list of apps that is not there", [...issuer, "--audience", "helselos", "--apps", "/nowhere/apps.json"]),
    refused("a list of apps with an address that is not safe", [...issuer, "--audience", "helselos", "--apps", unsafeApps]),
    refused("no authentication where strangers come", ["--auth", "off"], "0.0.0.0"),
    refused("the demonstration where strangers come", ["--demo"], "0.0.0.0"),
];
