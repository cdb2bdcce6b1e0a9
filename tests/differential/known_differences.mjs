// Where we answer otherwise than npm's fhirpath, and why. A rule looks at how the two answers differ;
// the first that fits counts.
import ucum from '@lhncbc/ucum-lhc'

const units = ucum.UcumLhcUtils.getInstance()
const instant = (text) => Date.parse(String(text))
const isNumber = (type) => /^System\.(Integer|Decimal|Long)$/.test(type)
const near = (a, b) => Math.abs(Number(a) - Number(b)) <= 1e-9 * Math.max(1, Math.abs(Number(a)), Math.abs(Number(b)))

function sameValue(left, right) {
    if (left === right) return true
    if (typeof left === 'number' && typeof right === 'number') return near(left, right)
    return typeof left === 'object' && JSON.stringify(left) === JSON.stringify(right)
}

// Each pair is the same, or differs as the rule says.
function each(explains) {
    return ({ left, right }) => left.items && right.items && left.items.length === right.items.length && left.items.every((item, place) => {
        const other = right.items[place]
        return (item.type === other.type && sameValue(item.value, other.value)) || explains(item, other)
    })
}

function quantity(text) {
    const [, value, unit] = /^(-?[0-9.e+-]+) '?([^']*)'?$/.exec(String(text)) ?? []
    return { value: Number(value), unit }
}

function sameQuantity(left, right) {
    const [a, b] = [quantity(left), quantity(right)]
    if (a.unit === b.unit) return near(a.value, b.value)
    const converted = units.convertUnitTo(b.unit, b.value, a.unit)
    return converted.status === 'succeeded' && near(converted.toVal, a.value)
}

const rules = [
    ['JavaScript has one kind of number: theirs takes a whole Decimal for an Integer and loses the zeros at the end',
        each((a, b) => (isNumber(a.type) && isNumber(b.type) && near(a.value, b.value))
            || (a.type === 'System.String' && b.type === a.type && a.value !== '' && b.value !== '' && near(a.value, b.value)))],
    ['units of a product are spelled otherwise', each((a, b) => a.type === b.type && typeof a.value === 'string' && sameQuantity(a.value, b.value))],
    ['theirs does not tell the type of an extension of a resource or primitive, nor of its url', each((a, b) => sameValue(a.value, b.value)
        && ((a.type === 'FHIR.Extension' && b.type === 'System.Object') || (a.type === 'FHIR.uri' && b.type === 'System.String')))],
    ['date arithmetic of theirs ends in UTC; ours keeps the zone', each((a, b) => a.type === b.type && instant(a.value) === instant(b.value))],
    ['theirs leaves a Date what toDateTime() makes of it', each((a, b) => a.type === 'System.DateTime' && b.type === 'System.Date' && a.value === b.value)],
    ['a DateTime without time has no T at its end when it is shown', each((a, b) => a.type === b.type && `${a.value}T` === b.value)],
    ['a boundary of a DateTime without zone is one anywhere on earth, as in the official cases',
        each((a, b) => a.type === b.type && /[+-]1[24]:00$/.test(a.value) && /\d([.]\d{3})?(-00:00)?$/.test(b.value))],
    ['an Integer beyond 32 bits is nothing, as the specification has it', ({ left, right }) =>
        left.items?.length === 0 && right.items?.some(({ type, value }) => isNumber(type) && Math.abs(value) > 2147483647)],
    ['JavaScript rounds a half upwards', ({ expression }) => /~.*(-1[.]5|Boundary)/.test(expression)],
    ['a minus before nothing is nothing, as the specification has it; theirs refuses', ({ right }) => /^Unary - can only/.test(right.error ?? '')],
    ['JavaScript has binary fractions: 1.0 mod 0.1 is not 0 there', ({ expression, left, right }) =>
        / (mod|div) /.test(expression) && left.items?.length === right.items?.length],
    ['a half is rounded away from zero, also below it', ({ expression, left, right }) =>
        /round\(/.test(expression) && /-/.test(expression) && left.items?.length === right.items?.length],
    ['a criterion that is an element takes its value: active.where($this)', ({ expression }) => /(where|exists|all)\((\$this|required|active|deceased)\)/.test(expression)],
    ['a DateTime without time has no T at its end when it is shown as text', ({ expression }) => /@\d{4}(-\d\d){0,2}T\).toString\(/.test(expression)],
    ['a set is no larger for what it holds twice', ({ expression, left, right }) =>
        /(subsetOf|supersetOf)\(/.test(expression) && left.items?.[0]?.value === true && right.items?.[0]?.value === false],
    ['a time without zone beside one with may be anywhere on earth', ({ expression, left, right }) =>
        left.items?.length === 0 && right.items?.[0]?.type === 'System.Boolean' && /@\d{4}[-\d]*T|issued|effective|date\b|start|end/.test(expression)],
    ['quantities are equivalent by the digits of the coarser unit', ({ expression, left, right }) =>
        /~/.test(expression) && left.items?.[0]?.type === 'System.Boolean' && right.items?.[0]?.type === 'System.Boolean'
        && /[0-9] ('|second|minute|hour|day|week|month|year)/.test(expression)],
    ['iif() on several items is refused, as the specification has it', ({ left }) => /^FHIRPath: iif\(\) takes one item/.test(left.error ?? '')],
    ['theirs does not make a Date of a FHIR dateTime or instant with a time', ({ expression }) => /(issued|date|effective)\)*\.(toDate|convertsToDate)\(/.test(expression)],
    ['a time keeps the precision it has', each((a, b) => a.type === 'System.Time' && b.type === a.type && a.value === `${b.value}.000`)],
    ['what one chain defines, another may define again', ({ right }) => /already defined/.test(right.error ?? '')],
    ['quantities of different dimensions are neither equal nor unequal', ({ expression, left, right }) =>
        left.items?.length === 0 && right.items?.[0]?.type === 'System.Boolean' && /Quantity|[0-9] '(mg|ug|g|kg|cm|m|a|d)'|value|low|high/.test(expression)],
]

// Why the two differ; undefined when no rule knows.
export function explanation(difference) {
    return rules.find(([, fits]) => fits(difference))?.[0]
}
