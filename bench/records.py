"""Made-up records to measure with: the same for the same seed, and like nobody."""

import json
import random

FAMILIES = ['Nordmann', 'Fjellvik', 'Strandhaug', 'Lyngmo', 'Bakkerud', 'Solvang', 'Myrland', 'Havnes']
GIVEN = ['Kari', 'Ola', 'Åse', 'Bjørn', 'Ingrid', 'Leif', 'Solveig', 'Tor']
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
        'address': [{'use': 'home', 'line': ['Prøveveien 1'], 'city': 'Trondheim', 'postalCode': '7000', 'country': 'NO'}],
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


def transaction(chance, observations):
    """One patient and the measurements of them, as a transaction Bundle."""
    address = f'urn:uuid:{chance.getrandbits(32):08x}-0000-4000-8000-{chance.getrandbits(48):012x}'
    made = [(address, patient(chance))]
    for _ in range(observations):
        own = f'urn:uuid:{chance.getrandbits(32):08x}-0000-4000-8000-{chance.getrandbits(48):012x}'
        made.append((own, observation(chance, address)))
    entries = [
        {'fullUrl': url, 'resource': resource, 'request': {'method': 'POST', 'url': resource['resourceType']}}
        for url, resource in made
    ]
    return {'resourceType': 'Bundle', 'type': 'transaction', 'entry': entries}


def write_transactions(folder, bundles, observations, seed=190723):
    """Writes so many files and says how many resources they hold."""
    chance = random.Random(seed)
    folder.mkdir(parents=True)
    for number in range(bundles):
        text = json.dumps(transaction(chance, observations), ensure_ascii=False)
        (folder / f'{number:05}.json').write_text(text, encoding='utf-8')
    return bundles * (observations + 1)


def count_resources(folder):
    """Entries of the bundles in a folder of JSON files."""
    return sum(len(json.loads(path.read_text(encoding='utf-8')).get('entry', [])) for path in folder.rglob('*.json'))
