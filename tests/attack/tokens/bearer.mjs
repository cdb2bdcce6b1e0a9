// A server that also takes tokens bound to no key.
import { statusOf } from "./calls.mjs";

export const words = ["--accept-bearer"];

const row = (name, expected, change) => ({ name, expected, act: (house) => statusOf(house, change) });

export const rows = [
    row("honest: an unbound token as bearer", 200, { scheme: "Bearer", unbound: true, dpop: "" }),
    row("a bound token as bearer all the same", 401, { scheme: "Bearer", dpop: "" }),
    row("an unbound token as DPoP", 401, { unbound: true }),
];
