// The program with the demonstration's records, trusting two issuers: one for personnel, one for residents.
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { binary, freePort, withProgram } from "../clients/program.mjs";
import { installPackages } from "../npm.mjs";
import { startProxy } from "./tls.mjs";

const here = dirname(fileURLToPath(import.meta.url));
const project = join(here, "..", "..");

export const audience = "https://helselos.example/fhir";
export const organisations = { "legevakt-solvik": "310000019", "legekontor-fjellbygda": "310000027" };
export const anita = { pid: "17849149822", acr: "idporten-loa-high", patient: "anita" };
export const kari = { pid: "30814849917", hpr_number: "000000011", orgnr_parent: organisations["legevakt-solvik"],
    security_level: "4" };
export const stranger = { pid: "01819012345", acr: "idporten-loa-high" };

export const installIssuer = () => installPackages(here);

/** The demonstration's records and `more`, with numbers that tokens name organisations by. */
function importRecords(data, folder, more) {
    const bundle = JSON.parse(readFileSync(join(project, "content", "demo", "records.json"), "utf8"));
    for (const { resource } of bundle.entry)
        if (organisations[resource.id])
            resource.identifier = [{ system: "urn:oid:2.16.578.1.12.4.1.4.101", value: organisations[resource.id] }];
    for (const resource of more)
        bundle.entry.push({ resource, request: { method: "PUT", url: `${resource.resourceType}/${resource.id}` } });
    const file = join(folder, "records.json");
    writeFileSync(file, JSON.stringify(bundle));
    const { status, stderr } = spawnSync(binary, ["import", "--environment", "test", "--data", data, file], { cwd: project, encoding: "utf8" });
    if (status !== 0) throw new Error(`the records could not be put in:\n${stderr}`);
}

/**
 * Runs `act(house)`; `words` are options beside those about the issuers, `apps` the return addresses of an app of somebody
 * else, `launches` the list of apps that are opened from our pages, `records`
 * resources beside the demonstration's; `overTls` puts a proxy before the program.
 */
export async function withHouse(act, { words = [], overTls = false, apps = [], launches, records = [] } = {}) {
    const { makeKey, startIssuer } = await import("./issuer.mjs");
    const { launchContext } = await import("./launches.mjs");
    const port = await freePort();
    const folder = mkdtempSync(join(tmpdir(), "helselos-issuer-"));
    const proxy = overTls ? await startProxy(folder, port) : undefined;
    const root = proxy?.address ?? `http://127.0.0.1:${port}`;
    const clientKey = await makeKey("ES256", "house");
    const app = await makeKey("ES256", "app");
    const keyFile = join(folder, "key.json");
    writeFileSync(keyFile, JSON.stringify(clientKey.privateJwk), { mode: 0o600 });
    const appsFile = join(folder, "apps.json");
    if (launches) writeFileSync(appsFile, JSON.stringify({ apps: launches }));
    const web = {
        client_id: "helselos-web", redirect_uris: [`${root}/sign-in/callback`], post_logout_redirect_uris: [`${root}/`],
        grant_types: ["authorization_code"], response_types: ["code"], token_endpoint_auth_method: "private_key_jwt",
        token_endpoint_auth_signing_alg: "ES256", require_pushed_authorization_requests: true,
        id_token_signed_response_alg: "ES256", backchannel_logout_uri: `${root}/sign-out/back-channel`,
        backchannel_logout_session_required: true, jwks: { keys: [clientKey.publicJwk] },
    };
    const machine = {
        client_id: "machine", redirect_uris: [], response_types: [], grant_types: ["client_credentials"],
        token_endpoint_auth_method: "private_key_jwt", token_endpoint_auth_signing_alg: "ES256",
        jwks: { keys: [app.publicJwk] }, dpop_bound_access_tokens: true, id_token_signed_response_alg: "ES256",
    };
    const pocket = {
        client_id: "pocket", redirect_uris: ["https://pocket.example/back"], response_types: ["code"],
        grant_types: ["authorization_code", "refresh_token"], token_endpoint_auth_method: "none",
        dpop_bound_access_tokens: true, id_token_signed_response_alg: "ES256",
    };
    const smart = {
        client_id: "smart-app", redirect_uris: apps, response_types: ["code"], grant_types: ["authorization_code"],
        token_endpoint_auth_method: "none", id_token_signed_response_alg: "ES256",
    };
    const personnel = await startIssuer({ audience, clients: apps.length > 0 ? [{ ...web }, machine, { ...smart }] : [{ ...web }, machine],
        people: { kari }, scopes: ["user/*.rs", "system/*.rs", "patient/*.rs", "launch"] });
    const residents = await startIssuer({ audience, clients: apps.length > 0 ? [{ ...web }, pocket, smart] : [{ ...web }, pocket], people: { anita, stranger },
        scopes: ["patient/*.rs", "launch", "launch/patient"] });
    const house = { base: `${root}/fhir`, root, direct: `http://127.0.0.1:${port}`, personnel, residents, app, clientKey };
    for (const issuer of [personnel, residents]) issuer.resolveLaunch = (launch) => launchContext(house, issuer.people, launch);
    try {
        await withProgram(() => act(house), {
            port,
            words: ["--environment", "test", "--issuer", personnel.address, "--citizen-issuer", residents.address, "--audience", audience,
                "--client-id", web.client_id, "--citizen-client-id", web.client_id, "--client-scope", "openid profile",
                "--client-key", keyFile, "--citizen-client-key", keyFile, "--base", `${root}/fhir`,
                ...(launches ? ["--apps", appsFile] : []), ...words],
            prepare: (data, kept) => importRecords(data, kept, records),
        });
    } finally {
        await proxy?.stop();
        rmSync(folder, { recursive: true });
        await personnel.fallSilent();
        await residents.fallSilent();
    }
}
