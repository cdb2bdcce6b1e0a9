// A real issuer of tokens (oidc-provider) with the rules of HelseID: pushed requests, PKCE, DPoP, signed assertions.
// Its signing keys are at hand as well, so that tokens no honest issuer would make can be made.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { once } from "node:events";
import * as jose from "jose";
import { errors, Provider } from "oidc-provider";

const secondsTokenLives = 600;

export async function makeKey(algorithm = "ES256", kid = randomUUID()) {
    const pair = await jose.generateKeyPair(algorithm, { extractable: true });
    const named = { alg: algorithm, kid, use: "sig" };
    const privateJwk = { ...(await jose.exportJWK(pair.privateKey)), ...named };
    const publicJwk = { ...(await jose.exportJWK(pair.publicKey)), ...named };
    return { algorithm, kid, privateKey: pair.privateKey, publicKey: pair.publicKey, privateJwk, publicJwk };
}

function configuration({ keys, clients, audience, scopes, people }, issuer) {
    return {
        clients,
        jwks: { keys: keys.map((key) => key.privateJwk) },
        claims: { openid: ["sub", "acr", "sid", "auth_time", "pid", "hpr_number", "orgnr_parent", "orgnr_child", "security_level"] },
        conformIdTokenClaims: false,
        acrValues: ["idporten-loa-high"],
        scopes: ["openid", "profile", "offline_access", ...scopes],
        extraParams: ["launch"],
        cookies: { keys: [randomUUID()] },
        pkce: { required: () => true },
        ttl: { AccessToken: secondsTokenLives, ClientCredentials: secondsTokenLives, IdToken: 600, Session: 3600, Grant: 3600, RefreshToken: 3600, Interaction: 600 },
        rotateRefreshToken: true,
        clientBasedCORS: () => true,
        issueRefreshToken: async (context, client) => client.grantTypeAllowed("refresh_token"),
        features: {
            devInteractions: { enabled: false },
            pushedAuthorizationRequests: { enabled: true },
            dPoP: { enabled: true, nonceSecret: Buffer.alloc(32, 7) },
            clientCredentials: { enabled: true },
            introspection: { enabled: true },
            revocation: { enabled: true },
            backchannelLogout: { enabled: true },
            rpInitiatedLogout: { enabled: true, logoutSource: async (context, form) => {
                context.body = `<html><body>${form}</body></html>`;
            } },
            resourceIndicators: {
                enabled: true,
                defaultResource: () => audience,
                useGrantedResource: () => true,
                getResourceServerInfo: () => ({
                    scope: scopes.join(" "), audience, accessTokenTTL: secondsTokenLives, accessTokenFormat: "jwt",
                    jwt: { sign: { alg: keys[0].algorithm } },
                }),
            },
        },
        findAccount: (context, id) => ({ accountId: id, claims: () => ({ sub: id, ...people[id] }) }),
        // The patient an app was launched with stands in the token; where the app chose nobody, it is the person's own.
        extraTokenClaims: (context, token) => {
            const { patient } = issuer.launches.get(token.grantId) ?? {};
            return { ...people[token.accountId], ...(patient && { patient }) };
        },
        interactions: { url: (context, interaction) => `/interaction/${interaction.uid}` },
        loadExistingGrant: async (context) => {
            const grant = new context.oidc.provider.Grant({
                clientId: context.oidc.client.clientId, accountId: context.oidc.session.accountId });
            grant.addOIDCScope(context.oidc.params.scope ?? "");
            grant.addResourceScope(audience, context.oidc.params.scope ?? "");
            await grant.save();
            await keepLaunch(context, grant, issuer);
            return grant;
        },
    };
}

/** What the app was launched with, asked where its records are: for whoever signed in, and for no other app. */
async function keepLaunch(context, grant, issuer) {
    const handle = context.oidc.params.launch;
    if (!handle) return;
    const launch = await issuer.resolveLaunch?.({ handle, client: context.oidc.client.clientId, account: context.oidc.session.accountId });
    if (!launch) throw new errors.AccessDenied("the launch is not known");
    issuer.launches.set(grant.jti, launch);
}

/** `people` are claims by account; whoever is `issuer.person` signs in without being asked. */
export async function startIssuer({ port = 0, clients = [], audience, scopes, people, algorithm = "ES256" }) {
    const keys = [await makeKey(algorithm)];
    const server = createServer();
    server.listen(port, "127.0.0.1");
    await once(server, "listening");
    const address = `http://127.0.0.1:${server.address().port}`;
    const issuer = { address, keys, key: keys[0], people, person: Object.keys(people)[0], acr: "idporten-loa-high", signedInSecondsAgo: 0, requests: [], pushed: [],
        launches: new Map() };
    let handle = makeProvider(address, { keys, clients, audience, scopes, people }, issuer).callback();
    server.on("request", (request, response) => {
        issuer.requests.push(`${request.method} ${request.url.split("?")[0]}`);
        handle(request, response);
    });
    /** From now on the issuer signs with this key; the old one is published for as long as `keepOld` says. */
    issuer.rotate = async (keepOld) => {
        const fresh = await makeKey(algorithm);
        keys.splice(0, keys.length, fresh, ...(keepOld ? [issuer.key] : []));
        issuer.key = fresh;
        handle = makeProvider(address, { keys, clients, audience, scopes, people }, issuer).callback();
    };
    issuer.fallSilent = async () => {
        if (!server.listening) return;
        server.closeAllConnections();
        server.close();
        await once(server, "close");
    };
    return issuer;
}

function makeProvider(address, choices, issuer) {
    const provider = new Provider(address, configuration(choices, issuer));
    provider.use(async (context, next) => {
        if (!context.path.startsWith("/interaction/")) return next();
        // Whoever is asked to sign in anew does so now; others may have done so a while ago.
        const { prompt } = await provider.interactionDetails(context.req, context.res);
        const ts = now() - (prompt.reasons.includes("login_prompt") ? 0 : issuer.signedInSecondsAgo);
        const login = { accountId: issuer.person, acr: issuer.acr, amr: ["bankid"], ts };
        context.respond = false;
        await provider.interactionFinished(context.req, context.res, { login }, { mergeWithLastSubmission: false });
    });
    // SMART's launch context: which record an app was launched for.
    provider.use(async (context, next) => {
        await next();
        const token = context.oidc?.entities?.AccessToken;
        if (context.path !== "/token" || !context.body?.access_token || !token) return;
        const own = choices.people[token.accountId]?.patient;
        Object.assign(context.body, issuer.launches.get(token.grantId) ?? (own && { patient: own }));
    });
    provider.on("pushed_authorization_request.success", (context) => {
        issuer.pushed.push({ params: { ...context.oidc.params }, assertion: context.oidc.body.client_assertion });
    });
    provider.on("server_error", (context, error) => console.error(error));
    return provider;
}

const now = () => Math.floor(Date.now() / 1000);

/** The claims of an honest access token of this issuer. */
export function claimsOf(issuer, audience, more = {}) {
    return { iss: issuer.address, aud: audience, iat: now(), nbf: now(), exp: now() + secondsTokenLives, jti: randomUUID(),
        sub: "someone", client_id: "app", ...more };
}

export async function sign(claims, key, header = {}) {
    const whole = JSON.parse(JSON.stringify(claims));
    return new jose.SignJWT(whole).setProtectedHeader({ alg: key.algorithm, kid: key.kid, typ: "at+jwt", ...header })
        .sign(key.privateKey);
}

/** A proof that its sender has `key`, for a request with `token`; `more` changes claims, `header` the header. */
export async function prove(key, { method, address, token }, more = {}, header = {}) {
    const { kty, crv, x, y, n, e } = key.publicJwk;
    const claims = { htm: method, htu: address, iat: now(), jti: randomUUID(),
        ath: Buffer.from(await crypto.subtle.digest("SHA-256", Buffer.from(token))).toString("base64url"), ...more };
    return new jose.SignJWT(JSON.parse(JSON.stringify(claims)))
        .setProtectedHeader({ alg: key.algorithm, typ: "dpop+jwt", jwk: { kty, crv, x, y, n, e }, ...header })
        .sign(key.privateKey);
}

export const thumbprint = (key) => jose.calculateJwkThumbprint(key.publicJwk);

export { jose, now };
