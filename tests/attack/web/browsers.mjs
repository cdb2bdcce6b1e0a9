// What a stranger's page makes a browser do: CORS, CSRF, frames, sniffing, caches.
import { fhir } from "./ask.mjs";

const stranger = ["Origin", "https://evil.example"];
const strangers = ["https://evil.example", "null", "http://127.0.0.1.evil.example", "file://"];
const noCors = { "access-control-allow-origin": null, "access-control-allow-credentials": null };
const mine = ["X-Requested-With", "helselos"];
const body = JSON.stringify({ resourceType: "Parameters" });

const guarded = { "x-content-type-options": /^nosniff$/, "content-security-policy": /default-src 'none';.*frame-ancestors 'none'/,
    "referrer-policy": /^no-referrer$/ };
const kinds = [
    { name: "200 of FHIR", request: { path: "/fhir/Patient/anita", as: "anita" }, status: 200 },
    { name: "200 of a definition", request: { path: "/fhir/metadata" }, status: 200 },
    { name: "304 of FHIR", request: { path: "/fhir/Patient/anita", as: "anita", headers: [["If-None-Match", "*"]] }, status: 304 },
    { name: "400", request: { path: "/fhir/Patient?nonsense=1", as: "anita" }, status: 400 },
    { name: "401", request: { path: "/fhir/Patient/anita" }, status: 401 },
    { name: "403", request: { path: "/fhir/AuditEvent", as: "sykepleier-kari" }, status: 403 },
    { name: "404 of FHIR", request: { path: "/fhir/Patient/odd", as: "anita" }, status: 404 },
    { name: "404 of no address", request: { path: "/demo/nothing" }, status: 404 },
    { name: "405", request: { method: "POST", path: "/fhir/Patient/anita", as: "anita" }, status: 405 },
    { name: "406", request: { path: "/fhir/Patient/anita", as: "anita", headers: [["Accept", "image/png"]] }, status: 406 },
    { name: "413", request: { method: "POST", path: "/fhir/$fhirpath", headers: [fhir, ["Content-Length", "999999999"]] }, status: 413 },
    { name: "415", request: { method: "POST", path: "/fhir/$fhirpath", headers: [["Content-Type", "text/plain"]], body: "{}" }, status: 415 },
    { name: "400 of HTTP itself", request: { path: "/", headers: [["Bad Header", "x"]] }, status: 400 },
    { name: "431", request: { path: "/", headers: [["X-Long", "x".repeat(70_000)]] }, status: 431 },
    { name: "501", request: { method: "BREW", path: "/" }, status: [400, 405, 501] },
    { name: "the session", request: { path: "/session" }, status: 200 },
    { name: "the demonstration's persons", request: { path: "/demo/persons" }, status: 200 },
    { name: "health", request: { path: "/healthz" }, status: 200 },
    { name: "metrics", request: { path: "/metrics" }, status: 200 },
    { name: "a page", request: { path: "/" }, status: 200 },
    { name: "a page of personnel", request: { path: "/kliniker/arbeidsliste" }, status: 200 },
    { name: "a file that is not there", request: { path: "/assets/none.js" }, status: 404 },
];

const personal = ["/fhir/Patient/anita", "/fhir/Observation?subject=Patient/anita", "/fhir/AuditEvent", "/fhir/Patient/odd", "/fhir/Patient/anita/_history"];

const writes = [["POST", "/fhir/$share-assessment"], ["PUT", "/fhir/Patient/anita"], ["DELETE", "/fhir/Patient/anita"], ["POST", "/fhir/Patient/_search"], ["POST", "/session/end"]];
const crossings = [
    { name: "without our header", headers: [] },
    { name: "from another origin", headers: [mine, stranger] },
    { name: "from the origin null", headers: [mine, ["Origin", "null"]] },
    { name: "from another site", headers: [mine, ["Sec-Fetch-Site", "cross-site"]] },
    { name: "from a sister site", headers: [mine, ["Sec-Fetch-Site", "same-site"]] },
    { name: "with a header of another value", headers: [["X-Requested-With", "XMLHttpRequest"]] },
    { name: "as a plain form", headers: [["Content-Type", "text/plain"], stranger] },
];

export const rows = [
    ...strangers.flatMap((origin) => [
        { name: `a stranger reads nothing: ${origin}`, request: { path: "/fhir/Patient/anita", cookie: "anita", headers: [["Origin", origin]] }, expected: { headers: noCors } },
        { name: `a stranger learns not who is signed in: ${origin}`, request: { path: "/session", cookie: "anita", headers: [["Origin", origin]] }, expected: { headers: noCors } },
        { name: `a stranger asks first: ${origin}`, request: { method: "OPTIONS", path: "/fhir/Patient/anita", headers: [["Origin", origin], ["Access-Control-Request-Method", "DELETE"], ["Access-Control-Request-Headers", "x-requested-with"]] }, expected: { headers: noCors } },
    ]),
    ...["/metrics", "/healthz", "/demo/token", "/", "/sign-in"].map((path) => ({ name: `preflight of ${path}`, request: { method: "OPTIONS", path, headers: [stranger, ["Access-Control-Request-Method", "POST"]] }, expected: { headers: noCors } })),
    ...writes.flatMap(([method, path]) => crossings.map(({ name, headers }) => ({ name: `${method} ${path} by cookie ${name}`,
        request: { method, path, cookie: "anita", headers: [...(headers.some(([one]) => one === "Content-Type") ? [] : [fhir]), ...headers], body }, expected: { status: 403 } }))),
    { name: "honest: a change by cookie with all that is needed gets past the guard", request: { method: "POST", path: "/fhir/$share-assessment", cookie: "anita", headers: [fhir, mine, ["Sec-Fetch-Site", "same-origin"]], body }, expected: { status: [400, 422] } },
    { name: "honest: the guarded session is still open", request: { path: "/session", cookie: "anita" }, expected: { status: 200, body: /"signedIn":true/ } },

    ...kinds.map(({ name, request, status }) => ({ name: `guarding headers on ${name}`, request, expected: { status, headers: guarded } })),
    ...kinds.map(({ name, request, status }) => ({ name: `nothing of the program in ${name}`, request, expected: { status, headers: { server: null, "x-powered-by": null }, never: /\.cpp|\/src\/|SQLITE_|terminate called/ } })),
    ...personal.flatMap((path) => [
        { name: `kept by no cache: ${path}`, request: { path, as: "anita" }, expected: { headers: { "cache-control": /no-store/ } } },
        { name: `kept by no cache, by cookie: ${path}`, request: { path, cookie: "anita" }, expected: { headers: { "cache-control": /no-store/ } } },
        { name: `kept by no cache, for nobody: ${path}`, request: { path }, expected: { status: 401, headers: { "cache-control": /no-store/ } } },
    ]),
    { name: "who is signed in is kept by no cache", request: { path: "/session" }, expected: { headers: { "cache-control": /no-store/ } } },
    { name: "a record is called what it is", request: { path: "/fhir/Patient/anita", as: "anita" }, expected: { headers: { "content-type": /^application\/fhir\+json/ } } },
    ...["text/html", "text/javascript", "*/*;q=0.1, text/html"].map((accept) => ({ name: `asked as ${accept}, a record is no page and no script`, request: { path: "/fhir/Patient/anita", as: "anita", headers: [["Accept", accept]] }, expected: { status: [200, 406], headers: { "content-type": /^application\/fhir\+json/ } } })),
    ...["text/html", "html", "application/xhtml+xml"].map((format) => ({ name: `_format=${format} makes no page`, request: { path: `/fhir/Patient/anita?_format=${encodeURIComponent(format)}`, as: "anita" }, expected: { headers: { "content-type": /^application\/fhir\+json/ } } })),
    ...["callback", "jsonp", "_callback"].map((name) => ({ name: `no script by ?${name}=`, request: { path: `/fhir/metadata?${name}=alert`, as: "anita" }, expected: { never: /alert\(/ } })),
    { name: "who is signed in is an object, not a list a script could take", request: { path: "/session", cookie: "anita" }, expected: { body: /^\{/ } },
    { name: "a cookie for scripts to read is not set", request: { method: "POST", path: "/demo/sign-in", body: '{"person":"anita"}', headers: [["Content-Type", "application/json"]] }, expected: { status: 204, headers: { "set-cookie": /HttpOnly; SameSite=Strict/ } } },
];
