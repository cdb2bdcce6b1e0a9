"""The search mix of the published benchmarks: 24 queries an iteration, one for each kind of value and parameter."""

import random

import programs
from measuring import SEED
from rows import Goal, row
from sample import MISS, Sample, escaped, path_of, quantity, token

CLIENTS = 30
ITERATIONS = 100
MISS_PART = 1 / 8
# Strict: a parameter that is not known is refused, not ignored and everything served.
HEADERS = ['Accept: application/json', 'Accept-Encoding: gzip', 'Cache-Control: no-cache', 'Prefer: handling=strict']
DATE_PREFIXES = ['eq', 'ne', 'gt', 'lt', 'ge', 'le', 'sa', 'eb']


class Query:
    """One search, and whether it must find something (None: it may or may not)."""

    def __init__(self, path, must_find=None):
        self.path = path
        self.must_find = must_find


class Mix:
    """The queries, with values by chance from a sample."""

    def __init__(self, sample, chance):
        self.sample = sample
        self.chance = chance
        observations = sample.of['Observation']
        self.measured = [each for each in observations if 'system' in each.get('valueQuantity', {})]
        self.parts = [part for each in observations for part in each.get('component', []) if 'system' in part.get('valueQuantity', {})]

    def kinds(self):
        """Name and maker of each query of an iteration."""
        sample, observations = self.sample, self.sample.of['Observation']
        encounters, prescriptions = sample.of['Encounter'], sample.of['MedicationRequest']
        everything = self.measured + self.parts
        return {
            'string Patient.name': lambda: self.text('Patient', 'name', self.pick(sample.patients)['name'][0]['family']),
            'string Patient.address': lambda: self.text('Patient', 'address', self.pick(sample.patients)['address'][0]['city']),
            'string Organization.name': lambda: self.text('Organization', 'name', self.pick(sample.organizations)['name']),
            'date Patient.birthdate': lambda: self.date('Patient', 'birthdate', self.pick(sample.patients)['birthDate']),
            'date Observation.date': lambda: self.date('Observation', 'date', self.pick(observations)['effectiveDateTime']),
            'date Encounter.date': lambda: self.date('Encounter', 'date', self.pick(encounters)['period']['start']),
            'token Observation.category': lambda: self.code(
                'Observation', 'category', [each['category'][0]['coding'][0] for each in self.two(observations)]),
            'token Observation.code': lambda: self.code(
                'Observation', 'code', [each['code']['coding'][0] for each in self.two(observations)]),
            'token Encounter.status': lambda: self.code(
                'Encounter', 'status', [{'code': each['status']} for each in self.two(encounters)]),
            'token Encounter.class': lambda: self.code('Encounter', 'class', [each['class'] for each in self.two(encounters)]),
            **self.of_values('quantity Observation.', self.amount, {
                'value-quantity': self.measured, 'component-value-quantity': self.parts, 'combo-value-quantity': everything}),
            **self.of_values('composite Observation.', self.pair, {
                'code-value-quantity': self.measured, 'component-code-value-quantity': self.parts,
                'combo-code-value-quantity': everything}),
            **self.of_links('Observation', observations, ['subject', 'encounter', 'performer']),
            **self.of_links('Encounter', encounters, ['subject', 'participant']),
            **self.of_links('MedicationRequest', prescriptions, ['subject', 'encounter', 'requester']),
        }

    def of_values(self, prefix, make, holders):
        return {prefix + parameter: lambda parameter=parameter, held=held: make(parameter, self.pick(held))
                for parameter, held in holders.items()}

    def of_links(self, kind, records, parameters):
        """Of parameters named as the element they look at, which may repeat, or wrap the reference."""
        def reference_in(record, element):
            value = record.get(element)
            value = value[0] if isinstance(value, list) else value
            return (value or {}).get('individual', value)
        return {f'reference {kind}.{name}': lambda name=name: self.link(kind, name, reference_in(self.pick(records), name))
                for name in parameters}

    def pick(self, values):
        return self.chance.choice(values)

    def two(self, values):
        return [self.pick(values), self.pick(values)]

    def misses(self):
        return self.chance.random() < MISS_PART

    def text(self, kind, parameter, value):
        if self.misses():
            return Query(path_of(kind, parameter, MISS), False)
        if self.chance.random() < 0.5:
            return Query(path_of(kind, parameter, escaped(value)), True)
        middle = value[1:5] if len(value) > 5 else value
        return Query(path_of(kind, parameter + ':contains', escaped(middle)), True)

    def date(self, kind, parameter, day):
        if self.misses():
            return Query(path_of(kind, parameter, 'lt1700-01-01'), False)
        prefix = self.pick(DATE_PREFIXES)
        return Query(path_of(kind, parameter, prefix + day[:10]), True if prefix in ('eq', 'ge', 'le') else None)

    def code(self, kind, parameter, codings):
        if self.misses():
            return Query(path_of(kind, parameter, MISS), False)
        first, second = codings
        forms = [escaped(first['code']), f'{escaped(first["code"])},{escaped(second["code"])}']
        if 'system' in first:
            forms.append(token(first))
        return Query(path_of(kind, parameter, self.pick(forms)), True)

    def amount(self, parameter, holder):
        value = holder['valueQuantity']
        if self.misses():
            return Query(path_of('Observation', parameter, quantity({**value, 'value': 9e12}, 'gt')), False)
        prefix = self.pick(['', 'gt', 'lt', 'ge', 'le'])
        return Query(path_of('Observation', parameter, quantity(value, prefix)))

    def pair(self, parameter, holder):
        code = token(holder['code']['coding'][0])
        if self.misses():
            never = quantity({**holder['valueQuantity'], 'value': 9e12}, 'gt')
            return Query(path_of('Observation', parameter, f'{code}${never}'), False)
        # Half a unit under it, so that rounding does not matter.
        value = {**holder['valueQuantity'], 'value': float(holder['valueQuantity']['value']) - 0.5}
        return Query(path_of('Observation', parameter, f'{code}${quantity(value, "gt")}'), True)

    def link(self, kind, parameter, reference):
        """A corpus that never has the element is searched in vain, as everybody's is."""
        if reference is None or self.misses():
            return Query(path_of(kind, parameter, f'Patient/{MISS}'), False)
        return Query(path_of(kind, parameter, reference['reference']), True)


def is_right(server, query):
    """Whether the answer finds what it must. A refusal is not judged here: it is counted as an error."""
    status, bundle = server.try_ask('GET', query.path, HEADERS[:1] + HEADERS[2:])
    if status != 200 or query.must_find is None:
        return True
    matches = [entry for entry in bundle.get('entry', []) if entry.get('search', {}).get('mode', 'match') == 'match']
    return bool(matches) == query.must_find


def make_mix(server, seed=SEED):
    """Requests of many iterations, and the kinds that were answered wrongly before anything was measured."""
    chance = random.Random(seed)
    kinds = Mix(Sample(server, chance), chance).kinds()
    asked = [(name, make()) for _ in range(ITERATIONS) for name, make in kinds.items()]
    wrong = sorted({name for name, query in asked[:len(kinds) * 10] if not is_right(server, query)})
    return [{'method': 'GET', 'path': query.path, 'headers': HEADERS, 'kind': name} for name, query in asked], wrong


def search(measuring):
    corpus = measuring.at_hand()
    folder = measuring.fresh('search')
    with measuring.tools.helselos(corpus.data) as server:
        requests, wrong = make_mix(server)
        file = programs.write_requests(folder / 'mix.ndjson', requests)
        own, = measuring.turns(lambda: measuring.load(server, '--requests', file, '--connections', CLIENTS))
        waiting = server.events_waiting()
    return [row(f'search mix, {CLIENTS} clients', own, goal=Goal(rate=6_000, p99=15_000), corpus=corpus.text(), wrong=wrong,
                said=f'{waiting:,} events waiting' if waiting else '')]


SCENARIOS = {'search': search}
