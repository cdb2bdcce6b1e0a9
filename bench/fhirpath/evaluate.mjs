// Evaluates one expression over resources, compiled once:
//     node bench/fhirpath/evaluate.mjs RESOURCES.ndjson EXPRESSION SECONDS
// One line of JSON: evaluations a second, and how many items all resources gave, in one round.
import { readFileSync } from 'node:fs'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'

const [file, expression, seconds] = process.argv.slice(2)
const resources = readFileSync(file, 'utf8').trim().split('\n').map((line) => JSON.parse(line))
const evaluate = fhirpath.compile(expression, r4)

function round() {
    let items = 0
    for (const resource of resources) items += evaluate(resource, {}).length
    return items
}

const items = round()
const warm = performance.now() + 300
while (performance.now() < warm) round()
const [start, cpu] = [performance.now(), process.cpuUsage()]
const end = start + 1000 * Number(seconds)
let count = 0
for (; performance.now() < end; count += resources.length) round()
const { user, system } = process.cpuUsage(cpu)
console.log(JSON.stringify({ rate: (1000 * count) / (performance.now() - start), cpu_us: (user + system) / count, items }))
