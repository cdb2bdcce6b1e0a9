// Our FHIRPath beside npm's: the same made-up expressions over the same made-up resources. A
// difference fails, unless known_differences.mjs explains it.
//
//     node tests/differential/run.mjs                              2,000 expressions, the same each time
//     node tests/differential/run.mjs --count 200000 --seed 7
//     node tests/differential/run.mjs --expression "1 = 1.0"       one, shown from both sides
//     ... --program build/debug/tests/differential/evaluate_lines --show 50
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import fhirpath from 'fhirpath'
import r4 from 'fhirpath/fhir-context/r4/index.js'
import { Expressions } from './expressions.mjs'
import { explanation } from './known_differences.mjs'
import { Random } from './random.mjs'
import { resources } from './resources.mjs'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../..')
const { values: options } = parseArgs({
    options: {
        count: { type: 'string', default: '2000' },
        seed: { type: 'string', default: '20261122' },
        show: { type: 'string', default: '20' },
        expression: { type: 'string' },
        program: { type: 'string', default: path.join(root, 'build/release/tests/differential/evaluate_lines') },
    },
})

const resourceCount = 40
const random = new Random(Number(options.seed))
const samples = resources(random, resourceCount)
const generator = new Expressions(random)
const cases = Array.from({ length: options.expression ? 1 : Number(options.count) }, () => {
    const resource = random.below(samples.length)
    return { expression: options.expression ?? generator.any(samples[resource].resourceType), resource }
})

function ours() {
    const lines = [...samples.map((resource) => ({ resource })), ...cases].map((line) => JSON.stringify(line))
    const done = spawnSync(options.program, { input: `${lines.join('\n')}\n`, maxBuffer: 1 << 30, encoding: 'utf8' })
    if (done.status !== 0) throw new Error(`${options.program}: ${done.error?.message ?? done.stderr}`)
    return done.stdout.trim().split('\n').map((line) => JSON.parse(line))
}

const settings = { resolveInternalTypes: false, traceFn: () => {} }

// Backbone elements have names of their own here and one name there.
function typeName(type) {
    return /^FHIR\.\w+\./.test(type) ? 'FHIR.BackboneElement' : type
}

function plain(value) {
    if (value === null || typeof value !== 'object') return value
    if (value instanceof fhirpath.FP_Decimal) return Number(value.toString())
    return fhirpath.resolveInternalTypes([value])[0]
}

function theirs({ expression, resource }) {
    try {
        const found = fhirpath.evaluate(structuredClone(samples[resource]), expression, {}, r4, settings)
        const types = fhirpath.types(found)
        const items = found.map((item, place) => ({ type: typeName(types[place]), value: plain(item?.data !== undefined && 'path' in item ? item.data : item) }))
        return { items }
    } catch (error) {
        return { error: String(error.message ?? error) }
    }
}

function sameValue(left, right) {
    if (typeof left === 'number' || typeof right === 'number') {
        const [a, b] = [Number(left), Number(right)]
        return Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a), Math.abs(b))
    }
    if (left === null || right === null || typeof left !== 'object' || typeof right !== 'object') return (left ?? null) === (right ?? null)
    const keys = Object.keys(left)
    return keys.length === Object.keys(right).length && keys.every((key) => sameValue(left[key], right[key]))
}

function same(left, right) {
    if (left.error !== undefined || right.error !== undefined) return left.error !== undefined && right.error !== undefined
    if (left.items.length !== right.items.length) return false
    return left.items.every((item, place) => typeName(item.type) === right.items[place].type && sameValue(item.value ?? null, right.items[place].value ?? null))
}

const answers = ours()
const tally = { passed: 0, failed: 0 }
const explained = new Map()
cases.forEach((one, place) => {
    const [left, right] = [answers[place], theirs(one)]
    const reason = same(left, right) ? '' : explanation({ ...one, left, right, sample: samples[one.resource] })
    if (reason) explained.set(reason, (explained.get(reason) ?? 0) + 1)
    tally[reason === undefined ? 'failed' : 'passed'] += 1
    if (options.expression || (reason === undefined && tally.failed <= Number(options.show))) {
        console.log(`${one.expression}\n    on  ${JSON.stringify(samples[one.resource]).slice(0, 300)}`)
        console.log(`    ours   ${JSON.stringify(left)}\n    theirs ${JSON.stringify(right)}`)
    }
})
for (const [reason, count] of [...explained].sort((a, b) => b[1] - a[1])) console.log(`explained ${count}: ${reason}`)
console.log(`${tally.passed} passed, ${tally.failed} failed`)
process.exit(tally.failed ? 1 : 0)
