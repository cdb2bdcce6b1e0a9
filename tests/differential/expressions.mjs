// Expressions by a grammar that knows types, so that most of them mean something.
const elements = {
    Patient: {
        name: 'HumanName*', telecom: 'ContactPoint*', contact: 'Contact*', address: 'Address*', extension: 'Extension*',
        active: 'boolean', gender: 'string', birthDate: 'date', deceased: 'any', multipleBirth: 'any',
    },
    Observation: {
        status: 'string', code: 'CodeableConcept', category: 'CodeableConcept*', value: 'any', effective: 'any', issued: 'dateTime',
        component: 'Component*', referenceRange: 'ReferenceRange*', subject: 'Reference',
    },
    Questionnaire: { item: 'Item*', status: 'string', url: 'string', date: 'dateTime' },
    HumanName: { use: 'string', family: 'string', given: 'string*', period: 'Period' },
    ContactPoint: { system: 'string', value: 'string', use: 'string', rank: 'integer' },
    Contact: { gender: 'string', name: 'HumanName' },
    Address: { line: 'string*', city: 'string', postalCode: 'string' },
    Extension: { value: 'any' },
    CodeableConcept: { coding: 'Coding*', text: 'string' },
    Coding: { system: 'string', code: 'string', display: 'string' },
    Component: { code: 'CodeableConcept', value: 'any' },
    ReferenceRange: { low: 'Quantity', high: 'Quantity', text: 'string' },
    Reference: { reference: 'string' },
    Period: { start: 'dateTime', end: 'dateTime' },
    Quantity: { value: 'decimal', unit: 'string', code: 'string' },
    Item: { linkId: 'string', text: 'string', required: 'boolean', item: 'Item*', type: 'string' },
}

const literals = {
    boolean: ['true', 'false', '{}'],
    integer: ['0', '1', '2', '3', '7', '10', '-1', '1000', '{}'],
    decimal: ['0.0', '1.0', '1.10', '2.5', '0.1', '3.14159', '100.00', '-1.5', '{}'],
    string: ["''", "'a'", "'abc'", "'Kari'", "' b '", "'ÅSE'", "'8480-6'", "'1'", "'1.50'", "'true'", "'2015-02-04'", "'4 days'", '{}'],
    date: ['@1974', '@1974-12', '@1974-12-25', '@2000-02-29', '@2019-06-30', '@2024-01-31', '{}'],
    dateTime: ['@2015T', '@2015-02-04T', '@2015-02-04T14:34', '@2015-02-04T14:34:28Z', '@2015-02-04T14:34:28.120+01:00', '@2019-12-31T23:59:59.999Z'],
    time: ['@T12', '@T12:30', '@T12:30:15', '@T23:59:59.999', '@T00:00'],
    Quantity: ["1 'mg'", "1000 'ug'", "2.5 'g'", "3 'kg'", "0.003 'kg'"],
    Duration: ['4 days', '1 week', '96 hours', "4 'd'", '345600 seconds'],
}

const scalar = Object.keys(literals).filter((type) => type !== 'Duration')
const numbers = ['integer', 'decimal']
const calendar = ['1 year', '2 years', '1 month', '11 months', '3 weeks', '1 day', '30 days', '25 hours', '90 minutes', '45 seconds', '1500 milliseconds', '1.9 days', '0.5 seconds']

export class Expressions {
    constructor(random) {
        this.random = random
    }

    // On a resource of this type.
    any(resourceType) {
        const wanted = this.random.pick(['boolean', 'boolean', 'integer', 'decimal', 'string', 'date', 'dateTime', 'time', 'Quantity', 'items', 'items'])
        return wanted === 'items' ? this.items(resourceType, 3).text : this.of(wanted, resourceType, 3)
    }

    // A path to items of some type below `type`.
    items(type, depth) {
        let here = { text: elements[type] ? '' : '$this', type, many: false }
        for (let steps = 1 + this.random.below(3); steps > 0 && elements[here.type]; --steps) {
            const [name, found] = this.random.pick(Object.entries(elements[here.type]))
            here = { text: here.text ? `${here.text}.${name}` : name, type: found.replace('*', ''), many: here.many || found.endsWith('*') }
        }
        return depth > 0 && this.random.chance(0.6) ? this.filtered(here, depth) : here
    }

    filtered(here, depth) {
        const { text, type } = here
        const inner = (wanted) => this.of(wanted, type, depth - 1)
        const many = (more) => ({ ...here, text: `${text}${more}` })
        const make = [
            () => many(`.where(${inner('boolean')})`), () => many('.first()'), () => many('.last()'), () => many('.tail()'),
            () => many(`.skip(${this.random.below(3)})`), () => many(`.take(${this.random.below(3)})`), () => many(`[${this.random.below(2)}]`),
            () => many('.distinct()'), () => many(`.union(${text})`), () => many(`.combine(${text})`), () => many(`.exclude(${text}.first())`),
            () => many(`.intersect(${text}.tail())`), () => many(`.where($index > 0)`), () => many(`.trace('t')`),
            () => ({ ...here, text: `(${text} | ${text}.first())` }), () => many(`.select(${inner('string')})`),
            () => ({ ...here, type: 'any', text: `${text}.children()` }), () => ({ ...here, type: 'any', text: `${text}.descendants()` }),
            () => many(`.ofType(${this.random.pick(['string', 'Quantity', 'code', 'HumanName', 'boolean', 'Element', 'integer', 'dateTime'])})`),
            () => many(`.iif(${inner('boolean')}, $this, {})`), () => many('.repeat(item)'), () => many(`.extension('http://example.org/a')`),
            () => many(`.defineVariable('v').select(%v)`), () => many(`.select(coalesce({}, $this))`),
        ]
        return this.random.pick(make)()
    }

    one(type, depth) {
        const found = this.items(type, depth)
        return found.many ? `${found.text}.first()` : found.text
    }

    // An expression that gives one value of the type, or nothing.
    of(wanted, focus, depth) {
        if (depth <= 0 || this.random.chance(0.15)) return this.leaf(wanted, focus)
        return this.random.pick(this.ways(wanted, focus, depth - 1))()
    }

    leaf(wanted, focus) {
        const known = elements[focus] ? Object.entries(elements[focus]).filter(([, type]) => type === wanted || (wanted === 'decimal' && type === 'integer')) : []
        if (known.length && this.random.chance(0.6)) return this.random.pick(known)[0]
        if (focus === wanted && this.random.chance(0.5)) return '$this'
        return this.random.pick(literals[wanted])
    }

    ways(wanted, focus, depth) {
        const of = (type) => this.of(type, focus, depth)
        const pick = (list) => this.random.pick(list)
        const compared = () => {
            const type = pick([...scalar, 'Duration'])
            return `(${of(type)} ${pick(['=', '!=', '~', '!~', ...(type === 'boolean' ? [] : ['<', '<=', '>', '>='])])} ${of(type)})`
        }
        const all = {
            boolean: [
                compared, compared, compared,
                () => `(${of('boolean')} ${pick(['and', 'or', 'xor', 'implies'])} ${of('boolean')})`,
                () => `${of('boolean').replace(/^(-.*)$/, '($1)')}.not()`,
                () => `${this.items(focus, depth).text}.${pick(['exists()', 'empty()', 'isDistinct()', 'hasValue()'])}`,
                () => { const found = this.items(focus, depth); return `${found.text}.${pick(['all', 'exists'])}(${this.of('boolean', found.type, depth)})` },
                () => `(${of('string')}).${pick(['startsWith', 'endsWith', 'contains'])}(${of('string')})`,
                () => `(${of('string')}).matches('${pick(['a', '^[A-Z]', '[0-9]+$', '.*', '^$'])}')`,
                () => `(${pick(literals[pick(['string', 'boolean', 'integer', 'date', 'dateTime', 'time', 'Quantity'])])}).convertsTo${pick(['Boolean', 'Integer', 'Decimal', 'String', 'Date', 'DateTime', 'Time', 'Quantity'])}()`,
                () => `(${of('string')} in ${this.items(focus, depth).text})`,
                () => `(${this.items(focus, depth).text} contains ${of('string')})`,
                () => `(${this.one(focus, depth)} is ${pick(['string', 'code', 'Quantity', 'System.Boolean', 'boolean', 'FHIR.string', 'HumanName', 'Element'])})`,
                () => `(${this.items(focus, depth).text} ${pick(['=', '~', '!=', '!~'])} ${this.items(focus, depth).text})`,
                () => `${this.items(focus, depth).text}.${pick(['subsetOf', 'supersetOf'])}(${this.items(focus, depth).text})`,
                () => `(${of('boolean')} | ${of('boolean')}).${pick(['allTrue', 'anyTrue', 'allFalse', 'anyFalse'])}()`,
                () => `iif(${of('boolean')}, ${of('boolean')}, ${of('boolean')})`,
            ],
            integer: [
                () => `(${of('integer')} ${pick(['+', '-', '*', 'div', 'mod'])} ${of('integer')})`,
                () => `${this.items(focus, depth).text}.count()`,
                () => `(${of('string')}).${pick(['length()', `indexOf(${of('string')})`, 'toInteger()', `lastIndexOf(${of('string')})`])}`,
                () => `(${of('decimal')}).${pick(['ceiling()', 'floor()', 'truncate()'])}`,
                () => `(${of('integer')}).abs()`,
                () => `(${of(pick(['date', 'dateTime']))}).${pick(['yearOf()', 'monthOf()', 'dayOf()'])}`,
                () => `(${of('integer')} | ${of('integer')} | ${of('integer')}).${pick(['sum()', 'min()', 'max()', 'aggregate($this + $total, 0)', 'first()', 'last()'])}`,
            ],
            decimal: [
                () => `(${of(pick(numbers))} ${pick(['+', '-', '*'])} ${of('decimal')})`,
                () => `(${of(pick(numbers))} / ${pick(['2', '4', '0.5', '10', '0'])})`,
                () => `(${of(pick(numbers))} ${pick(['div', 'mod'])} ${of('decimal')})`,
                () => `(${of('decimal')}).${pick(['abs()', 'round(1)', 'round(2)', 'round()'])}`,
                () => `(${pick(['2.5', '0.1', '3.14159', '(-1.5)', '12'])}).${pick(['lowBoundary()', 'highBoundary()', 'lowBoundary(2)', 'highBoundary(1)'])}`,
                () => `(${of(pick(['string', 'integer', 'boolean']))}).toDecimal()`,
                () => `(-(${pick(['1', '2.50', '0.0', '(1 + 1)'])}))`,
            ],
            string: [
                () => `(${of('string')} ${pick(['+', '&'])} ${of('string')})`,
                () => `(${of('string')}).${pick(['upper()', 'lower()', 'trim()', 'substring(1)', `substring(0, ${this.random.below(3)})`, `substring(${of('integer')})`])}`,
                () => `(${of('string')}).replace(${of('string')}, ${of('string')})`,
                () => `(${of('string')}).replaceMatches('${pick(['[aA]', '[0-9]', 'x'])}', '${pick(['', '-', 'zz'])}')`,
                () => `(${this.leaf(pick(['string', 'boolean', 'integer', 'date', 'dateTime', 'time', 'Quantity']), focus)}).toString()`,
                () => `(${of('string')}).${pick(["escape('html')", "escape('json')", "encode('base64').decode('base64')"])}`,
                () => `('${pick(['', 'a', 'test', 'Kari<'])}').${pick(["encode('hex')", "encode('base64')", "encode('urlbase64')"])}`,
                () => `(${of('string')}).${pick(['toChars().first()', "split('a').last()", "split(',').join('-')"])}`,
                () => `(${this.random.pick(['name', 'item', 'component'])}.select(${of('string')})).join(',')`,
                () => `(${this.leaf(pick(scalar), focus)}).type().name`,
                () => `iif(${of('boolean')}, ${of('string')}, ${of('string')})`,
            ],
            date: [
                () => `(${of('date')} ${pick(['+', '-'])} ${pick(calendar.slice(0, 7))})`,
                () => `(${of(pick(['string', 'dateTime']))}).toDate()`,
                () => `(${of('date')}).${pick(['lowBoundary()', 'highBoundary()', 'lowBoundary(6)', 'highBoundary(6)', 'dateOf()'])}`,
            ],
            dateTime: [
                () => `(${of('dateTime')} ${pick(['+', '-'])} ${pick(calendar)})`,
                () => `(${of(pick(['string', 'date']))}).toDateTime()`,
                () => `(${pick(literals.dateTime)}).${pick(['lowBoundary()', 'highBoundary()', 'lowBoundary(8)', 'highBoundary(17)'])}`,
            ],
            time: [
                () => `(${of('time')} ${pick(['+', '-'])} ${pick(calendar.slice(7))})`,
                () => `(${of('time')}).${pick(['lowBoundary()', 'highBoundary()', 'highBoundary(4)'])}`,
                () => `('${pick(['12:30', '14:34:28', '25:00', 'x'])}').toTime()`,
                () => `(${pick(literals.dateTime)}).timeOf()`,
            ],
            Duration: [() => `(${of('Duration')} + ${of('Duration')})`, () => `(${of('Duration')}).abs()`],
            Quantity: [
                () => `(${of('Quantity')} ${pick(['+', '-'])} ${of('Quantity')})`,
                () => `(${of('Quantity')} ${pick(['*', '/'])} ${pick(["2 '1'", "4 'm'", "2 'cm'", '2'])})`,
                () => `(${of(pick(['string', 'integer', 'decimal']))}).toQuantity()`,
                () => `(${of('Quantity')}).abs()`,
                () => `(${this.one(focus, depth)}).ofType(Quantity)`,
            ],
        }
        return all[wanted]
    }
}
