// Host headers, path tricks, methods in disguise and verbs.
const evil = "evil.example";

const files = ["/etc/passwd", "/helselos.db", "/.git/config", "/CMakeLists.txt"];
const outside = ["../..", "..%2f..", "%2e%2e/%2e%2e", "%252e%252e%252f", "..%5c..", "..\\..", ".%00./..", "%c0%ae%c0%ae/%c0%ae%c0%ae", "%c0%af..", "..;/..",
    "....//....", "%ef%bc%8f..", "..%u2215.."];
const secret = /root:x:|SQLite format|\[core\]|cmake_minimum/;

const hosts = [
    { name: "another host", headers: [["Host", evil]] },
    { name: "another host forwarded", headers: [["X-Forwarded-Host", evil], ["X-Host", evil], ["Forwarded", `host=${evil}`]] },
    { name: "another scheme forwarded", headers: [["X-Forwarded-Proto", "javascript"], ["X-Forwarded-Port", "1"]] },
    { name: "a host with a path", headers: [["Host", `${evil}/x?`]] },
    { name: "a host with a person in it", headers: [["Host", `127.0.0.1@${evil}`]] },
];

export const rows = [
    ...hosts.flatMap(({ name, headers }) => [
        { name: `${name}: not in the links of a search`, request: { path: "/fhir/Organization?_count=1", headers, as: "anita" }, expected: { never: /evil\.example|javascript:/ } },
        { name: `${name}: not in the address of what was made`, request: { path: "/fhir/metadata", headers }, expected: { never: /evil\.example/ } },
        { name: `${name}: not in a redirect`, request: { path: "/kliniker", headers }, expected: { status: [308, 400], never: /evil\.example/ } },
    ]),
    { name: "two hosts", request: { path: "/fhir/metadata", headers: [["Host", "a"], ["Host", evil]] }, expected: { status: 400 } },
    { name: "an address with a host of its own", request: { path: `http://${evil}/fhir/metadata` }, expected: { never: /evil\.example/ } },

    ...outside.flatMap((way) => files.map((file) => (
        { name: `static ${way}${file}`, request: { path: `/assets/${way}${file}` }, expected: { status: [200, 400, 404], never: secret } }))),
    ...outside.map((way) => ({ name: `fhir ${way}`, request: { path: `/fhir/Patient/${way}/Organization`, as: "anita" }, expected: { status: [400, 404], never: secret } })),
    ...["/fhir/Patient/%00", "/fhir/Patient/anita%00", "/fhir/Patient/anita%2500", "/fhir//Patient/anita", "/fhir/Patient//anita", "/fhir/./Patient/anita",
        "/fhir/Patient/anita/", "/fhir/Patient/anita;x=1", "/fhir/Patient;/anita", "/fhir/%50atient%2fanita", "/FHIR/Patient/anita", "/fhir\\Patient\\anita", "/fhir/patient/anita",
        "/demo/../fhir/Patient/anita", "/healthz/../fhir/Patient/anita", "/metrics%2f..%2ffhir/Patient/anita", "/assets/..;/fhir/Patient/anita"].map((path) => (
        { name: `around the door: ${path}`, request: { path }, expected: { status: [200, 400, 401, 404], never: /"resourceType":"Patient"/ } })),
    ...["/fhir/Patient/anita%2f..%2fodd", "/fhir/Patient/anita/../odd", "/fhir/Patient/%6fdd", "/fhir/Patient/odd?_id=anita", "/fhir/Patient/odd/_history/1", "/fhir/Patient/odd/_history/01",
        "/fhir/Patient?_id=odd", "/fhir/Patient?_id=anita,odd", "/fhir/Patient/anita/Patient?_id=odd"].map((path) => (
        { name: `to another patient: ${path}`, request: { path, as: "maria" }, expected: { never: /"id":"odd"/ } })),

    ...["X-HTTP-Method-Override", "X-HTTP-Method", "X-Method-Override", "_method"].flatMap((header) => [
        { name: `${header} turns no GET into a DELETE`, request: { path: "/fhir/Patient/anita", headers: [[header, "DELETE"]], as: "anita" }, expected: { status: 200, body: /"resourceType":"Patient"/ } },
        { name: `${header} turns no POST into a PUT`, request: { method: "POST", path: "/fhir/Patient/anita", headers: [[header, "PUT"]], as: "anita" }, expected: { status: 405 } },
    ]),
    { name: "_method in the address", request: { path: "/fhir/Patient/anita?_method=DELETE", as: "anita" }, expected: { status: [200, 400], never: /^HTTP\/1\.1 204/ } },
    ...["TRACE", "CONNECT", "TRACK", "DEBUG", "PROPFIND", "get", "GETX", "LINK"].map((method) => (
        { name: `the verb ${method}`, request: { method, path: "/fhir/Patient/anita", as: "anita" }, expected: { status: [400, 405, 501], never: /Bearer|"resourceType":"Patient"/ } })),
    ...["PUT", "DELETE", "PATCH", "GET", "HEAD"].map((method) => (
        { name: `${method} on an operation that changes`, request: { method, path: "/fhir/$share-assessment", as: "anita" }, expected: { status: [404, 405] } })),
    ...["POST", "PUT", "DELETE"].map((method) => (
        { name: `${method} on a page`, request: { method, path: "/kliniker/" }, expected: { status: [404, 405] } })),
    ...["/healthz", "/metrics", "/session", "/demo/persons"].map((path) => (
        { name: `DELETE ${path}`, request: { method: "DELETE", path }, expected: { status: [200, 404, 405], never: /"signedIn":true/ } })),
    ...["$sealed-days", "$signing-keys", "$signed-in", "$reindex-status"].flatMap((operation) => [
        { name: `${operation} for nobody`, request: { path: `/fhir/${operation}` }, expected: { status: 401 } },
        { name: `${operation} for a resident`, request: { path: `/fhir/${operation}`, as: "anita" }, expected: { status: 403 } },
        { name: `${operation} for personnel`, request: { path: `/fhir/${operation}`, as: "sykepleier-kari" }, expected: { status: 403 } },
    ]),
];
