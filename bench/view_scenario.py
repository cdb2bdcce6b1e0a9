"""Tables by a ViewDefinition, over the store and over an NDJSON file."""

import json
import os
import subprocess
import time

import records
from rows import Goal, row

VIEW = {
    'resourceType': 'ViewDefinition', 'resource': 'Observation', 'status': 'active',
    'select': [{'column': [
        {'name': 'id', 'path': 'getResourceKey()', 'type': 'string'},
        {'name': 'patient', 'path': 'subject.getReferenceKey(Patient)', 'type': 'string'},
        {'name': 'status', 'path': 'status', 'type': 'code'},
        {'name': 'value', 'path': 'value.ofType(Quantity).value', 'type': 'decimal'},
        {'name': 'unit', 'path': 'value.ofType(Quantity).code', 'type': 'code'}],
        'select': [{'forEach': 'code.coding', 'column': [
            {'name': 'system', 'path': 'system', 'type': 'uri'}, {'name': 'code', 'path': 'code', 'type': 'code'}]}]}]}
COUNT = 100_000
GOAL = 200_000


def seconds_of(measuring, arguments, lines):
    """Of one run, its rows counted: a table that is short was quick for nothing."""
    began = time.perf_counter()
    with subprocess.Popen([str(measuring.tools.build / 'helselos'), 'view', *map(str, arguments)],
                          stdout=subprocess.PIPE) as run:
        found = sum(block.count(b'\n') for block in iter(lambda: os.read(run.stdout.fileno(), 1 << 20), b''))
    taken = time.perf_counter() - began
    if run.returncode != 0 or found < lines:
        raise RuntimeError(f'helselos view gave {found} lines of {lines} and ended with {run.returncode}')
    return taken


def view(measuring):
    folder = measuring.fresh('view')
    definition = folder / 'view.json'
    definition.write_text(json.dumps(VIEW), encoding='utf-8')
    source = folder / 'observations.ndjson'
    with source.open('w', encoding='utf-8') as file:
        for number in range(COUNT):
            made = {**records.observation(measuring.chance, f'Patient/{number // 100}'), 'id': f'bench-{number}'}
            file.write(json.dumps(made) + '\n')
    data = folder / 'data'
    measuring.tools.import_files(data, [source])
    store, lines = measuring.turns(
        lambda: {'rate': COUNT / seconds_of(measuring, [definition, '--data', data], COUNT)},
        lambda: {'rate': COUNT / seconds_of(measuring, [definition, source], COUNT)})
    return [row('ViewDefinition over the store, resources', store, goal=Goal(rate=GOAL), corpus=f'{COUNT:,} Observations'),
            row('ViewDefinition over NDJSON, resources', lines, goal=Goal(rate=GOAL), corpus=f'{COUNT:,} Observations')]


SCENARIOS = {'view': view}
