// Requests over kept connections, and many at a time.
import { Agent, request } from "node:http";

const agent = new Agent({ keepAlive: true, maxSockets: 4 });
const atATime = 4;

/** { status, headers, text, json() }; a body that is no text is sent as JSON. */
export function call(base, method, path, { body, headers = {}, form } = {}) {
    const sent = body === undefined ? form : JSON.stringify(body);
    const type = form === undefined ? "application/fhir+json" : "application/x-www-form-urlencoded";
    return new Promise((resolve, reject) => {
        const asked = request(base + path, { method, agent, headers: { ...(sent !== undefined && { "Content-Type": type, "Content-Length": Buffer.byteLength(sent) }), ...headers } }, (answer) => {
            const chunks = [];
            answer.on("data", (chunk) => chunks.push(chunk)).on("error", reject).on("end", () => {
                const text = Buffer.concat(chunks).toString();
                resolve({ status: answer.statusCode, headers: answer.headers, text, json: () => JSON.parse(text) });
            });
        });
        asked.on("error", reject).end(sent);
    });
}

/** Runs `act` on each, some at a time; the results in their order. */
export async function onEach(list, act) {
    const results = new Array(list.length);
    let next = 0;
    const worker = async () => {
        while (next < list.length) {
            const at = next++;
            results[at] = await act(list[at], at);
        }
    };
    await Promise.all(Array.from({ length: atATime }, worker));
    return results;
}

export const fault = (answer) => `${answer.status} ${answer.text.slice(0, 300)}`;
export const expect = (answer, ...statuses) => {
    if (!statuses.includes(answer.status)) throw new Error(`${statuses.join(" or ")} expected, got ${fault(answer)}`);
    return answer;
};

/** Whether a search finds the resource. */
export async function finds(base, path, id) {
    const { entry = [] } = expect(await call(base, "GET", path), 200).json();
    return entry.some(({ resource, search }) => search?.mode !== "outcome" && resource.id === id);
}
