"""Made-up records to measure with: the same for the same seed, and like nobody."""

import json
import random

FAMILIES = [first + last for first in ('Berg', 'Dal', 'Fjell', 'Haug', 'Lyng', 'Myr', 'Nes', 'Sand', 'Sol', 'Strand', 'Ås')
            for last in ('bakken', 'gård', 'heim', 'land', 'li', 'rud', 'stad', 'sund', 'tun', 'vik', 'ås', 'øy')]
GIVEN = ['Kari', 'Ola', 'Åse', 'Bjørn', 'Ingrid', 'Leif', 'Solveig', 'Tor', 'Anne', 'Per', 'Marit', 'Jan', 'Nina', 'Odd', 'Eva', 'Lars']
CITIES = ['Trondheim', 'Bergen', 'Oslo', 'Tromsø', 'Bodø', 'Stavanger', 'Hamar', 'Skien', 'Molde', 'Alta', 'Voss', 'Moss']
MEASUREMENTS = [
    ('8867-4', 'Heart rate', 45, 120, '/min'),
    ('9279-1', 'Respiratory rate', 8, 30, '/min'),
    ('8310-5', 'Body temperature', 35, 41, 'Cel'),
    ('2708-6', 'Oxygen saturation in Arterial blood', 80, 100, '%'),
    ('29463-7', 'Body weight', 45, 120, 'kg'),
]
LOINC = 'http://loinc.org'
UCUM = 'http://unitsofmeasure.org'
CATEGORY = 'http://terminology.hl7.org/CodeSystem/observation-category'


def patient(chance):
    return {
        'resourceType': 'Patient',
        'identifier': [{'system': 'https://helselos.no/bench/id', 'value': f'{chance.getrandbits(64):016x}'}],
        'active': True,
        'name': [{'use': 'official', 'family': chance.choice(FAMILIES), 'given': [chance.choice(GIVEN)]}],
        'telecom': [{'system': 'phone', 'value': '00000000', 'use': 'mobile'}],
        'gender': chance.choice(['female', 'male']),
        'birthDate': f'{chance.randint(1930, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}',
        'address': [{'use': 'home', 'line': ['Prøveveien 1'], 'city': chance.choice(CITIES), 'postalCode': '7000', 'country': 'NO'}],
    }


def observation(chance, subject):
    code, display, low, high, unit = chance.choice(MEASUREMENTS)
    at = f'2026-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}T{chance.randint(0, 23):02}:30:00+01:00'
    return {
        'resourceType': 'Observation',
        'status': 'final',
        'category': [{'coding': [{'system': CATEGORY, 'code': 'vital-signs', 'display': 'Vital Signs'}]}],
        'code': {'coding': [{'system': LOINC, 'code': code, 'display': display}], 'text': display},
        'subject': {'reference': subject},
        'effectiveDateTime': at,
        'issued': at,
        'valueQuantity': {'value': chance.randint(low, high), 'unit': unit, 'system': UCUM, 'code': unit},
    }


def count_resources(folder):
    """Entries of the bundles in a folder of JSON files, and how many of them are patients."""
    resources = residents = 0
    for path in folder.glob('*.json'):
        entries = json.loads(path.read_text(encoding='utf-8')).get('entry', [])
        resources += len(entries)
        residents += sum(entry['resource']['resourceType'] == 'Patient' for entry in entries)
    return resources, residents


CLINICS = 20
BUNDLE_RESIDENTS = 10


def blood_pressure(chance, subject):
    made = observation(chance, subject)
    del made['valueQuantity']
    made['code'] = {'coding': [{'system': LOINC, 'code': '85354-9', 'display': 'Blood pressure panel'}]}
    made['component'] = [
        {'code': {'coding': [{'system': LOINC, 'code': code, 'display': display}]},
         'valueQuantity': {'value': chance.randint(low, high), 'unit': 'mmHg', 'system': UCUM, 'code': 'mm[Hg]'}}
        for code, display, low, high in (('8480-6', 'Systolic', 90, 190), ('8462-4', 'Diastolic', 50, 110))]
    return made


def encounter(chance, subject, clinic):
    day = f'{chance.randint(2015, 2026)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}'
    return {
        'resourceType': 'Encounter', 'status': chance.choice(['finished', 'finished', 'in-progress']),
        'class': {'system': 'http://terminology.hl7.org/CodeSystem/v3-ActCode',
                  'code': chance.choice(['AMB', 'EMER', 'HH'])},
        'subject': {'reference': subject},
        'participant': [{'individual': {'reference': f'Practitioner/bench-{clinic}'}}],
        'period': {'start': f'{day}T09:00:00+01:00', 'end': f'{day}T09:30:00+01:00'},
        'serviceProvider': {'reference': f'Organization/bench-{clinic}'},
    }


def prescription(chance, subject, visit, clinic):
    return {
        'resourceType': 'MedicationRequest', 'status': chance.choice(['active', 'completed']), 'intent': 'order',
        'medicationCodeableConcept': {
            'coding': [{'system': 'http://www.whocc.no/atc', 'code': chance.choice(['J01CE02', 'N02BE01', 'R03AC02'])}]},
        'subject': {'reference': subject}, 'encounter': {'reference': visit}, 'authoredOn': '2026-03-01',
        'requester': {'reference': f'Practitioner/bench-{clinic}'},
    }


def clinics():
    """The organisations and practitioners that made-up records refer to."""
    for number in range(CLINICS):
        family, given = FAMILIES[number], GIVEN[number % len(GIVEN)]
        yield {'resourceType': 'Organization', 'id': f'bench-{number}', 'active': True, 'name': f'{family} legekontor'}
        yield {'resourceType': 'Practitioner', 'id': f'bench-{number}', 'active': True,
               'name': [{'family': family, 'given': [given]}]}


def resident(chance):
    """Address and resource of each of the ten records of one resident."""
    def address():
        return f'urn:uuid:{chance.getrandbits(32):08x}-0000-4000-8000-{chance.getrandbits(48):012x}'
    own, visit, clinic = address(), address(), chance.randrange(CLINICS)
    yield own, patient(chance)
    yield visit, encounter(chance, own, clinic)
    yield address(), prescription(chance, own, visit, clinic)
    for number in range(7):
        made = blood_pressure(chance, own) if number == 0 else observation(chance, own)
        yield address(), {**made, 'encounter': {'reference': visit},
                          'performer': [{'reference': f'Practitioner/bench-{clinic}'}]}


def write_residents(folder, residents, seed):
    """Transactions with the records of so many residents; says how many resources they hold."""
    chance = random.Random(seed)
    entries = [{'resource': made, 'request': {'method': 'PUT', 'url': f'{made["resourceType"]}/{made["id"]}'}}
               for made in clinics()]
    # Such names are imported before others, because the others refer to them.
    write_bundle(folder / 'hospitalInformation.json', entries)
    written = len(entries)
    for first in range(0, residents, BUNDLE_RESIDENTS):
        entries = [
            {'fullUrl': url, 'resource': made, 'request': {'method': 'POST', 'url': made['resourceType']}}
            for _ in range(min(BUNDLE_RESIDENTS, residents - first)) for url, made in resident(chance)]
        write_bundle(folder / f'residents-{first:07}.json', entries)
        written += len(entries)
    return written


def write_bundle(path, entries):
    bundle = {'resourceType': 'Bundle', 'type': 'transaction', 'entry': entries}
    path.write_text(json.dumps(bundle, ensure_ascii=False), encoding='utf-8')
