"""Bulk export of the system to files on this disk, and bulk import of lines that are posted."""

import json
import time
import urllib.error
import urllib.request

import records
from rows import Goal, row

COUNT = 200_000
COUNT_POSTED = 30_000
WAIT = 0.02
TOO_MANY_REQUESTS = 429


def manifest_at(place):
    """None: not yet. That it asks too often is answered only while the work is under way."""
    try:
        with urllib.request.urlopen(place) as answer:
            return json.load(answer) if answer.status == 200 else None
    except urllib.error.HTTPError as error:
        if error.code != TOO_MANY_REQUESTS:
            raise
        return None


def exported(base):
    """Resources, and the seconds from the question to the manifest."""
    asked = urllib.request.Request(f'{base}/fhir/$export?_type=Observation', headers={'Prefer': 'respond-async'})
    return carried_out(asked, COUNT)


def imported(base, lines):
    """The same of lines that are posted: without ids, so that each turn makes new resources."""
    asked = urllib.request.Request(f'{base}/fhir/$import', data=lines, headers={'Prefer': 'respond-async', 'Content-Type': 'application/fhir+ndjson'})
    return carried_out(asked, COUNT_POSTED)


def carried_out(asked, expected):
    began = time.perf_counter()
    with urllib.request.urlopen(asked) as answer:
        place = answer.headers['Content-Location']
    while (manifest := manifest_at(place)) is None:
        time.sleep(WAIT)
    seconds = time.perf_counter() - began
    count = sum(output['count'] for output in manifest['output'])
    with urllib.request.urlopen(urllib.request.Request(place, method='DELETE')):
        pass
    if count < expected:
        raise RuntimeError(f'{count} resources of {expected}')
    return {'rate': count / seconds}


def bulk(measuring):
    folder = measuring.fresh('bulk')
    source = folder / 'observations.ndjson'
    with source.open('w', encoding='utf-8') as file:
        for number in range(COUNT):
            made = {**records.observation(measuring.chance, f'Patient/{number // 100}'), 'id': f'bench-{number}'}
            file.write(json.dumps(made) + '\n')
    data = folder / 'data'
    measuring.tools.import_files(data, [source])
    with measuring.tools.helselos(data) as server:
        base = f'http://127.0.0.1:{server.port}'
        own, = measuring.turns(lambda: exported(base))
        lines = ''.join(json.dumps(records.observation(measuring.chance, f'Patient/{number // 100}')) + '\n' for number in range(COUNT_POSTED))
        posted, = measuring.turns(lambda: imported(base, lines.encode()))
    return [row('$export to files, resources', own, goal=Goal(rate=100_000), corpus=f'{COUNT:,} Observations'),
            row('$import of posted lines, resources', posted, goal=Goal(rate=3_000), corpus=f'{COUNT_POSTED:,} Observations')]


SCENARIOS = {'bulk': bulk}
