// Made-up resources of the kind a synthetic population has, with the corners that engines trip over:
// extensions on primitives, values that are missing, dates of every precision.
const families = ['Berg', 'Dahl', 'Ås', 'Øvrebø', 'Lund', 'de la Cruz']
const givens = ['Kari', 'Ola', 'Liv Marie', 'Åse', 'Ii', 'kari']
const dates = ['1974', '1974-12', '1974-12-25', '2000-02-29', '2024-01-31', '2019-06-30']
const moments = ['2015-02-04', '2015-02-04T14:34:28Z', '2015-02-04T14:34:28.120+01:00', '2015-02-04T13:34:28Z',
    '2020-01-01T00:00:00-05:00', '2019-12-31T23:59:59.999Z', '2015-02']
const units = [['mg', 'mg'], ['g', 'g'], ['kg', 'kg'], ['cm', 'cm'], ['m', 'm'], ['mmHg', 'mm[Hg]'], ['%', '%']]

const nothing = undefined
const maybe = (random, share, make) => (random.chance(share) ? make() : nothing)
const quantity = (random) => {
    const [unit, code] = random.pick(units)
    return { value: random.pick([0, 1, 2.5, 6.3, 100, 185, 0.01, -3]), unit, system: 'http://unitsofmeasure.org', code }
}
const coding = (random) => ({
    system: random.pick(['http://loinc.org', 'http://snomed.info/sct', 'http://example.org/codes']),
    code: random.pick(['8480-6', '8462-4', '271649006', 'a', 'B']),
    display: maybe(random, 0.6, () => random.pick(['Systolic', 'systolic', 'Body Weight', '']) || nothing),
})
const concept = (random) => ({ coding: random.some(3, () => coding(random)), text: random.pick(['Systolic', 'weight', nothing]) })
const extension = (random, value) => [{ url: random.pick(['http://example.org/a', 'http://example.org/b']), ...value }]
const period = (random) => ({ start: random.pick(moments), end: maybe(random, 0.5, () => random.pick(moments)) })

function name(random) {
    const given = random.some(3, () => random.pick(givens))
    return {
        use: random.pick(['official', 'usual', 'maiden', nothing]),
        family: maybe(random, 0.8, () => random.pick(families)),
        given: given.length ? given : nothing,
        period: maybe(random, 0.3, () => period(random)),
    }
}

function patient(random) {
    return {
        resourceType: 'Patient',
        id: `p${random.below(100)}`,
        active: random.pick([true, false, nothing]),
        name: random.some(3, () => name(random)),
        telecom: random.some(3, () => ({
            system: random.pick(['phone', 'email']), value: random.pick(['12345678', 'a@example.org', '+47 12345678']),
            use: random.pick(['home', 'work', nothing]), rank: maybe(random, 0.4, () => 1 + random.below(3)),
        })),
        gender: random.pick(['male', 'female', nothing]),
        birthDate: maybe(random, 0.8, () => random.pick(dates)),
        _birthDate: maybe(random, 0.3, () => ({ extension: extension(random, { valueDateTime: random.pick(moments) }) })),
        deceasedBoolean: maybe(random, 0.3, () => random.chance(0.5)),
        address: random.some(2, () => ({ line: random.some(2, () => 'Storgata 1'), city: random.pick(['Bodø', 'Oslo']), postalCode: '0123' })),
        multipleBirthInteger: maybe(random, 0.4, () => random.below(4)),
        contact: random.some(2, () => ({ gender: random.pick(['male', 'female']), name: name(random) })),
        extension: maybe(random, 0.5, () => extension(random, random.pick([{ valueString: 'x' }, { valueQuantity: quantity(random) },
            { valueInteger: 3 }, { valueBoolean: true }, { valueDecimal: 1.25 }]))),
    }
}

function observation(random) {
    const value = () => random.pick([{ valueQuantity: quantity(random) }, { valueString: 'abc' }, { valueInteger: random.below(10) },
        { valueCodeableConcept: concept(random) }, { valueBoolean: true }, { valueDateTime: random.pick(moments) }, {}])
    return {
        resourceType: 'Observation',
        id: `o${random.below(100)}`,
        status: random.pick(['final', 'preliminary']),
        category: random.some(2, () => concept(random)),
        code: concept(random),
        subject: { reference: 'Patient/p1' },
        effectiveDateTime: maybe(random, 0.7, () => random.pick(moments)),
        issued: '2015-02-04T14:34:28.120+01:00',
        ...value(),
        component: random.some(3, () => ({ code: concept(random), ...value() })),
        referenceRange: random.some(2, () => ({ low: quantity(random), high: quantity(random), text: 'normal' })),
    }
}

function questionnaire(random) {
    const item = (depth) => ({
        linkId: `${depth}.${random.below(9)}`, type: 'group', text: random.pick(['What?', 'Who', nothing]),
        required: random.pick([true, false, nothing]), item: depth > 0 ? random.some(2, () => item(depth - 1)) : nothing,
    })
    return { resourceType: 'Questionnaire', status: 'active', url: 'http://example.org/q', date: random.pick(moments), item: random.some(3, () => item(2)) }
}

// Without what is absent or empty: FHIR's JSON has neither.
function trimmed(value) {
    if (Array.isArray(value)) return value.map(trimmed).filter((one) => one !== nothing)
    if (value === null || typeof value !== 'object') return value
    const members = Object.entries(value).map(([key, one]) => [key, trimmed(one)])
    const kept = members.filter(([, one]) => one !== nothing && !(typeof one === 'object' && Object.keys(one).length === 0))
    return kept.length ? Object.fromEntries(kept) : nothing
}

export function resources(random, count) {
    const kinds = [patient, patient, observation, observation, questionnaire]
    return Array.from({ length: count }, () => trimmed(random.pick(kinds)(random)))
}
