// Whether the time of an answer tells what its words do not: that a record is there.
//
// The two questions are asked in turn, so that whatever else the machine does slows both alike, and compared by rank: the
// chance that one answer of the first kind is slower than one of the second. Half is no difference. A difference counts only
// when it is wide, and shows three times in a row to the same side; so a busy machine does not fail it.
import { Agent, request as send } from "node:http";

const pairs = 150;
const warmUp = 20;
const seriesMax = 3;
const margin = 0.2;

function ask(agent, house, path, token) {
    return new Promise((done, failed) => {
        const begin = process.hrtime.bigint();
        const call = send(`${house.root}${path}`, { agent, headers: { Authorization: `Bearer ${token}` } }, (answer) => {
            answer.resume();
            answer.on("end", () => done(Number(process.hrtime.bigint() - begin)));
        });
        call.on("error", failed);
        call.end();
    });
}

/** How often a value of `ones` is greater than one of `others`; the U of Mann and Whitney over all pairs. */
function share(ones, others) {
    let greater = 0;
    for (const one of ones) for (const other of others) greater += one > other ? 1 : one === other ? 0.5 : 0;
    return greater / (ones.length * others.length);
}

async function series(house, there, nowhere, token) {
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    const times = [[], []];
    for (let i = 0; i < pairs + warmUp; ++i)
        // Which of the two is first changes, so that neither always comes behind the other.
        for (const which of i % 2 === 0 ? [0, 1] : [1, 0]) {
            const taken = await ask(agent, house, [there, nowhere][which], token);
            if (i >= warmUp) times[which].push(taken);
        }
    agent.destroy();
    return share(times[0], times[1]) - 0.5;
}

async function tell(house, there, nowhere, as) {
    const found = [];
    for (let i = 0; i < seriesMax; ++i) {
        const difference = await series(house, there, nowhere, await house.token(as));
        if (Math.abs(difference) < margin || (found.length > 0 && Math.sign(difference) !== Math.sign(found[0]))) return [];
        found.push(difference);
    }
    return [`the time tells: slower by rank ${found.map((one) => (one + 0.5).toFixed(2)).join(", ")} (0.50 is no difference)`];
}

const questions = [
    ["a patient", "/fhir/Patient/odd", "/fhir/Patient/zzz"],
    ["a measurement", "/fhir/Observation/kanari-observation", "/fhir/Observation/zzzzzz-zzzzzzzzzzz"],
    ["a diagnosis", "/fhir/Condition/kanari-condition", "/fhir/Condition/zzzzzz-zzzzzzzzz"],
    ["what a search finds", "/fhir/Observation?patient=Patient/odd", "/fhir/Observation?patient=Patient/zzz"],
];

export const rows = ["maria", "sykepleier-nils"].flatMap((as) => questions.map(([what, there, nowhere]) => ({
    name: `${as}: the time does not tell that ${what} is there`, act: (house) => tell(house, there, nowhere, as) })));
