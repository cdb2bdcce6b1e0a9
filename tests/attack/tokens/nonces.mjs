// A server that wants a nonce of its own in each proof.
import { makeCall, send, statusOf } from "./calls.mjs";

export const words = ["--proof-nonce"];

const nonceOf = async (house) => (await send(await makeCall(house))).headers.get("dpop-nonce");

export const rows = [
    { name: "no nonce", expected: "401 use_dpop_nonce", act: async (house) => {
        const answer = await send(await makeCall(house));
        return `${answer.status} ${(answer.headers.get("www-authenticate") ?? "").match(/error="([a-z_]+)"/)?.[1]}`;
    } },
    { name: "honest: the nonce that was given", expected: 200, act: async (house) =>
        statusOf(house, { proof: { nonce: await nonceOf(house) } }) },
    { name: "a made-up nonce", expected: 401, act: (house) => statusOf(house, { proof: { nonce: "made-up" } }) },
];
