"""`$validate` with a profile over HTTP, and what a bundle of many entries costs."""

import json
import statistics
import time

import programs
import records
from measuring import CLIENTS
from rows import Goal, all_good, row

PROFILE = 'http://hl7.org/fhir/StructureDefinition/vitalsigns'
PATH = f'/fhir/Observation/$validate?profile={PROFILE}'
SMALL, BIG = 1_000, 10_000
TEXT = {'status': 'generated', 'div': '<div xmlns="http://www.w3.org/1999/xhtml">Made up.</div>'}


def vital_sign(chance, number):
    return {**records.observation(chance, 'Patient/1'), 'id': f'bench-{number}', 'text': TEXT}


def issues_of(server, resource):
    _, outcome = server.try_ask('POST', PATH, body=resource)
    return outcome['issue']


def refuse_pretence(server, good):
    """A server that does not know the profile is quick, too: the good record must pass without a word about the
    profile, and one that only the profile forbids must fail."""
    said = [issue for issue in issues_of(server, good)
            if issue['severity'] in ('error', 'fatal') or issue['code'] == 'not-supported']
    if said:
        raise RuntimeError(f'$validate: {said[0].get("diagnostics", said[0]["code"])}')
    bad = {key: value for key, value in good.items() if key != 'subject'}
    if not any(issue['severity'] == 'error' for issue in issues_of(server, bad)):
        raise RuntimeError('$validate accepts what the profile forbids')


def validate(measuring):
    """Beside Medplum's validator, which is spared HTTP."""
    folder = measuring.fresh('validate')
    signs = [vital_sign(measuring.chance, number) for number in range(500)]
    plain = folder / 'observations.ndjson'
    plain.write_text('\n'.join(map(json.dumps, signs)), encoding='utf-8')
    asked = programs.write_requests(folder / 'asked.ndjson', [
        {'method': 'POST', 'path': PATH, 'headers': ['Content-Type: application/fhir+json'], 'body': sign} for sign in signs])
    beside_command = [*measuring.tools.node('validate.mjs'), PROFILE, str(plain), str(measuring.seconds)]
    with measuring.tools.helselos(folder / 'data') as server:
        refuse_pretence(server, signs[0])
        own, beside = measuring.turns(
            lambda: measuring.load(server, '--requests', asked, '--connections', CLIENTS),
            lambda: measuring.tools.measure(beside_command))
    return [row('$validate with a profile', all_good(own), beside, '@medplum/core, no HTTP', Goal(rate=2_000))]


def bundle_seconds(server, chance, entries):
    """How long it takes to check a bundle whose entries refer to each other."""
    patient = 'urn:uuid:00000000-0000-4000-8000-000000000000'
    made = [{'fullUrl': patient, 'resource': {**records.patient(chance), 'text': TEXT}}]
    for number in range(entries - 1):
        made.append({'fullUrl': f'urn:uuid:00000000-0000-4000-8000-{number + 1:012x}',
                     'resource': {**records.observation(chance, patient), 'text': TEXT}})
    body = json.dumps({'resourceType': 'Bundle', 'type': 'collection', 'entry': made}).encode()
    began = time.perf_counter()
    status, outcome = server.try_ask('POST', '/fhir/Bundle/$validate', body=body, patience_seconds=600)
    taken = time.perf_counter() - began
    faults = [issue for issue in outcome['issue'] if issue['severity'] in ('error', 'fatal')]
    if status != 200 or faults:
        raise RuntimeError(f'$validate of a Bundle gives {status}: {faults[0].get("diagnostics", "") if faults else ""}')
    return taken


def validate_bundle(measuring):
    folder = measuring.fresh('validate-bundle')
    with measuring.tools.helselos(folder / 'data') as server:
        bundle_seconds(server, measuring.chance, SMALL)
        small, big = measuring.turns(
            lambda: bundle_seconds(server, measuring.chance, SMALL), lambda: bundle_seconds(server, measuring.chance, BIG))
    seconds = statistics.median(big)
    growth = seconds / statistics.median(small) / (BIG / SMALL)
    return [{'what': f'$validate, bundle of {BIG:,} entries', 'rate': BIG / seconds, 'growth': growth,
             'said': f'{seconds:.2f} s; {growth:.2f} times the time per entry of {SMALL:,}',
             # Linear, and a little for caches that no longer hold it.
             'goal': Goal(rate=2_000, growth=1.3)}]


SCENARIOS = {'validate': validate, 'validate-bundle': validate_bundle}
