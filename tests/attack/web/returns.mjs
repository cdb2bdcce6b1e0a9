// Where signing in sends people: to a page of ours or to the first page, whatever was asked for. Needs issuers.
import { Browser } from "../tokens/browser.mjs";

const targets = ["https://evil.example", "http://evil.example/", "//evil.example", "///evil.example", "////evil.example//", "/\\evil.example", "\\\\evil.example", "/\t/evil.example",
    "/\n/evil.example", "/\r/evil.example", "\t//evil.example", " //evil.example", "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,x", "vbscript:x", "blob:x", "mailto:x",
    "evil.example", "@evil.example", "https:evil.example", "https:/evil.example", "http:\\\\evil.example", "/%0d%0aLocation:https://evil.example\r\n", "/\u2028//evil.example", "/\u3002evil",
    "ftp://evil.example", "?x=//evil.example", "#//evil.example", "", ".", "..", "../..", "/\u0000//evil.example", "/ /evil.example"];
// Of our own, however they look: a browser stays here.
const staying = ["/%2f/evil.example", "/%2f%2fevil.example", "/%5cevil.example", "/@evil.example", "/https://evil.example", "/.//evil.example", "/x?to=https://evil.example", "/..//evil.example"];

async function sentTo(house, to) {
    const browser = new Browser();
    const answer = await browser.signIn(house, { to });
    return answer.headers.get("location");
}

const isOurs = (house, location) => location !== null && new URL(location, house.root).origin === new URL(house.root).origin;

export const rows = [
    ...targets.map((to) => ({ name: `back to ${JSON.stringify(to)}`, act: async (house) => {
        const location = await sentTo(house, to);
        return location === "/" || (location === null && /[\0-\x1f]/.test(to)) ? [] : [`sent to ${location}`];
    } })),
    ...staying.map((to) => ({ name: `back to ${to} stays here`, act: async (house) => {
        const location = await sentTo(house, to);
        return isOurs(house, location) ? [] : [`sent to ${location}`];
    } })),
    { name: "two returns are no return", act: async (house) => {
        const answer = await new Browser().ask(`${house.root}/sign-in?to=/a&to=//evil.example`);
        return answer.status === 400 ? [] : [`answers ${answer.status}`];
    } },
    { name: "a host header does not move the issuer's return", act: async (house) => {
        const { ask } = await import("./ask.mjs");
        const answer = await ask(house, { path: "/sign-in?to=/", headers: [["Host", "evil.example"], ["X-Forwarded-Host", "evil.example"]] });
        const { params } = house.residents.pushed.at(-1);
        return answer.text.includes("evil.example") || !params.redirect_uri.startsWith(house.root) ? [answer.text, params.redirect_uri] : [];
    } },
    ...["https://evil.example", "null", "http://127.0.0.1.evil.example"].map((origin) => ({ name: `with tokens: ${origin} never calls with a cookie`, act: async (house) => {
        const { ask } = await import("./ask.mjs");
        const answers = [await ask(house, { path: "/fhir/metadata", headers: [["Origin", origin]] }),
            await ask(house, { method: "OPTIONS", path: "/fhir/Patient", headers: [["Origin", origin], ["Access-Control-Request-Method", "POST"], ["Access-Control-Request-Headers", "x-requested-with,cookie"]] })];
        return answers.flatMap(({ headers }) => [headers.get("access-control-allow-credentials"), headers.get("access-control-allow-headers")?.match(/x-requested-with|cookie|\*/i)?.[0],
            headers.get("access-control-allow-origin") === origin ? origin : undefined]).filter(Boolean);
    } })),
];
