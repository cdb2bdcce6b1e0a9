"""Beside Medplum's router, which keeps all in memory: read, create, and the mix of creates, reads, updates and
deletes of the published benchmarks (36 requests an iteration)."""

import copy
import json
import pathlib
import statistics

import programs
import records
from measuring import CLIENTS
from rows import Goal, all_good, row
from write_scenario import create_requests

PEER = 'fhir-router in memory'
MIX_CLIENTS = 300
WARM_UP_MS = 2_000  # About two iterations.
SEEDS = pathlib.Path(__file__).resolve().parent / 'crud_seeds.json'
HEADERS = ['Accept: application/json', 'Content-Type: application/json', 'Cache-Control: no-cache']


def peer(measuring):
    folder = measuring.fresh('peer')
    with measuring.tools.helselos(folder / 'data') as server, measuring.tools.medplum() as router:
        made = records.patient(measuring.chance)
        paths = ['/fhir/Patient/' + each.ask('POST', '/fhir/Patient', made)['id'] for each in (server, router)]
        files = [create_requests(measuring, each, measuring.fresh(f'peer-{name}')) for each, name in ((server, 'own'), (router, 'router'))]
        clients = ['--connections', CLIENTS]
        syncs = measuring.syncs()
        results = measuring.turns(
            lambda: measuring.load(server, *clients, '--path', paths[0]),
            lambda: measuring.load(router, *clients, '--path', paths[1]),
            lambda: measuring.load(server, *clients, '--requests', files[0]),
            lambda: measuring.load(router, *clients, '--requests', files[1]))
    for result in results:
        all_good(result)
    return [row('read', results[0], results[1], PEER),
            row('create, durable here', results[2], results[3], PEER, syncs=syncs)]


def changed(seed):
    """The resource with one small change, as an update sends it."""
    made = {**copy.deepcopy(seed), 'id': f'{{{seed["resourceType"]}}}'}
    if 'name' in made:
        made['name'] = 'Nytt navn' if isinstance(made['name'], str) else [{**made['name'][0], 'given': ['Endret']}]
    elif made['resourceType'] == 'Encounter':
        made['status'] = 'finished'
    else:
        instant = {'Observation': 'issued', 'MedicationRequest': 'authoredOn'}.get(made['resourceType'], 'created')
        made[instant] = '2026-10-01T12:00:00+02:00'
    return made


def mix():
    """The requests of one iteration. Deletes come in reverse: nothing is removed while another refers to it."""
    seeds = json.loads(SEEDS.read_text(encoding='utf-8'))
    types = [seed['resourceType'] for seed in seeds]

    def of(deed, method, kind, **more):
        path = f'/fhir/{kind}' + ('' if method == 'POST' else f'/{{{kind}}}')
        return {'method': method, 'path': path, 'headers': HEADERS, 'kind': f'{deed} {kind}', **more}
    return ([of('create', 'POST', kind, body=seed, keep=kind) for kind, seed in zip(types, seeds)]
            + [of('read', 'GET', kind) for kind in types]
            + [of('update', 'PUT', kind, body=changed(seed)) for kind, seed in zip(types, seeds)]
            + [of('delete', 'DELETE', kind) for kind in reversed(types)])


def crud(measuring):
    folder = measuring.fresh('crud')
    file = programs.write_requests(folder / 'mix.ndjson', mix())
    arguments = ['--requests', file, '--own-turns', '--connections', MIX_CLIENTS, '--warm-up', WARM_UP_MS]
    with measuring.tools.helselos(folder / 'data') as server, measuring.tools.medplum() as router:
        syncs, own, beside = measuring.turns(
            measuring.syncs, lambda: measuring.load(server, *arguments), lambda: measuring.load(router, *arguments))
        waiting = server.events_waiting()
    all_good(beside)
    return [row(f'CRUD mix, {MIX_CLIENTS} clients', own, beside, PEER, Goal(rate=5_000), corpus='from empty',
                syncs=statistics.median(syncs), said=f'{waiting:,} events waiting at the end')]


SCENARIOS = {'peer': peer, 'crud': crud}
