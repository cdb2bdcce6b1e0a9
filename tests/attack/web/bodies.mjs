// Bodies and headers that are too much, ambiguous or packed, and what is echoed of them.
import { gzipSync } from "node:zlib";
import { fhir, sendBytes } from "./ask.mjs";

const post = (body, headers = [fhir], path = "/fhir/$fhirpath") => ({ method: "POST", path, headers, body, as: "anita" });
const bomb = gzipSync(Buffer.alloc(32 << 20));
const injected = ["%0d%0aX-Injected:%201", "%0aX-Injected:1", "%0d%0a%0d%0a<script>", "%E5%98%8A%E5%98%8DX-Injected:1", "%00X-Injected:1"];
const noInjection = { headers: { "x-injected": null } };

async function refusedBytes(house, head) {
    const { host } = new URL(house.root);
    const text = await sendBytes(house, Buffer.from(head.replaceAll("HOST", host), "latin1"));
    const statuses = [...text.matchAll(/^HTTP\/1\.1 (\d+)/gm)].map(([, status]) => status);
    return statuses.join(" ");
}

const smuggled = "GET /fhir/Patient/anita HTTP/1.1\r\nHost: HOST\r\n\r\n";
// Those that are not in http_smuggling_test.cpp: against the whole program, with a second request behind the first.
const smuggling = [
    ["a length and chunks at once", "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n"],
    ["chunks twice", "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n"],
    ["chunks that are not last", "Transfer-Encoding: chunked, identity\r\n"],
    ["packed chunks", "Transfer-Encoding: gzip, chunked\r\n"],
    ["chunks in other clothes", "Transfer-Encoding: xchunked\r\n"],
    ["chunks behind a tab", "Transfer-Encoding:\tchunked\r\nContent-Length: 4\r\n"],
    ["chunks with a blank before the colon", "Transfer-Encoding : chunked\r\n"],
    ["chunks with a vertical tab", "Transfer-Encoding: \x0bchunked\r\n"],
    ["chunks on a folded line", "Transfer-Encoding:\r\n chunked\r\n"],
    ["chunks with a lone line feed before", "X: y\nTransfer-Encoding: chunked\r\n"],
    ["chunks with a NUL", "Transfer-Encoding: chunked\0\r\n"],
    ["two lengths", "Content-Length: 4\r\nContent-Length: 0\r\n"],
    ["two lengths in one", "Content-Length: 4, 0\r\n"],
    ["a length with a sign", "Content-Length: +4\r\n"],
    ["a negative length", "Content-Length: -4\r\n"],
    ["a length in hexadecimal", "Content-Length: 0x4\r\n"],
    ["a length beyond all", "Content-Length: 18446744073709551620\r\n"],
    ["an upgrade to HTTP/2", "Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAMAAABkAARAAAAAAAIAAAAA\r\nContent-Length: 4, 4\r\n"],
];

export const rows = [
    { name: "a body larger than is taken", request: post("x".repeat(1), [fhir, ["Content-Length", "200000000"]]), expected: { status: 413 } },
    { name: "JSON a million deep", request: post("[".repeat(1_000_000)), expected: { status: [400, 413, 422] } },
    { name: "JSON deep and whole", request: post(`${'{"a":'.repeat(500)}1${"}".repeat(500)}`), expected: { status: [400, 413, 422] } },
    { name: "a key twice", request: post('{"resourceType":"Parameters","resourceType":"Patient"}'), expected: { status: [400, 422] } },
    { name: "a key twice, one of them written otherwise", request: post('{"resourceType":"Parameters","resource\\u0054ype":"Patient"}'), expected: { status: [400, 422] } },
    { name: "a number of 100,000 digits", request: post(`{"resourceType":"Parameters","parameter":[{"name":"x","valueDecimal":${"9".repeat(100_000)}}]}`), expected: { status: [400, 413, 422] } },
    { name: "a text that is no UTF-8", request: post(Buffer.from([0x7b, 0x22, 0xc0, 0xae, 0x22, 0x3a, 0x31, 0x7d])), expected: { status: [400, 422] } },
    { name: "a lone surrogate", request: post('{"resourceType":"Parameters","id":"\\ud800"}'), expected: { status: [400, 422] } },
    { name: "a prototype", request: post('{"__proto__":{"admin":true},"resourceType":"Parameters","constructor":{"prototype":{}}}'), expected: { status: [400, 422] } },
    { name: "a stranger's XML", request: post('<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><Parameters>&e;</Parameters>', [["Content-Type", "application/fhir+xml"]]), expected: { status: 415, never: /root:x/ } },
    ...["gzip", "deflate", "br", "zstd", "gzip, gzip", "x-gzip"].map((coding) => ({ name: `a bomb as ${coding}`, request: post(bomb, [fhir, ["Content-Encoding", coding]]), expected: { status: [400, 415], never: /X-Injected/ } })),
    { name: "a small body that is packed is not taken for plain", request: post(gzipSync("{}"), [fhir, ["Content-Encoding", "gzip"]]), expected: { status: [400, 415] } },
    { name: "101 headers", request: { path: "/healthz", headers: Array.from({ length: 101 }, (_, i) => [`X-${i}`, "1"]) }, expected: { status: 431 } },
    { name: "10,000 headers", request: { path: "/healthz", headers: Array.from({ length: 10_000 }, (_, i) => [`X-${i}`, "1"]) }, expected: { status: 431 } },
    { name: "10,000 cookies", request: { path: "/session", headers: [["Cookie", Array.from({ length: 10_000 }, (_, i) => `c${i}=1`).join("; ")]] }, expected: { status: [200, 431], never: /"signedIn":true/ } },
    { name: "an address longer than is read", request: { path: `/fhir/Patient?name=${"x".repeat(9_000)}` }, expected: { status: [414, 431] } },
    { name: "1,000 parameters", request: { path: `/fhir/Patient?${"name=x&".repeat(1000)}`, as: "anita" }, expected: { status: [400, 413, 414] } },

    ...injected.flatMap((text) => [
        { name: `no header by a resource's id: ${text}`, request: { path: `/fhir/Patient/${text}`, as: "anita" }, expected: noInjection },
        { name: `no header by a search: ${text}`, request: { path: `/fhir/Organization?name=${text}&_count=1`, as: "anita" }, expected: noInjection },
        { name: `no header by an address of a page: ${text}`, request: { path: `/kliniker${text}` }, expected: noInjection },
        { name: `no header by a return: ${text}`, request: { path: `/sign-in?to=/${text}` }, expected: noInjection },
    ]),
    { name: "no header by a header", request: { path: "/fhir/metadata", headers: [["X-Request-Id", "a\r\nX-Injected: 1"]] }, expected: noInjection },
    ...["<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>"].flatMap((text) => [
        { name: `an error repeats no script as page: ${text}`, request: { path: `/fhir/${encodeURIComponent(text)}/1`, as: "anita" }, expected: { headers: { "content-type": /^application\/fhir\+json/ } } },
        { name: `a refusal repeats no value: ${text}`, request: { path: `/fhir/Patient?birthdate=${encodeURIComponent(text)}`, as: "anita" }, expected: { status: 400, never: /alert\(1\)/ } },
    ]),

    ...smuggling.map(([name, headers]) => ({ name: `smuggled behind ${name}`, act: async (house) => {
        const got = await refusedBytes(house, `POST /fhir/$fhirpath HTTP/1.1\r\nHost: HOST\r\nContent-Type: application/fhir+json\r\n${headers}\r\n0\r\n\r\n${smuggled}`);
        return /^(400|413|501)$/.test(got) ? [] : [`answers ${got}`];
    } })),
];
