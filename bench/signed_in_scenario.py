"""Residents with a token each: policy, and an audit row on the disk before each answer about a person."""

import json
import statistics

import interview
import programs
from measuring import LARGE_RESIDENTS, READERS
from rows import Goal, row
from sample import Sample

NATIONAL_RATE = 3_000
NATIONAL_CLIENTS = 256
RESIDENTS = 1_000  # Who sign in.
# Of a hundred requests. What a day of residents is like nobody publishes: this is our guess, told here.
NATIONAL_PARTS = {'read own record': 45, 'search own records': 20, 'read what is open': 15, 'triage step': 15, 'share an assessment': 5}
RECIPIENT = {
    'resourceType': 'Organization', 'id': 'bench-recipient', 'active': True, 'name': 'Prøvestedet legevakt',
    'type': [{'coding': [{'system': 'https://helselos.no/fhir/CodeSystem/organization-kind', 'code': 'receives-assessments'}]}]}


class Residents:
    """Some of the residents of the corpus, their records, and a content folder that lets them sign in."""

    def __init__(self, measuring, corpus, folder):
        with measuring.tools.helselos(corpus.data) as server:
            sample = Sample(server, measuring.chance, RESIDENTS)
        self.records = {f'Patient/{patient["id"]}': [f'Patient/{patient["id"]}'] for patient in sample.patients if signs_in(patient)}
        for kind, found in sample.of.items():
            for each in found:
                if each['subject']['reference'] in self.records:
                    self.records[each['subject']['reference']].append(f'{kind}/{each["id"]}')
        self.content = write_content(measuring.tools.content, folder / 'content', list(self.records))

    def sign_in(self, server):
        """A token for each resident."""
        return {patient: server.ask('POST', '/demo/token', {'person': person_id(patient)})['access_token'] for patient in self.records}


def signs_in(patient):
    """Who is grown up and lives: others do not read their own record."""
    return patient.get('birthDate', '9') < '2008' and not any(key.startswith('deceased') for key in patient)


def person_id(patient):
    return patient.replace('/', '-').lower()


def write_content(source, folder, patients):
    """The program's content, with these patients to sign in as and a place to share with."""
    (folder / 'demo').mkdir(parents=True)
    for part in source.iterdir():
        if part.name != 'demo':
            (folder / part.name).symlink_to(part)
    persons = [{'id': person_id(patient), 'description': 'Made up', 'patient': patient} for patient in patients]
    entry = {'resource': RECIPIENT, 'request': {'method': 'PUT', 'url': 'Organization/bench-recipient'}}
    (folder / 'demo' / 'persons.json').write_text(json.dumps({'persons': persons}))
    (folder / 'demo' / 'records.json').write_text(json.dumps({'resourceType': 'Bundle', 'type': 'transaction', 'entry': [entry]}))
    return folder


def bearer(token):
    return [f'Authorization: Bearer {token}', 'Content-Type: application/fhir+json']


class Asking:
    """Requests of residents, by kind."""

    def __init__(self, chance, residents, tokens, steps):
        self.chance = chance
        self.residents = residents
        self.tokens = tokens
        self.steps = steps[:-1]
        self.completed = steps[-1]

    def some(self, kind):
        """One request of the kind, by one of the residents."""
        patient = self.chance.choice(list(self.tokens))
        make = {
            'read own record': self.read, 'search own records': self.search, 'read what is open': self.open,
            'triage step': self.step, 'share an assessment': self.share}[kind]
        return {'method': 'GET', 'headers': bearer(self.tokens[patient]), 'kind': kind, **make(patient)}

    def read(self, patient):
        return {'path': '/fhir/' + self.chance.choice(self.residents.records[patient])}

    def search(self, patient):
        return {'path': '/fhir/' + self.chance.choice([
            f'Observation?subject={patient}&_sort=-date&_count=20', f'Observation?subject={patient}&category=vital-signs&_count=20',
            f'Encounter?subject={patient}&_count=20', f'MedicationRequest?subject={patient}&status=active'])}

    def open(self, _):
        return {'path': '/fhir/' + self.chance.choice([
            'Organization/bench-recipient',
            'Organization?type=https://helselos.no/fhir/CodeSystem/organization-kind%7Creceives-assessments',
            'ValueSet/$expand?url=https://helselos.no/fhir/ValueSet/complaint&filter=vondt+i+halsen&displayLanguage=nb']),
            'headers': []}

    def step(self, _):
        return {'method': 'POST', 'path': interview.STEP_PATH, 'body': self.chance.choice(self.steps)}

    def share(self, _):
        parameters = [{'name': 'response', 'resource': self.completed},
                      {'name': 'recipient', 'valueReference': {'reference': 'Organization/bench-recipient'}}]
        return {'method': 'POST', 'path': '/fhir/$share-assessment', 'body': {'resourceType': 'Parameters', 'parameter': parameters}}


def signed_in(measuring):
    """Reads of own records as quick as they go, and the national mix at its planned rate."""
    corpus = measuring.at_hand()
    folder = measuring.fresh('signed-in')
    residents = Residents(measuring, corpus, folder)
    data = programs.copied(corpus.data, folder / 'data')
    with measuring.tools.helselos(data, content=residents.content) as server:
        asking = Asking(measuring.chance, residents, residents.sign_in(server), interview.steps(server))
        reads = programs.write_requests(folder / 'reads.ndjson', [asking.some('read own record') for _ in range(10_000)])
        national = [asking.some(kind) for kind, part in NATIONAL_PARTS.items() for _ in range(part * 100)]
        measuring.chance.shuffle(national)
        national = programs.write_requests(folder / 'national.ndjson', national)
        syncs, own, planned = measuring.turns(
            measuring.syncs,
            lambda: measuring.load(server, '--requests', reads, '--connections', READERS),
            lambda: measuring.load(server, '--requests', national, '--connections', NATIONAL_CLIENTS, '--rate', NATIONAL_RATE))
        waiting = server.events_waiting()
    syncs = statistics.median(syncs)
    asks = None if corpus.residents >= LARGE_RESIDENTS else f'{LARGE_RESIDENTS:,} residents (--large)'
    return [row(f'read with token, policy and audit, {READERS} clients', own, goal=Goal(rate=12_000), corpus=corpus.text(), syncs=syncs),
            row(f'national mix, planned {NATIONAL_RATE:,}/s', planned, corpus=corpus.text(), syncs=syncs,
                said=f'{waiting:,} events waiting at the end',
                # A hair under the plan: the last answer comes after the last planned moment.
                goal=Goal(asks, rate=NATIONAL_RATE * 0.99, p99=10_000))]


SCENARIOS = {'signed-in': signed_in}
