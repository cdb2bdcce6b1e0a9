"""Durable writes beside the same rows straight into SQLite."""

import shutil
import statistics

import programs
import records
from measuring import CLIENTS, LARGE_RESOURCES
from rows import Goal, all_good, row

IMPORT_GROUP = 256
CREATE_GOAL = {'rate': 5_000, 'ratio': 0.7}


def create_requests(measuring, server, folder):
    """A file of creates, of one patient's measurements."""
    subject = 'Patient/' + server.ask('POST', '/fhir/Patient', records.patient(measuring.chance))['id']
    return programs.write_requests(folder / 'creates.ndjson', [
        {'method': 'POST', 'path': '/fhir/Observation', 'headers': ['Content-Type: application/fhir+json'],
         'body': records.observation(measuring.chance, subject)} for _ in range(200)])


def create_once(measuring, data, folder, seconds):
    with measuring.tools.helselos(data) as server:
        file = create_requests(measuring, server, folder)
        return measuring.tools.load(server, ['--requests', file, '--connections', CLIENTS, '--seconds', seconds])


def raw(measuring, folder, data, *arguments):
    return measuring.tools.raw_sqlite(folder / 'raw.db', [*arguments, '--like', programs.largest_database(data)])


def create(measuring):
    """Durable single creates into an empty store, beside SQLite in groups of as many as there are clients."""
    folder = measuring.fresh('create')
    own, beside, syncs = [], [], []
    for number in range(measuring.rounds):
        data = folder / f'data-{number}'
        syncs.append(measuring.syncs())
        own.append(create_once(measuring, data, folder, measuring.seconds))
        beside.append(raw(measuring, folder, data, '--group', CLIENTS, '--seconds', measuring.seconds))
    return [row(f'durable create, {CLIENTS} clients', all_good(own), beside, 'raw SQLite', Goal(**CREATE_GOAL),
                corpus='from empty', syncs=statistics.median(syncs))]


def create_large(measuring):
    """The same at a million resources. One round as long as all: filling raw SQLite takes its time."""
    if not measuring.is_large:
        return []
    corpus = measuring.large()
    folder = measuring.fresh('create-large')
    data = folder / 'data'
    shutil.copytree(corpus.data, data)
    syncs = measuring.syncs()
    own = create_once(measuring, data, folder, measuring.seconds * measuring.rounds)
    beside = raw(measuring, folder, data, '--group', CLIENTS, '--base', LARGE_RESOURCES,
                 '--seconds', measuring.seconds * measuring.rounds)
    shutil.rmtree(folder)
    return [row(f'durable create, {CLIENTS} clients', all_good([own]), [beside], 'raw SQLite', Goal(**CREATE_GOAL),
                corpus=corpus.text(), syncs=syncs)]


def import_bundles(measuring):
    """Import from files into an empty store."""
    folder = measuring.fresh('import')
    corpus = measuring.corpus()
    own, beside, syncs = [], [], []
    for number in range(measuring.rounds):
        data = folder / f'data-{number}'
        syncs.append(measuring.syncs())
        own.append({'rate': corpus.resources / measuring.tools.import_files(data, [corpus.source])})
        beside.append(raw(measuring, folder, data, '--group', IMPORT_GROUP, '--count', corpus.resources))
        shutil.rmtree(data)
    return [row('import from files', own, beside, 'raw SQLite', Goal(rate=6_000, ratio=0.7),
                corpus=f'from empty, {corpus.text()}', syncs=statistics.median(syncs))]


SCENARIOS = {'create': create, 'create-large': create_large, 'import': import_bundles}
